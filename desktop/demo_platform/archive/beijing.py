"""Days of Beijing time: UTC+8 without daylight-saving time, counted from 1970-01-01."""

from datetime import date

DAY_MS = 86_400_000
HOUR_MS = 3_600_000
MINUTE_MS = 60_000
_AHEAD_MS = 8 * HOUR_MS
_EPOCH = date(1970, 1, 1).toordinal()


def day_of(at_ms: int) -> int:
    """Return the number of the day that an instant falls on in Beijing."""
    return (at_ms + _AHEAD_MS) // DAY_MS


def day_start_ms(day: int) -> int:
    """Return when a day begins in Beijing."""
    return day * DAY_MS - _AHEAD_MS


def month_days(year: int, month: int) -> range:
    """Return the numbers of a month's days; ValueError when there is no such month."""
    first = date(year, month, 1)
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return range(first.toordinal() - _EPOCH, date(*following, 1).toordinal() - _EPOCH)
