"""How old the picture on a tile is, and whether that is still live; no player's word counts."""

from dataclasses import dataclass

FROZEN_AFTER_S = 2.0
"""Shown at the latest one tick later: within the promised 3 s of the last picture (tick: 500 ms or less)."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Age of the newest picture in seconds; `frozen` when it is too old to be called live."""

    age_s: float
    frozen: bool


def freshness(picture_at: float, now: float) -> Freshness:
    """Judge by the monotonic time of the newest picture; a time in the future counts as now."""
    age = max(0.0, now - picture_at)
    return Freshness(age, frozen=age >= FROZEN_AFTER_S)
