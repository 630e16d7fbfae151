"""One worker at a time in a folder: that of an application that was killed may still be keeping what came."""

import threading
import time
from pathlib import Path

from desktop import log
from desktop.errors import AppError, ErrorCode
from desktop.exporter.control import Control
from desktop.stores.file_lock import FileLock

_log = log.get("export")
WORK = ".work"
LOCK = ".lock"
_LOOK_S = 0.1
_PATIENCE_S = 20.0
"""A worker without its application ends within seconds; a file system without locks must not stop us."""


class Turn:
    """One worker's, taken by the first of its threads and given back by the process's end."""

    def __init__(self, folder: Path, control: Control) -> None:
        self._work = folder / WORK
        self._control = control
        self._lock = FileLock(self._work / LOCK)
        self._mutex = threading.Lock()
        self._taken = False

    def take(self) -> None:
        """Wait for the worker before; AppError with TARGET_UNWRITABLE, StoppedError."""
        with self._mutex:
            if self._taken:
                return
            try:
                # Not its parents: where a stick was pulled out, its folder must not appear beneath.
                self._work.mkdir(exist_ok=True)
                self._wait()
            except OSError as error:
                raise AppError(ErrorCode.TARGET_UNWRITABLE, {"errno": error.errno or 0}) from error
            self._taken = True

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE_S
        while not self._lock.acquire():
            if time.monotonic() >= until:
                _log.warning("no lock in the folder of the job; going on without")
                return
            self._control.wait(_LOOK_S)
