"""A solid made ready for drawing again and again: its points and normals in arrays."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.demo_platform.media.scenes.solid import Face, Part, Solid


@dataclass(frozen=True, slots=True)
class Mesh:
    """Points of all parts in one array, `counts[n]` of them for part n."""

    parts: tuple[Part, ...]
    points: NDArray[np.float64]
    counts: NDArray[np.intp]
    colours: NDArray[np.float64]
    normals: NDArray[np.float64]
    """One outward unit vector for each part; zero for limbs and balls."""

    culls: NDArray[np.bool_]
    """Parts that are not seen from behind."""

    groups: NDArray[np.intp]
    """The part that decides about each part's place in the drawing order."""

    corners: NDArray[np.float64]
    """The eight corners of the box around it."""

    foot: tuple[float, float]
    """Half its width and half its length near the ground, with a little room."""

    @classmethod
    def of(cls, solid: Solid) -> "Mesh":
        """Compile a solid."""
        parts = tuple(solid.parts)
        points = np.array([point for part in parts for point in part.points], dtype=np.float64)
        starts = np.cumsum([0, *(len(part.points) for part in parts)])
        normals = np.array([_normal(part) for part in parts])
        culls = np.array([isinstance(part, Face) and not part.two_sided for part in parts])
        groups = np.arange(len(parts))
        corners = [points[starts[index] : starts[index + 1]] for index in range(len(parts))]
        lows, highs = (np.array([pick(corner, axis=0) for corner in corners]) for pick in (np.min, np.max))
        for index, part in enumerate(parts):
            if part.over:
                groups[index] = _carrier(parts, index, normals, lows, highs)
        low = points[points[:, 1] < 0.6]
        half_x, half_z = (float(np.abs(low[:, axis]).max(initial=0.0)) * 1.15 + 0.15 for axis in (0, 2))
        colours = np.array([part.colour for part in parts], dtype=np.float64)
        return cls(
            parts,
            points,
            np.diff(starts),
            colours,
            normals,
            culls,
            groups,
            _corners(points),
            (half_x, half_z),
        )

    def unlit(self) -> "Mesh":
        """Return the same thing with its lamps off."""
        parts = tuple(replace(part, glow=None) for part in self.parts)
        return replace(self, parts=parts)


def _carrier(
    parts: tuple[Part, ...],
    index: int,
    normals: NDArray[np.float64],
    lows: NDArray[np.float64],
    highs: NDArray[np.float64],
) -> int:
    """Return the earlier face on which an `over` part lies: parallel, around it, and closest to its plane."""
    normal = normals[index]
    middle = (lows[index] + highs[index]) / 2
    fits = normals[:index] @ normal > 0.9
    fits &= ((lows[:index] - 0.3 <= middle) & (middle <= highs[:index] + 0.3)).all(axis=1)
    fits &= np.array([not part.over for part in parts[:index]], dtype=bool)
    if not fits.any():
        return index
    gaps = np.abs(((lows[:index] + highs[:index]) / 2 - middle) @ normal)
    return int(np.argmin(np.where(fits, gaps, np.inf)))


def _corners(points: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = points.min(axis=0), points.max(axis=0)
    picks = np.array([(n & 1, n >> 1 & 1, n >> 2 & 1) for n in range(8)], dtype=bool)
    corners: NDArray[np.float64] = np.where(picks, high, low)
    return corners


def _normal(part: Part) -> tuple[float, float, float]:
    if not isinstance(part, Face):
        return 0.0, 0.0, 0.0
    first, second, third = (np.array(point) for point in part.points[:3])
    across = np.cross(second - first, third - second)
    length = float(np.linalg.norm(across)) or 1.0
    x, y, z = across / length
    return float(x), float(y), float(z)
