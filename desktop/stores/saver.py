"""Saves a store's data a moment after it changed, off the UI thread, and at once when the program ends."""

import asyncio
import threading
from collections.abc import Callable

from desktop import log
from desktop.errors import AppError
from desktop.lanes import Lane
from desktop.stores.json_file import Json, JsonFile

DELAY_S = 1.0
SAVE_S = 30.0
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
        self._version = 0
        """Counts changes; the lane's thread never replaces a later one by an earlier."""
        self._saved = 0
        self._lock = threading.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def soon(self) -> None:
        """Save a moment from now."""
        self._version += 1
        loop = _running_loop()
        if self._lane is None or loop is None:
            self.flush()
        elif self._timer is None:
            self._timer = loop.call_later(self._delay_s, self._start, self._lane)

    def flush(self) -> None:
        """Save now, on this thread, when something is unsaved; for the end of a session or the program."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._save(self._version, self._snapshot())

    def _start(self, lane: Lane) -> None:
        self._timer = None
        version, data = self._version, self._snapshot()
        self._task = asyncio.get_running_loop().create_task(self._save_on(lane, version, data))

    async def _save_on(self, lane: Lane, version: int, data: Json) -> None:
        try:
            await lane.run(lambda _: self._save(version, data), deadline_s=SAVE_S)
        except AppError as error:
            _log.warning("%s was not saved: %r", self._file.path.name, error)

    def _save(self, version: int, data: Json) -> None:
        with self._lock:
            if version <= self._saved:
                return
            try:
                self._file.save(data)
                self._saved = version
            except AppError:
                _log.exception("%s could not be saved", self._file.path.name)


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
