"""What the timeline shows of one camera."""

from dataclasses import dataclass

from desktop.domain.bookmark import Bookmark
from desktop.domain.camera import CameraId
from desktop.domain.recording import Mark
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Lane:
    """One camera's bar; replaced as a whole when something of it changes."""

    camera_id: CameraId
    name: str
    timeline: Timeline
    marks: tuple[Mark, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    unknown: tuple[TimeRange, ...] = ()
    """Spans of which nobody knows yet whether there are recordings: never painted as gaps."""
    note: str = ""
    """Why they are unknown (载入中…, a failure), in the current language; shown in the wide bar."""
