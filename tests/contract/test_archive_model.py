"""The archive as a function: it holds together, stays the same, and has in it what real archives have."""

from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo_platform import archive
from desktop.demo_platform.archive.alarms import day_alarm

NOW = 1_795_449_600_123
DAY = 86_400_000
MONTH = 30 * DAY
VILLAGE = "431321103250"


@dataclass(frozen=True, slots=True)
class Recorder:
    number: int
    id: str
    kind: str = "public"
    region_code: str = VILLAGE
    record_save_days: int = 30


def recorder(index: int, *, village: str = VILLAGE) -> Recorder:
    kind = "public" if index % 2 else "household"
    code = village if index % 2 else f"{village}-01"
    return Recorder(index + 1, str(43132100041328000874 + index), kind, code, 30 if index % 5 else 60)


RECORDERS = [recorder(index) for index in range(40)]
indexes = st.integers(0, len(RECORDERS) - 1)
instants = st.integers(NOW - 70 * DAY, NOW + DAY)


@pytest.mark.parametrize("camera", RECORDERS[:12], ids=lambda camera: str(camera.number))
def test_recordings_are_ordered_apart_and_made_of_whole_groups_of_pictures(camera: Recorder) -> None:
    found = archive.segments(camera, 0, NOW + DAY, now_ms=NOW)
    kept = archive.retention(camera, NOW)
    assert found[0].start_ms >= kept.from_ms
    assert found[-1].end_ms <= archive.end_ms(NOW) <= NOW - 5000
    assert all(segment.start_ms < segment.end_ms for segment in found)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(found))
    assert not any(edge % archive.GOP_MS for s in found for edge in (s.start_ms, s.end_ms))
    assert all((s.size_bytes is None) is (s.storage == "device") for s in found)


def test_real_archives_have_gaps_kinds_storages_and_their_own_retention() -> None:
    found = {c.number: archive.segments(c, NOW - MONTH, NOW, now_ms=NOW) for c in RECORDERS}
    gaps = {number: [b.start_ms - a.end_ms for a, b in pairwise(s)] for number, s in found.items()}
    assert all(any(gap > 0 for gap in of_one) for of_one in gaps.values())
    assert any(max(of_one) > 4 * 3_600_000 for of_one in gaps.values())
    assert {s.kind for of_one in found.values() for s in of_one} == {"timed", "motion", "alarm"}
    public = [s.storage for c in RECORDERS if c.kind == "public" for s in found[c.number]]
    household = [s.storage for c in RECORDERS if c.kind == "household" for s in found[c.number]]
    assert public.count("platform") > public.count("device") > 0
    assert household.count("device") > household.count("platform") > 0
    assert {archive.retention(c, NOW).days for c in RECORDERS} == {30, 60}
    offsets = {archive.clock_offset_ms(recorder(index)) for index in range(200)}
    assert None in offsets
    assert any(offset is not None and abs(offset) > 1_800_000 for offset in offsets)


@given(indexes, instants, st.integers(1, 3 * DAY))
def test_a_part_of_the_archive_is_a_part_of_the_whole(index: int, start: int, length: int) -> None:
    camera = RECORDERS[index]
    whole = archive.segments(camera, 0, NOW + DAY, now_ms=NOW)
    expected = [s for s in whole if s.start_ms < start + length and s.end_ms > start]
    assert archive.segments(camera, start, start + length, now_ms=NOW) == expected


@given(indexes, instants)
def test_an_instant_is_recorded_when_a_recording_covers_it(index: int, at: int) -> None:
    camera = RECORDERS[index]
    covering = [s for s in archive.segments(camera, 0, NOW, now_ms=NOW) if s.start_ms <= at < s.end_ms]
    found = archive.segment_at(camera, at, now_ms=NOW)
    assert found == (covering[0] if covering else None)
    assert len(covering) <= 1
    run = archive.run_around(camera, at, now_ms=NOW)
    assert (run is None) is (found is None)
    if run is not None and found is not None:
        inside = archive.segments(camera, *run, now_ms=NOW)
        assert (inside[0].start_ms, inside[-1].end_ms) == run
        assert all(a.end_ms == b.start_ms for a, b in pairwise(inside))
        assert {s.storage for s in inside} == {found.storage}
        for edge in (archive.segment_at(camera, at, now_ms=NOW) for at in (run[0] - 1, run[1])):
            assert edge is None or edge.storage != found.storage


