"""Everything that a camera recorded on one day, whatever of it is still kept."""

from functools import lru_cache

from desktop.demo_platform.archive.beijing import DAY_MS, HOUR_MS, day_start_ms
from desktop.demo_platform.archive.events import day_marks
from desktop.demo_platform.archive.model import RecordingKind, Segment, Storage
from desktop.demo_platform.archive.outages import network_spells, outages
from desktop.demo_platform.archive.source import Source
from desktop.demo_platform.archive.spans import Span, split, subtract, union

_CACHED_DAYS = 2048
_BEFORE_MS, _AFTER_MS = 4_000, 10_000
_DAYTIME = (6 * HOUR_MS, 22 * HOUR_MS)


@lru_cache(maxsize=_CACHED_DAYS)
def day_segments(source: Source, day: int) -> tuple[Segment, ...]:
    """Return the recordings of a day, oldest first, without overlap; neighbours may touch."""
    start = day_start_ms(day)
    down = outages(source, day)
    alarm = _around(source, day, "alarm")
    motion = subtract(_around(source, day, "motion"), alarm)
    planned = subtract(subtract(_planned(source, start), motion), alarm)
    timed = split(planned, source.file_ms, start + source.file_phase_ms)
    away = network_spells(source, day) if source.storage == "platform" else []
    found: list[Segment] = []
    layers: tuple[tuple[RecordingKind, list[Span]], ...] = (
        ("timed", timed),
        ("motion", motion),
        ("alarm", alarm),
    )
    for kind, spans in layers:
        kept = subtract(spans, down)
        found += _segments(source, subtract(kept, away), kind, source.storage)
        if away:
            found += _segments(source, subtract(kept, subtract(kept, away)), kind, "device")
    return tuple(sorted(found, key=lambda segment: segment.start_ms))


def shortened(segment: Segment, start_ms: int, end_ms: int, source: Source) -> Segment:
    """Return what of a segment lies inside [start_ms, end_ms)."""
    if segment.start_ms >= start_ms and segment.end_ms <= end_ms:
        return segment
    span = (max(start_ms, segment.start_ms), min(end_ms, segment.end_ms))
    return _segments(source, [span], segment.kind, segment.storage)[0]


def _around(source: Source, day: int, kind: str) -> list[Span]:
    """Return the recordings made because of marks: from a little before to a little after them."""
    start = day_start_ms(day)
    end = start + DAY_MS
    return union(
        (max(start, mark.start_ms - _BEFORE_MS), min(end, mark.end_ms + _AFTER_MS))
        for mark in day_marks(source, day)
        if mark.kind == kind
    )


def _planned(source: Source, start: int) -> list[Span]:
    if source.schedule == "always":
        return [(start, start + DAY_MS)]
    if source.schedule == "daytime":
        return [(start + _DAYTIME[0], start + _DAYTIME[1])]
    return []


def _segments(source: Source, spans: list[Span], kind: RecordingKind, storage: Storage) -> list[Segment]:
    rate = source.bytes_per_s if storage == "platform" else None
    return [
        Segment(start, end, kind, storage, None if rate is None else (end - start) * rate // 1000)
        for start, end in spans
    ]
