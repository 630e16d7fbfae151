"""What is still kept of a camera's recordings at a given present, and what the camera noticed in it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from desktop.demo_platform.archive.beijing import DAY_MS, day_of
from desktop.demo_platform.archive.day import day_segments, shortened
from desktop.demo_platform.archive.events import day_marks
from desktop.demo_platform.archive.model import (
    GOP_MS,
    Mark,
    Recorded,
    RecordingKind,
    Retention,
    Segment,
    Storage,
)
from desktop.demo_platform.archive.source import source_of

LEAST_DAYS = 30
_BEHIND_MS = 5000
"""The newest footage that can be played back is so old."""


def retention(camera: Recorded, now_ms: int) -> Retention:
    """Return how far back the camera's recordings reach."""
    days = max(LEAST_DAYS, camera.record_save_days)
    return Retention(-((days * DAY_MS - now_ms) // GOP_MS) * GOP_MS, days)


def end_ms(now_ms: int) -> int:
    """Return where all recordings that are still being made end at the moment."""
    return (now_ms - _BEHIND_MS) // GOP_MS * GOP_MS


def segments(camera: Recorded, from_ms: int, to_ms: int, *, now_ms: int) -> list[Segment]:
    """Return the recordings that overlap [from_ms, to_ms), whole, oldest first, without overlap."""
    source = source_of(camera)
    first, last = retention(camera, now_ms).from_ms, end_ms(now_ms)
    start, end = max(from_ms, first), min(to_ms, last)
    if start >= end:
        return []
    found: list[Segment] = []
    for day in range(day_of(start), day_of(end - 1) + 1):
        found += [
            shortened(segment, first, last, source)
            for segment in day_segments(source, day)
            if segment.start_ms < end and segment.end_ms > start
        ]
    return found


def segment_at(camera: Recorded, at_ms: int, *, now_ms: int) -> Segment | None:
    """Return the recording of an instant, None when there is none. Some microseconds when asked again."""
    first, last = retention(camera, now_ms).from_ms, end_ms(now_ms)
    if not first <= at_ms < last:
        return None
    source = source_of(camera)
    of_day = day_segments(source, day_of(at_ms))
    index = bisect_right(of_day, at_ms, key=lambda segment: segment.start_ms) - 1
    if index < 0 or of_day[index].end_ms <= at_ms:
        return None
    return shortened(of_day[index], first, last, source)


def next_segment(
    camera: Recorded, at_ms: int, *, now_ms: int, storage: Storage | None = None
) -> Segment | None:
    """Return the first recording that begins after an instant; of one storage when it is named."""
    start = max(at_ms + 1, retention(camera, now_ms).from_ms)
    for day in range(day_of(start), day_of(end_ms(now_ms)) + 1):
        for segment in _of_day(camera, day, now_ms):
            if segment.start_ms >= start and storage in {None, segment.storage}:
                return segment
    return None


def previous_segment(
    camera: Recorded, at_ms: int, *, now_ms: int, storage: Storage | None = None
) -> Segment | None:
    """Return the last recording that ends at or before an instant; of one storage when it is named."""
    end = min(at_ms, end_ms(now_ms))
    for day in range(day_of(end), day_of(retention(camera, now_ms).from_ms) - 1, -1):
        for segment in reversed(_of_day(camera, day, now_ms)):
            if segment.end_ms <= end and storage in {None, segment.storage}:
                return segment
    return None


def run_around(camera: Recorded, at_ms: int, *, now_ms: int) -> tuple[int, int] | None:
    """Return the longest stretch around an instant that is recorded without a gap on the same storage."""
    here = segment_at(camera, at_ms, now_ms=now_ms)
    if here is None:
        return None
    start, end = here.start_ms, here.end_ms
    for segment in _from(camera, end, now_ms):
        if segment.start_ms > end or segment.storage != here.storage:
            break
        end = segment.end_ms
    for segment in _back_from(camera, start, now_ms):
        if segment.end_ms < start or segment.storage != here.storage:
            break
        start = segment.start_ms
    return start, end


def marks(camera: Recorded, from_ms: int, to_ms: int, *, now_ms: int) -> list[Mark]:
    """Return the marks that overlap a range and were recorded at least where they begin, oldest first."""
    source = source_of(camera)
    start = max(from_ms, retention(camera, now_ms).from_ms)
    end = min(to_ms, end_ms(now_ms))
    if start >= end:
        return []
    return [
        mark
        for day in range(day_of(start), day_of(end - 1) + 1)
        for mark in day_marks(source, day)
        if mark.start_ms < end
        and mark.end_ms > start
        and segment_at(camera, mark.start_ms, now_ms=now_ms) is not None
    ]


def recorded_days(camera: Recorded, days: Iterable[int], *, now_ms: int) -> dict[int, set[RecordingKind]]:
    """Return which of the days have recordings, and of which kinds."""
    found: dict[int, set[RecordingKind]] = {}
    first, last = day_of(retention(camera, now_ms).from_ms), day_of(end_ms(now_ms))
    for day in days:
        if first <= day <= last:
            kinds = {segment.kind for segment in _of_day(camera, day, now_ms)}
            if kinds:
                found[day] = kinds
    return found


def clock_offset_ms(camera: Recorded) -> int | None:
    """Return by how much the camera's own clock is ahead of the platform's, None when nobody knows."""
    return source_of(camera).clock_offset_ms


def _of_day(camera: Recorded, day: int, now_ms: int) -> list[Segment]:
    source = source_of(camera)
    first, last = retention(camera, now_ms).from_ms, end_ms(now_ms)
    return [
        shortened(segment, first, last, source)
        for segment in day_segments(source, day)
        if segment.start_ms < last and segment.end_ms > first
    ]


def _from(camera: Recorded, start_ms: int, now_ms: int) -> Iterator[Segment]:
    for day in range(day_of(start_ms), day_of(end_ms(now_ms)) + 1):
        yield from (s for s in _of_day(camera, day, now_ms) if s.start_ms >= start_ms)


def _back_from(camera: Recorded, before_ms: int, now_ms: int) -> Iterator[Segment]:
    for day in range(day_of(before_ms - 1), day_of(retention(camera, now_ms).from_ms) - 1, -1):
        yield from (s for s in reversed(_of_day(camera, day, now_ms)) if s.end_ms <= before_ms)
