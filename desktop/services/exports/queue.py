"""The queue: which job is at work, which waits, and what happens to each in the end."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace

from desktop import log
from desktop.domain.export import OVER, ExportId, ExportState
from desktop.domain.export_job import ExportJob, Hold
from desktop.domain.trust import TlsTrust
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane
from desktop.ports import Clock
from desktop.services.exports import folders
from desktop.services.exports.entries import ExportEntries
from desktop.services.exports.finishing import Finisher
from desktop.services.exports.job import Job
from desktop.services.exports.journal import Journal
from desktop.services.exports.runner import JobRunner
from desktop.services.exports.tickets import TicketDesk
from desktop.services.exports.worker import NewWorker
from desktop.stores.observable import Signal

_log = log.get("export")
TELL_S = 0.25
"""Progress is told this often at most."""
REMOVE_S = 120.0
CLOSE_S = 5.0
"""How long the end waits for a disk that does not answer."""
_OPEN = frozenset({ExportState.WAITING, ExportState.RUNNING, ExportState.PACKAGING})
_SETTLED = frozenset({ExportState.DONE, ExportState.CANCELLED, ExportState.PACKAGING})


@dataclass(frozen=True, slots=True)
class QueueParts:
    """What the queue works with."""

    new_worker: NewWorker
    desk: TicketDesk
    journal: Journal
    entries: ExportEntries
    finisher: Finisher
    clock: Clock
    storage: Lane
    trust: TlsTrust


class ExportQueue:
    """Lives with one sign-in, used on the loop's thread; `limit` jobs are at work at the same time."""

    def __init__(self, parts: QueueParts, limit: int) -> None:
        self.changed: Signal[[ExportJob]] = Signal()
        self.finished: Signal[[ExportJob]] = Signal()
        self._parts = parts
        self._limit = limit
        self._jobs: dict[ExportId, Job] = {}
        self._tasks: dict[ExportId, asyncio.Task[None]] = {}
        self._telling: dict[ExportId, asyncio.TimerHandle] = {}
        self._waiters: dict[ExportId, list[asyncio.Future[None]]] = {}
        self._saving: set[asyncio.Task[None]] = set()
        self._removing: dict[ExportId, asyncio.Task[None]] = {}
        self._closed = False

    def set_limit(self, limit: int) -> None:
        """Let so many jobs be at work; those that are go on."""
        self._limit = limit
        self._start_some()

    def jobs(self) -> tuple[Job, ...]:
        """All jobs in the order of the queue; those that are over come last, newest first."""
        by_place = sorted(self._jobs.values(), key=lambda job: job.record.place)
        going = [job for job in by_place if job.record.state not in OVER]
        return (*going, *reversed([job for job in by_place if job.record.state in OVER]))

    def get(self, job: ExportId) -> Job:
        """Return one; NOT_FOUND."""
        if job not in self._jobs:
            raise AppError(ErrorCode.NOT_FOUND, {"export": job})
        return self._jobs[job]

    def last_place(self) -> int:
        """Return the place of the last one."""
        return max((job.record.place for job in self._jobs.values()), default=0)

    def take(self, job: Job) -> None:
        """Add a job: a new one, or one that an earlier run of the program left."""
        self._jobs[job.record.order.id] = job
        if job.record.state in _OPEN:
            job.set(ExportState.WAITING)
        job.package_stands = job.record.state is ExportState.DONE
        if job.record.state is ExportState.CANCELLED:
            self._background(self._sweep_quietly(job))
        self._tell(job)
        self._start_some()

    def pause(self, job_id: ExportId) -> None:
        """Stop a job where it is; one that is being packaged is not stopped any more."""
        job = self.get(job_id)
        if job.record.state in {ExportState.WAITING, ExportState.RUNNING}:
            self._keep(job, ExportState.PAUSED)
            self._stop(job_id)

    def resume(self, job_id: ExportId) -> None:
        """Let a paused or failed job go on."""
        job = self.get(job_id)
        if job.record.state not in {ExportState.PAUSED, ExportState.FAILED}:
            return
        if job.record.state is ExportState.FAILED and job.record.summary is None:
            job.forget_failures()
        self._keep(job, ExportState.WAITING)
        self._start_some()

    def first(self, job_id: ExportId) -> None:
        """Let a job be the next one."""
        job = self.get(job_id)
        lowest = min(other.record.place for other in self._jobs.values())
        job.record = replace(job.record, place=lowest - 1)
        self._keep(job, job.record.state, job.record.hold)

    async def cancel(self, job_id: ExportId) -> None:
        """End a job for good and remove what it has fetched.

        One that is over stays what it is; one that is being signed will be over in a moment. It ends for good
        even when whoever asked for it goes away.
        """
        job = self.get(job_id)
        if job.record.state in _SETTLED or job.package_stands:
            return
        job.set(ExportState.CANCELLED)
        removing = self._background(self._remove(job, self._stop(job_id)))
        self._removing[job_id] = removing
        removing.add_done_callback(lambda _: self._removing.pop(job_id, None))
        await asyncio.shield(removing)

    async def zip(self, job_id: ExportId, password: str) -> ExportJob:
        """Make the encrypted copy of a finished package."""
        job = self.get(job_id)
        if not job.package_stands:
            raise AppError(ErrorCode.NOT_FOUND, {"export": job_id})
        job.zip_password = password
        await self._parts.finisher.zip(job)
        self._tell(job)
        return job.snapshot()

    async def drop(self, job_id: ExportId) -> bool:
        """Take a job that is over off the list; what a failed one has fetched goes with it."""
        job = self.get(job_id)
        if job.record.state not in OVER:
            return False
        if job.record.state is ExportState.FAILED and not job.package_stands:
            await self.cancel(job_id)
        if job_id in self._removing:
            await asyncio.wait([self._removing[job_id]])
        await self._parts.journal.forget(job_id)
        self._jobs.pop(job_id, None)
        return True

    async def wait(self, job_id: ExportId) -> ExportJob:
        """Wait until a job is over or paused."""
        job = self.get(job_id)
        while job.record.state in _OPEN:
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.setdefault(job_id, []).append(waiter)
            await waiter
        return job.snapshot()

    async def close(self) -> None:
        """Stop all work where it is."""
        self._closed = True
        for timer in self._telling.values():
            timer.cancel()
        tasks = [*self._tasks.values(), *self._saving]
        for job_id in tuple(self._tasks):
            self._stop(job_id)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=CLOSE_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _start_some(self) -> None:
        for job in self.jobs():
            if self._closed or len(self._tasks) >= self._limit:
                return
            job_id = job.record.order.id
            if job.record.state is ExportState.WAITING and job_id not in self._tasks:
                task = asyncio.get_running_loop().create_task(self._work(job), name=f"export {job_id}")
                self._tasks[job_id] = task
                task.add_done_callback(lambda ended, job_id=job_id: self._ended(job_id, ended))  # type: ignore[misc]

    def _ended(self, job_id: ExportId, task: asyncio.Task[None]) -> None:
        self._tasks.pop(job_id, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            task.get_loop().call_exception_handler({"message": "an export broke", "exception": error})
            self._fail(self._jobs[job_id], AppError(ErrorCode.WORKER_FAILED))
        self._start_some()

    def _stop(self, job_id: ExportId) -> asyncio.Task[None] | None:
        task = self._tasks.get(job_id)
        if task is not None and not task.cancelling():  # twice would end the wait for its worker's end
            task.cancel()
        return task

    async def _work(self, job: Job) -> None:
        try:
            await self._fetch(job)
            job.set(ExportState.PACKAGING)
            self._tell(job)
            await self._parts.finisher.finish(job, lambda: self._tell_soon(job))
        except AppError as error:
            if error.code is ErrorCode.CANCELLED:  # the program ends
                return
            _log.warning("export %s: %r", job.record.order.id, error)
            self._fail(job, error)
            await self._parts.journal.keep(job.record)
        else:
            self._over(job)

    async def _fetch(self, job: Job) -> None:
        parts = self._parts
        if job.record.summary is not None:
            return  # the manifest stands, only the last steps are missing
        started = job.record.started_at_ms or parts.clock.now_ms()
        job.record = replace(job.record, started_at_ms=started)
        job.set(ExportState.RUNNING)
        self._tell(job)
        await self._parts.journal.keep(job.record)
        runner = JobRunner(
            job,
            parts.new_worker,
            parts.desk,
            parts.clock,
            parts.trust,
            settled=lambda: parts.journal.keep(job.record),
            changed=lambda: self._tell_soon(job),
        )
        await runner.run()
        outcomes = job.record.outcomes
        if not any(outcome.facts for outcome in outcomes):
            worst = next((outcome for outcome in outcomes if outcome.code), None)
            code = worst.code if worst and worst.code else ErrorCode.NO_RECORDING
            raise AppError(code, worst.detail if worst else None)

    async def _remove(self, job: Job, working: asyncio.Task[None] | None) -> None:
        """Remove what a cancelled job has fetched; the next program removes what cannot be removed now."""
        try:
            await self._parts.journal.keep(job.record)
            if working is not None:
                await asyncio.wait([working])
            await self._sweep(job)
        finally:
            self._parts.entries.cancelled(job.record)
            self._over(job)

    async def _sweep(self, job: Job) -> None:
        final = job.record.folder
        await self._parts.storage.run(lambda _: folders.remove(final), deadline_s=REMOVE_S)

    async def _sweep_quietly(self, job: Job) -> None:
        """Remove what the end of an earlier program has left of a cancelled job."""
        shared = [other for other in self._jobs.values() if other.record.folder == job.record.folder]
        if len(shared) == 1:
            with suppress(AppError):
                await self._sweep(job)

    def _fail(self, job: Job, error: AppError) -> None:
        if job.record.state is ExportState.CANCELLED:
            return  # it failed in the moment in which somebody gave it up
        job.set(ExportState.FAILED, Hold(error.code, error.detail))
        self._parts.entries.failed(job.record, error)
        self._over(job)

    def _over(self, job: Job) -> None:
        self._tell(job)
        self.finished.emit(job.snapshot())

    def _keep(self, job: Job, state: ExportState, hold: Hold | None = None) -> None:
        """Change a job's state, tell and save it."""
        job.set(state, hold)
        self._tell(job)
        self._background(self._parts.journal.keep(job.record))

    def _background(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._saving.add(task)
        task.add_done_callback(self._saving.discard)
        return task

    def _tell_soon(self, job: Job) -> None:
        job_id = job.record.order.id
        if job_id not in self._telling:
            loop = asyncio.get_running_loop()
            self._telling[job_id] = loop.call_later(TELL_S, self._tell, job)

    def _tell(self, job: Job) -> None:
        job_id = job.record.order.id
        timer = self._telling.pop(job_id, None)
        if timer is not None:
            timer.cancel()
        if job.record.state not in _OPEN:
            for waiter in self._waiters.pop(job_id, []):
                if not waiter.done():
                    waiter.set_result(None)
        self.changed.emit(job.snapshot())
