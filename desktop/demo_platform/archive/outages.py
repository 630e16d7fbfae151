"""When nothing, or nothing on the platform, was recorded: power cuts of villages, spells of cameras."""

from functools import lru_cache
from random import Random

from desktop.demo_platform.archive.beijing import DAY_MS, HOUR_MS, MINUTE_MS, day_start_ms
from desktop.demo_platform.archive.model import GOP_MS
from desktop.demo_platform.archive.source import Source, dice
from desktop.demo_platform.archive.spans import Span, clip, union

_POWER, _OFFLINE, _HICCUP, _NETWORK = 1, 2, 3, 4
_LONGEST_DAYS = 2
"""No outage lasts longer; so many days back one may have begun that still goes on."""
_CUTS_PER_DAY = 0.07
_REPAIR_SHARE = 0.06
_NETWORK_SPELLS_PER_DAY = 0.12


def outages(source: Source, day: int) -> list[Span]:
    """Return when the camera recorded nowhere on a day: its own spells and its village's power cuts."""
    found: list[Span] = []
    for begun in range(day - _LONGEST_DAYS, day + 1):
        found += _power_cuts(source.village, begun)
        found += _spells(source, begun)
    start = day_start_ms(day)
    return clip(union([*found, *_hiccups(source, day)]), start, start + DAY_MS)


def network_spells(source: Source, day: int) -> list[Span]:
    """Return when the platform could not be reached, so that the footage stayed on the device."""
    random = dice(source.seed, day, _NETWORK)
    if random.random() >= _NETWORK_SPELLS_PER_DAY:
        return []
    start = day_start_ms(day)
    return clip([_span(random, day, 20 * MINUTE_MS, 3 * HOUR_MS)], start, start + DAY_MS)


@lru_cache(maxsize=8192)
def _power_cuts(village: str, day: int) -> tuple[Span, ...]:
    """Return the power cuts of a village that begin on a day; they are the same for all its cameras."""
    random = dice(int(village) if village.isdigit() else 0, day, _POWER)
    if random.random() >= _CUTS_PER_DAY:
        return ()
    return (_span(random, day, 15 * MINUTE_MS, 5 * HOUR_MS),)


def _spells(source: Source, day: int) -> list[Span]:
    random = dice(source.seed, day, _OFFLINE)
    if random.random() >= source.spells_per_day:
        return []
    if random.random() < _REPAIR_SHARE:
        return [_span(random, day, 20 * HOUR_MS, 40 * HOUR_MS)]
    return [_span(random, day, 3 * MINUTE_MS, 4 * HOUR_MS)]


def _hiccups(source: Source, day: int) -> list[Span]:
    """Return the short losses while a camera reconnects."""
    random = dice(source.seed, day, _HICCUP)
    count = random.choices((0, 1, 2, 3), (50, 30, 15, 5))[0]
    return [_span(random, day, 6_000, 90_000) for _ in range(count)]


def _span(random: Random, day: int, shortest_ms: int, longest_ms: int) -> Span:
    start = day_start_ms(day) + random.randrange(0, DAY_MS, GOP_MS)
    return start, start + random.randrange(shortest_ms, longest_ms, GOP_MS)
