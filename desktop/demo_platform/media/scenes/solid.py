"""Solids made of faces, limbs and balls, in metres: x to the right, y up, z away from the viewer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import Self

Colour = tuple[int, int, int]
Point = tuple[float, float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """A flat polygon, its corners clockwise for who sees its front.

    `glow` is its colour at night when it shines by itself; `text` is written on it (four corners, from the
    lower left one on); `over` draws it right after the part before it, as a window on its wall.
    """

    points: tuple[Point, ...]
    colour: Colour
    glow: Colour | None = None
    text: str = ""
    ink: Colour = (250, 250, 250)
    over: bool = False
    two_sided: bool = False


@dataclass(frozen=True, slots=True)
class Limb:
    """A round bar between two points."""

    points: tuple[Point, Point]
    colour: Colour
    radius: float
    over: bool = False
    glow: Colour | None = None


@dataclass(frozen=True, slots=True)
class Ball:
    """A ball; with `glow` a lamp that shines at night."""

    points: tuple[Point]
    colour: Colour
    radius: float
    glow: Colour | None = None
    over: bool = False


Part = Face | Limb | Ball


@dataclass(slots=True)
class Solid:
    """A thing built of parts around its own origin on the ground; it faces the viewer (-z)."""

    parts: list[Part] = field(default_factory=list)

    def face(
        self,
        *points: Point,
        colour: Colour,
        glow: Colour | None = None,
        over: bool = False,
        two_sided: bool = False,
    ) -> Self:
        """Add a polygon."""
        self.parts.append(Face(points, colour, glow, over=over, two_sided=two_sided))
        return self

    def limb(
        self, start: Point, end: Point, radius: float, colour: Colour, *, glow: Colour | None = None
    ) -> Self:
        """Add a bar."""
        self.parts.append(Limb((start, end), colour, radius, glow=glow))
        return self

    def ball(self, centre: Point, radius: float, colour: Colour, *, glow: Colour | None = None) -> Self:
        """Add a ball."""
        self.parts.append(Ball((centre,), colour, radius, glow))
        return self

    def box(
        self,
        low: Point,
        high: Point,
        colour: Colour,
        *,
        top: Colour | None = None,
        glow: Colour | None = None,
    ) -> Self:
        """Add an upright box between two corners (no floor)."""
        return self.block(_ring(low, high, low[1]), _ring(low, high, high[1]), colour, top=top, glow=glow)

    def block(
        self,
        base: Iterable[Point],
        lid: Iterable[Point],
        colour: Colour,
        *,
        top: Colour | None = None,
        glow: Colour | None = None,
    ) -> Self:
        """Add what stands between two quadrilaterals; both begin at the near left and go to the right."""
        bottom, upper = tuple(base), tuple(lid)
        for index in range(4):
            follow = (index + 1) % 4
            self.parts.append(
                Face((bottom[index], upper[index], upper[follow], bottom[follow]), colour, glow)
            )
        self.parts.append(Face(upper[::-1], top or colour, glow))
        return self

    def front(
        self,
        box: Box,
        z: float,
        colour: Colour,
        *,
        glow: Colour | None = None,
        text: str = "",
        ink: Colour = (250, 250, 250),
        over: bool = True,
    ) -> Self:
        """Add an upright rectangle that faces the viewer: left, low, right, high."""
        left, low, right, high = box
        corners = ((left, low, z), (left, high, z), (right, high, z), (right, low, z))
        self.parts.append(Face(corners, colour, glow, text, ink, over))
        return self

    def back(self, box: Box, z: float, colour: Colour, *, glow: Colour | None = None) -> Self:
        """Add an upright rectangle that faces away from the viewer: left, low, right, high."""
        left, low, right, high = box
        corners = ((right, low, z), (right, high, z), (left, high, z), (left, low, z))
        self.parts.append(Face(corners, colour, glow, over=True))
        return self

    def flank(self, x: float, box: Box, colour: Colour, *, glow: Colour | None = None) -> Self:
        """Add an upright rectangle that faces left (x below 0) or right: near, low, far, high."""
        near, low, far, high = box
        first, last = (near, far) if x > 0 else (far, near)
        corners = ((x, low, first), (x, high, first), (x, high, last), (x, low, last))
        self.parts.append(Face(corners, colour, glow, over=True))
        return self

    def disc(self, centre: Point, radius: float, side: float, colour: Colour, *, sides: int = 10) -> Self:
        """Add a wheel's face, square to x, seen from the left (side -1) or from the right (+1)."""
        x, y, z = centre
        turns = [side * 2 * pi * index / sides for index in range(sides)]
        points = tuple((x, y + radius * cos(turn), z + radius * sin(turn)) for turn in turns)
        self.parts.append(Face(points, colour))
        return self


def _ring(low: Point, high: Point, y: float) -> tuple[Point, Point, Point, Point]:
    return (low[0], y, low[2]), (high[0], y, low[2]), (high[0], y, high[2]), (low[0], y, high[2])
