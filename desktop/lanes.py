"""Lanes: a few named daemon threads for calls that block, awaited from the loop.

asyncio's own executor is not used: it waits for its threads at the end, so that one hanging request delays
quitting by seconds. Daemon threads do not.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar, cast

from desktop.errors import AppError, ErrorCode

T = TypeVar("T")
_SPARE_THREADS = 8


class CallScope:
    """Lets the loop stop a call that is running on a lane: the call registers how.

    Handed to the call on its lane's thread; `abort` comes from the loop's thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stop: Callable[[], None] | None = None
        self.aborted = False

    def on_abort(self, stop: Callable[[], None] | None) -> None:
        """Say how to stop what comes next (None: nothing to stop); called at once when aborted already."""
        with self._lock:
            self._stop = stop
            aborted = self.aborted
        if aborted and stop is not None:
            stop()

    def abort(self) -> None:
        """Stop the call; harmless when it is over."""
        with self._lock:
            self.aborted = True
            stop, self._stop = self._stop, None
        if stop is not None:
            with suppress(OSError):
                stop()


@dataclass(eq=False, slots=True)
class _Job:
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[object]"
    call: Callable[[CallScope], object]
    scope: CallScope
    given_up: bool = False

    def deliver(self, result: object, error: BaseException | None) -> None:
        """Hand the outcome to the loop; a loop that is closed or a caller that left wants none."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._settle, result, error)

    def _settle(self, result: object, error: BaseException | None) -> None:
        if self.future.done():
            return
        if error is None:
            self.future.set_result(result)
        else:
            self.future.set_exception(error)


class Lane:
    """`size` daemon threads that take calls in order.

    A call that was given up on is aborted; as long as it hangs all the same, another thread takes its place,
    up to a bound. Used on the loop's thread; threads start with the first call.
    """

    def __init__(self, name: str, size: int) -> None:
        self.name = name
        self._size = size
        self._wake = threading.Condition()
        self._waiting: deque[_Job] = deque()
        self._running: set[_Job] = set()
        self._threads = 0
        self._closed = False

    async def run(self, call: Callable[[CallScope], T], *, deadline_s: float) -> T:
        """Run a blocking call on this lane and return or raise what it does.

        Raises TIMED_OUT when it takes longer than `deadline_s` seconds altogether, waiting included, and
        CANCELLED after `close`. Cancelling the task that waits gives the call up.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[object] = loop.create_future()
        job = _Job(loop, future, call, CallScope())
        self._submit(job)
        try:
            async with asyncio.timeout(deadline_s) as limit:
                return cast("T", await future)
        except TimeoutError as error:
            if not limit.expired():
                raise
            if not future.cancelled():
                future.exception()  # it ended in the very moment of the deadline; nobody else will ask
            raise AppError(ErrorCode.TIMED_OUT, {"seconds": round(deadline_s)}) from error
        finally:
            if future.cancelled():
                self._give_up(job)

    def close(self) -> None:
        """Abort everything; returns at once, the threads end with the process."""
        with self._wake:
            self._closed = True
            jobs = (*self._waiting, *self._running)
            self._waiting.clear()
            self._wake.notify_all()
        for job in jobs:
            job.future.cancel()
            job.scope.abort()

    def _submit(self, job: _Job) -> None:
        with self._wake:
            if self._closed:
                raise AppError(ErrorCode.CANCELLED)
            self._waiting.append(job)
            self._wake.notify()
            self._grow()

    def _give_up(self, job: _Job) -> None:
        with self._wake:
            job.given_up = True
            if job not in self._running:
                with suppress(ValueError):
                    self._waiting.remove(job)
                return
            self._grow()
        job.scope.abort()

    def _wanted(self) -> int:
        """Return how many threads there should be: those that hang on a lost call do not count."""
        return self._size + min(_SPARE_THREADS, sum(job.given_up for job in self._running))

    def _grow(self) -> None:
        idle = self._threads - len(self._running)
        if len(self._waiting) > idle and self._threads < self._wanted():
            self._threads += 1
            threading.Thread(target=self._work, name=f"lane-{self.name}", daemon=True).start()

    def _work(self) -> None:
        while True:
            job = self._take()
            if job is None:
                return
            result, error = _call(job)
            with self._wake:
                self._running.discard(job)
            job.deliver(result, error)

    def _take(self) -> _Job | None:
        with self._wake:
            while not self._closed and self._threads <= self._wanted():
                if self._waiting:
                    job = self._waiting.popleft()
                    self._running.add(job)
                    return job
                self._wake.wait()
            self._threads -= 1
            return None


def _call(job: _Job) -> tuple[object, BaseException | None]:
    try:
        return job.call(job.scope), None
    except BaseException as error:  # noqa: BLE001 - raised again where the call is awaited
        return None, error


class Lanes:
    """The program's lanes; made once, closed last.

    control: signing in and refreshing, in order · query: what a person waits for · bulk: long lists ·
    archive: lists of recordings, which may be slow · feed: the long poll · storage: files, in order ·
    disk: files that may be large or lie on a slow target · secrets: the keyring, which may wait for a person.
    """

    def __init__(self) -> None:
        self.control = Lane("control", 1)
        self.query = Lane("query", 4)
        self.bulk = Lane("bulk", 2)
        self.archive = Lane("archive", 6)
        self.feed = Lane("feed", 1)
        self.storage = Lane("storage", 1)
        self.disk = Lane("disk", 2)
        self.secrets = Lane("secrets", 1)

    def close(self) -> None:
        """Abort everything on all lanes; returns at once."""
        for lane in (
            self.control,
            self.query,
            self.bulk,
            self.archive,
            self.feed,
            self.storage,
            self.disk,
            self.secrets,
        ):
            lane.close()
