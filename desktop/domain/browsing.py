"""浏览件: what is laid over a copy that is made to be looked at or published (Order 799 Art. 22)."""

from dataclasses import dataclass

_WHOLE = 1.001
"""Shares of pixels do not add up exactly."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A mosaic: a rectangle in shares of the picture, from one second of the file up to another.

    Raises ValueError for one that is empty or not inside the picture.
    """

    x: float
    y: float
    width: float
    height: float
    from_s: float
    to_s: float

    def __post_init__(self) -> None:
        right, bottom = self.x + self.width, self.y + self.height
        inside = 0 <= self.x < right <= _WHOLE and 0 <= self.y < bottom <= _WHOLE
        if not inside or not 0 <= self.from_s < self.to_s:
            raise ValueError("a mask outside the picture or the file")
