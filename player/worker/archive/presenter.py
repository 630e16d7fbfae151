"""One thread that shows what is due: pictures of all players of a worker, each at its moment.

Players prepare their next picture ahead of time; showing it is a matter of microseconds, so that tied
players change pictures together. Who is to be woken by that is woken after all of them have changed.
"""

import heapq
import itertools
import threading
import time
from collections.abc import Callable

from player.worker.archive.pace import Paces

Job = Callable[[], Callable[[], object] | None]
"""Shows something and returns at once; what it returns is called when all that is due has been shown."""


class Presenter:
    """Runs short jobs at monotonic instants."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._jobs: list[tuple[float, int, Job]] = []
        self._numbers = itertools.count()
        self._started = False
        self.paces = Paces()

    def at(self, due: float, job: Job) -> None:
        """Run a job at the monotonic second `due`."""
        with self._condition:
            if not self._started:
                self._started = True
                threading.Thread(target=self._run, name="presenter", daemon=True).start()
            heapq.heappush(self._jobs, (due, next(self._numbers), job))
            if self._jobs[0][0] == due:
                self._condition.notify()

    def _run(self) -> None:
        while True:
            afterwards = [after for job in self._wait() if (after := job()) is not None]
            for after in afterwards:
                after()

    def _wait(self) -> list[Job]:
        """Return the jobs that are due, once there are some."""
        with self._condition:
            while not self._jobs or self._jobs[0][0] > time.monotonic():
                self._condition.wait(self._jobs[0][0] - time.monotonic() if self._jobs else None)
            now = time.monotonic()
            due = []
            while self._jobs and self._jobs[0][0] <= now:
                due.append(heapq.heappop(self._jobs)[2])
            return due
