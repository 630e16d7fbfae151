"""The worker process that takes pictures: started for the first one, gone when it has had nothing to do."""

import asyncio

from desktop.errors import AppError, ErrorCode
from desktop.exporter.messages import Event, Fatal, Grab, Grabbed, GrabFailed
from desktop.ports import Clock
from desktop.services.exports.worker import NewWorker, Worker
from desktop.services.tasks import TaskOwner

GRAB_S = 30.0
"""A picture that takes longer than this does not come."""
IDLE_S = 60.0


class Grabber:
    """Lives with one sign-in; used on the loop's thread."""

    def __init__(self, new_worker: NewWorker, clock: Clock) -> None:
        self._new_worker = new_worker
        self._clock = clock
        self._worker: Worker | None = None
        self._open: dict[str, asyncio.Future[Grabbed]] = {}
        self._tasks = TaskOwner()

    async def grab(self, order: Grab) -> Grabbed:
        """Take a picture; raises why there is none, WORKER_FAILED when the worker died, TIMED_OUT."""
        answer: asyncio.Future[Grabbed] = asyncio.get_running_loop().create_future()
        self._open[order.id] = answer
        self._tasks.cancel("idle")
        try:
            self._running().send(order)
            async with asyncio.timeout(GRAB_S):
                return await answer
        except TimeoutError as error:
            raise AppError(ErrorCode.TIMED_OUT, {"seconds": round(GRAB_S)}) from error
        finally:
            self._open.pop(order.id, None)
            if not self._open:
                self._tasks.start(self._rest(), "idle")

    async def close(self) -> None:
        """End the worker."""
        await self._tasks.close()
        worker, self._worker = self._worker, None
        if worker is not None:
            await worker.close()

    def _running(self) -> Worker:
        if self._worker is None:
            worker = self._new_worker(on_message=self._heard, on_ended=lambda _status: self._ended(worker))
            self._worker = worker
        return self._worker

    async def _rest(self) -> None:
        await self._clock.sleep(IDLE_S)
        worker, self._worker = self._worker, None
        if worker is not None:
            await worker.close()

    def _heard(self, event: Event) -> None:
        if isinstance(event, Fatal):
            self._fail(AppError(event.code, event.detail))
            return
        if not isinstance(event, Grabbed | GrabFailed):
            return
        answer = self._open.get(event.id)
        if answer is None or answer.done():
            return
        if isinstance(event, Grabbed):
            answer.set_result(event)
        else:
            answer.set_exception(AppError(event.code, event.detail))

    def _ended(self, worker: Worker) -> None:
        """Forget a worker that ended; nothing that it was asked for will come."""
        if self._worker is worker:
            self._worker = None
            self._fail(AppError(ErrorCode.WORKER_FAILED))

    def _fail(self, error: AppError) -> None:
        for answer in self._open.values():
            if not answer.done():
                answer.set_exception(error)
