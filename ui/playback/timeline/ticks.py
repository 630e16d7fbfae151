"""Where the ruler's marks stand: round instants of Beijing time, as many as there is room for; no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from desktop.domain.beijing import DAY_MS, day_start, moment, month_range
from ui.playback.timeline.scale import Scale, Window

_SECOND: Final = 1000
_MINUTE: Final = 60 * _SECOND
_HOUR: Final = 60 * _MINUTE
WEEK_MS: Final = 7 * DAY_MS
_STEPS: Final = (
    *(count * _SECOND for count in (1, 2, 5, 10, 15, 30)),
    *(count * _MINUTE for count in (1, 2, 5, 10, 15, 30)),
    *(count * _HOUR for count in (1, 2, 3, 6, 12)),
    DAY_MS,
    WEEK_MS,
)
_MINOR_PX: Final = 9.0
_FIRST_MONDAY: Final = -3 * DAY_MS
"""1970-01-01 was a Thursday: the Monday before, counted from midnight UTC."""


class Label(Enum):
    """How a mark of the ruler is written."""

    SECONDS = "02:10:30"
    MINUTES = "02:10"
    DAY = "15"


LABEL_PX: Final = {Label.SECONDS: 76.0, Label.MINUTES: 56.0, Label.DAY: 34.0}
"""The room that a label needs, with some air."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """The distance of labelled marks and of the small ones between them (0: none)."""

    major_ms: int
    minor_ms: int
    label: Label

    @property
    def by_days(self) -> bool:
        """True when marks are whole days, so that the row above names months."""
        return self.label is Label.DAY


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark; `midnight` where a day begins."""

    ms: int
    major: bool
    midnight: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A day, or a month, of the row above the ruler."""

    start_ms: int
    end_ms: int


def ruler_for(ms_per_px: float) -> Ruler:
    """Return the closest marks whose labels do not touch."""
    for major in _STEPS:
        label = Label.SECONDS if major < _MINUTE else Label.MINUTES if major < DAY_MS else Label.DAY
        if major / ms_per_px >= LABEL_PX[label]:
            return Ruler(major, _minor_of(major, ms_per_px), label)
    return Ruler(WEEK_MS, 0, Label.DAY)


def _minor_of(major: int, ms_per_px: float) -> int:
    fitting = (step for step in _STEPS if step < major and major % step == 0)
    return next((step for step in fitting if step / ms_per_px >= _MINOR_PX), 0)


def ticks(scale: Scale, ruler: Ruler) -> Iterator[Tick]:
    """Yield the marks in view, from left to right."""
    step = ruler.minor_ms or ruler.major_ms
    # Weeks begin on Mondays; everything shorter divides the day.
    origin = day_start(0) + (_FIRST_MONDAY if step == WEEK_MS else 0)
    major_origin = day_start(0) + (_FIRST_MONDAY if ruler.major_ms == WEEK_MS else 0)
    at = origin + -((origin - int(scale.window.start_ms)) // step) * step
    while at < scale.window.end_ms:
        yield Tick(at, (at - major_origin) % ruler.major_ms == 0, at == day_start(at))
        at += step


def bands(window: Window, ruler: Ruler) -> Iterator[Band]:
    """Yield the days in view, or the months where the marks are days."""
    at = int(window.start_ms)
    while at < window.end_ms:
        band = _month(at) if ruler.by_days else Band(day_start(at), day_start(at) + DAY_MS)
        yield band
        if band.end_ms <= at:  # outside 1970-2100 there are no months
            return
        at = band.end_ms


def _month(ms: int) -> Band:
    at = moment(ms)
    found = month_range(at.year, at.month)
    return Band(found.start_ms, found.end_ms)
