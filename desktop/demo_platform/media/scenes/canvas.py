"""Draws solids and flat ground as a camera sees them, larger than needed, to be made smaller smoothly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, sin

import numpy as np
from PIL import Image, ImageDraw

from desktop.demo_platform.media.scenes.lens import NEAR, Lens, Points
from desktop.demo_platform.media.scenes.lettering import bent_text
from desktop.demo_platform.media.scenes.light import Floats, Light
from desktop.demo_platform.media.scenes.mesh import Mesh
from desktop.demo_platform.media.scenes.solid import Colour, Face, Limb, Part

GroundPoint = tuple[float, float]
"""x and z on the ground, in metres."""
_FLOOR = 0.02


@dataclass(frozen=True, slots=True)
class Flat:
    """A piece of ground."""

    points: Sequence[GroundPoint]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Placed:
    """A solid standing at (x, z), turned by `yaw` radians (positive: its front looks to the left)."""

    mesh: Mesh
    x: float
    z: float
    yaw: float = 0.0
    size: float = 1.0

    @property
    def turn(self) -> Points:
        """The matrix that turns a row of the solid's directions into the world's."""
        return np.array(
            [[cos(self.yaw), 0.0, -sin(self.yaw)], [0.0, 1.0, 0.0], [sin(self.yaw), 0.0, cos(self.yaw)]]
        )

    def world(self) -> Points:
        """Return its points in the world."""
        points: Points = self.mesh.points @ (self.turn * self.size)
        points += (self.x, 0.0, self.z)
        return points

    def view(self, lens: Lens) -> tuple[Points, Points]:
        """Return its points and normals as (right, up, forward) of the eye."""
        turn = self.turn @ lens.axes
        points: Points = self.mesh.points @ (turn * self.size)
        points += np.array((self.x, -lens.height, self.z)) @ lens.axes
        return points, self.mesh.normals @ turn


@dataclass(slots=True)
class Shape:
    """A part as it will be painted."""

    part: Part
    pixels: list[list[float]]
    colour: Colour
    radius: float

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of its corners, in pixels of the canvas."""
        count = len(self.pixels)
        return sum(x for x, _ in self.pixels) / count, sum(y for _, y in self.pixels) / count


