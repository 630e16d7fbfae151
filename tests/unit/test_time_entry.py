"""Times as people type them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.beijing import BEIJING, DAY_MS, milliseconds, moment
from desktop.domain.time_entry import TimeEntryError, TimeEntryReason, parse


def at(text: str) -> int:
    return milliseconds(datetime.fromisoformat(f"{text}+08:00"))


NOW = at("2026-03-16T08:00:00")
NEAR = at("2026-03-15T23:30:00")


def read(text: str, now: int = NOW, near: int = NEAR) -> str:
    return moment(parse(text, now_ms=now, near_ms=near)).replace(tzinfo=None).isoformat()


def reason(text: str, now: int = NOW, near: int = NEAR, earliest: int | None = None) -> TimeEntryReason:
    with pytest.raises(TimeEntryError) as raised:
        parse(text, now_ms=now, near_ms=near, earliest_ms=earliest)
    return raised.value.reason


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("0210", "2026-03-15T02:10:00"),
        ("210", "2026-03-15T02:10:00"),
        ("02:10", "2026-03-15T02:10:00"),
        ("2:10:30", "2026-03-15T02:10:30"),
        ("021030", "2026-03-15T02:10:30"),
        ("０２：１０", "2026-03-15T02:10:00"),
        ("2点10分", "2026-03-15T02:10:00"),
        ("14时", "2026-03-15T14:00:00"),
        ("昨天 22:15", "2026-03-15T22:15:00"),
        ("昨晚22:15", "2026-03-15T22:15:00"),
        ("前天2215", "2026-03-14T22:15:00"),
        ("大前天 0:00", "2026-03-13T00:00:00"),
        ("今天 07:59:59", "2026-03-16T07:59:59"),
        ("昨天", "2026-03-15T00:00:00"),
        ("yesterday 10:15", "2026-03-15T10:15:00"),
        ("3-15 02:10", "2026-03-15T02:10:00"),
        ("3/15 0210", "2026-03-15T02:10:00"),
        ("3月15日 2点10分", "2026-03-15T02:10:00"),
        ("3月15日2:10", "2026-03-15T02:10:00"),
        ("12-31 23:59", "2025-12-31T23:59:00"),
        ("2026-03-15 02:10", "2026-03-15T02:10:00"),
        ("2026年3月15日 02:10", "2026-03-15T02:10:00"),
        ("20260315 0210", "2026-03-15T02:10:00"),
        ("20260315021030", "2026-03-15T02:10:30"),
        ("2026-03-15T02:10:30", "2026-03-15T02:10:30"),
        ("20260315", "2026-03-15T00:00:00"),
        ("-30s", "2026-03-15T23:29:30"),
        ("- 30 秒", "2026-03-15T23:29:30"),
        ("+10m", "2026-03-15T23:40:00"),
        ("+10分钟", "2026-03-15T23:40:00"),
        ("-1小时", "2026-03-15T22:30:00"),
        ("-31d", "2026-02-12T23:30:00"),
        ("现在", "2026-03-16T08:00:00"),
    ],
)
def test_what_people_type(text: str, instant: str) -> None:
    assert read(text) == instant


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", TimeEntryReason.EMPTY),
        ("  \t", TimeEntryReason.EMPTY),
        ("abc", TimeEntryReason.UNREADABLE),
        ("明天 02:10", TimeEntryReason.UNREADABLE),
        ("3-15-02-10", TimeEntryReason.UNREADABLE),
        ("02:10 PM什么", TimeEntryReason.UNREADABLE),
        ("1" * 500, TimeEntryReason.UNREADABLE),
        ("+10x", TimeEntryReason.UNREADABLE),
        ("2510", TimeEntryReason.NO_SUCH_TIME),
        ("02:60", TimeEntryReason.NO_SUCH_TIME),
        ("24:01", TimeEntryReason.NO_SUCH_TIME),
        ("2-30 02:10", TimeEntryReason.NO_SUCH_DAY),
        ("2026-02-29 02:10", TimeEntryReason.NO_SUCH_DAY),
        ("13-01 02:10", TimeEntryReason.NO_SUCH_DAY),
        ("0000-01-01", TimeEntryReason.NO_SUCH_DAY),
        ("9999-12-31 02:10", TimeEntryReason.NO_SUCH_DAY),
        ("今天 08:01", TimeEntryReason.FUTURE),
        ("2026-03-17", TimeEntryReason.FUTURE),
        ("+9h", TimeEntryReason.FUTURE),
        ("-999999d", TimeEntryReason.TOO_OLD),
    ],
)
def test_what_cannot_be_used_says_why(text: str, why: TimeEntryReason) -> None:
    assert reason(text) is why


def test_a_time_that_is_still_to_come_is_that_of_the_day_before() -> None:
    assert read("2215", near=NOW) == "2026-03-15T22:15:00"
    assert read("0800", near=NOW) == "2026-03-16T08:00:00"


def test_midnight_is_the_beginning_of_a_day_and_its_end() -> None:
    assert read("0000") == "2026-03-15T00:00:00"
    assert read("24:00") == "2026-03-16T00:00:00"
    assert read("3-15 24:00") == "2026-03-16T00:00:00"
    just_after = at("2026-03-16T00:00:30")
    assert read("2359", now=just_after, near=just_after) == "2026-03-15T23:59:00"
    assert read("昨天 23:59", now=just_after, near=just_after) == "2026-03-15T23:59:00"


def test_leap_days() -> None:
    leap = at("2028-03-01T12:00:00")
    assert read("2-29 02:10", now=leap, near=leap) == "2028-02-29T02:10:00"
    assert read("昨天 02:10", now=leap, near=leap) == "2028-02-29T02:10:00"
    year_after = at("2029-03-01T12:00:00")
    assert read("2-29 02:10", now=year_after, near=year_after) == "2028-02-29T02:10:00"
    before = at("2028-01-10T12:00:00")
    assert reason("2-29 02:10", now=before, near=before) is TimeEntryReason.FUTURE


def test_the_archives_limit() -> None:
    limit = NOW - 31 * DAY_MS
    assert parse("2-13 08:00", now_ms=NOW, near_ms=NEAR, earliest_ms=limit) == limit
    assert reason("2-13 07:59:59", earliest=limit) is TimeEntryReason.TOO_OLD


def test_the_new_year() -> None:
    eve = at("2026-01-01T00:10:00")
    assert read("2350", now=eve, near=eve) == "2025-12-31T23:50:00"
    assert read("12-31 23:50", now=eve, near=eve) == "2025-12-31T23:50:00"
    assert read("1-1 0:05", now=eve, near=eve) == "2026-01-01T00:05:00"


days = st.dates(date(2020, 1, 1), date(2090, 12, 31))
times = st.times().map(lambda time: time.replace(microsecond=0))


@given(days, times, st.integers(0, 300))
def test_a_day_and_a_time_written_out_mean_themselves(day: date, time: object, later: int) -> None:
    wanted = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=BEIJING)
    now = milliseconds(wanted + timedelta(days=later))
    for text in (
        wanted.strftime("%Y-%m-%d %H:%M:%S"),
        wanted.strftime("%Y%m%d %H%M%S"),
        wanted.strftime("%m-%d %H:%M:%S"),
        f"{wanted.month}月{wanted.day}日 {wanted:%H:%M:%S}",
    ):
        assert parse(text, now_ms=now, near_ms=now) == milliseconds(wanted)


@given(st.text(max_size=40) | st.from_regex(r"[-+0-9:./ 昨天前点分月日smhd]{0,20}", fullmatch=True))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    outcome: int | TimeEntryReason
    try:
        outcome = parse(text, now_ms=NOW, near_ms=NEAR)
    except TimeEntryError as error:
        outcome = error.reason
    assert isinstance(outcome, TimeEntryReason) or 0 <= outcome <= NOW
