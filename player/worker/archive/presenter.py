"""One thread that shows what is due: pictures of all players of a worker, each at its moment.

Players prepare their next picture ahead of time; showing it is a matter of microseconds, so that tied
players change pictures together.
"""

import heapq
import itertools
import threading
import time
from collections.abc import Callable


class Presenter:
    """Runs short jobs at monotonic instants."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._jobs: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._started = False

    def at(self, due: float, job: Callable[[], None]) -> None:
        """Run a job at the monotonic second `due`; it must return at once."""
        with self._condition:
            if not self._started:
                self._started = True
                threading.Thread(target=self._run, name="presenter", daemon=True).start()
            heapq.heappush(self._jobs, (due, next(self._numbers), job))
            if self._jobs[0][0] == due:
                self._condition.notify()

    def _run(self) -> None:
        while True:
            with self._condition:
                while not self._jobs or self._jobs[0][0] > time.monotonic():
                    self._condition.wait(self._jobs[0][0] - time.monotonic() if self._jobs else None)
                _, _, job = heapq.heappop(self._jobs)
            job()
