"""Saves a store's data a moment after it changed, off the UI thread, and at once when the program ends."""

import asyncio
from collections.abc import Callable

from desktop import log
from desktop.errors import AppError
from desktop.lanes import Lane
from desktop.stores.json_file import Json, JsonFile

DELAY_S = 1.0
_log = log.get("storage")


class Saver:
    """Coalesces changes of one file; used on the UI thread, the writing happens on a lane.

    Without a lane or a running loop every change is written at once. A failure is logged: the data stay in
    memory and are written with the next change.
    """

    def __init__(
        self, file: JsonFile, snapshot: Callable[[], Json], lane: Lane | None, delay_s: float = DELAY_S
    ) -> None:
        self._file = file
        self._snapshot = snapshot
        self._lane = lane
        self._delay_s = delay_s
        self._dirty = False
        self._task: asyncio.Task[None] | None = None

    def soon(self) -> None:
        """Save a moment from now."""
        self._dirty = True
        if self._lane is None or not _has_loop():
            self.flush()
        elif self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._save_later(self._lane))

    def flush(self) -> None:
        """Save now, on this thread, when something is unsaved; for the end of a session or the program."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self._dirty:
            self._write(self._snapshot())

    async def _save_later(self, lane: Lane) -> None:
        await asyncio.sleep(self._delay_s)
        while self._dirty:
            data = self._snapshot()
            self._dirty = False
            try:
                await lane.run(lambda _scope, data=data: self._file.save(data), deadline_s=30)  # type: ignore[misc]
            except AppError:
                self._dirty = True
                _log.exception("%s could not be saved", self._file.path.name)
                return
            except asyncio.CancelledError:
                self._dirty = True
                raise

    def _write(self, data: Json) -> None:
        try:
            self._file.save(data)
            self._dirty = False
        except AppError:
            _log.exception("%s could not be saved", self._file.path.name)


def _has_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
