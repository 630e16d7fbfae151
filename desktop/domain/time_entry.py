"""Times as people type them: "0210", "昨天 22:15", "3-15 02:10", "2026-03-15 02:10", "-30s", "+10m".

All of it is Beijing time. What comes from an input method (full-width digits, 点, 分) is understood as well.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum

from desktop.domain.beijing import BEIJING, EARLIEST_MS, day_of, milliseconds


class TimeEntryReason(StrEnum):
    """Why a text is no instant of the archive."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"
    FUTURE = "future"
    TOO_OLD = "too_old"


class TimeEntryError(Exception):
    """The text cannot be used; `reason` says why."""

    def __init__(self, reason: TimeEntryReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


LONGEST = 60
_UNITS_MS = {"s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_UNIT_WORDS = {"秒": "s", "分钟": "m", "分": "m", "小时": "h", "时": "h", "天": "d", "min": "m"}
_DAYS_BACK = {
    "今天": 0,
    "今晚": 0,
    "今早": 0,
    "today": 0,
    "昨天": 1,
    "昨晚": 1,
    "昨": 1,
    "yesterday": 1,
    "前天": 2,
    "大前天": 3,
}
_OFFSET = re.compile(r"([+-])\s*(\d{1,6})\s*([a-z秒分钟小时天]*)")
_COLONS = re.compile(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
_DIGITS = re.compile(r"\d{3,4}|\d{6}")
_WORDS = re.compile(r"(\d{1,2})[点时](?:(\d{1,2})分?(?:(\d{1,2})秒?)?)?")
_YEAR_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:[-/.](\d{1,2})|月(\d{1,2})[日号]?)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_STAMP = re.compile(r"(\d{8})[t ]?(\d{4}|\d{6})")


def parse(text: str, *, now_ms: int, near_ms: int, earliest_ms: int | None = None) -> int:
    """Return the instant that a text means, in UTC milliseconds; raises `TimeEntryError`.

    A time without a day is that of the day of `near_ms` (the playhead), or of the day before where that is
    still to come. A day without a year is the last one of that name. "+" and "-" count from `near_ms`.
    Nothing after `now_ms` is accepted, nor before `earliest_ms` (the archive's limit) where it is given.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[: LONGEST * 2]).lower().split())
    if not plain:
        raise TimeEntryError(TimeEntryReason.EMPTY)
    if len(plain) > LONGEST or len(text) > LONGEST * 2:
        raise TimeEntryError(TimeEntryReason.UNREADABLE)
    found = _instant(plain, now_ms, near_ms)
    if found > now_ms:
        raise TimeEntryError(TimeEntryReason.FUTURE)
    if found < (EARLIEST_MS if earliest_ms is None else earliest_ms):
        raise TimeEntryError(TimeEntryReason.TOO_OLD)
    return found


def _instant(text: str, now_ms: int, near_ms: int) -> int:
    if text in {"现在", "now"}:
        return now_ms
    offset = _OFFSET.fullmatch(text)
    if offset is not None:
        return near_ms + _offset(offset)
    stamp = _STAMP.fullmatch(text)
    if stamp is not None:
        text = f"{stamp[1]} {stamp[2]}"
    time_only = _time(text)
    if time_only is not None:
        at = _on(day_of(near_ms), time_only)
        return at if at <= now_ms else _on(day_of(near_ms) - timedelta(days=1), time_only)
    day_text, time_text = _parted(text)
    at_time = _time(time_text) if time_text else timedelta()
    if at_time is None:
        raise TimeEntryError(TimeEntryReason.UNREADABLE)
    return _on(_day(day_text, at_time, now_ms), at_time)


def _offset(match: re.Match[str]) -> int:
    unit = _UNIT_WORDS.get(match[3], match[3]) or "s"
    if unit not in _UNITS_MS:
        raise TimeEntryError(TimeEntryReason.UNREADABLE)
    amount = int(match[2]) * _UNITS_MS[unit]
    return amount if match[1] == "+" else -amount


def _parted(text: str) -> tuple[str, str]:
    """Return the day's part and the time's, which may be missing."""
    for word in sorted(_DAYS_BACK, key=len, reverse=True):
        if text.startswith(word):
            return word, text.removeprefix(word).strip()
    for pattern in (_YEAR_DAY, _MONTH_DAY, _COMPACT):
        match = pattern.match(text)
        rest = "" if match is None else text[match.end() :]
        if match is not None and (not rest or rest[0] in " t" or not match[0][-1].isdigit()):
            return match[0], rest.removeprefix("t").strip()
    raise TimeEntryError(TimeEntryReason.UNREADABLE)


def _time(text: str) -> timedelta | None:
    """Return the time of day that a text is, None when it is no time at all."""
    match = _COLONS.fullmatch(text) or _WORDS.fullmatch(text)
    if match is not None:
        hour, minute, second = (int(part or 0) for part in match.groups())
    elif _DIGITS.fullmatch(text):
        digits = text.zfill(4).ljust(6, "0")
        hour, minute, second = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    else:
        return None
    end_of_day = (hour, minute, second) == (24, 0, 0)
    if not end_of_day and (hour > 23 or minute > 59 or second > 59):
        raise TimeEntryError(TimeEntryReason.NO_SUCH_TIME)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _day(text: str, at_time: timedelta, now_ms: int) -> date:
    today = day_of(now_ms)
    if text in _DAYS_BACK:
        return today - timedelta(days=_DAYS_BACK[text])
    full = _YEAR_DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if full is not None:
        return _date(int(full[1]), int(full[2]), int(full[3]))
    match = _MONTH_DAY.fullmatch(text)
    if match is None:
        raise TimeEntryError(TimeEntryReason.UNREADABLE)
    return _latest(today.year, int(match[1]), int(match[2] or match[3]), at_time, now_ms)


def _latest(year: int, month: int, day: int, at_time: timedelta, now_ms: int) -> date:
    """Return the last day of that name; one that is to come this year is looked for in the last one."""
    try:
        this_year = _date(year, month, day)
    except TimeEntryError:
        return _date(year - 1, month, day)
    if _on(this_year, at_time) <= now_ms:
        return this_year
    try:
        return _date(year - 1, month, day)
    except TimeEntryError:
        return this_year


def _date(year: int, month: int, day: int) -> date:
    if not 1970 <= year <= 2099:
        raise TimeEntryError(TimeEntryReason.NO_SUCH_DAY)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise TimeEntryError(TimeEntryReason.NO_SUCH_DAY) from error


def _on(day: date, at_time: timedelta) -> int:
    return milliseconds(datetime(day.year, day.month, day.day, tzinfo=BEIJING) + at_time)
