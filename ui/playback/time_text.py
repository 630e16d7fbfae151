"""Instants of footage as people read them: Beijing time, with as much of the date as is needed."""

from datetime import timedelta

from desktop.domain.beijing import day_of, moment
from ui.i18n import translate

_WEEKDAYS = 7


def clock_text(ms: float) -> str:
    """Return the time of day with seconds."""
    return moment(ms).strftime("%H:%M:%S")


def full_text(ms: float) -> str:
    """Return date and time with seconds."""
    return moment(ms).strftime("%Y-%m-%d %H:%M:%S")


def near_text(ms: float, near_ms: float) -> str:
    """Return the time of day, with the date when it is another day than that of `near_ms`."""
    if day_of(ms) == day_of(near_ms):
        return clock_text(ms)
    return moment(ms).strftime("%m-%d %H:%M:%S")


def weekday_text(ms: float) -> str:
    """Return the day of the week in short."""
    names = (
        translate("TimeText", "周一"),
        translate("TimeText", "周二"),
        translate("TimeText", "周三"),
        translate("TimeText", "周四"),
        translate("TimeText", "周五"),
        translate("TimeText", "周六"),
        translate("TimeText", "周日"),
    )
    return names[day_of(ms).weekday() % _WEEKDAYS]


def length_text(ms: int) -> str:
    """Return a duration as hours, minutes and seconds."""
    seconds = int(timedelta(milliseconds=max(0, ms)).total_seconds())
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
