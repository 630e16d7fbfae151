"""What holds a job's threads together: pause, end, and the waits between two tries."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop.errors import AppError


class StoppedError(Exception):
    """The job is to end; everything that has come is kept."""


class InterruptedTransferError(Exception):
    """The job is paused: close the connection, keep what came, and wait."""


class Control:
    """One job's brake; every method may be called from every thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._stopped = self._paused = False
        self._nudges = self._interruptions = 0
        self._aborts: set[Callable[[], None]] = set()
        self._paused_since = 0.0
        self._paused_s = 0.0

    @property
    def stopped(self) -> bool:
        """True when the job is to end."""
        return self._stopped

    def pause(self) -> None:
        """Let nothing go on; transfers are ended at once."""
        with self._changed:
            if not self._paused:
                self._paused, self._paused_since = True, time.monotonic()
                self._interruptions += 1
        self._abort()

    def resume(self) -> None:
        """Let everything go on, also what waits for its next try."""
        with self._changed:
            if self._paused:
                self._paused = False
                self._paused_s += time.monotonic() - self._paused_since
            self._nudges += 1
            self._changed.notify_all()

    def stop(self) -> None:
        """End everything."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._abort()

    def clock(self) -> float:
        """Return seconds that do not run while the job is paused."""
        with self._changed:
            now = self._paused_since if self._paused else time.monotonic()
            return now - self._paused_s

    def check(self) -> None:
        """Raise when the caller must not go on right now."""
        if self._stopped:
            raise StoppedError
        if self._paused:
            raise InterruptedTransferError

    def wait_until_running(self) -> None:
        """Block while the job is paused; StoppedError when it is to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or not self._paused)
        if self._stopped:
            raise StoppedError

    def wait(self, seconds: float) -> None:
        """Wait before another try; shorter when somebody says go on. StoppedError when it is to end."""
        with self._changed:
            nudges = self._nudges
            self._changed.wait_for(lambda: self._stopped or self._nudges != nudges, seconds)
        self.wait_until_running()

    @contextmanager
    def transfer(self, abort: Callable[[], None]) -> Iterator[None]:
        """Say how to end a transfer that would hold up a pause or the end.

        What the transfer then fails with is no failure: StoppedError or InterruptedTransferError instead.
        """
        with self._changed:
            self._aborts.add(abort)
            before = self._interruptions
        try:
            self.check()
            yield
        except AppError as error:
            if self._stopped:
                raise StoppedError from error
            if self._interruptions != before:
                raise InterruptedTransferError from error
            raise
        finally:
            with self._changed:
                self._aborts.discard(abort)

    def _abort(self) -> None:
        with self._changed:
            aborts = tuple(self._aborts)
        for abort in aborts:
            abort()
