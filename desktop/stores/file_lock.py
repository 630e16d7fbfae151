"""A lock between processes: held as long as the process lives, gone with it however it ends."""

import os
import sys
from pathlib import Path


class FileLock:
    """One file that at most one process holds; calls return at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """True while this object holds it."""
        return self._handle is not None

    def acquire(self) -> bool:
        """Take the lock; False when somebody else has it. Raises OSError where no file can be made."""
        if self._handle is not None:
            return True
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self, *, remove: bool = False) -> None:
        """Give the lock back, and remove its file when nobody will want it any more."""
        if self._handle is None:
            return
        if remove and os.name == "posix":
            self._path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None
        if remove and os.name != "posix":
            self._path.unlink(missing_ok=True)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
