"""Beijing time, which is what people type and what a day of the archive is.

China has one zone and no summer time since 1992: a fixed eight hours, so that no day has a missing or a
double hour.
"""

from datetime import UTC, date, datetime, timedelta, timezone

from desktop.domain.time_range import TimeRange

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
DAY_MS = 86_400_000
_OFFSET_MS = 8 * 3_600_000
EARLIEST_MS = 0
LATEST_MS = 4_102_444_800_000
"""The year 2100: what a platform dates later is no instant that this program can be asked about."""


def moment(ms: float) -> datetime:
    """Return an instant as Beijing time; one before 1970's first day or after 2100 counts as the nearest."""
    bounded = min(max(ms, EARLIEST_MS - DAY_MS), LATEST_MS)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=bounded)).astimezone(BEIJING)


def milliseconds(at: datetime) -> int:
    """Return an aware datetime as UTC milliseconds."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def day_of(ms: float) -> date:
    """Return the day of an instant."""
    return moment(ms).date()


def day_start(ms: int) -> int:
    """Return the midnight with which the day of an instant begins."""
    return (ms + _OFFSET_MS) // DAY_MS * DAY_MS - _OFFSET_MS


def day_range(day: date) -> TimeRange:
    """Return a whole day."""
    start = milliseconds(datetime(day.year, day.month, day.day, tzinfo=BEIJING))
    return TimeRange(start, start + DAY_MS)


def month_range(year: int, month: int) -> TimeRange:
    """Return a whole month; ValueError for a month that does not exist."""
    first = datetime(year, month, 1, tzinfo=BEIJING)
    after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=BEIJING)
    return TimeRange(milliseconds(first), milliseconds(after))
