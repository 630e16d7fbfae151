"""Names and words of pictures, and what becomes of orders when the worker dies."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.snapshot import file_name, instant_texts
from desktop.errors import AppError, ErrorCode
from desktop.exporter.messages import Command, Event, Grab, Grabbed, GrabFailed, GrabSource
from desktop.services.clock import SystemClock
from desktop.services.snapshots.grabber import Grabber
from tests.support.loops import run

AT_MS = 1_795_000_000_123
CAMERA = "43132110001310000001"


def test_a_name_has_the_41_digits_of_the_standard() -> None:
    name = file_name(CAMERA, AT_MS, 7)
    assert name == f"{CAMERA}022026111819064012307.png"
    assert len(name.removesuffix(".png")) == 41
    assert name.removesuffix(".png").isdigit()


@pytest.mark.parametrize("camera_id", ["../../etc/passwd", "CON", "摄" * 200, "a\0b", "", "123"])
def test_another_platforms_id_is_no_path(camera_id: str) -> None:
    name = file_name(camera_id, AT_MS, 1)
    assert Path(name).name == name
    assert len(name.encode()) < 120
    assert name.endswith("2026111819064012301.png")


def test_instants_are_said_in_both_times_and_the_clock_is_never_nought() -> None:
    live, past = instant_texts(AT_MS, live=True), instant_texts(AT_MS, live=False)
    assert live["Picture-Time-Beijing"] == "2026-11-18T19:06:40.123+08:00"
    assert live["Picture-Time-UTC"] == "2026-11-18T11:06:40.123Z"
    assert live["Picture-Time-Source"] != past["Picture-Time-Source"]
    assert live["Camera-Clock"] == past["Camera-Clock"] == "未校对"


class _Worker:
    """A worker that answers when the test says so."""

    def __init__(self, on_message: Callable[[Event], None], on_ended: Callable[[int], None]) -> None:
        self.orders: list[Grab] = []
        self.say, self.end = on_message, on_ended
        self.closed = False

    def send(self, message: Command) -> None:
        assert isinstance(message, Grab)
        self.orders.append(message)

    async def close(self, timeout_s: float = 5.0) -> None:  # noqa: ARG002
        self.closed = True
        self.end(0)


class _Works:
    """Starts them."""

    def __init__(self) -> None:
        self.all: list[_Worker] = []

    def __call__(self, *, on_message: Callable[[Event], None], on_ended: Callable[[int], None]) -> _Worker:
        self.all.append(_Worker(on_message, on_ended))
        return self.all[-1]


def order(name: str) -> Grab:
    return Grab(name, GrabSource.LIVE, "http://x", Path("x.png"))


def test_one_worker_for_many_and_another_one_after_its_death() -> None:
    async def work() -> None:
        works = _Works()
        grabber = Grabber(works, SystemClock())
        one, two = (asyncio.ensure_future(grabber.grab(order(name))) for name in ("one", "two"))
        await asyncio.sleep(0)
        (worker,) = works.all
        assert [sent.id for sent in worker.orders] == ["one", "two"]
        taken = Grabbed("two", Path("x.png"), 1, "", "", 1, 1, AT_MS)
        worker.say(taken)
        worker.say(GrabFailed("unknown", ErrorCode.BAD_STREAM))
        assert await two == taken
        worker.end(-9)
        with pytest.raises(AppError) as raised:
            await one
        assert raised.value.code is ErrorCode.WORKER_FAILED
        third = asyncio.ensure_future(grabber.grab(order("three")))
        await asyncio.sleep(0)
        assert len(works.all) == 2
        works.all[1].say(GrabFailed("three", ErrorCode.CAMERA_OFFLINE))
        with pytest.raises(AppError) as raised:
            await third
        assert raised.value.code is ErrorCode.CAMERA_OFFLINE
        await grabber.close()
        assert works.all[1].closed

    run(work())
