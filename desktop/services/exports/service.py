"""Orders of footage: accepted under an approved register entry, worked off in a queue, kept over crashes."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop import log
from desktop.domain.account import Account, Right
from desktop.domain.export import (
    ExportId,
    ExportItem,
    ExportOptions,
    ExportOrder,
    ExportState,
)
from desktop.domain.export_job import ExportJob
from desktop.domain.retrieval import Retrieval, RetrievalNumber
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane
from desktop.ports import Archive, CameraDirectory, Clock
from desktop.services.exports import folders
from desktop.services.exports.entries import ExportEntries
from desktop.services.exports.job import Job
from desktop.services.exports.journal import Journal
from desktop.services.exports.planning import Plan, plan
from desktop.services.exports.queue import ExportQueue
from desktop.services.exports.record import CameraFacts, JobRecord
from desktop.services.exports.refetching import missing_items
from desktop.services.exports.tickets import TicketDesk
from desktop.services.tasks import TaskOwner, made_or_undone
from desktop.stores.observable import Signal

_log = log.get("export")
MOST_ITEMS = 16
FOLDER_S = 30.0
"""A target that does not answer for so long is none: a network share that is away."""
NO_OPTIONS = ExportOptions()


@dataclass(frozen=True, slots=True)
class ServiceParts:
    """What an `ExportService` works with."""

    account: Account
    archive: Archive
    directory: CameraDirectory
    desk: TicketDesk
    journal: Journal
    queue: ExportQueue
    entries: ExportEntries
    clock: Clock
    disk: Lane


class ExportService:
    """The jobs of one account; lives with one sign-in, used on the loop's thread.

    `changed` comes for a job whenever anything about it changed, at most a few times a second; `finished`
    once, when it is DONE, FAILED or CANCELLED; `dismissed` when one was taken off the list.
    """

    def __init__(self, parts: ServiceParts) -> None:
        self.changed: Signal[[ExportJob]] = parts.queue.changed
        self.finished: Signal[[ExportJob]] = parts.queue.finished
        self.dismissed: Signal[[ExportId]] = Signal()
        self._account = parts.account
        self._archive = parts.archive
        self._directory = parts.directory
        self._desk = parts.desk
        self._journal = parts.journal
        self._queue = parts.queue
        self._entries = parts.entries
        self._clock = parts.clock
        self._disk = parts.disk
        self._tasks = TaskOwner()

    @property
    def jobs(self) -> tuple[ExportJob, ...]:
        """All jobs in the order of the queue; those that are over come last, newest first."""
        return tuple(job.snapshot() for job in self._queue.jobs())

    def job(self, job: ExportId) -> ExportJob:
        """Return one job; NOT_FOUND."""
        return self._queue.get(job).snapshot()

    @property
    def elsewhere(self) -> int:
        """How many jobs were in another program's hands when this one started, and not over."""
        return self._journal.elsewhere

    async def start(self) -> None:
        """Take over the jobs that an earlier run left, and go on with those that were not paused."""
        try:
            records = await self._journal.load()
        except AppError as error:
            _log.error("the journal of exports cannot be read: %r", error)
            return
        for record in records:
            self._queue.take(Job(record))

    async def estimate(self, items: Sequence[ExportItem]) -> int:
        """Return about how many bytes an order would bring; NO_RECORDING when there is nothing at all."""
        return (await self._plan(items)).bytes

    async def order(
        self,
        retrieval: RetrievalNumber,
        items: Sequence[ExportItem],
        folder: Path,
        options: ExportOptions = NO_OPTIONS,
        zip_password: str | None = None,
    ) -> ExportJob:
        """Accept an order of 1 to 16 items and begin when its turn comes.

        Raises FORBIDDEN without the right, NOT_APPROVED (with `camera`) when an item is outside the approval,
        NO_RECORDING when there is nothing at all, DISK_FULL (free_bytes, needed_bytes), TARGET_UNWRITABLE,
        and what the platform gives.
        """
        return await self._order(retrieval, items, folder, options, zip_password, refetch_of="")

    def pause(self, job: ExportId) -> None:
        """Stop a job where it is."""
        self._queue.pause(job)

    def resume(self, job: ExportId) -> None:
        """Let a paused job go on."""
        self._queue.resume(job)

    async def cancel(self, job: ExportId) -> None:
        """End a job for good and remove what it has fetched."""
        await self._queue.cancel(job)

    def retry(self, job: ExportId) -> None:
        """Let a failed job go on where it stopped; pieces that were refused are asked for again."""
        self._queue.resume(job)

    def first(self, job: ExportId) -> None:
        """Let a waiting job be the next one."""
        self._queue.first(job)

    async def refetch(self, job: ExportId) -> ExportJob:
        """Order what a finished package lacks and may still be had, as a new package that names the old one.

        A package that is signed is never touched again. Raises what `order` raises, NO_RECORDING when nothing
        of the kind is missing.
        """
        former = self._queue.get(job).snapshot()
        order, items = former.order, missing_items(former)
        if not items:
            raise AppError(ErrorCode.NO_RECORDING)
        return await self._order(
            order.retrieval, items, order.folder, NO_OPTIONS, None, refetch_of=former.folder.name
        )

    async def zip(self, job: ExportId, password: str) -> ExportJob:
        """Make the encrypted copy of a finished package; TARGET_UNWRITABLE, DISK_FULL, NOT_FOUND."""
        return await self._queue.zip(job, password)

    async def dismiss(self, job: ExportId) -> None:
        """Take a job that is over off the list; its package stays."""
        if await self._queue.drop(job):
            self.dismissed.emit(job)

    async def wait(self, job: ExportId) -> ExportJob:
        """Wait until a job is over or paused."""
        return await self._queue.wait(job)

    async def close(self) -> None:
        """Stop all work where it is; it goes on with the next sign-in."""
        await self._tasks.close()
        await self._queue.close()
        self._journal.close()

    async def _order(
        self,
        number: RetrievalNumber,
        items: Sequence[ExportItem],
        folder: Path,
        options: ExportOptions,
        zip_password: str | None,
        *,
        refetch_of: str,
    ) -> ExportJob:
        retrieval = await self._allowed(number, items)
        made = await self._plan(items)
        cameras = await self._cameras(items, made)
        now = self._clock.now_ms()
        order = ExportOrder(
            id=ExportId(f"{now:x}-{secrets.token_hex(4)}"),
            retrieval=number,
            items=tuple(items),
            folder=folder,
            ordered_at_ms=now,
            ordered_by=self._account.user,
            options=options,
        )
        record = JobRecord(
            order=order,
            state=ExportState.WAITING,
            folder=folder,
            pieces=made.pieces,
            gaps=made.gaps,
            cameras=cameras,
            reason=retrieval.request.reason,
            bytes_expected=made.bytes,
            place=self._queue.last_place() + 1,
            zip_missing=options.zip_with_password and not zip_password,
            refetch_of=refetch_of,
        )
        final = await made_or_undone(
            self._on_disk(lambda: self._make_folder(record)),
            lambda final: self._on_disk(lambda: folders.remove(final)),
        )
        return await self._tasks.finish(self._accept(replace(record, folder=final), zip_password))

    async def _accept(self, record: JobRecord, zip_password: str | None) -> ExportJob:
        """Write the journal and the entry of an order that has its folder, and queue it."""
        final = record.folder
        try:
            await self._journal.begin(record)
        except AppError:
            await self._on_disk(lambda: folders.remove(final))
            raise
        self._entries.ordered(record)
        job = Job(record, zip_password=zip_password)
        self._queue.take(job)
        return job.snapshot()

    async def _allowed(self, number: RetrievalNumber, items: Sequence[ExportItem]) -> Retrieval:
        """Return the register entry where it allows all of an order now."""
        if not self._account.may(Right.EXPORT):
            raise AppError(ErrorCode.FORBIDDEN, {"right": Right.EXPORT.value})
        if not 1 <= len(items) <= MOST_ITEMS or any(item.range.empty for item in items):
            raise AppError(ErrorCode.INCOMPLETE_REQUEST, {"items": len(items), "most": MOST_ITEMS})
        retrieval = await self._desk.approved(number, fresh=True)
        now = self._clock.now_ms()
        for item in items:
            if not retrieval.allows(item.camera_id, item.range, now):
                raise AppError(
                    ErrorCode.NOT_APPROVED,
                    {"retrieval": number, "camera": item.camera_name or item.camera_id},
                )
        return retrieval

    async def _plan(self, items: Sequence[ExportItem]) -> Plan:
        made = await plan(self._archive, items, self._clock)
        if not made.pieces:
            raise AppError(ErrorCode.NO_RECORDING)
        return made

    async def _cameras(self, items: Sequence[ExportItem], made: Plan) -> tuple[CameraFacts, ...]:
        """Return the cameras as they are described now; NOT_FOUND for one that the account may not see."""
        ids = list(dict.fromkeys(item.camera_id for item in items))
        found = {camera.id: camera for camera in await self._directory.cameras_by_id(ids)}
        facts = []
        for item, archive in zip(items, made.archives, strict=True):
            if item.camera_id not in found:
                raise AppError(ErrorCode.NOT_FOUND, {"camera": item.camera_name or item.camera_id})
            days = archive.retention.days if archive.retention else None
            facts.append(CameraFacts.of(found[item.camera_id], archive.clock_offset_ms, days))
        return tuple(facts)

    def _make_folder(self, record: JobRecord) -> Path:
        order = record.order
        folders.check_space(order.folder, record.bytes_expected)
        return folders.create(order.folder, folders.package_name(order.retrieval, order.ordered_at_ms))

    async def _on_disk(self, call: Callable[[], Path | None]) -> Path:
        made = await self._disk.run(lambda _: call(), deadline_s=FOLDER_S)
        return made or Path()
