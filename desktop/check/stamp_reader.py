"""Reads the frame stamp from the pixels of a picture (docs/frame-stamp.md).

Written from the document, not from the writer: the check must not agree with the demo platform by sharing
its code.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_COLUMNS = 40
_SYNC = 0b101100
_SYNC_LIGHT = np.array([0, 2, 3])
_SYNC_DARK = np.array([1, 4, 5])
_STRIP_SHARE = 18
_MIN_HEIGHT = 72
_MIN_WIDTH = 160
_REACH = (0, -1, 1, -2, 2)
"""How far, in pixels, each edge of the given area may be off."""


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a placement must show to be tried.

    `contrast`: levels between light and dark cells; about 80 in RGB, 70 in luma, when nothing changed it.
    `doubt`: how far a cell may be from both levels, as a share of the contrast.
    """

    contrast: float
    doubt: float


_PLAIN = _Demand(contrast=50.0, doubt=0.25)
"""The given area is right as it is."""
_DOUBTFUL = _Demand(contrast=24.0, doubt=0.4)

_Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class StampReading:
    """Which camera and which instant (UTC milliseconds since 1970) a picture shows."""

    camera: int
    time_ms: int


def read_stamp(picture: NDArray[np.uint8]) -> StampReading | None:
    """Read the stamp of a picture area: gray (h, w), RGB (h, w, 3) or BGRA/BGRX (h, w, 4).

    The area may be off by two pixels at each edge; the picture may be scaled down to 240 × 135. None when
    there is no stamp or it cannot be read with certainty.
    """
    height, width = picture.shape[:2]
    if height < _MIN_HEIGHT or width < _MIN_WIDTH:
        return None
    strip = _gray(picture[height - height // _STRIP_SHARE - 4 :])
    share = height / _STRIP_SHARE
    return _read(strip, share, (0,), _PLAIN) or _read(strip, share, _REACH, _DOUBTFUL)


def _gray(pixels: NDArray[np.uint8]) -> _Floats:
    """Return one channel: the strip has no colour, and green carries most of the luma."""
    return (pixels if pixels.ndim == 2 else pixels[..., 1]).astype(np.float32)


def _read(strip: _Floats, share: float, reach: tuple[int, ...], demand: _Demand) -> StampReading | None:
    """Try all placements of the picture's edges; return the best stamp with a right checksum.

    The best has the strongest contrast and the least doubt: a placement that mixes the two rows can look
    clean and satisfy the checksum, but halves the contrast.
    """
    cells = _cells(strip, share, reach)
    light = cells[:, _SYNC_LIGHT].mean(axis=1)
    contrast = light - cells[:, _SYNC_DARK].mean(axis=1)
    levels = (cells - light[:, None]) / np.maximum(contrast, 1.0)[:, None] + 1.0
    bits = levels > 0.5
    doubt = np.abs(levels - bits).max(axis=1)
    merit = np.where((contrast >= demand.contrast) & (doubt <= demand.doubt), contrast * (0.5 - doubt), 0.0)
    for candidate in np.argsort(-merit, kind="stable"):
        if merit[candidate] <= 0.0:
            return None
        reading = _decode(bits[candidate])
        if reading is not None:
            return reading
    return None


def _cells(strip: _Floats, share: float, reach: tuple[int, ...]) -> _Floats:
    """Return the mean gray of the 80 cells for every placement, shape (placements, 80)."""
    height, width = strip.shape
    lefts = np.repeat(reach, len(reach))
    rights = width + np.tile(reach, len(reach))
    places = np.arange(_COLUMNS)[None, :] + np.array([0.25, 0.75])[:, None, None]
    edges = lefts[:, None] + places * ((rights - lefts) / _COLUMNS)[:, None]
    first = np.clip(np.rint(edges[0]).astype(int), 0, width - 1)
    last = np.clip(np.rint(edges[1]).astype(int), first + 1, width)
    found = []
    for down in reach:
        halves = []
        for row in (0, 1):
            middle = height + down - share * (0.75 - 0.5 * row)
            top = int(np.clip(round(middle - share / 8), 0, height - 1))
            bottom = int(np.clip(round(middle + share / 8), top + 1, height))
            sums = np.concatenate(([0.0], np.cumsum(strip[top:bottom].mean(axis=0), dtype=np.float64)))
            halves.append((sums[last] - sums[first]) / (last - first))
        found.append(np.concatenate(halves, axis=1))
    return np.concatenate(found)


def _decode(bits: NDArray[np.bool_]) -> StampReading | None:
    word = int.from_bytes(np.packbits(bits).tobytes(), "big")
    payload = word >> 8 & (1 << 66) - 1
    if word >> 74 != _SYNC or word & 0xFF != _checksum(payload):
        return None
    return StampReading(payload >> 42, payload & (1 << 42) - 1)


def _checksum(payload: int) -> int:
    """Divide the 72 bits by x⁸ + x² + x + 1; the remainder is the CRC-8."""
    remainder = payload << 8
    for shift in range(71, -1, -1):
        if remainder >> shift + 8 & 1:
            remainder ^= 0x107 << shift
    return remainder
