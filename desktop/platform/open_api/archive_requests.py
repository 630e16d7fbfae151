"""The contract's requests about the archive as values.

Archives are slow where they are large: a list that takes 20 seconds still comes, one that takes longer is
given up and told, and meanwhile it waits on another lane than what a person waits for.
"""

from collections.abc import Sequence

from desktop.domain.alarm import Alarm
from desktop.domain.bookmark import Bookmark, BookmarkDraft, BookmarkId, BookmarkQuery
from desktop.domain.camera import CameraId
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket, StillsTicket
from desktop.domain.recording import Mark, RecordingDays, RecordStorage
from desktop.domain.region import RegionCode
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.platform.open_api import archive_decoders, archive_tickets, decoders
from desktop.platform.open_api.archive_decoders import RecordingPage
from desktop.platform.open_api.reading import whole_answer
from desktop.platform.open_api.requests import segment
from desktop.platform.request import Download, LaneName, Request
from desktop.ports import Page

PAGE = 1000
LIST_READ_S = 25.0
LIST_DEADLINE_S = 28.0
JPEG = "image/jpeg"


def recordings(camera_id: CameraId, span: TimeRange, cursor: str | None) -> Request[RecordingPage]:
    """One page of what there is of a camera."""
    return Request(
        "GET",
        f"/cameras/{segment(camera_id)}/recordings",
        whole_answer(archive_decoders.recording_page),
        _span_params(span, cursor),
        lane=LaneName.ARCHIVE,
        read_s=LIST_READ_S,
        deadline_s=LIST_DEADLINE_S,
    )


def recording_days(camera_id: CameraId, year: int, month: int) -> Request[RecordingDays]:
    """The days of one month that have recordings."""
    return Request(
        "GET",
        f"/cameras/{segment(camera_id)}/recording-days",
        whole_answer(archive_decoders.recording_days(year, month)),
        {"month": f"{year:04d}-{month:02d}"},
        lane=LaneName.ARCHIVE,
        read_s=LIST_READ_S,
        deadline_s=LIST_DEADLINE_S,
        max_bytes=1_000_000,
    )


def marks(camera_id: CameraId, span: TimeRange, cursor: str | None) -> Request[Page[Mark]]:
    """Motion and alarm marks."""
    return Request(
        "GET",
        f"/cameras/{segment(camera_id)}/marks",
        whole_answer(decoders.page(archive_decoders.mark)),
        _span_params(span, cursor),
        lane=LaneName.ARCHIVE,
        read_s=LIST_READ_S,
        deadline_s=LIST_DEADLINE_S,
    )


def alarms(span: TimeRange, region: RegionCode | None, cursor: str | None) -> Request[Page[Alarm]]:
    """One page of the alarm history."""
    params = _span_params(span, cursor)
    if region is not None:
        params["region"] = region
    return Request(
        "GET",
        "/alarms",
        whole_answer(decoders.page(archive_decoders.alarm)),
        params,
        lane=LaneName.ARCHIVE,
        read_s=LIST_READ_S,
        deadline_s=LIST_DEADLINE_S,
    )


def playback(
    camera_id: CameraId,
    role: StreamRole,
    start_ms: int,
    storage: RecordStorage | None,
    protocols: Sequence[PlaybackProtocol],
) -> Request[PlaybackTicket]:
    """A ticket for one camera's archive."""
    return Request(
        "POST",
        f"/cameras/{segment(camera_id)}/playback",
        whole_answer(archive_tickets.playback_ticket(role, protocols)),
        body={
            "role": role.value,
            "protocols": [protocol.value for protocol in protocols],
            "start_ms": start_ms,
            "storage": None if storage is None else storage.value,
        },
        read_s=6.0,
        deadline_s=8.0,
        max_bytes=100_000,
        speaks_for_platform=False,
    )


def stills(camera_id: CameraId) -> Request[StillsTicket]:
    """A ticket for small pictures."""
    return Request(
        "POST",
        f"/cameras/{segment(camera_id)}/stills",
        whole_answer(archive_tickets.stills_ticket),
        body={},
        read_s=6.0,
        deadline_s=8.0,
        max_bytes=100_000,
        speaks_for_platform=False,
    )


def still(ticket: StillsTicket, at_ms: int) -> Download:
    """The small picture of an instant."""
    return Download(f"{ticket.url}&at_ms={at_ms}", "still", JPEG)


def bookmarks(query: BookmarkQuery, cursor: str | None) -> Request[Page[Bookmark]]:
    """One page of the bookmarks."""
    params: dict[str, str | int] = {"limit": PAGE}
    if query.camera_id is not None:
        params["camera"] = query.camera_id
    if query.range is not None:
        params |= {"from_ms": query.range.start_ms, "to_ms": query.range.end_ms}
    if query.text:
        params["q"] = query.text
    if cursor is not None:
        params["cursor"] = cursor
    return Request("GET", "/bookmarks", whole_answer(decoders.page(archive_decoders.bookmark)), params)


def add_bookmark(draft: BookmarkDraft) -> Request[Bookmark]:
    """Keep a bookmark."""
    body = {
        "camera_id": draft.camera_id,
        "start_ms": draft.range.start_ms,
        "end_ms": draft.range.end_ms,
        "name": draft.name,
        "note": draft.note,
    }
    return Request("POST", "/bookmarks", whole_answer(archive_decoders.bookmark), body=body)


def change_bookmark(bookmark: Bookmark) -> Request[Bookmark]:
    """Replace range, name and note."""
    body = {
        "start_ms": bookmark.range.start_ms,
        "end_ms": bookmark.range.end_ms,
        "name": bookmark.name,
        "note": bookmark.note,
    }
    path = f"/bookmarks/{segment(bookmark.id)}"
    return Request("PATCH", path, whole_answer(archive_decoders.bookmark), body=body)


def remove_bookmark(bookmark_id: BookmarkId) -> Request[None]:
    """Remove a bookmark."""
    return Request("DELETE", f"/bookmarks/{segment(bookmark_id)}", decoders.nothing)


def _span_params(span: TimeRange, cursor: str | None) -> dict[str, str | int]:
    params: dict[str, str | int] = {"from_ms": span.start_ms, "to_ms": span.end_ms, "limit": PAGE}
    if cursor is not None:
        params["cursor"] = cursor
    return params
