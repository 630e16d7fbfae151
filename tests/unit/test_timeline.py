"""The timeline against a platform's list in any order, with overlaps and nonsense in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.recording import Recording, RecordingKind, RecordStorage, Retention
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Segment, Timeline

TIMED, MOTION, ALARM = RecordingKind.TIMED, RecordingKind.MOTION, RecordingKind.ALARM
PLATFORM, DEVICE = RecordStorage.PLATFORM, RecordStorage.DEVICE
RANK = {TIMED: 0, MOTION: 1, ALARM: 2}
LIMIT = TimeRange(0, 60)
edges = st.integers(-5, 70)
spans = st.tuples(edges, edges).map(lambda pair: TimeRange(min(pair), max(pair)))
recordings = st.builds(Recording, spans, st.sampled_from(RecordingKind), st.sampled_from(RecordStorage))
lists = st.lists(recordings, max_size=12)


def painted(
    entries: list[Recording], limit: TimeRange = LIMIT
) -> dict[int, tuple[RecordingKind, RecordStorage]]:
    """Return what is to be seen at every instant, worked out the slow way."""
    seen: dict[int, tuple[RecordingKind, RecordStorage]] = {}
    for ms in range(limit.start_ms, limit.end_ms):
        here = [entry for entry in entries if entry.range.contains(ms)]
        if here:
            kind = max((entry.kind for entry in here), key=lambda kind: RANK[kind])
            on_platform = any(entry.storage is PLATFORM for entry in here)
            seen[ms] = (kind, PLATFORM if on_platform else DEVICE)
    return seen


def shown(timeline: Timeline) -> dict[int, tuple[RecordingKind, RecordStorage]]:
    return {
        ms: (segment.kind, segment.storage)
        for segment in timeline.segments
        for ms in range(segment.range.start_ms, segment.range.end_ms)
    }


def in_order(timeline: Timeline) -> bool:
    pairs = zip(timeline.segments, timeline.segments[1:], strict=False)
    return all(
        one.range.end_ms < two.range.start_ms
        or (one.range.end_ms == two.range.start_ms and (one.kind, one.storage) != (two.kind, two.storage))
        for one, two in pairs
    )


@given(lists)
def test_any_list_becomes_a_timeline_that_shows_what_was_listed(entries: list[Recording]) -> None:
    timeline = Timeline.of(entries, LIMIT)
    assert shown(timeline) == painted(entries)
    assert in_order(timeline)
    dropped = sum(not entry.range.overlaps(LIMIT) for entry in entries)
    assert timeline.problems >= dropped


@given(st.permutations([(0, 5), (5, 9), (12, 20), (30, 31)]))
def test_the_order_of_the_list_does_not_matter(spans: list[tuple[int, int]]) -> None:
    timeline = Timeline.of([Recording(TimeRange(*span), TIMED, PLATFORM) for span in spans], LIMIT)
    assert [segment.range for segment in timeline.segments] == [
        TimeRange(0, 9),
        TimeRange(12, 20),
        TimeRange(30, 31),
    ]
    assert timeline.problems == 0


@given(lists, edges)
def test_look_ups_agree_with_the_segments(entries: list[Recording], ms: int) -> None:
    timeline = Timeline.of(entries, LIMIT)
    segments = timeline.segments
    assert timeline.at(ms) == next((s for s in segments if s.range.contains(ms)), None)
    starts = [s.range.start_ms for s in segments]
    assert timeline.next_start(ms) == min((start for start in starts if start > ms), default=None)
    ends = [s.range.end_ms for s in segments if s.range.end_ms <= ms]
    assert timeline.previous_end(ms) == max(ends, default=None)
    before = [s for s in segments if s.range.start_ms < ms]
    assert timeline.segment_before(ms) == (before[-1] if before else None)
    run, seen = timeline.run(ms), shown(timeline)
    assert (run is not None) == (ms in seen)
    if run is not None:
        assert all(inside in seen for inside in range(run.start_ms, run.end_ms))
        assert run.start_ms - 1 not in seen
        assert run.end_ms not in seen


@given(lists, spans)
def test_gaps_and_footage_make_up_a_span(entries: list[Recording], span: TimeRange) -> None:
    timeline = Timeline.of(entries, LIMIT)
    gaps, seen = timeline.gaps(span), shown(timeline)
    inside = set(range(span.start_ms, span.end_ms))
    assert {ms for gap in gaps for ms in range(gap.start_ms, gap.end_ms)} == inside - seen.keys()
    assert timeline.covered_ms(span) == len(inside & seen.keys())
    assert timeline.covered_ms(span) + sum(gap.duration_ms for gap in gaps) == span.duration_ms
    assert list(timeline.within(span)) == [s for s in timeline.segments if s.range.overlaps(span)]


@given(lists, lists)
def test_merging_is_listing_both(one: list[Recording], other: list[Recording]) -> None:
    merged = Timeline.of(one, LIMIT).merge(Timeline.of(other, LIMIT))
    assert shown(merged) == painted([*one, *other])
    assert in_order(merged)


@given(lists, lists, spans)
def test_a_part_that_was_read_again_replaces_what_was_there(
    old: list[Recording], new: list[Recording], part: TimeRange
) -> None:
    timeline = Timeline.of(old, LIMIT).with_part(part, Timeline.of(new, LIMIT))
    expected = {ms: here for ms, here in painted(old).items() if not part.contains(ms)}
    expected |= {ms: here for ms, here in painted(new).items() if part.contains(ms)}
    assert shown(timeline) == expected
    assert in_order(timeline)


def test_the_growing_segment_stays_one_when_its_end_is_read_again() -> None:
    timeline = Timeline.of([Recording(TimeRange(0, 30), TIMED, PLATFORM)], TimeRange(0, 30))
    news = Timeline.of([Recording(TimeRange(0, 50), TIMED, PLATFORM)], TimeRange(20, 50))
    assert timeline.with_part(TimeRange(20, 50), news).segments == (
        Segment(TimeRange(0, 50), TIMED, PLATFORM),
    )


@pytest.mark.parametrize(
    ("entries", "problems"),
    [
        ([], 0),
        ([Recording(TimeRange(5, 5), TIMED, PLATFORM)], 1),
        ([Recording(TimeRange(60, 70), TIMED, PLATFORM)], 1),
        ([Recording(TimeRange(-5, 0), TIMED, PLATFORM)], 1),
        ([Recording(TimeRange(50, 70), TIMED, PLATFORM)], 0),
        ([Recording(TimeRange(0, 9), TIMED, PLATFORM), Recording(TimeRange(8, 12), TIMED, PLATFORM)], 1),
        ([Recording(TimeRange(0, 9), TIMED, PLATFORM), Recording(TimeRange(0, 9), TIMED, DEVICE)], 0),
    ],
)
def test_what_is_odd_is_counted(entries: list[Recording], problems: int) -> None:
    assert Timeline.of(entries, LIMIT).problems == problems


def test_retention_counts_down_to_the_overwriting() -> None:
    day = 86_400_000
    now = 100 * day
    retention = Retention(now - 30 * day, 30)
    assert retention.overwritten(now - 31 * day)
    assert not retention.overwritten(now - 30 * day)
    assert retention.days_left(now - 31 * day, now) == 0
    assert retention.days_left(now - 30 * day, now) == 0
    assert retention.days_left(now - 29 * day, now) == 1
    assert retention.days_left(now, now) == 30
