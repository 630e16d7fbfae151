"""Stops and frees libVLC players on threads of its own, so that nobody waits for libVLC."""

import ctypes
import os
import queue
import threading
from collections.abc import Callable
from typing import Final

_THREADS: Final = 3
STUCK: Final = 48
"""So many waiting jobs mean that libVLC hangs and that the worker must be replaced."""


class Reaper:
    """Runs blocking clean-up jobs in the order of arrival on a few daemon threads."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        for number in range(_THREADS):
            threading.Thread(target=self._run, name=f"reaper {number}", daemon=True).start()

    def submit(self, job: Callable[[], None]) -> None:
        """Run a job in the background."""
        self._jobs.put(job)

    def stuck(self) -> bool:
        """Tell whether jobs pile up because libVLC does not come back."""
        return self._jobs.qsize() > STUCK

    def _run(self) -> None:
        while True:
            self._jobs.get()()
            if self._jobs.empty():
                _give_back()


def _give_back() -> None:
    """Give freed memory back to the system: glibc keeps it, frayed (measured: 6 kB a discarded player)."""
    if os.name == "posix" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)
