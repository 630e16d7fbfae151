"""What a request or an export begins with: what playback shows, a tile of the wall, a bookmark, an alarm."""

from collections.abc import Iterable
from typing import Final

from desktop.domain.alarm import Alarm
from desktop.domain.bookmark import Bookmark
from desktop.domain.camera import Camera
from desktop.domain.retrieval import RequestedFootage
from desktop.domain.time_range import TimeRange
from ui.playback.controller import PlaybackController
from ui.playback.span_marks import SpanMarks
from ui.retrievals.footage_row import wanted

AROUND_MS: Final = 60_000
"""Without marks: so much before and after the instant on show."""
AFTER_ALARM_MS: Final = 4 * 60_000
BEFORE_NOW_MS: Final = 10 * 60_000
"""From a live tile: the last ten minutes."""
MOST: Final = 16


def asked_for(cameras: Iterable[Camera], span: TimeRange) -> tuple[RequestedFootage, ...]:
    """Return cameras with one range, as a request names them."""
    chosen = [wanted(camera) for camera in dict.fromkeys(cameras)][:MOST]
    return tuple(RequestedFootage(c.id, c.name, c.place, c.household, span) for c in chosen)


def from_playback(
    controller: PlaybackController, marks: SpanMarks, now_ms: int
) -> tuple[RequestedFootage, ...]:
    """Return what playback shows between its marks: all tied cameras, or the one that is controlled alone.

    One mark alone begins or ends at the instant on show; without marks it is the minutes around that.
    """
    selected = controller.selected
    if selected is None:
        return ()
    at = round(controller.media_ms())
    start = marks.start_ms if marks.start_ms is not None else None
    end = marks.end_ms if marks.end_ms is not None else None
    if start is None and end is None:
        start, end = at - AROUND_MS, min(now_ms, at + AROUND_MS)
    elif start is None:
        start = min(at, end or at)
    elif end is None:
        end = max(at, start)
    assert start is not None
    assert end is not None
    together = selected.tied and not controller.cells.is_split
    cells = controller.cells.all if together else (selected,)
    cameras = [cell.camera for cell in cells if cell is selected or cell.tied]
    return asked_for(cameras, TimeRange(round(start), max(round(start), round(end))))


def around_bookmark(bookmark: Bookmark) -> TimeRange:
    """Return a bookmark's range; that around it where it marks an instant."""
    span = bookmark.range
    return span if not span.empty else TimeRange(span.start_ms - AROUND_MS, span.start_ms + AROUND_MS)


def around_alarm(alarm: Alarm, now_ms: int) -> TimeRange:
    """Return the minutes around an alarm: what led to it, and what came of it."""
    end = max(alarm.time_ms, min(now_ms, alarm.time_ms + AFTER_ALARM_MS))
    return TimeRange(alarm.time_ms - AROUND_MS, end)


def just_now(camera: Camera, now_ms: int) -> tuple[RequestedFootage, ...]:
    """Return the last minutes of a camera that is watched live."""
    return asked_for((camera,), TimeRange(now_ms - BEFORE_NOW_MS, now_ms))
