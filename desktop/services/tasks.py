"""Tasks with an owner: a named task preempts its predecessor, and the owner's end cancels them all."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import TypeVar

from desktop.errors import AppError

T = TypeVar("T")
FINISH_S = 5.0
"""How long `close` waits for what should be finished: a disk that hangs must not keep the program."""


class TaskOwner:
    """Owns tasks; lives as long as what they work for, used on the loop's thread.

    An exception that nobody expected goes to the loop's exception handler; an `AppError` that the task let
    out too, because whoever starts a task in the background must say what its failure means.
    """

    def __init__(self, *, finish_s: float = FINISH_S) -> None:
        self._finish_s = finish_s
        self._named: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._finishing: set[asyncio.Task[object]] = set()
        self._closed = False

    def start(self, work: Coroutine[object, object, None], name: str | None = None) -> None:
        """Start a task; one of the same name is cancelled first."""
        if self._closed:
            work.close()
            return
        if name is not None:
            self.cancel(name)
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        if name is not None:
            self._named[name] = task
        task.add_done_callback(self._done)

    async def finish(self, work: Coroutine[object, object, T]) -> T:
        """Do what should come to its end once it has begun, and return what it gives.

        Whoever is cancelled while it waits is so once it is done; a failure that nobody hears of then goes
        to the loop's exception handler. `close` waits too, for `finish_s` seconds, and cancels it after them.
        """
        task = asyncio.get_running_loop().create_task(work)
        self._finishing.add(task)
        task.add_done_callback(self._finishing.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            while not task.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait([task])
            _tell_failure(task)
            raise

    def cancel(self, name: str) -> None:
        """Cancel the task of that name; nothing happens when there is none."""
        task = self._named.pop(name, None)
        if task is not None:
            task.cancel()

    def cancel_all(self) -> None:
        """Cancel every task, because what they work for goes away; others may be started afterwards."""
        for task in tuple(self._tasks):
            task.cancel()
        self._named.clear()

    def running(self, name: str) -> bool:
        """True while a task of that name runs."""
        return name in self._named

    async def close(self) -> None:
        """Cancel all tasks, in a while those that should be finished too, and wait until they have ended."""
        self._closed = True
        finishing, tasks = tuple(self._finishing), tuple(self._tasks)
        self.cancel_all()
        if finishing:
            _, late = await asyncio.wait(finishing, timeout=self._finish_s)
            for task in late:
                task.cancel()
        await asyncio.gather(*tasks, *finishing, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        name = task.get_name()
        if self._named.get(name) is task:
            del self._named[name]
        _tell_failure(task)


def _tell_failure(task: asyncio.Task[T]) -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None:
        kind = "a task failed" if isinstance(error, AppError) else "a task broke"
        task.get_loop().call_exception_handler({"message": kind, "exception": error, "task": task})


async def made_or_undone(making: Coroutine[object, object, T], undo: Callable[[T], Awaitable[object]]) -> T:
    """Make something and return it; whoever is cancelled meanwhile leaves nothing behind."""
    task = asyncio.get_running_loop().create_task(making)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        with suppress(AppError):  # then there is none
            await undo(await task)
        raise
