"""The frame pump and the lag monitor on the real Qt."""

import asyncio
import time
from collections.abc import Callable

from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from ui.frame_pump import FramePump
from ui.lag_monitor import LagHistogram, LagMonitor


def test_the_pump_polls_about_forty_times_a_second_and_stops_when_nobody_is_left(qloop: QtLoop) -> None:
    async def work() -> None:
        pump = FramePump()
        seen: list[float] = []
        remove = pump.add(seen.append)
        began = time.monotonic()
        await until(lambda: len(seen) >= 20)
        took = time.monotonic() - began
        assert 0.4 < took < 3.0
        remove()
        count = len(seen)
        await asyncio.sleep(0.1)
        assert len(seen) == count
        pump.stop()

    qloop.run(work())


def test_a_poll_may_end_itself_and_others(qloop: QtLoop) -> None:
    async def work() -> None:
        pump = FramePump(interval_ms=1)
        calls: list[str] = []
        removers: list[Callable[[], None]] = []

        def first(_now: float) -> None:
            calls.append("a")
            for remove in removers:
                remove()

        removers += [pump.add(first), pump.add(lambda _now: calls.append("b"))]
        await until(lambda: "a" in calls)
        await asyncio.sleep(0.05)
        assert calls.count("a") == 1
        assert calls.count("b") <= 1
        pump.stop()

    qloop.run(work())


def test_percentiles_come_from_the_counts() -> None:
    histogram = LagHistogram()
    for number in range(1, 101):
        histogram.add(float(number))
    figures = histogram.figures()
    assert abs(figures.p50 - 50) < 0.2
    assert abs(figures.p99 - 99) < 0.2
    assert figures.max == 100
    assert figures.samples == 100
    histogram.add(-3.0)
    histogram.add(60_000.0)
    assert histogram.figures().max == 60_000


def test_a_blocked_thread_is_seen(qloop: QtLoop) -> None:
    async def work() -> None:
        monitor = LagMonitor()
        monitor.start()
        await until(lambda: monitor.figures().samples > 5)
        time.sleep(0.15)  # noqa: ASYNC251 - blocking the thread is what is measured
        await until(lambda: monitor.figures().max > 100)
        monitor.stop()

    qloop.run(work())
