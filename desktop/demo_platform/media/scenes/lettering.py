"""Text on signs and walls, bent into the corners of the surface that carries it."""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from desktop.demo_platform.media.fonts import font
from desktop.demo_platform.media.scenes.lens import Points

_MIN_PIXELS = 9.0
_MASTER = 64


def bent_text(
    text: str, corners: Points, room: tuple[int, int]
) -> tuple[Image.Image, tuple[int, int]] | None:
    """Return a mask with the text and where to paste it.

    The corners are pixels, from the lower left one clockwise. None when the text would be too small to read
    or lies outside an image of size `room`.
    """
    low_left, high_left, high_right, low_right = corners
    tall, wide = np.linalg.norm(high_left - low_left), np.linalg.norm(low_right - low_left)
    left, top = np.floor(corners.min(axis=0)).astype(int).tolist()
    right, bottom = np.ceil(corners.max(axis=0)).astype(int).tolist()
    if min(tall, wide) < _MIN_PIXELS or right <= 0 or bottom <= 0 or left >= room[0] or top >= room[1]:
        return None
    master = _master(text)
    target = np.stack((high_left, high_right, low_right, low_left)) - (left, top)
    bend = _perspective(target, master.size)
    mask = master.transform(
        (right - left, bottom - top), Image.Transform.PERSPECTIVE, bend, Image.Resampling.BILINEAR
    )
    return mask, (left, top)


@lru_cache(maxsize=128)
def _master(text: str) -> Image.Image:
    """Return the text with a little room around it, as a mask."""
    face = font(_MASTER)
    left, top, right, bottom = face.getbbox(text)
    margin = _MASTER // 5
    size = (int(right - left) + 2 * margin, int(bottom - top) + 2 * margin)
    master = Image.new("L", size)
    ImageDraw.Draw(master).text((margin - left, margin - top), text, font=face, fill=255)
    return master


def _perspective(corners: Points, size: tuple[int, int]) -> list[float]:
    """Return the eight coefficients that carry the four corners back to a rectangle of this size."""
    width, height = size
    rows, values = [], []
    for (x, y), (u, v) in zip(
        corners.tolist(), ((0, 0), (width, 0), (width, height), (0, height)), strict=True
    ):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    solved: list[float] = np.linalg.lstsq(np.array(rows, float), np.array(values, float), rcond=None)[
        0
    ].tolist()
    return solved
