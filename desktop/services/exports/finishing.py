"""The last steps of a job: manifest and signature, the register, the final name, the encrypted copy.

Each step is kept before the next begins: a program that dies between them goes on where it was.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.audit.register import AccessRegister
from desktop.domain.export import ExportState
from desktop.domain.export_job import Hold
from desktop.errors import AppError, ErrorCode
from desktop.exporter.messages import Event, Fatal, Zip, Zipped
from desktop.lanes import Lane
from desktop.services.exports import folders
from desktop.services.exports.entries import ExportEntries
from desktop.services.exports.job import Job
from desktop.services.exports.journal import Journal
from desktop.services.exports.packing import Maker
from desktop.services.exports.tickets import TicketDesk
from desktop.services.exports.worker import NewWorker

DISK_S = 120.0
MOST_ZIPS = 1000


@dataclass(frozen=True, slots=True)
class Finisher:
    """Makes packages of what was fetched; lives with one sign-in, used on the loop's thread."""

    maker: Maker
    desk: TicketDesk
    journal: Journal
    entries: ExportEntries
    register: AccessRegister
    new_worker: NewWorker
    bulk: Lane

    async def finish(self, job: Job, changed: Callable[[], None]) -> None:
        """Bring a job whose pieces are settled to DONE; raises what stands in the way."""
        if job.record.summary is None:
            await self._seal(job, changed)
        if not job.record.registered:
            self.entries.finished(job.record)
            await self.register.flush()
            job.record = replace(job.record, registered=True)
            await self.journal.keep(job.record)
        final = job.record.folder
        await self.bulk.run(lambda _: folders.put_in_place(final), deadline_s=DISK_S)
        job.package_stands = True
        hold = await self._zip_as_ordered(job)
        job.set(ExportState.DONE, hold)
        await self.journal.keep(job.record)

    async def _zip_as_ordered(self, job: Job) -> Hold | None:
        """Make the encrypted copy; the package stands without it, so a failure is told and no more."""
        if not job.record.order.options.zip_with_password or job.record.zip_file is not None:
            return None
        hold = None
        if job.zip_password:
            try:
                await self.zip(job)
            except AppError as error:
                if error.code is ErrorCode.CANCELLED:
                    raise
                hold = Hold(error.code, error.detail)
        job.record = replace(job.record, zip_missing=job.record.zip_file is None)
        return hold

    async def zip(self, job: Job) -> None:
        """Pack a package that stands; TARGET_UNWRITABLE, DISK_FULL, WORKER_FAILED."""
        password, job.zip_password = job.zip_password, None
        if not password:
            raise AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": "zip_password"})
        target = _free(job.record.folder)
        zipped = await self._zipped(Zip(password, job.record.folder, target))
        job.record = replace(job.record, zip_file=zipped.target, zip_sha256=zipped.sha256, zip_missing=False)
        self.entries.zipped(job.record)
        await self.journal.keep(job.record)

    async def _seal(self, job: Job, changed: Callable[[], None]) -> None:
        def on_hold(hold: Hold | None) -> None:
            job.disk(hold)
            changed()

        retrieval = await self.desk.entry(job.record.order.retrieval, on_hold)
        former = job.record.folder
        final = await self.bulk.run(lambda _: folders.moved_aside(former), deadline_s=DISK_S)
        if final != former:
            job.record = replace(job.record, folder=final)
            await self.journal.keep(job.record)
        summary = await self.maker.make(job.record, retrieval)
        expires = self.maker.copy_expires_at_ms(retrieval)
        job.record = replace(job.record, summary=summary, copy_expires_at_ms=expires)
        await self.journal.keep(job.record)

    async def _zipped(self, order: Zip) -> Zipped:
        events: asyncio.Queue[Event | None] = asyncio.Queue()
        worker = self.new_worker(
            on_message=events.put_nowait, on_ended=lambda _status: events.put_nowait(None)
        )
        try:
            worker.send(order)
            while (event := await events.get()) is not None:
                if isinstance(event, Zipped):
                    return event
                if isinstance(event, Fatal):
                    raise AppError(event.code, event.detail)
        finally:
            await asyncio.shield(worker.close())
        raise AppError(ErrorCode.WORKER_FAILED)


def _free(folder: Path) -> Path:
    """Return a name for the encrypted copy that nothing bears."""
    names = (f"{folder.name}{'' if number == 1 else f'-{number}'}.zip" for number in range(1, MOST_ZIPS))
    free = next((folder.with_name(name) for name in names if not folder.with_name(name).exists()), None)
    if free is None:
        raise AppError(ErrorCode.TARGET_UNWRITABLE, {"folder": str(folder.parent), "reason": "exists"})
    return free
