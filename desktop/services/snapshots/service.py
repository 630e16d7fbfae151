"""Taking pictures of live streams and of footage: allowed, taken by a worker, registered, then shown.

For a third party a picture needs an approved entry and becomes a package; on one's own unit's duty it needs
a reason, asked for once in a while (docs/decisions/0016).
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop import log
from desktop.domain.account import Right
from desktop.domain.beijing import DAY_MS
from desktop.domain.playback import PlaybackProtocol
from desktop.domain.retrieval import Retrieval, RetrievalKind, RetrievalNumber
from desktop.domain.snapshot import LEAST_INTERVAL_MS, MOST, Picture, Shot, Taken
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.exporter.messages import Grab, Grabbed, GrabSource
from desktop.lanes import Lane
from desktop.services.exports import folders
from desktop.services.exports.packing import Maker
from desktop.services.retrievals import RetrievalService
from desktop.services.snapshots import staging
from desktop.services.snapshots.entries import SnapshotEntries
from desktop.services.snapshots.grabber import Grabber
from desktop.services.snapshots.packing import facts_of
from desktop.services.snapshots.words import Circumstances, texts_of
from desktop.services.streams import StreamService
from desktop.services.tasks import TaskOwner
from desktop.session.session import Session
from desktop.settings import declared
from desktop.settings.store import Settings

T = TypeVar("T")
_log = log.get("export")
DISK_S = 30.0
SHIFT_S = 12 * 3600.0
"""So long a reason counts for the pictures that follow: a shift."""
_KINDS = frozenset({RetrievalKind.COPY, RetrievalKind.SNAPSHOT})
_ONCE_MORE = frozenset(
    {ErrorCode.TICKET_EXPIRED, ErrorCode.STREAM_CUT, ErrorCode.STREAM_STALLED, ErrorCode.BAD_STREAM}
)


@dataclass(frozen=True, slots=True)
class SnapshotParts:
    """What a `SnapshotService` works with."""

    session: Session
    settings: Settings
    streams: StreamService
    retrievals: RetrievalService
    grabber: Grabber
    entries: SnapshotEntries
    maker: Maker
    disk: Lane


class SnapshotService:
    """Lives with one sign-in, used on the loop's thread; shots may overlap."""

    def __init__(self, parts: SnapshotParts) -> None:
        self._parts = parts
        self._clock = parts.session.clock
        self._reason: tuple[str, float] | None = None
        self._naming = asyncio.Lock()
        self._tasks = TaskOwner()

    @property
    def needs_entry(self) -> bool:
        """True where pictures of one's own unit need an approved entry as well."""
        return self._parts.settings.get(declared.SNAPSHOT_NEEDS_ENTRY)

    @property
    def reason(self) -> str:
        """Why pictures are taken on this shift; empty when that must be asked."""
        kept = self._reason
        return kept[0] if kept is not None and self._clock.monotonic() - kept[1] < SHIFT_S else ""

    def set_reason(self, reason: str) -> None:
        """Remember why pictures are taken, for the shift."""
        self._reason = (reason.strip(), self._clock.monotonic())

    async def take(
        self,
        shot: Shot,
        base: Path,
        *,
        retrieval: RetrievalNumber | None = None,
        progress: Callable[[int], object] = lambda _count: None,
        stop: asyncio.Event | None = None,
    ) -> Taken:
        """Take pictures under an entry, or for one's own unit; `progress` hears how many there are.

        A series that is stopped, or some of whose pictures cannot be had, keeps the others. Raises FORBIDDEN,
        NOT_APPROVED (with `retrieval` where there is one), INCOMPLETE_REQUEST without a reason,
        CAMERA_OFFLINE, NO_RECORDING, DISK_FULL, TARGET_UNWRITABLE, what platform, worker and register give.
        """
        if not 1 <= shot.count <= MOST or shot.interval_ms < LEAST_INTERVAL_MS:
            raise AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": "count", "most": MOST})
        self._check_rights(shot, retrieval)
        entry = None if retrieval is None else await self._allowed(shot, retrieval)
        reason = self.reason if entry is None else entry.request.reason
        if not reason:
            raise AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": "reason"})
        began_ms = self._clock.now_ms()
        folder, staged = await self._on_disk(lambda: self._open(base, entry, shot.count, began_ms))
        try:
            pictures = await self._series(shot, staged, (entry, reason), progress, stop)
            async with self._naming:
                return await self._kept(shot, pictures, (folder, staged), (entry, reason), began_ms)
        except BaseException:
            await asyncio.shield(self._on_disk(lambda: staging.remove(staged)))
            raise

    async def close(self) -> None:
        """End the worker; what is registered is put in its place first."""
        await self._tasks.close()
        await self._parts.grabber.close()

    # may it be? -----------------------------------------------------------------------------------

    def _check_rights(self, shot: Shot, retrieval: RetrievalNumber | None) -> None:
        needed = [Right.LIVE if shot.live else Right.PLAYBACK]
        if retrieval is not None:
            needed.append(Right.EXPORT)
        for right in needed:
            if not self._parts.session.account.may(right):
                raise AppError(ErrorCode.FORBIDDEN, {"right": right.value})
        if retrieval is None and self.needs_entry:
            raise AppError(ErrorCode.NOT_APPROVED)

    async def _allowed(self, shot: Shot, number: RetrievalNumber) -> Retrieval:
        retrieval = await self._parts.retrievals.get(number)
        if retrieval.request.kind not in _KINDS:
            detail = {"retrieval": number, "kind": retrieval.request.kind.value}
            raise AppError(ErrorCode.NOT_APPROVED, detail)
        now = self._clock.now_ms()
        for index in range(shot.count):
            self._check_instant(retrieval, shot, shot.instant(index, now))
        return retrieval

    def _check_instant(self, retrieval: Retrieval, shot: Shot, at_ms: int) -> None:
        span = TimeRange(at_ms, at_ms + 1)
        if not retrieval.allows(shot.camera.id, span, self._parts.maker.clock.now_ms()):
            detail = {"retrieval": retrieval.number, "camera": shot.camera.name}
            raise AppError(ErrorCode.NOT_APPROVED, detail)

    # taking ---------------------------------------------------------------------------------------

    async def _series(
        self,
        shot: Shot,
        staged: Path,
        under: tuple[Retrieval | None, str],
        progress: Callable[[int], object],
        stop: asyncio.Event | None,
    ) -> list[Picture]:
        """Return what could be taken; where that is nothing, raise why."""
        pictures: list[Picture] = []
        failed = AppError(ErrorCode.CANCELLED)
        began = self._clock.monotonic()
        for index in range(shot.count):
            if index and shot.live:
                due = began + index * shot.interval_ms / 1000
                await _wait(due - self._clock.monotonic(), stop)
            if stop is not None and stop.is_set():
                break
            try:
                picture = await self._taken(shot, index, staged, under)
                if under[0] is not None:
                    self._check_instant(under[0], shot, picture.picture_ms)
                pictures.append(picture)
                progress(len(pictures))
            except AppError as error:
                _log.info("a picture of %s was not taken: %r", shot.camera.id, error)
                failed = error
                if error.code in {ErrorCode.DISK_FULL, ErrorCode.TARGET_UNWRITABLE}:
                    break
        if not pictures:
            raise failed
        return pictures

    async def _taken(
        self, shot: Shot, index: int, staged: Path, under: tuple[Retrieval | None, str]
    ) -> Picture:
        try:
            grabbed = await self._grabbed(shot, index, staged, under)
        except AppError as error:
            if error.code not in _ONCE_MORE:
                raise
            grabbed = await self._grabbed(shot, index, staged, under)
        return Picture(
            grabbed.target,
            grabbed.bytes,
            grabbed.sha256,
            grabbed.sm3,
            grabbed.width,
            grabbed.height,
            grabbed.picture_ms,
        )

    async def _grabbed(
        self, shot: Shot, index: int, staged: Path, under: tuple[Retrieval | None, str]
    ) -> Grabbed:
        session = self._parts.session
        made = Circumstances(session.account, session.platform, *under)
        clock = self._parts.maker.clock_error(shot.camera.id)
        token = secrets.token_hex(6)
        if shot.at_ms is None:
            live = await self._parts.streams.open(shot.camera.id, StreamRole.MAIN)
            source, url, at_ms = GrabSource.LIVE, live.url, None
        else:
            at_ms = shot.instant(index, 0)
            archived = await session.archive.open(
                shot.camera.id, StreamRole.MAIN, at_ms, shot.storage, (PlaybackProtocol.HTTP_TS,)
            )
            source, url = GrabSource.ARCHIVE_TS, archived.url
        return await self._parts.grabber.grab(
            Grab(
                id=token,
                source=source,
                url=url,
                target=staged / f"{token}.png",
                at_ms=at_ms,
                texts=texts_of(shot.camera, made, live=shot.live, clock=clock),
                trust=session.trust,
                clock_ahead_ms=self._clock.shift_ms,
            )
        )

    # keeping --------------------------------------------------------------------------------------

    def _open(self, base: Path, entry: Retrieval | None, count: int, now_ms: int) -> tuple[Path, Path]:
        if entry is None:
            return staging.open_own(base, now_ms, count)
        return staging.open_package(base, entry.number, now_ms, count)

    async def _kept(
        self,
        shot: Shot,
        pictures: list[Picture],
        places: tuple[Path, Path],
        under: tuple[Retrieval | None, str],
        began_ms: int,
    ) -> Taken:
        """Register the pictures, then let them be found under their names, whoever leaves between the two."""
        (folder, staged), (entry, reason), parts = places, under, self._parts
        named = await self._on_disk(lambda: staging.name(pictures, shot.camera.id, folder, staged))
        missing = shot.count - len(named)
        if entry is None:
            days = parts.settings.get(declared.COPY_DAYS)
            expires_at_ms = began_ms + days * DAY_MS

            async def publish() -> tuple[Picture, ...]:
                await parts.entries.own(shot, named, folder, reason, expires_at_ms)
                return await self._on_disk(lambda: staging.publish(named, folder, staged))

            return Taken(folder, await self._tasks.finish(publish()), None, missing)
        facts = await facts_of(parts.maker, shot, named, entry, package=folder.name, began_ms=began_ms)
        summary = await parts.maker.seal(facts, staged)

        async def put_in_place() -> None:
            await parts.entries.package(shot, named, folder, reason, summary)
            await self._on_disk(lambda: folders.put_in_place(folder))

        await self._tasks.finish(put_in_place())
        return Taken(folder, staging.moved_to(named, folder), entry, missing)

    async def _on_disk(self, call: Callable[[], T]) -> T:
        return await self._parts.disk.run(lambda _: call(), deadline_s=DISK_S)


async def _wait(seconds: float, stop: asyncio.Event | None) -> None:
    """Wait, but no longer than until somebody stops the series."""
    if seconds <= 0:
        return
    if stop is None:
        await asyncio.sleep(seconds)
        return
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
