"""Pictures as YUV 4:2:0 planes (BT.601, limited range), and sprites blended into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Plane = NDArray[np.uint8]
Rect = tuple[int, int, int, int]
"""Left, top, right, bottom in luma pixels; all even."""


@dataclass(frozen=True, slots=True)
class Planes:
    """The three planes of one picture; writable views, luma twice as wide and high as chroma."""

    y: Plane
    u: Plane
    v: Plane

    @classmethod
    def of_frame(cls, frame: av.VideoFrame) -> Self:
        """Return writable views into the buffers of a yuv420p frame."""
        views = []
        for plane in frame.planes:
            whole = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            views.append(whole[: plane.height, : plane.width])
        return cls(*views)

    @classmethod
    def of_image(cls, image: Image.Image) -> Self:
        """Convert an RGB image with even sides."""
        luma = _LUMA_LEVELS[np.asarray(image.convert("YCbCr").getchannel(0))]
        colour = _CHROMA_LEVELS[np.asarray(image.reduce(2).convert("YCbCr"))]
        return cls(luma, np.ascontiguousarray(colour[..., 1]), np.ascontiguousarray(colour[..., 2]))

    def enlarged(self, factor: int) -> Self:
        """Return the picture so many times as wide and high."""
        return type(self)(
            *(
                np.asarray(
                    Image.fromarray(plane).resize((width * factor, height * factor), Image.Resampling.BICUBIC)
                )
                for plane in self.parts
                for height, width in (plane.shape,)
            )
        )

    @property
    def parts(self) -> tuple[Plane, Plane, Plane]:
        """The planes in the order Y, U, V."""
        return self.y, self.u, self.v

    def copy_from(self, other: Self, rect: Rect | None = None) -> None:
        """Take over another picture of the same size, wholly or inside `rect`."""
        if rect is None:
            for mine, theirs in zip(self.parts, other.parts, strict=True):
                mine[:] = theirs
            return
        left, top, right, bottom = rect
        self.y[top:bottom, left:right] = other.y[top:bottom, left:right]
        left, top, right, bottom = left >> 1, top >> 1, right >> 1, bottom >> 1
        self.u[top:bottom, left:right] = other.u[top:bottom, left:right]
        self.v[top:bottom, left:right] = other.v[top:bottom, left:right]


@dataclass(frozen=True, slots=True)
class Layer:
    """One plane of a sprite, prepared for `(old * keep + 255) // 256 + add`; exact where nothing covers."""

    keep: Plane
    add: Plane


class Sprite:
    """A small picture with transparency, ready to be blended into planes at even places."""

    __slots__ = ("height", "layers", "width")

    def __init__(self, image: Image.Image) -> None:
        image = _padded_to_even(image.convert("RGBA"))
        self.width, self.height = image.size
        small = image.resize((self.width // 2, self.height // 2), Image.Resampling.BOX)
        # Pillow's YCbCr has the full range; the levels squeeze it into the range of video.
        luma = _LUMA_LEVELS[np.asarray(image.convert("RGB").convert("YCbCr"))[..., 0]]
        colour = _CHROMA_LEVELS[np.asarray(small.convert("RGB").convert("YCbCr"))]
        alpha, small_alpha = np.asarray(image)[..., 3], np.asarray(small)[..., 3]
        self.layers: tuple[Layer, ...] = (
            _layer(luma, alpha),
            _layer(colour[..., 1], small_alpha),
            _layer(colour[..., 2], small_alpha),
        )

    @classmethod
    def cut(cls, planes: Planes, mask: Image.Image) -> tuple[Self, int, int] | None:
        """Return what a mask covers of a picture, and where it was; None for an empty mask."""
        box = mask.getbbox()
        if box is None:
            return None
        left, top, right, bottom = box[0] & ~1, box[1] & ~1, (box[2] + 1) & ~1, (box[3] + 1) & ~1
        alpha = mask.crop((left, top, right, bottom))
        half = alpha.resize((alpha.width // 2, alpha.height // 2), Image.Resampling.BOX)
        sprite = cls.__new__(cls)
        sprite.width, sprite.height = alpha.size
        layers = []
        for index, plane in enumerate(planes.parts):
            shift = index and 1
            part = plane[top >> shift : bottom >> shift, left >> shift : right >> shift]
            layers.append(_layer(part, np.asarray(half if shift else alpha)))
        sprite.layers = tuple(layers)
        return sprite, left, top

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return self.width * self.height * 3

    def blend(self, planes: Planes, x: int, y: int) -> Rect | None:
        """Blend at (x, y) rounded down to even; return the touched rectangle, None if outside."""
        x, y = x & ~1, y & ~1
        full_height, full_width = planes.y.shape
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + self.width, full_width), min(y + self.height, full_height)
        if left >= right or top >= bottom:
            return None
        whole = right - left == self.width and bottom - top == self.height
        for index, (plane, layer) in enumerate(zip(planes.parts, self.layers, strict=True)):
            shift = index and 1
            target = plane[top >> shift : bottom >> shift, left >> shift : right >> shift]
            keep, add = layer.keep, layer.add
            if not whole:
                rows = slice((top - y) >> shift, (bottom - y) >> shift)
                columns = slice((left - x) >> shift, (right - x) >> shift)
                keep, add = keep[rows, columns], add[rows, columns]
            mixed = np.multiply(target, keep, dtype=np.uint16)
            mixed += 255
            mixed >>= 8
            np.add(mixed, add, out=target, casting="unsafe")
        return left, top, right, bottom


def overlaps(one: Rect, others: Sequence[Rect]) -> bool:
    """Tell whether a rectangle meets any of the others."""
    left, top, right, bottom = one
    return any(left < r and l < right and top < b and t < bottom for l, t, r, b in others)  # noqa: E741


def _padded_to_even(image: Image.Image) -> Image.Image:
    width, height = image.size
    if width % 2 == 0 and height % 2 == 0:
        return image
    padded = Image.new("RGBA", (width + width % 2, height + height % 2))
    padded.paste(image, (0, height % 2))
    return padded


def _layer(values: Plane, alpha: Plane) -> Layer:
    add = values.astype(np.uint16)
    add *= alpha
    add += 127
    return Layer(255 - alpha, (add // 255).astype(np.uint8))


_LUMA_LEVELS = np.array([16 + round(value * 219 / 255) for value in range(256)], dtype=np.uint8)
_CHROMA_LEVELS = np.array([128 + round((value - 128) * 224 / 255) for value in range(256)], dtype=np.uint8)
