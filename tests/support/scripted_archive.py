"""An archive that answers from memory, as the test orders: late, wrong or not at all.

A double of `ports.Archive` for tests of services and windows; the real platform is asked in tests/contract.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.alarm import Alarm
from desktop.domain.beijing import DAY_MS, moment, month_range
from desktop.domain.bookmark import Bookmark, BookmarkDraft, BookmarkId, BookmarkQuery
from desktop.domain.camera import CameraId
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket, StillsTicket
from desktop.domain.recording import (
    Mark,
    Recording,
    RecordingDays,
    RecordingKind,
    RecordingList,
    RecordStorage,
    Retention,
)
from desktop.domain.region import RegionCode
from desktop.domain.retrieval import RetrievalNumber
from desktop.domain.stream import StreamProfile, StreamRole, VideoCodec
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from desktop.errors import AppError, ErrorCode
from desktop.ports import Clock

FEATURES = frozenset({"playback", "stills", "bookmarks", "alarms", "reverse"})
HOUR_MS = 3_600_000
TICKET_MS = 900_000
JPEG = b"\xff\xd8\xff\xe0still"
PROFILE = StreamProfile(StreamRole.SUB, VideoCodec.H264, 640, 360, 12.0)


class ScriptedArchive:
    """Thirty days of every camera, with a gap in the second half of every sixth hour.

    `recordings_of`, `marks_of`, `alarm_list` and `bookmark_list` replace or add what it has; `failures` and
    `held` make a call (by its name, or by the camera's id) fail or wait; `calls` is what was asked.
    """

    def __init__(self, clock: Clock, url: str = "http://127.0.0.1:9/archive/1/sub.ts?ticket=x") -> None:
        self.clock = clock
        self.url = url
        self.days = 30
        self.recordings_of: dict[CameraId, list[Recording]] = {}
        self.marks_of: dict[CameraId, list[Mark]] = {}
        self.alarm_list: list[Alarm] = []
        self.bookmark_list: list[Bookmark] = []
        self.picture = JPEG
        self.dropped = 0
        self.clock_offset_ms: int | None = None
        self.failures: dict[str, AppError] = {}
        self.held: dict[str, asyncio.Event] = {}
        self.calls: list[str] = []
        self.spans: list[TimeRange] = []
        """The spans that recordings were asked for."""
        self.most_at_once = 0
        self._at_once = 0
        self._tickets = 0

    def retention(self) -> Retention:
        """Return what every answer says."""
        return Retention(self.clock.now_ms() - self.days * DAY_MS, self.days)

    def segments(self, camera_id: CameraId, span: TimeRange) -> list[Recording]:
        """Return what there is in a span, whole entries."""
        listed = self.recordings_of.get(camera_id)
        found = self._usual(span) if listed is None else listed
        return [recording for recording in found if recording.range.overlaps(span)]

    async def recordings(self, camera_id: CameraId, span: TimeRange) -> RecordingList:
        self.spans.append(span)
        await self._answer("recordings", camera_id)
        return RecordingList(
            tuple(self.segments(camera_id, span)), self.retention(), self.dropped, self.clock_offset_ms
        )

    async def recording_days(self, camera_id: CameraId, year: int, month: int) -> RecordingDays:
        await self._answer("recording_days", camera_id)
        days: dict[int, frozenset[RecordingKind]] = {}
        for recording in self.segments(camera_id, month_range(year, month)):
            day = moment(recording.range.start_ms).day
            days[day] = days.get(day, frozenset()) | {recording.kind}
        return RecordingDays(days, self.retention())

    async def marks(self, camera_id: CameraId, span: TimeRange) -> Sequence[Mark]:
        await self._answer("marks", camera_id)
        return [mark for mark in self.marks_of.get(camera_id, []) if mark.range.overlaps(span)]

    async def alarms(self, span: TimeRange, region: RegionCode | None = None) -> Sequence[Alarm]:
        await self._answer("alarms", region or "")
        return [
            alarm
            for alarm in self.alarm_list
            if span.contains(alarm.time_ms)
            and (region is None or any(step.code == region for step in alarm.region_path))
        ]

    async def open(
        self,
        camera_id: CameraId,
        role: StreamRole,
        start_ms: int,
        storage: RecordStorage | None = None,
        protocols: Sequence[PlaybackProtocol] = (PlaybackProtocol.HTTP_TS,),
    ) -> PlaybackTicket:
        await self._answer("open", camera_id)
        around = TimeRange(start_ms - DAY_MS, start_ms + DAY_MS)
        timeline = Timeline.of(self.segments(camera_id, around), around)
        segment, run = timeline.at(start_ms), timeline.run(start_ms)
        if segment is None or run is None:
            nearest = {
                "nearest_before_ms": timeline.previous_end(start_ms),
                "nearest_after_ms": timeline.next_start(start_ms),
            }
            known = {key: value for key, value in nearest.items() if value is not None}
            raise AppError(ErrorCode.NO_RECORDING, known)
        self._tickets += 1
        return PlaybackTicket(
            ticket_id=f"t{self._tickets}",
            url=self.url,
            protocol=protocols[0],
            profile=replace(PROFILE, role=role),
            storage=storage or segment.storage,
            available=run,
            speeds=(0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0),
            reverse=True,
            expires_at_ms=self.clock.now_ms() + TICKET_MS,
        )

    async def download(
        self,
        camera_id: CameraId,  # noqa: ARG002
        span: TimeRange,  # noqa: ARG002
        storage: RecordStorage,  # noqa: ARG002
        retrieval: RetrievalNumber | None,  # noqa: ARG002
        protocols: Sequence[PlaybackProtocol] = (),  # noqa: ARG002
    ) -> PlaybackTicket:
        raise AppError(ErrorCode.NOT_OFFERED)

    async def stills(self, camera_id: CameraId) -> StillsTicket:
        await self._answer("stills", camera_id)
        self._tickets += 1
        return StillsTicket(f"s{self._tickets}", self.url, 320, 180, self.clock.now_ms() + TICKET_MS)

    async def still(self, ticket: StillsTicket, at_ms: int) -> bytes:  # noqa: ARG002
        await self._answer("still", str(at_ms))
        return self.picture

    async def bookmarks(self, query: BookmarkQuery) -> Sequence[Bookmark]:
        await self._answer("bookmarks", query.camera_id or "")
        return [
            item
            for item in self.bookmark_list
            if (query.camera_id is None or item.camera_id == query.camera_id) and item.matches(query.text)
        ]

    async def add_bookmark(self, draft: BookmarkDraft) -> Bookmark:
        await self._answer("add_bookmark", draft.camera_id)
        own_id = BookmarkId(f"b{len(self.bookmark_list) + 1}")
        kept = Bookmark(
            own_id, draft.camera_id, draft.range, draft.name, draft.note, "zimenqiao", self.clock.now_ms()
        )
        self.bookmark_list.append(kept)
        return kept

    async def change_bookmark(self, bookmark: Bookmark) -> Bookmark:
        await self._answer("change_bookmark", bookmark.id)
        ids = [item.id for item in self.bookmark_list]
        if bookmark.id not in ids:
            raise AppError(ErrorCode.NOT_FOUND)
        self.bookmark_list[ids.index(bookmark.id)] = bookmark
        return bookmark

    async def remove_bookmark(self, bookmark_id: BookmarkId) -> None:
        await self._answer("remove_bookmark", bookmark_id)
        self.bookmark_list = [item for item in self.bookmark_list if item.id != bookmark_id]

    def _usual(self, span: TimeRange) -> list[Recording]:
        now = self.clock.now_ms()
        limit = span.intersection(TimeRange(now - self.days * DAY_MS, now - 5000))
        if limit is None:
            return []
        found = []
        for hour in range(limit.start_ms // HOUR_MS, (limit.end_ms - 1) // HOUR_MS + 1):
            length = HOUR_MS // 2 if hour % 6 == 0 else HOUR_MS
            part = TimeRange(hour * HOUR_MS, hour * HOUR_MS + length).intersection(
                TimeRange(now - self.days * DAY_MS, now - 5000)
            )
            if part is not None:
                kind = RecordingKind.MOTION if hour % 5 == 0 else RecordingKind.TIMED
                found.append(Recording(part, kind, RecordStorage.PLATFORM, part.duration_ms * 64))
        return found

    async def _answer(self, call: str, about: str) -> None:
        self.calls.append(f"{call} {about}".strip())
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            for key in (call, about):
                if key in self.held:
                    await self.held[key].wait()
                if key in self.failures:
                    raise self.failures[key]
        finally:
            self._at_once -= 1
