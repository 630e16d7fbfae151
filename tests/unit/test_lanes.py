"""Lanes: blocking calls beside the loop, that can be given up at any time."""

import asyncio
import socket
import subprocess
import sys
import threading
import time

import pytest

from desktop.errors import AppError, ErrorCode
from desktop.lanes import CallScope, Lane
from tests.support.loops import run
from tests.support.waiting import until


def test_calls_on_one_thread_keep_their_order() -> None:
    async def work() -> list[int]:
        lane = Lane("test", 1)
        done: list[int] = []
        await asyncio.gather(*(lane.run(lambda _, n=n: done.append(n), deadline_s=5) for n in range(50)))  # type: ignore[misc]
        lane.close()
        return done

    assert run(work()) == list(range(50))


def test_results_and_exceptions_come_back() -> None:
    async def work() -> None:
        lane = Lane("test", 2)
        assert await lane.run(lambda _: 42, deadline_s=5) == 42
        with pytest.raises(ZeroDivisionError):
            await lane.run(lambda _: 1 / 0, deadline_s=5)
        lane.close()

    run(work())


def test_no_more_threads_than_allowed_work_at_a_time() -> None:
    busy, most, lock = 0, 0, threading.Lock()
    go = threading.Event()

    def call(_: CallScope) -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        go.wait(5)
        with lock:
            busy -= 1

    async def work() -> None:
        lane = Lane("test", 3)
        calls = [asyncio.ensure_future(lane.run(call, deadline_s=5)) for _ in range(10)]
        await until(lambda: busy == 3)
        go.set()
        await asyncio.gather(*calls)
        lane.close()

    run(work())
    assert most == 3


def test_a_call_that_takes_too_long_is_given_up_and_its_place_taken() -> None:
    forever = threading.Event()

    async def work() -> float:
        lane = Lane("test", 1)
        began = time.monotonic()
        with pytest.raises(AppError) as raised:
            await lane.run(lambda _: forever.wait(30), deadline_s=0.2)
        assert raised.value.code is ErrorCode.TIMED_OUT
        assert await lane.run(lambda _: "next", deadline_s=5) == "next"
        took = time.monotonic() - began
        forever.set()
        lane.close()
        return took

    assert run(work()) < 2


def test_a_cancelled_call_is_aborted_where_it_blocks() -> None:
    ours, theirs = socket.socketpair()
    begun, ended = threading.Event(), threading.Event()

    def call(scope: CallScope) -> None:
        scope.on_abort(lambda: ours.shutdown(socket.SHUT_RDWR))
        begun.set()
        try:
            ours.recv(1)
        finally:
            ended.set()

    async def work() -> None:
        lane = Lane("test", 1)
        task = asyncio.ensure_future(lane.run(call, deadline_s=30))
        await until(begun.is_set)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await until(ended.is_set)
        lane.close()

    run(work())
    ours.close()
    theirs.close()


def test_a_cancelled_call_that_has_not_begun_never_begins() -> None:
    go, begun = threading.Event(), []

    async def work() -> None:
        lane = Lane("test", 1)
        first = asyncio.ensure_future(lane.run(lambda _: go.wait(5), deadline_s=5))
        second = asyncio.ensure_future(lane.run(lambda _: begun.append(1), deadline_s=5))
        await asyncio.sleep(0.05)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        go.set()
        await first
        await lane.run(lambda _: None, deadline_s=5)
        lane.close()

    run(work())
    assert begun == []


def test_a_closed_lane_takes_nothing_and_lets_go_of_all() -> None:
    forever = threading.Event()

    async def work() -> None:
        lane = Lane("test", 1)
        hanging = asyncio.ensure_future(lane.run(lambda _: forever.wait(30), deadline_s=30))
        await asyncio.sleep(0.05)
        lane.close()
        with pytest.raises(asyncio.CancelledError):
            await hanging
        with pytest.raises(AppError) as raised:
            await lane.run(lambda _: None, deadline_s=5)
        assert raised.value.code is ErrorCode.CANCELLED

    run(work())
    forever.set()


def test_the_process_quits_at_once_with_a_hanging_call() -> None:
    program = """
import asyncio, time
from desktop.lanes import Lanes
async def main():
    lanes = Lanes()
    hanging = asyncio.ensure_future(lanes.query.run(lambda _: time.sleep(60), deadline_s=60))
    await asyncio.sleep(0.2)
    lanes.close()
    await asyncio.gather(hanging, return_exceptions=True)
asyncio.run(main())
"""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", program], check=True, timeout=50)
    assert time.monotonic() - began < 30


def test_a_call_that_ends_in_the_moment_of_its_deadline_is_settled_one_way_or_the_other() -> None:
    async def work() -> None:
        lane = Lane("edge", 1)
        task = asyncio.ensure_future(lane.run(lambda _: time.sleep(0.05), deadline_s=0.1))
        await asyncio.sleep(0)
        time.sleep(0.3)  # noqa: ASYNC251 - the loop is late, so that result and deadline come together
        (outcome,) = await asyncio.gather(task, return_exceptions=True)
        assert outcome is None or (isinstance(outcome, AppError) and outcome.code is ErrorCode.TIMED_OUT)
        lane.close()

    run(work())
