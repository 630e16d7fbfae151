"""Footage that looks like a village's, for tests and pictures of the timeline; a function of its seed."""

import random
from collections.abc import Sequence

from desktop.domain.beijing import DAY_MS
from desktop.domain.bookmark import Bookmark, BookmarkId
from desktop.domain.camera import CameraId
from desktop.domain.recording import Mark, MarkKind, RecordingKind, RecordStorage
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Segment, Timeline
from ui.playback.timeline.lane import Lane

HOUR_MS = 3_600_000
MINUTE_MS = 60_000
NOW_MS = 1_773_510_000_000
"""2026-03-15 01:40:00 in Beijing."""
NAMES = (
    "湾头村村口全景",
    "320国道与湾头路口",
    "湾头村小卖部门前",
    "湾头小学校门",
    "湾头村文化广场",
    "梓门桥镇农贸市场东门",
)


def camera_id(number: int) -> CameraId:
    """Return the id of a camera of these pictures."""
    return CameraId(f"4313211032{number:010d}")


def lane(number: int, segments: Sequence[Segment], **more: object) -> Lane:
    """Return a lane of given segments."""
    return Lane(camera_id(number), f"摄像机{number}", Timeline(tuple(segments)), **more)  # type: ignore[arg-type]


def segment(start_ms: int, end_ms: int, kind: RecordingKind = RecordingKind.TIMED) -> Segment:
    """Return a piece of footage in the platform's storage."""
    return Segment(TimeRange(start_ms, end_ms), kind, RecordStorage.PLATFORM)


def village_lane(number: int, days: int = 31, per_lane: int = 500, now_ms: int = NOW_MS) -> Lane:
    """Return a camera's `days` in about `per_lane` segments, with gaps, events and a few bookmarks."""
    dice = random.Random(number)
    start = now_ms - days * DAY_MS
    mean = days * DAY_MS / per_lane
    segments: list[Segment] = []
    at = float(start)
    while at < now_ms - MINUTE_MS:
        end = min(at + mean * dice.uniform(0.2, 1.7), float(now_ms))
        kind = dice.choices(list(RecordingKind), (74, 22, 4))[0]
        storage = RecordStorage.DEVICE if number % 4 == 3 else RecordStorage.PLATFORM
        segments.append(Segment(TimeRange(int(at), int(end)), kind, storage))
        at = end + (dice.uniform(0.1, 6) * HOUR_MS if dice.random() < 0.05 else 0)
    name = NAMES[number % len(NAMES)] + ("" if number < len(NAMES) else f" {number}")
    marks = _marks(segments)
    return Lane(camera_id(number), name, Timeline(tuple(segments)), marks, _bookmarks(number, now_ms))


def _marks(segments: Sequence[Segment]) -> tuple[Mark, ...]:
    kinds = {RecordingKind.MOTION: MarkKind.MOTION, RecordingKind.ALARM: MarkKind.ALARM}
    found = []
    for index, piece in enumerate(segments):
        kind = kinds.get(piece.kind)
        if kind is not None:
            begin = piece.range.start_ms + piece.range.duration_ms // 3
            span = TimeRange(begin, begin + min(40_000, piece.range.duration_ms // 2))
            found.append(Mark(str(index), span, kind, "995 求助" if kind is MarkKind.ALARM else "画面变化"))
    return tuple(found)


def _bookmarks(number: int, now_ms: int) -> tuple[Bookmark, ...]:
    if number % 3:
        return ()
    span = TimeRange(now_ms - 3 * HOUR_MS, now_ms - 2 * HOUR_MS)
    name = "可疑三轮车在路口停留"
    return (Bookmark(BookmarkId(f"b{number}"), camera_id(number), span, name, "", "fujing", now_ms),)
