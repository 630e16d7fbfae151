"""A place in the footage that somebody wants to find again."""

from dataclasses import dataclass
from typing import NewType

from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange

BookmarkId = NewType("BookmarkId", str)
NAME_LENGTH = 80
NOTE_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class BookmarkDraft:
    """A bookmark that is not kept yet; an instant is an empty range."""

    camera_id: CameraId
    range: TimeRange
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A kept bookmark; `local` when it is on this machine only."""

    id: BookmarkId
    camera_id: CameraId
    range: TimeRange
    name: str
    note: str
    user: str
    created_ms: int
    local: bool = False

    def matches(self, text: str) -> bool:
        """True when every word of the text is in the name, the note or the user; always for no words."""
        hay = f"{self.name}\n{self.note}\n{self.user}".casefold()
        return all(word in hay for word in text.casefold().split())


@dataclass(frozen=True, slots=True)
class BookmarkQuery:
    """Which bookmarks to list; None and the empty text mean all."""

    camera_id: CameraId | None = None
    range: TimeRange | None = None
    text: str = ""