@given(indexes, instants, st.sampled_from([None, "platform", "device"]))
def test_neighbours_of_an_instant_are_the_nearest(
    index: int, at: int, storage: archive.Storage | None
) -> None:
    camera = RECORDERS[index]
    whole = [s for s in archive.segments(camera, 0, NOW, now_ms=NOW) if storage in {None, s.storage}]
    after = [s for s in whole if s.start_ms > at]
    before = [s for s in whole if s.end_ms <= at]
    assert archive.next_segment(camera, at, now_ms=NOW, storage=storage) == (after[0] if after else None)
    found = archive.previous_segment(camera, at, now_ms=NOW, storage=storage)
    assert found == (before[-1] if before else None)


@given(indexes, st.integers(0, 20 * DAY))
def test_the_past_stays_as_it_is_until_it_is_overwritten(index: int, passed: int) -> None:
    camera, later = RECORDERS[index], NOW + passed
    first, last = archive.retention(camera, later).from_ms, archive.end_ms(NOW)
    then = archive.segments(camera, first, last, now_ms=NOW)[1:-1]
    assert then == archive.segments(camera, first, last, now_ms=later)[1:-1]


def test_equal_cameras_have_equal_archives_and_others_have_others() -> None:
    camera = RECORDERS[3]
    twin = archive.segments(replace(camera), NOW - MONTH, NOW, now_ms=NOW)
    assert twin == archive.segments(camera, NOW - MONTH, NOW, now_ms=NOW)
    edges = {s.start_ms for s in twin}
    other = {s.start_ms for s in archive.segments(RECORDERS[5], NOW - MONTH, NOW, now_ms=NOW)}
    assert len(edges & other) < len(edges) // 2


def test_a_power_cut_darkens_its_whole_village_and_no_other() -> None:
    always = [c for c in RECORDERS if c.kind == "public"][:8]
    elsewhere = [recorder(index, village="431302104222") for index in range(41, 57, 2)]
    cuts = [
        at
        for at in range(NOW - MONTH, NOW - DAY, 600_000)
        if not any(archive.segment_at(camera, at, now_ms=NOW) for camera in always)
    ]
    assert cuts
    lit = [any(archive.segment_at(camera, at, now_ms=NOW) for camera in elsewhere) for at in cuts]
    assert sum(lit) > len(lit) // 2


def test_marks_lie_in_what_was_recorded_because_of_them() -> None:
    for camera in RECORDERS[:12]:
        found = archive.marks(camera, NOW - MONTH, NOW, now_ms=NOW)
        assert found
        assert len({mark.id for mark in found}) == len(found)
        for mark in found:
            segment = archive.segment_at(camera, mark.start_ms, now_ms=NOW)
            assert segment is not None
            assert segment.kind in {mark.kind, "alarm"}


def test_days_are_those_of_beijing() -> None:
    camera = RECORDERS[1]
    for year, month in ((2026, 10), (2026, 11), (2026, 12)):
        days = archive.month_days(year, month)
        recorded = archive.recorded_days(camera, days, now_ms=NOW)
        for day in days:
            start = archive.day_start_ms(day)
            of_day = archive.segments(camera, start, start + DAY, now_ms=NOW)
            assert recorded.get(day, set()) == {s.kind for s in of_day}
    assert archive.day_start_ms(archive.month_days(2026, 11)[0]) == 1_793_462_400_000
    assert [len(archive.month_days(*month)) for month in ((2024, 2), (2026, 2), (2026, 12))] == [29, 28, 31]


def test_a_call_to_995_is_a_mark_of_the_cameras_that_it_concerns() -> None:
    calls = archive.village_alarms(VILLAGE, NOW - 60 * DAY, NOW, now_ms=NOW)
    assert calls == sorted(calls, key=lambda call: call.time_ms)
    kept = [call for call in calls if call.time_ms > NOW - 29 * DAY]
    assert kept
    for call in kept:
        day = archive.day_of(call.time_ms)
        assert day_alarm(VILLAGE, day) is not None
        concerned = Recorder(16_000 + call.pick, "4" * 20)
        other = Recorder(16_001 + call.pick, "4" * 20)
        assert _notes(concerned, call.time_ms) - _notes(other, call.time_ms) == {f"995 报警: {call.note}"}


def _notes(camera: Recorder, at_ms: int) -> set[str]:
    return {m.label for m in archive.marks(camera, at_ms, at_ms + 1, now_ms=NOW) if m.label.startswith("995")}


def test_a_call_is_not_handled_before_it_is() -> None:
    villages = [str(431321103000 + index) for index in range(300)]
    handled = [
        call
        for village in villages
        for call in archive.village_alarms(village, NOW - 20 * DAY, NOW, now_ms=NOW)
        if call.handled_ms is not None
    ]
    assert handled
    for call in handled:
        assert call.handled_ms is not None
        assert call.time_ms < call.handled_ms <= NOW
        (then,) = archive.village_alarms(
            call.village, call.time_ms, call.time_ms + 1, now_ms=call.handled_ms - 1
        )
        assert then.handled_ms is None
