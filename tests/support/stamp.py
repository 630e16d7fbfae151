"""The frame stamp (docs/frame-stamp.md), written into and read from pictures of the tests' own clips."""

import numpy as np
from numpy.typing import NDArray

SYNC = 0b101100
_COLUMNS = 40
_DARK, _LIGHT = 40, 110


def crc8(value: int) -> int:
    """CRC-8, polynomial 0x07, over camera number and time, padded at the front to nine bytes."""
    crc = 0
    for byte in value.to_bytes(9, "big"):
        crc ^= byte
        for _ in range(8):
            crc = ((crc << 1) ^ 0x07) & 0xFF if crc & 0x80 else crc << 1
    return crc


def bits_of(camera: int, millis: int) -> list[int]:
    """Return the 80 bits of a stamp."""
    body = camera << 42 | millis
    word = SYNC << 74 | body << 8 | crc8(body)
    return [word >> shift & 1 for shift in range(79, -1, -1)]


def draw(luma: NDArray[np.uint8], camera: int, millis: int) -> None:
    """Write a stamp into the bottom 1/18 of a luma plane."""
    height, width = luma.shape
    top = height - height // 18
    bits = bits_of(camera, millis)
    for row in range(2):
        y0, y1 = top + (height - top) * row // 2, top + (height - top) * (row + 1) // 2
        for column in range(_COLUMNS):
            x0, x1 = width * column // _COLUMNS, width * (column + 1) // _COLUMNS
            luma[y0:y1, x0:x1] = _LIGHT if bits[row * _COLUMNS + column] else _DARK


def read(pixels: memoryview, width: int, height: int, stride: int) -> tuple[int, int] | None:
    """Read camera number and milliseconds from BGRX rows; None when there is no valid stamp."""
    picture = (
        np.frombuffer(pixels, np.uint8).reshape(height, stride)[:, : width * 4].reshape(height, width, 4)
    )
    strip = height / 18
    rows = [int(height - strip + strip * (row + 0.5) / 2) for row in range(2)]
    columns = [int(width * (column + 0.5) / _COLUMNS) for column in range(_COLUMNS)]
    samples = picture[np.ix_(rows, columns, range(3))].mean(axis=2).ravel().tolist()
    word = 0
    middle = (min(samples) + max(samples)) / 2
    for sample in samples:
        word = word << 1 | (sample > middle)
    body = word >> 8 & (1 << 66) - 1
    if word >> 74 != SYNC or crc8(body) != word & 0xFF:
        return None
    return body >> 42, body & (1 << 42) - 1
