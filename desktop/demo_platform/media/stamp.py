"""Writes the frame stamp: which camera and which instant a picture shows (docs/frame-stamp.md)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

ROWS = 2
COLUMNS = 40
SYNC = 0b101100
DARK = 40
LIGHT = 110
NEUTRAL = 128
"""Chroma of the strip."""
STRIP_SHARE = 18
"""The strip is one eighteenth of the picture's height."""

CAMERA_BITS = 24
TIME_BITS = 42
_CRC_BITS = 8

Luma = NDArray[np.uint8]


def crc8(value: int) -> int:
    """CRC-8 (polynomial 0x07, start 0) over the 72 bits of `value`, most significant byte first."""
    crc = 0
    for byte in value.to_bytes(9, "big"):
        crc ^= byte
        for _ in range(8):
            crc = ((crc << 1) ^ 0x07) & 0xFF if crc & 0x80 else crc << 1
    return crc


def code(camera_number: int, time_ms: int) -> int:
    """Return the 80 bits of a stamp as one number; ValueError when a field does not fit."""
    if not 0 <= camera_number < 1 << CAMERA_BITS or not 0 <= time_ms < 1 << TIME_BITS:
        raise ValueError("camera number or time out of range")
    payload = camera_number << TIME_BITS | time_ms
    return (SYNC << CAMERA_BITS + TIME_BITS | payload) << _CRC_BITS | crc8(payload)


def strip_rows(height: int) -> tuple[int, int, int]:
    """Return the first pixel row of the strip, the first of its second half, and the end."""
    top = height - round(height / STRIP_SHARE)
    return top, (top + height) // 2, height


def stamper(luma: Luma) -> Callable[[int, int], None]:
    """Return a function that paints the stamp of (camera number, UTC ms) into this luma plane."""
    height, width = luma.shape
    top, middle, bottom = strip_rows(height)
    column_of = np.arange(width) * COLUMNS // width

    def paint(camera_number: int, time_ms: int) -> None:
        raw = np.frombuffer(code(camera_number, time_ms).to_bytes(10, "big"), np.uint8)
        cells = np.unpackbits(raw).reshape(ROWS, COLUMNS) * np.uint8(LIGHT - DARK) + np.uint8(DARK)
        luma[top:middle] = cells[0][column_of]
        luma[middle:bottom] = cells[1][column_of]

    return paint
