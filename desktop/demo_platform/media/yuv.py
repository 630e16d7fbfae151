"""Pictures as YUV 4:2:0 planes (BT.601, limited range), and sprites blended into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import av
import numpy as np
from av.video.reformatter import Colorspace
from numpy.typing import NDArray
from PIL import Image

Plane = NDArray[np.uint8]
_Floats = NDArray[np.floating[Any]]
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
        frame = av.VideoFrame.from_ndarray(np.asarray(image.convert("RGB")), format="rgb24")
        converted = frame.reformat(
            format="yuv420p", dst_colorspace=Colorspace.ITU601, interpolation="FAST_BILINEAR"
        )
        return cls(*(plane.copy() for plane in (cls.of_frame(converted).parts)))

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
    """One plane of a sprite, prepared for `(old * keep + add) >> 8`."""

    keep: NDArray[np.uint16]
    add: NDArray[np.uint16]


class Sprite:
    """A small picture with transparency, ready to be blended into planes at even places."""

    __slots__ = ("height", "layers", "width")

    def __init__(self, image: Image.Image) -> None:
        image = _padded_to_even(image.convert("RGBA"))
        self.width, self.height = image.size
        rgba = np.asarray(image).astype(np.float32)
        alpha = rgba[..., 3] * (256 / 255)
        y, u, v = _bt601(rgba[..., :3])
        half_alpha = _halved(alpha)
        weight = np.maximum(half_alpha, 1e-3)
        self.layers = (
            _layer(y, alpha),
            _layer(_halved(u * alpha) / weight, half_alpha),
            _layer(_halved(v * alpha) / weight, half_alpha),
        )

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
            mixed = target * keep
            mixed += add
            mixed >>= 8
            target[:] = mixed
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


def _bt601(rgb: _Floats) -> tuple[_Floats, ...]:
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    return (
        16 + 0.2568 * red + 0.5041 * green + 0.0979 * blue,
        128 - 0.1482 * red - 0.2910 * green + 0.4392 * blue,
        128 + 0.4392 * red - 0.3678 * green - 0.0714 * blue,
    )


def _halved(plane: _Floats) -> _Floats:
    height, width = plane.shape
    halved: _Floats = plane.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))
    return halved


def _layer(values: _Floats, alpha: _Floats) -> Layer:
    share = np.rint(alpha).astype(np.uint16)
    add = np.rint(values).astype(np.uint16) * share
    add[share > 0] += 127
    return Layer(np.uint16(256) - share, add)
