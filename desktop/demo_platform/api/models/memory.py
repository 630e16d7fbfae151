"""Bookmarks and the history of alarms: what people remember of the footage."""

from typing import Annotated, Literal

from pydantic import Field

from desktop.demo_platform.api.models.common import Body, CameraIdText, Cursor, TimeMs
from desktop.demo_platform.api.models.session import RegionRefBody

BookmarkId = Annotated[str, Field(max_length=64)]
BookmarkName = Annotated[str, Field(min_length=1, max_length=80)]
BookmarkNote = Annotated[str, Field(max_length=1000)]


class BookmarkOrderBody(Body):
    """A bookmark to keep; an instant is an empty range."""

    camera_id: CameraIdText
    start_ms: TimeMs
    end_ms: TimeMs
    name: BookmarkName
    note: BookmarkNote = ""


class BookmarkChangeBody(Body):
    """What is to change of a bookmark; what is missing or null stays."""

    start_ms: TimeMs | None = None
    end_ms: TimeMs | None = None
    name: BookmarkName | None = None
    note: BookmarkNote | None = None


class BookmarkBody(BookmarkOrderBody):
    """A bookmark, seen by all who may see the camera's recordings."""

    id: BookmarkId
    user: Annotated[str, Field(max_length=64)]
    created_ms: TimeMs


class BookmarkPageBody(Body):
    """Bookmarks, the newest first."""

    items: list[BookmarkBody]
    next: Cursor | None = None


class AlarmBody(Body):
    """A call to 995."""

    id: Annotated[str, Field(max_length=64)]
    time_ms: TimeMs
    kind: Literal["995"]
    camera_id: Annotated[
        CameraIdText | None, Field(description="null where no camera saw it that the account may see")
    ]
    region_path: list[RegionRefBody]
    caller: Annotated[str, Field(max_length=100)]
    note: Annotated[str, Field(max_length=1000)]
    handled_ms: Annotated[TimeMs | None, Field(description="null while nobody has handled it · 未处置")]


class AlarmPageBody(Body):
    """Calls, the newest first."""

    items: list[AlarmBody]
    next: Cursor | None = None
