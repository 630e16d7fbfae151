"""Ranges of footage and sets of them, against plain sets of instants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.beijing import (
    DAY_MS,
    LATEST_MS,
    day_of,
    day_range,
    day_start,
    milliseconds,
    moment,
    month_range,
)
from desktop.domain.spans import Spans
from desktop.domain.time_range import TimeRange

edges = st.integers(0, 24)
spans = st.tuples(edges, edges).map(lambda pair: TimeRange(min(pair), max(pair)))


def instants(*parts: TimeRange) -> set[int]:
    return {ms for part in parts for ms in range(part.start_ms, part.end_ms)}


def test_a_range_that_ends_before_it_starts_is_none() -> None:
    with pytest.raises(ValueError, match="ends before"):
        TimeRange(2, 1)


@given(spans, spans)
def test_two_ranges_are_sets_of_instants(one: TimeRange, other: TimeRange) -> None:
    both = instants(one) & instants(other)
    assert one.overlaps(other) == bool(both)
    common = one.intersection(other)
    assert (set() if common is None else instants(common)) == both
    left = one.without(other)
    assert instants(*left) == instants(one) - instants(other)
    assert not any(piece.empty for piece in left)
    assert one.covers(other) == (instants(other) <= instants(one))
    assert one.duration_ms == len(instants(one))


@given(spans, edges)
def test_clamping_stays_inside(span: TimeRange, ms: int) -> None:
    clamped = span.clamp(ms)
    if span.empty:
        assert clamped == span.start_ms
    else:
        assert span.contains(clamped)
        assert abs(clamped - ms) == min(abs(inside - ms) for inside in instants(span))


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=3), spans)
def test_a_set_of_ranges_is_a_set_of_instants(
    added: list[TimeRange], removed: list[TimeRange], asked: TimeRange
) -> None:
    kept = Spans().with_spans(added)
    expected = instants(*added)
    for part in removed:
        kept = kept.without(part)
        expected -= instants(part)
    assert instants(*kept.parts) == expected
    assert (
        all(one.end_ms < two.start_ms for one, two in zip(kept.parts, kept.parts[1:], strict=False))
        or removed
    )
    assert instants(*kept.missing(asked)) == instants(asked) - expected
    assert kept.overlaps(asked) == bool(instants(asked) & expected)


@given(st.integers(0, LATEST_MS))
def test_a_day_is_one_of_beijing(ms: int) -> None:
    start = day_start(ms)
    assert start <= ms < start + DAY_MS
    assert (moment(start).hour, moment(start).minute, moment(start).second) == (0, 0, 0)
    assert day_range(day_of(ms)) == TimeRange(start, start + DAY_MS)
    assert milliseconds(moment(ms)) == ms


@pytest.mark.parametrize(
    ("year", "month", "days"), [(2026, 2, 28), (2028, 2, 29), (2026, 12, 31), (2026, 11, 30)]
)
def test_a_month_has_its_days(year: int, month: int, days: int) -> None:
    span = month_range(year, month)
    assert span.duration_ms == days * DAY_MS
    assert moment(span.start_ms).isoformat() == f"{year}-{month:02d}-01T00:00:00+08:00"


def test_the_years_of_summer_time_do_not_matter() -> None:
    assert day_range(day_of(milliseconds(moment(612_900_000_000)))).duration_ms == DAY_MS  # June 1989


@pytest.mark.parametrize("ms", [-1, -(10**18), 10**18, float("inf")])
def test_an_instant_out_of_bounds_is_the_nearest_inside(ms: float) -> None:
    assert 1969 <= moment(ms).year <= 2100
