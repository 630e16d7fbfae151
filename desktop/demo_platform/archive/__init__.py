"""The archive: what was recorded when, as a pure function of camera and time. It needs no disk.

Used by the API for its answers and by the media node for its pictures, so both always agree. Every function
that depends on the present takes `now_ms`. Footage begins and ends on whole GOPs (`GOP_MS`).
"""

from desktop.demo_platform.archive.alarms import Alarm, village_alarms
from desktop.demo_platform.archive.beijing import day_of, day_start_ms, month_days
from desktop.demo_platform.archive.model import (
    GOP_MS,
    Mark,
    Recorded,
    RecordingKind,
    Retention,
    Segment,
    Storage,
)
from desktop.demo_platform.archive.timeline import (
    clock_offset_ms,
    end_ms,
    marks,
    next_segment,
    previous_segment,
    recorded_days,
    retention,
    run_around,
    segment_at,
    segments,
)

__all__ = [
    "GOP_MS",
    "Alarm",
    "Mark",
    "Recorded",
    "RecordingKind",
    "Retention",
    "Segment",
    "Storage",
    "clock_offset_ms",
    "day_of",
    "day_start_ms",
    "end_ms",
    "marks",
    "month_days",
    "next_segment",
    "previous_segment",
    "recorded_days",
    "retention",
    "run_around",
    "segment_at",
    "segments",
    "village_alarms",
]
