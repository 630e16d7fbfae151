"""The threads that run the encoders: on time, few, and not to be brought down by one bad job."""

import threading
import time
from itertools import pairwise

import pytest

from desktop.demo_platform.media.pool import JobPool
from tests.contract.media_node import until


class Ticker:
    """A job that notes when it ran."""

    def __init__(self, period: float, times: int) -> None:
        self.period = period
        self.left = times
        self.ran: list[float] = []
        self.threads: set[int] = set()

    def run(self) -> float | None:
        now = time.monotonic()
        self.ran.append(now)
        self.threads.add(threading.get_ident())
        self.left -= 1
        return now + self.period if self.left else None


class Broken:
    def run(self) -> float | None:
        raise ValueError("on purpose")


def test_many_jobs_on_two_threads_each_at_its_time() -> None:
    pool = JobPool("test", 2)
    jobs = [Ticker(0.05, 6) for _ in range(40)]
    for job in jobs:
        pool.submit(job)
    until(lambda: all(job.left == 0 for job in jobs), "all ran")
    pool.close()
    assert len(set().union(*(job.threads for job in jobs))) <= 2
    for job in jobs:
        assert all(later - earlier >= 0.05 for earlier, later in pairwise(job.ran))


def test_an_earlier_job_overtakes_a_waiting_one() -> None:
    pool = JobPool("test", 1)
    late, soon = Ticker(1, 1), Ticker(1, 1)
    pool.submit(late, time.monotonic() + 30)
    pool.submit(soon, time.monotonic() + 0.05)
    until(lambda: soon.left == 0, "the earlier one ran", within_s=5)
    assert late.left == 1
    pool.close()


def test_a_broken_job_stops_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    pool = JobPool("test", 1)
    ticker = Ticker(0.01, 5)
    pool.submit(Broken())
    pool.submit(ticker)
    until(lambda: ticker.left == 0, "the good job ran")
    pool.close()
    assert "on purpose" in caplog.text


def test_closing_ends_the_threads_at_once() -> None:
    pool = JobPool("closing", 3)
    pool.submit(Ticker(1, 1), time.monotonic() + 60)
    began = time.monotonic()
    pool.close()
    assert time.monotonic() - began < 15, "not until the job is due"
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("closing")]
