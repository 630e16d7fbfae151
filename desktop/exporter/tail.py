"""A file that is being written, read behind its writer: for hashing and looking through meanwhile."""

import hashlib
import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

_BLOCK = 1 << 20


class GoneError(Exception):
    """The writer has given up; whoever reads behind it ends."""


class Tail:
    """How far a file may be read, and how long it will be; every method from every thread."""

    def __init__(self, path: Path, ready: int = 0) -> None:
        self.path = path
        self._changed = threading.Condition()
        self._ready = ready
        self._total: int | None = None
        self._given_up = False

    @property
    def ready(self) -> int:
        """So many bytes from the start on are good to be read."""
        return self._ready

    @property
    def total(self) -> int | None:
        """The length that the file will have, None while nobody knows it."""
        return self._total

    @property
    def given_up(self) -> bool:
        """True when the writer has given up."""
        return self._given_up

    def expect(self, total: int) -> None:
        """Say how long the file will be."""
        with self._changed:
            self._total = total
            self._changed.notify_all()

    def advance(self, ready: int) -> None:
        """Say that more is good to be read."""
        with self._changed:
            self._ready = ready
            self._changed.notify_all()

    def give_up(self) -> None:
        """End all that wait."""
        with self._changed:
            self._given_up = True
            self._changed.notify_all()

    def nudge(self) -> None:
        """Let those that wait look at what else they wait for."""
        with self._changed:
            self._changed.notify_all()

    def wait_beyond(self, position: int, enough: Callable[[], bool] = bool) -> int:
        """Wait for bytes behind a position; return how far to read.

        That is `position` itself at the end, and when `enough` says that nothing more need be waited for.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._given_up or self._ready > position or self._ready == self._total or enough()
            )
            if self._given_up:
                raise GoneError
            return max(self._ready, position)

    def wait_total(self) -> int:
        """Wait until the length is known and return it."""
        with self._changed:
            self._changed.wait_for(lambda: self._given_up or self._total is not None)
            if self._given_up or self._total is None:
                raise GoneError
            return self._total


class TailReader(io.RawIOBase):
    """The file as if it were whole: a read of what has not come yet waits for it."""

    def __init__(self, tail: Tail) -> None:
        self._tail = tail
        self._handle = os.open(tail.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._position = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move; also beyond what has come."""
        if whence == os.SEEK_CUR:
            offset += self._position
        elif whence == os.SEEK_END:
            offset += self._tail.wait_total()
        self._position = max(offset, 0)
        return self._position

    def tell(self) -> int:
        """Return the position."""
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes, none at the end."""
        until = self._tail.wait_beyond(self._position)
        size = until - self._position if size < 0 else min(size, until - self._position)
        os.lseek(self._handle, self._position, os.SEEK_SET)
        data = os.read(self._handle, max(size, 0))
        self._position += len(data)
        return data

    def close(self) -> None:
        """Close."""
        if not self.closed:
            os.close(self._handle)
        super().close()


def sha256_of(tail: Tail) -> str:
    """Return the SHA-256 of a file, waiting for its end."""
    state = hashlib.sha256()
    with TailReader(tail) as reader:
        while data := reader.read(_BLOCK):
            state.update(data)
    return state.hexdigest()
