"""The platform's clock: known from answers, exact where they are exact, followed when a clock is set."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from desktop.domain.account import PlatformInfo, SessionGrant
from desktop.domain.told_time import ToldTime, told_by_date
from desktop.errors import AppError, ErrorCode
from desktop.session.platform_clock import MEASURE_EVERY_S, WORTH_SAYING_MS, PlatformClock

HOUR_MS = 3_600_000
TRUE_MS = 1_773_510_000_000
INFO = PlatformInfo("测试平台", "test", "1.0", "t", TRUE_MS, ("http-ts",), None)


class Computer:
    """A computer's clocks: the wall clock can be wrong and can be set, the other cannot."""

    def __init__(self, off_ms: int) -> None:
        self.off_ms = off_ms
        self.passed_s = 0.0

    def now_ms(self) -> int:
        return TRUE_MS + self.off_ms + round(self.passed_s * 1000)

    def monotonic(self) -> float:
        return 500.0 + self.passed_s

    async def sleep(self, seconds: float) -> None:
        self.passed_s += seconds
        await asyncio.sleep(0)

    @property
    def true_ms(self) -> int:
        return TRUE_MS + round(self.passed_s * 1000)


class Platform:
    """Says the true time, after a while on the wire each way."""

    def __init__(self, computer: Computer, there_s: float = 0.02, back_s: float = 0.02) -> None:
        self.computer, self.there_s, self.back_s = computer, there_s, back_s
        self.asked_at: list[float] = []
        self.on_ask: Callable[[], object] = lambda: None
        self.away = False
        self.silent = False

    async def platform_info(self) -> PlatformInfo:
        self.asked_at.append(self.computer.passed_s)
        self.on_ask()
        if self.away:
            raise AppError(ErrorCode.UNREACHABLE)
        await self.computer.sleep(self.there_s)
        told = 0 if self.silent else self.computer.true_ms
        await self.computer.sleep(self.back_s)
        return replace(INFO, time_ms=told)

    async def sign_in(self, user: str, password: str) -> SessionGrant:
        raise NotImplementedError

    async def refresh(self, refresh_token: str) -> SessionGrant:
        raise NotImplementedError

    async def sign_out(self) -> None:
        raise NotImplementedError


def dated(computer: Computer, took_s: float) -> ToldTime:
    """Return what an HTTP date tells of an answer that has just come."""
    now = computer.monotonic()
    cut = computer.true_ms // 1000 * 1000
    return ToldTime(cut, cut + 2000, now - took_s, now)


@pytest.mark.parametrize("off_ms", [0, 3_000, -2 * HOUR_MS, 9 * HOUR_MS, -400 * 24 * HOUR_MS])
def test_now_is_the_platforms_to_within_half_the_way(off_ms: int) -> None:
    computer = Computer(off_ms)
    clock = PlatformClock(computer)
    assert clock.now_ms() == computer.now_ms()
    asyncio.run(clock.measure(Platform(computer, there_s=0.2, back_s=0.05)))
    assert abs(clock.now_ms() - computer.true_ms) <= 125
    expected = off_ms if abs(off_ms) > WORTH_SAYING_MS else 0
    assert abs(clock.computer_off_ms - expected) <= 125


def test_a_date_is_enough_where_the_platform_says_no_time() -> None:
    computer = Computer(-2 * HOUR_MS)
    clock, platform = PlatformClock(computer), Platform(computer)
    platform.silent = True
    asyncio.run(clock.measure(platform))
    assert clock.shift_ms == 0
    clock.hear(dated(computer, 0.1))
    assert abs(clock.now_ms() - computer.true_ms) <= 1100


def test_a_date_never_spoils_what_is_known_better() -> None:
    computer = Computer(HOUR_MS)
    clock = PlatformClock(computer)
    asyncio.run(clock.measure(Platform(computer)))
    for took_s in (0.01, 0.3, 20.0):
        computer.passed_s += took_s
        clock.hear(dated(computer, took_s))
        assert abs(clock.now_ms() - computer.true_ms) <= 25


def test_a_platform_without_a_clock_leaves_the_computers() -> None:
    computer = Computer(0)
    clock = PlatformClock(computer)
    for told in (1_000, TRUE_MS // 1000):
        clock.hear(ToldTime(told, told, 499.0, 500.0))
    assert (clock.now_ms(), clock.computer_off_ms) == (TRUE_MS, 0)


def test_a_clock_that_is_set_is_followed_and_told() -> None:
    computer = Computer(2 * HOUR_MS)
    clock = PlatformClock(computer)
    told: list[int] = []
    clock.changed.connect(lambda: told.append(clock.computer_off_ms))
    asyncio.run(clock.measure(Platform(computer)))
    computer.off_ms = 0
    clock.hear(dated(computer, 0.05))
    assert abs(clock.now_ms() - computer.true_ms) <= 1100
    assert [round(off_ms / HOUR_MS) for off_ms in told] == [2, 0]
    assert clock.computer_off_ms == 0


def test_it_is_measured_now_and_then_and_at_once_when_the_computer_was_set() -> None:
    computer = Computer(0)
    platform, clock = Platform(computer), PlatformClock(computer)

    async def work() -> None:
        over = asyncio.Event()

        def asked() -> None:
            if len(platform.asked_at) == 2:
                computer.off_ms = 20 * 60_000
            platform.away = len(platform.asked_at) == 4
            if len(platform.asked_at) == 5:
                over.set()

        platform.on_ask = asked
        keeping = asyncio.create_task(clock.keep(platform))
        await over.wait()
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)

    asyncio.run(work())
    waits = [later - earlier for earlier, later in pairwise(platform.asked_at)]
    assert waits[1] < 30, "the computer's clock was set after the second time"
    assert all(wait >= MEASURE_EVERY_S for wait in (waits[0], *waits[2:]))
    assert abs(clock.now_ms() - computer.true_ms) <= 100


def test_a_slow_answer_does_not_accuse_the_computer() -> None:
    computer = Computer(0)
    clock = PlatformClock(computer)
    asyncio.run(clock.measure(Platform(computer, there_s=0.0, back_s=30.0)))
    assert clock.computer_off_ms == 0


@pytest.mark.parametrize("header", ["", "yesterday", "Sun, 99 Mar 2026 17:40:00 GMT", "1773510000"])
def test_what_is_no_date_tells_nothing(header: str) -> None:
    assert told_by_date(header, 1.0, 2.0) is None


def test_a_date_tells_its_second() -> None:
    told = told_by_date("Sat, 14 Mar 2026 17:40:00 GMT", 1.0, 2.0)
    assert told == ToldTime(TRUE_MS, TRUE_MS + 2000, 1.0, 2.0)
