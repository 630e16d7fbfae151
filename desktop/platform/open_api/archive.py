"""The archive of a platform of the open contract."""

from collections.abc import Sequence

from desktop import log
from desktop.domain.alarm import Alarm
from desktop.domain.bookmark import Bookmark, BookmarkDraft, BookmarkId, BookmarkQuery
from desktop.domain.camera import CameraId
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket, StillsTicket
from desktop.domain.recording import Mark, Recording, RecordingDays, RecordingList, RecordStorage
from desktop.domain.region import RegionCode
from desktop.domain.retrieval import RetrievalNumber
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.platform.answers import Answer
from desktop.platform.open_api import archive_requests as requests
from desktop.platform.open_api import retrieval_requests
from desktop.platform.open_api.archive_decoders import RecordingPage
from desktop.platform.open_api.caller import Caller
from desktop.platform.open_api.paging import all_pages
from desktop.ports import Page

_log = log.get("archive")
_STILL_CODES = {
    401: ErrorCode.TICKET_EXPIRED,
    403: ErrorCode.TICKET_EXPIRED,
    404: ErrorCode.NO_RECORDING,
    409: ErrorCode.DEVICE_BUSY,
    429: ErrorCode.TOO_MANY_REQUESTS,
    502: ErrorCode.PLATFORM_UNAVAILABLE,
    503: ErrorCode.PLATFORM_UNAVAILABLE,
    504: ErrorCode.PLATFORM_UNAVAILABLE,
}
_JPEG_MAGIC = b"\xff\xd8\xff"


class OpenApiArchive:
    """An `Archive`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def recordings(self, camera_id: CameraId, span: TimeRange) -> RecordingList:
        """List what there is of a camera in a span of at most 62 days, all pages."""
        first: list[RecordingPage] = []

        async def ask(cursor: str | None) -> Page[Recording]:
            answer = await self._caller.call(requests.recordings(camera_id, span, cursor))
            first.append(answer)
            return answer.page

        items, dropped = await all_pages(ask)
        if dropped:
            _log.info("%s: %d recordings made no sense", camera_id, dropped)
        return RecordingList(items, first[0].retention, dropped, first[0].clock_offset_ms)

    async def recording_days(self, camera_id: CameraId, year: int, month: int) -> RecordingDays:
        """Tell which days of a month (Beijing time) have recordings."""
        return await self._caller.call(requests.recording_days(camera_id, year, month))

    async def marks(self, camera_id: CameraId, span: TimeRange) -> Sequence[Mark]:
        """List motion and alarm marks in order."""
        items, _ = await all_pages(lambda cursor: self._caller.call(requests.marks(camera_id, span, cursor)))
        return sorted(items, key=lambda mark: mark.range)

    async def alarms(self, span: TimeRange, region: RegionCode | None = None) -> Sequence[Alarm]:
        """List the alarms of the account's scope or of one region below it, newest first."""
        items, _ = await all_pages(lambda cursor: self._caller.call(requests.alarms(span, region, cursor)))
        return sorted(items, key=lambda alarm: -alarm.time_ms)

    async def open(
        self,
        camera_id: CameraId,
        role: StreamRole,
        start_ms: int,
        storage: RecordStorage | None = None,
        protocols: Sequence[PlaybackProtocol] = (PlaybackProtocol.HTTP_TS,),
    ) -> PlaybackTicket:
        """Get a ticket for one camera's archive; NO_RECORDING, DEVICE_BUSY with details."""
        return await self._caller.call(requests.playback(camera_id, role, start_ms, storage, protocols))

    async def download(
        self,
        camera_id: CameraId,
        span: TimeRange,
        storage: RecordStorage,
        retrieval: RetrievalNumber | None,
        protocols: Sequence[PlaybackProtocol] = (PlaybackProtocol.MP4, PlaybackProtocol.HTTP_TS),
    ) -> PlaybackTicket:
        """Get a ticket for taking the original footage of a span; NOT_APPROVED, NO_RECORDING, DEVICE_BUSY."""
        order = retrieval_requests.download(camera_id, span, storage, retrieval, protocols)
        return await self._caller.call(order)

    async def stills(self, camera_id: CameraId) -> StillsTicket:
        """Get a ticket for small pictures."""
        return await self._caller.call(requests.stills(camera_id))

    async def still(self, ticket: StillsTicket, at_ms: int) -> bytes:
        """Fetch the small picture (JPEG) of an instant; NO_RECORDING in a gap, TICKET_EXPIRED."""
        return _jpeg(await self._caller.fetch(requests.still(ticket, at_ms)))

    async def bookmarks(self, query: BookmarkQuery) -> Sequence[Bookmark]:
        """List the bookmarks that the account may see."""
        items, _ = await all_pages(lambda cursor: self._caller.call(requests.bookmarks(query, cursor)))
        return items

    async def add_bookmark(self, draft: BookmarkDraft) -> Bookmark:
        """Keep a bookmark."""
        return await self._caller.call(requests.add_bookmark(draft))

    async def change_bookmark(self, bookmark: Bookmark) -> Bookmark:
        """Replace range, name and note of a bookmark."""
        return await self._caller.call(requests.change_bookmark(bookmark))

    async def remove_bookmark(self, bookmark_id: BookmarkId) -> None:
        """Remove a bookmark."""
        await self._caller.call(requests.remove_bookmark(bookmark_id))


def _jpeg(answer: Answer) -> bytes:
    if answer.status in _STILL_CODES:
        raise AppError(_STILL_CODES[answer.status], {"status": answer.status})
    if answer.status >= 500:
        raise AppError(ErrorCode.PLATFORM_ERROR, {"status": answer.status})
    if answer.status != 200 or not answer.body.startswith(_JPEG_MAGIC):
        raise AppError(ErrorCode.BAD_ANSWER, {"status": answer.status})
    return answer.body
