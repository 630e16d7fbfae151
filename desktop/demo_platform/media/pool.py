"""A few threads that run many periodic jobs, each when it is due."""

import heapq
import itertools
import logging
import os
import threading
import time
from typing import Protocol

_log = logging.getLogger("media.pool")


class Job(Protocol):
    """Something to be run again and again, by one thread at a time."""

    def run(self) -> float | None:
        """Do one step; return the monotonic time of the next one, None when there is none."""


class JobPool:
    """Runs jobs at their times on a fixed number of threads. `close` waits for the running steps.

    One idle thread (the leader) sleeps until the next job is due; the others sleep without a clock.
    """

    def __init__(self, name: str, threads: int, *, niceness: int = 0) -> None:
        self._niceness = niceness
        self._changed = threading.Condition()
        self._due: list[tuple[float, int, Job]] = []
        self._order = itertools.count()
        self._has_leader = False
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Job, due: float | None = None) -> None:
        """Run this job at this monotonic time, at once by default."""
        with self._changed:
            heapq.heappush(self._due, (time.monotonic() if due is None else due, next(self._order), job))
            self._changed.notify_all()

    def close(self) -> None:
        """Forget all jobs and end the threads."""
        with self._changed:
            self._closed = True
            self._due.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        if self._niceness and hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), self._niceness)
        while (job := self._next()) is not None:
            try:
                due = job.run()
            except Exception:  # noqa: BLE001 - one failing job must not end the thread of the others
                _log.exception("a job failed and will not run again")
                continue
            if due is not None:
                with self._changed:
                    heapq.heappush(self._due, (due, next(self._order), job))
                    if self._due[0][2] is job:
                        self._changed.notify_all()  # whoever sleeps until a later time must look again

    def _next(self) -> Job | None:
        with self._changed:
            while not self._closed:
                delay = self._due[0][0] - time.monotonic() if self._due else None
                if delay is not None and delay <= 0:
                    job = heapq.heappop(self._due)[2]
                    self._changed.notify()
                    return job
                if delay is None or self._has_leader:
                    self._changed.wait()
                    continue
                self._has_leader = True
                self._changed.wait(delay)
                self._has_leader = False
            return None
