"""Working off one job with a worker process: answers its questions, outlives its death."""

import asyncio
from collections.abc import Awaitable, Callable

from desktop import log
from desktop.domain.export import PieceId
from desktop.domain.export_job import Hold
from desktop.domain.recording import RecordStorage
from desktop.domain.time_range import TimeRange
from desktop.domain.trust import TlsTrust
from desktop.errors import AppError, ErrorCode
from desktop.exporter.messages import (
    DiskGood,
    DiskLow,
    Event,
    Fatal,
    Finished,
    Limits,
    NeedTicket,
    PieceDone,
    PieceFailed,
    PieceOrder,
    Progress,
    Start,
    Ticket,
    TicketRefused,
    Waiting,
)
from desktop.ports import Clock
from desktop.services.exports.folders import RESERVE_BYTES, partial_of
from desktop.services.exports.job import Job
from desktop.services.exports.tickets import ApprovalOverError, TicketDesk
from desktop.services.exports.worker import NewWorker, Worker

_log = log.get("export")
MOST_DEATHS = 5
"""A worker that dies so often without getting anything done will not do better."""
HANG_UP_S = 3.0
PARALLEL = 2
"""Pieces of one job that are fetched at the same time."""
JOB_SEGMENT_BYTES = 8 << 20
"""A program that is killed loses no more of a job than this, all its pieces together."""


class JobRunner:
    """Runs a job's worker until every piece is settled; `settled` keeps the job, `changed` says it moved."""

    def __init__(
        self,
        job: Job,
        new_worker: NewWorker,
        desk: TicketDesk,
        clock: Clock,
        trust: TlsTrust,
        *,
        settled: Callable[[], Awaitable[None]],
        changed: Callable[[], None],
    ) -> None:
        self._job = job
        self._new_worker = new_worker
        self._desk = desk
        self._clock = clock
        self._trust = trust
        self._settled = settled
        self._changed = changed
        self._events: asyncio.Queue[Event | AppError | None] = asyncio.Queue()
        self._asking: dict[PieceId, asyncio.Task[None]] = {}
        self._worker: Worker | None = None

    async def run(self) -> None:
        """Fetch what is left; raises what ends the whole job. Cancelled, it lets the worker end by itself."""
        deaths = 0
        while self._job.record.left():
            before = len(self._job.record.outcomes), self._job.snapshot().progress
            finished = await self._run_worker()
            if finished or not self._job.record.left():
                return
            moved = (len(self._job.record.outcomes), self._job.snapshot().progress) != before
            deaths = 1 if moved else deaths + 1
            if deaths >= MOST_DEATHS:
                raise AppError(ErrorCode.WORKER_FAILED, {"deaths": deaths})
            _log.warning("the worker of export %s ended; another one goes on", self._job.record.order.id)
            await self._clock.sleep(min(2.0**deaths, 20.0) / 2)

    async def _run_worker(self) -> bool:
        """Run one worker to its end; True when it did all it could."""
        events: asyncio.Queue[Event | AppError | None] = asyncio.Queue()
        self._events = events
        worker = self._new_worker(
            on_message=events.put_nowait, on_ended=lambda _status: events.put_nowait(None)
        )
        self._worker = worker
        try:
            worker.send(self._start())
            while (event := await events.get()) is not None:
                if isinstance(event, AppError):
                    raise event
                if await self._hear(event):
                    return True
            return False
        finally:
            for task in self._asking.values():
                task.cancel()
            self._asking.clear()
            self._worker = None
            self._desk.release(self._job.record.order.id)
            await asyncio.shield(worker.close(HANG_UP_S))

    def _start(self) -> Start:
        record = self._job.record
        # Devices come last: while one waits for its device it holds up nothing else.
        pieces = sorted(record.left(), key=lambda piece: piece.storage is RecordStorage.DEVICE)
        orders = tuple(PieceOrder(piece, record.cameras[piece.item].frame_stamp) for piece in pieces)
        parallel = max(1, min(PARALLEL, len(orders)))
        limits = Limits(parallel, JOB_SEGMENT_BYTES // parallel, reserve_bytes=RESERVE_BYTES)
        return Start(partial_of(record.folder), orders, limits)

    async def _hear(self, event: Event) -> bool:
        """Take in what the worker says; True when it has nothing more to do."""
        job = self._job
        match event:
            case NeedTicket():
                self._ask(event.piece, event.range)
            case Progress():
                job.progressed(event)
            case Waiting():
                job.waits(event)
            case PieceDone():
                job.done(event)
                self._desk.release(job.record.order.id, event.piece)
                await self._settled()
            case PieceFailed():
                _log.warning("piece %s: %s", event.piece, event.code.value)
                job.failed(event)
                self._desk.release(job.record.order.id, event.piece)
                await self._settled()
            case DiskLow():
                detail = {"free_bytes": event.free_bytes, "needed_bytes": event.needed_bytes}
                job.disk(Hold(ErrorCode.DISK_FULL, detail))
            case DiskGood():
                job.disk(None)
            case Fatal():
                raise AppError(event.code, event.detail)
            case Finished():
                return True
            case _:
                return False
        self._changed()
        return False

    def _ask(self, piece: PieceId, span: TimeRange) -> None:
        former = self._asking.pop(piece, None)
        if former is not None:
            former.cancel()
        task = asyncio.get_running_loop().create_task(self._answer(piece, span, self._events))
        self._asking[piece] = task

    async def _answer(
        self, piece_id: PieceId, span: TimeRange, events: "asyncio.Queue[Event | AppError | None]"
    ) -> None:
        piece, worker = self._job.piece(piece_id), self._worker
        if piece is None or worker is None:
            return

        def on_hold(hold: Hold | None) -> None:
            self._job.held(piece_id, hold)
            self._changed()

        try:
            given = await self._desk.ticket(self._job.record.order, piece, span, on_hold)
        except ApprovalOverError as error:
            events.put_nowait(error)
        except AppError as error:
            worker.send(TicketRefused(piece_id, error.code, error.detail))
        else:
            worker.send(
                Ticket(piece_id, given.url, given.protocol, given.profile, given.expires_at_ms, self._trust)
            )
