"""The camera's eye: where a point of the world, in metres, falls in the picture."""

from dataclasses import dataclass
from functools import cached_property
from math import cos, sin, tan

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
NEAR = 0.8
"""Nothing nearer than this, in metres, is drawn."""


@dataclass(frozen=True)
class Lens:
    """A camera `height` metres above the ground, in a 640×360 picture.

    It looks down by `tilt` radians and to the right by `pan`.
    """

    height: float = 5.0
    tilt: float = 0.22
    focal: float = 400.0
    centre_x: float = 320.0
    centre_y: float = 180.0
    pan: float = 0.0

    @property
    def horizon(self) -> float:
        """The picture row of the horizon."""
        return self.centre_y - self.focal * tan(self.tilt)

    @cached_property
    def axes(self) -> Points:
        """The matrix that turns a row of world directions into (right, up, forward) of the eye."""
        across, down = self.pan, self.tilt
        panned = np.array(
            [[cos(across), 0.0, sin(across)], [0.0, 1.0, 0.0], [-sin(across), 0.0, cos(across)]]
        )
        tilted = np.array([[1.0, 0.0, 0.0], [0.0, cos(down), -sin(down)], [0.0, sin(down), cos(down)]])
        axes: Points = panned @ tilted
        return axes

    def into_view(self, points: Points) -> Points:
        """Return points as (right, up, forward) of the eye; shape (n, 3)."""
        seen: Points = (points - np.array((0.0, self.height, 0.0))) @ self.axes
        return seen

    def onto_picture(self, seen: Points) -> Points:
        """Return picture coordinates of points given by `into_view`; shape (n, 2)."""
        per_metre = self.focal / np.maximum(seen[:, 2:], 0.05)
        pixels: Points = seen[:, :2] * (1.0, -1.0) * per_metre
        pixels += (self.centre_x, self.centre_y)
        return pixels

    def ahead(self, per_metre: float) -> tuple[float, float]:
        """Return the place (x, z) on the ground, in the middle of the picture, that is seen this large."""
        depth = self.focal / per_metre
        forward = max((depth - self.height * sin(self.tilt)) / cos(self.tilt), NEAR)
        return forward * sin(self.pan), forward * cos(self.pan)

    def place(self, x: float, z: float, y: float = 0.0) -> tuple[float, float, float]:
        """Return (picture x, picture y, pixels per metre) of a point of the world.

        What lies behind the eye has no pixels per metre (0).
        """
        right, forward = x * cos(self.pan) - z * sin(self.pan), x * sin(self.pan) + z * cos(self.pan)
        rise = y - self.height
        depth = forward * cos(self.tilt) - rise * sin(self.tilt)
        if depth < NEAR:
            return 0.0, 0.0, 0.0
        up = rise * cos(self.tilt) + forward * sin(self.tilt)
        return (
            self.centre_x + self.focal * right / depth,
            self.centre_y - self.focal * up / depth,
            self.focal / depth,
        )
