"""Reads the frame stamp (docs/frame-stamp.md) of an undamaged, unscaled picture.

An extra check where the camera's number is known; the check of the wall has a reader of its own, for
screens. Plain Python: 80 cells of one picture in some hundred.
"""

from typing import Final

from av.video.frame import VideoFrame

_COLUMNS: Final = 40
_SYNC: Final = 0b101100
_LEAST_CONTRAST: Final = 24


def read_stamp(frame: VideoFrame) -> tuple[int, int] | None:
    """Return camera number and UTC milliseconds; None when there is no stamp or it is in doubt."""
    width, height = frame.width, frame.height
    if width < 160 or height < 72 or not frame.format.name.startswith(("yuv", "yuvj", "nv12", "gray")):
        return None
    plane = frame.planes[0]
    pixels, stride = memoryview(plane), plane.line_size
    strip = round(height / 18)
    samples: list[float] = []
    for row in range(2):
        middle = height - strip + strip * (2 * row + 1) / 4
        lines = range(int(middle - strip / 8), max(int(middle + strip / 8), int(middle - strip / 8) + 1))
        for column in range(_COLUMNS):
            left, right = int(width * (column + 0.25) / 40), int(width * (column + 0.75) / 40)
            cells = [bytes(pixels[y * stride + left : y * stride + right]) for y in lines]
            samples.append(sum(map(sum, cells)) / sum(map(len, cells)))
    return _decode(samples)


def _decode(samples: list[float]) -> tuple[int, int] | None:
    low, high = min(samples), max(samples)
    if high - low < _LEAST_CONTRAST:
        return None
    word = 0
    for sample in samples:
        word = word << 1 | (sample > (low + high) / 2)
    body = word >> 8 & (1 << 66) - 1
    if word >> 74 != _SYNC or _remainder(body) != word & 0xFF:
        return None
    return body >> 42, body & (1 << 42) - 1


def _remainder(body: int) -> int:
    value = body << 8
    for shift in range(body.bit_length(), -1, -1):
        if value >> shift + 8 & 1:
            value ^= 0x107 << shift
    return value