class Canvas:
    """An image with a lens and a light. `scale` pixels of it are one pixel of the 640×360 picture.

    `left` and `top` (picture pixels) shift it: a sprite's canvas is a cutting from the picture. With
    `flat_colour` everything is painted in that one value.
    """

    def __init__(
        self,
        image: Image.Image,
        lens: Lens,
        light: Light,
        scale: int,
        *,
        left: int = 0,
        top: int = 0,
        flat_colour: int | None = None,
    ) -> None:
        self.image = image
        self.pen = ImageDraw.Draw(image)
        self.lens = lens
        self.light = light
        self.scale = scale
        self._shift = np.array([left, top], dtype=np.float64)
        self._flat_colour = flat_colour

    def flats(self, flats: Sequence[Flat]) -> None:
        """Paint pieces of ground, one after the other."""
        if not flats:
            return
        counts = np.array([len(flat.points) for flat in flats])
        starts = np.concatenate(([0], np.cumsum(counts)))
        ground = np.array([point for flat in flats for point in flat.points])
        seen = self.lens.into_view(np.insert(ground, 1, _FLOOR, axis=1))
        depths = seen[:, 2]
        nearest = np.minimum.reduceat(depths, starts[:-1])
        middle = np.add.reduceat(depths, starts[:-1]) / counts
        raw = np.array([flat.colour for flat in flats], dtype=np.float64)
        colours = self.light.colours(raw, np.ones(len(flats)), middle).astype(int).tolist()
        pixels = self._pixels(seen)
        listed = pixels.ravel().tolist()
        is_cut = (nearest < NEAR).tolist()
        ends = (starts * 2).tolist()
        for index, colour in enumerate(colours):
            corners = listed[ends[index] : ends[index + 1]]
            if is_cut[index]:
                here = slice(starts[index], starts[index + 1])
                corners = self._pixels(_cut_near(seen[here])).ravel().tolist()
            if len(corners) >= 6:
                self.pen.polygon(corners, fill=self._paint(tuple(colour)))

    def floor(self, points: Sequence[GroundPoint]) -> Points:
        """Return the pixels of a polygon on the ground, cut off where it comes too near."""
        return self._pixels(_cut_near(self.lens.into_view(np.array([(x, _FLOOR, z) for x, z in points]))))

    def solids(self, placed: Sequence[Placed]) -> None:
        """Paint solids in the given order."""
        for shapes in self.shapes(placed):
            self.paint(shapes)

    def shapes(self, placed: Sequence[Placed]) -> Iterator[list[Shape]]:
        """Work out how solids look, all at once; yield the shapes of each in painting order."""
        if not placed:
            return
        views = [one.view(self.lens) for one in placed]
        seen = np.concatenate([points for points, _ in views])
        normals = np.concatenate([normal for _, normal in views])
        parts = [part for one in placed for part in one.mesh.parts]
        counts = np.concatenate([one.mesh.counts for one in placed])
        culls = np.concatenate([one.mesh.culls for one in placed])
        starts = np.concatenate(([0], np.cumsum(counts)))
        first = starts[:-1]
        facing = -(normals * seen[first]).sum(axis=1)
        centres = np.add.reduceat(seen, first, axis=0) / counts[:, None]
        distance = np.sqrt((centres * centres).sum(axis=1))
        nearest = np.minimum.reduceat(seen[:, 2], first)
        shade = self.light.shade(np.where(facing[:, None] < 0.0, -normals, normals), self.lens.axes)
        raw = np.concatenate([one.mesh.colours for one in placed])
        colours = self.light.colours(raw, shade, distance).astype(int).tolist()
        pixels = self._pixels(seen)
        listed = pixels.tolist()
        visible = ~culls | (facing > 0.0)
        begin = 0
        for one in placed:
            count = len(one.mesh.parts)
            order = np.lexsort((np.arange(count), -distance[begin + one.mesh.groups]))
            shapes = []
            for index in (order + begin)[visible[order + begin]].tolist():
                part, here = parts[index], slice(starts[index], starts[index + 1])
                corners = listed[here]
                if nearest[index] < NEAR:
                    corners = self._pixels(_cut_near(seen[here])).tolist() if isinstance(part, Face) else []
                if corners:
                    radius = 0.0
                    if not isinstance(part, Face):
                        radius = (
                            part.radius * one.size * self.lens.focal / float(centres[index, 2]) * self.scale
                        )
                    glow = part.glow if self.light.lamps else None
                    shapes.append(Shape(part, corners, glow or tuple(colours[index]), radius))
            yield shapes
            begin += count

    def paint(self, shapes: Sequence[Shape]) -> None:
        """Paint the shapes of one solid."""
        for shape in shapes:
            fill = self._paint(shape.colour)
            if isinstance(shape.part, Face):
                self.pen.polygon([tuple(corner) for corner in shape.pixels], fill=fill)
                if shape.part.text and len(shape.pixels) == 4:
                    self._write(shape.part, np.array(shape.pixels))
            elif isinstance(shape.part, Limb):
                self._limb(shape.pixels, shape.radius, fill)
            else:
                self._ball(shape.pixels[0], shape.radius, fill)

    def picture(self, image: Image.Image, x: float, z: float, height: float) -> None:
        """Paste an RGBA image `height` metres high upright at (x, z)."""
        px, py, per_metre = self.lens.place(x, z)
        tall = round(height * per_metre * self.scale)
        wide = round(tall * image.width / image.height)
        if tall < 2 or wide < 2 or tall > 3000:
            return
        resized = image.resize((wide, tall), Image.Resampling.NEAREST)
        at = (np.array([px, py]) - self._shift) * self.scale
        self.image.paste(resized, (int(at[0] - wide / 2), int(at[1] - tall)), resized)

    def _pixels(self, seen: Points) -> Points:
        shifted: Points = (self.lens.onto_picture(seen) - self._shift) * self.scale
        return shifted

    def _paint(self, colour: tuple[int, ...]) -> tuple[int, ...] | int:
        return colour if self._flat_colour is None else self._flat_colour

    def _limb(self, ends: list[list[float]], radius: float, fill: tuple[int, ...] | int) -> None:
        (x0, y0), (x1, y1) = ends
        self.pen.line((x0, y0, x1, y1), fill=fill, width=max(1, round(radius * 2)))
        if radius > 1.2:
            for end in ends:
                self._ball(end, radius, fill)

    def _ball(self, centre: list[float], radius: float, fill: tuple[int, ...] | int) -> None:
        x, y = centre
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)

    def _write(self, face: Face, pixels: Points) -> None:
        """Write a face's text, bent into its four corners."""
        written = bent_text(face.text, pixels, self.image.size)
        if written is not None:
            mask, at = written
            ink = face.ink if face.glow is not None and self.light.lamps else self.light.colour(face.ink)
            self.image.paste(self._paint(ink), at, mask)


def _cut_near(seen: Points) -> Points:
    """Cut off what lies nearer than NEAR."""
    if seen[:, 2].min() >= NEAR:
        return seen
    kept: list[Floats] = []
    for index in range(len(seen)):
        here, there = seen[index], seen[(index + 1) % len(seen)]
        if here[2] >= NEAR:
            kept.append(here)
        if (here[2] >= NEAR) != (there[2] >= NEAR):
            kept.append(here + (there - here) * (NEAR - here[2]) / (there[2] - here[2]))
    return np.array(kept) if len(kept) >= 3 else seen[:0]
