"""How alike parts of pictures are, by their brightness cell by cell; light as a whole does not count."""

import math
from collections.abc import Sequence
from statistics import median

Signature = Sequence[float]
"""Brightness inside a part of the picture, cell by cell; those that are compared have the same length."""

DIFFERS = 0.25
"""Of 0 (the same but for light and noise) to 2 (the opposite)."""
STAYS_DIFFERENT = 0.1
"""The same for usual pictures, without passers-by and noise: a dark car at night makes no more."""
_SMOOTH = 1e-9


def difference(first: Signature, second: Signature) -> float:
    """Tell how different two parts of pictures are: 0 the same, 1 unrelated, 2 the opposite.

    Brightness and contrast as a whole do not count: dusk, a cloud, and the switch to infrared change them.
    """
    a, b = _centred(first), _centred(second)
    power_a, power_b = sum(value * value for value in a), sum(value * value for value in b)
    if power_a < _SMOOTH and power_b < _SMOOTH:
        return 0.0
    if power_a < _SMOOTH or power_b < _SMOOTH:
        return 1.0
    return 1.0 - sum(x * y for x, y in zip(a, b, strict=True)) / math.sqrt(power_a * power_b)


def usual(signatures: Sequence[Signature]) -> Signature:
    """Return what most of the pictures show in each cell: who only passes by is in few of them."""
    return [median(cells) for cells in zip(*[_levelled(one) for one in signatures], strict=True)]


def _levelled(signature: Signature) -> list[float]:
    """Return a signature with the same brightness and contrast as all others."""
    centred = _centred(signature)
    power = sum(value * value for value in centred)
    return centred if power < _SMOOTH else [value / math.sqrt(power) for value in centred]


def _centred(signature: Signature) -> list[float]:
    mean = sum(signature) / max(1, len(signature))
    return [value - mean for value in signature]
