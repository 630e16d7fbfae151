"""Pixels of an X display, as they are shown."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import mss
import mss.tools
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Rows of BGRX pixels, shape (height, width, 4)."""


class Rect(NamedTuple):
    """A rectangle in screen pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column past the rectangle."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row past the rectangle."""
        return self.y + self.height

    def overlaps(self, other: "Rect") -> bool:
        """Tell whether the two share a pixel."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def inside(self, width: int, height: int) -> bool:
        """Tell whether it lies on a screen of this size and is not empty."""
        return 0 <= self.x < self.right <= width and 0 <= self.y < self.bottom <= height


def bounding(rects: Sequence[Rect]) -> Rect:
    """Return the smallest rectangle around all."""
    x, y = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)


class Screen:
    """Reads a display's pixels through shared memory; a context manager."""

    def __init__(self, display: str) -> None:
        self._mss = mss.MSS(display=display)
        whole = self._mss.monitors[0]
        self._size = whole["width"], whole["height"]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the whole screen."""
        return self._size

    def grab(self, rect: Rect) -> Pixels:
        """Return a copy of the pixels in a rectangle."""
        area = {"left": rect.x, "top": rect.y, "width": rect.width, "height": rect.height}
        shot = self._mss.grab(area)
        return np.frombuffer(shot.raw, np.uint8).reshape(rect.height, rect.width, 4)

    def grab_all(self) -> Pixels:
        """Return a copy of the whole screen."""
        return self.grab(Rect(0, 0, *self.size))

    def close(self) -> None:
        """Close the connection to the display."""
        self._mss.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def save_png(pixels: Pixels, path: Path) -> None:
    """Write pixels as a PNG file; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rgb = np.ascontiguousarray(pixels[:, :, 2::-1])
    mss.tools.to_png(rgb.tobytes(), (pixels.shape[1], pixels.shape[0]), output=str(path))
