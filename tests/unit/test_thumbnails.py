"""Small pictures: fetched late, few at a time, kept within a limit, given up when nobody looks."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from desktop.domain.camera import CameraId
from desktop.errors import AppError, ErrorCode
from desktop.services.thumbnails import AT_ONCE, FAILURE_KEPT_S, MISSING_KEPT_S, MOST_WAITING, Thumbnails
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.scripted_archive import FEATURES, JPEG, TICKET_MS, ScriptedArchive
from tests.support.waiting import turns, until

ONE, TWO = CameraId("43132110001310000001"), CameraId("43132110001310000002")
AT = 1_773_600_000_000
Bench = tuple[Thumbnails, ScriptedArchive, FakeClock]


def over(
    work: Callable[[Bench], Awaitable[None]], most_bytes: int = 1000, features: frozenset[str] = FEATURES
) -> None:
    async def main() -> None:
        clock = FakeClock(1_773_620_000.0)
        archive = ScriptedArchive(clock)
        thumbnails = Thumbnails(archive, clock, features, most_bytes)
        try:
            await work((thumbnails, archive, clock))
        finally:
            await thumbnails.close()

    run(main())


def stills(archive: ScriptedArchive) -> list[int]:
    return [int(call.split()[1]) for call in archive.calls if call.startswith("still ")]


def test_a_picture_comes_late_and_is_kept_for_its_whole_second() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, _ = bench
        arrived: list[tuple[CameraId, int]] = []
        thumbnails.changed.connect(lambda camera, at_ms: arrived.append((camera, at_ms)))
        assert thumbnails.request(ONE, AT + 250) is None
        assert thumbnails.request(ONE, AT + 700) is None
        await until(lambda: len(arrived) == 2)
        assert arrived == [(ONE, AT + 250), (ONE, AT + 700)]
        assert thumbnails.request(ONE, AT + 999) == JPEG
        assert stills(archive) == [AT]
        assert archive.calls.count(f"stills {ONE}") == 1

    over(work)


def test_the_newest_wish_is_fetched_first_and_few_at_once() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, _ = bench
        archive.held["still"] = asyncio.Event()
        for second in range(10):
            thumbnails.request(ONE, AT + second * 1000)
        await until(lambda: len(stills(archive)) == AT_ONCE)
        archive.held["still"].set()
        await until(lambda: len(stills(archive)) == 10)
        order = [(at_ms - AT) // 1000 for at_ms in stills(archive)]
        assert order[:2] == [0, 1]
        assert order[2:] == [9, 8, 7, 6, 5, 4, 3, 2]
        assert archive.most_at_once <= AT_ONCE
        assert archive.calls.count(f"stills {ONE}") == 1

    over(work)


def test_what_only_the_mouse_wanted_is_given_up_with_it() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, _ = bench
        archive.held["still"] = asyncio.Event()
        for second in range(20):
            thumbnails.request(ONE, AT + second * 1000, "hover")
        thumbnails.request(ONE, AT + 5000, "list")
        await until(lambda: len(stills(archive)) == AT_ONCE)
        thumbnails.cancel("hover")
        archive.held["still"].set()
        await until(lambda: thumbnails.request(ONE, AT + 5000) is not None)
        await turns(10)
        assert stills(archive) == [AT, AT + 1000, AT + 5000]

    over(work)


def test_more_wishes_than_anybody_can_look_at_push_out_the_oldest() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, _ = bench
        archive.held["still"] = asyncio.Event()
        for second in range(500):
            thumbnails.request(ONE, AT + second * 1000)
        archive.held["still"].set()
        await until(lambda: len(stills(archive)) == MOST_WAITING + AT_ONCE)
        await turns(10)
        assert len(stills(archive)) == MOST_WAITING + AT_ONCE

    over(work)


def test_the_least_looked_at_make_room() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, _ = bench
        archive.picture = b"\xff\xd8\xff" + bytes(97)
        for second in range(10):
            await thumbnails.fetch(ONE, AT + second * 1000)
        assert thumbnails.request(ONE, AT) is not None
        await thumbnails.fetch(TWO, AT)
        assert thumbnails.request(ONE, AT) is not None
        asked = len(stills(archive))
        await thumbnails.fetch(ONE, AT + 1000)  # pushed out
        assert len(stills(archive)) == asked + 1
        await thumbnails.fetch(TWO, AT)
        assert len(stills(archive)) == asked + 1

    over(work)


def test_where_there_is_no_picture_it_is_not_asked_for_again_and_again() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, clock = bench
        archive.failures["still"] = AppError(ErrorCode.NO_RECORDING)
        arrived: list[int] = []
        thumbnails.changed.connect(lambda _, at_ms: arrived.append(at_ms))
        thumbnails.request(ONE, AT)
        await until(lambda: arrived == [AT])
        assert thumbnails.missing(ONE, AT)
        for _ in range(10):
            assert thumbnails.request(ONE, AT) is None
        await turns(5)
        assert stills(archive) == [AT]
        archive.failures.clear()
        await clock.advance(MISSING_KEPT_S + 1)
        assert not thumbnails.missing(ONE, AT)
        thumbnails.request(ONE, AT)
        await until(lambda: thumbnails.request(ONE, AT) is not None)
        archive.failures["still"] = AppError(ErrorCode.NO_RECORDING)
        with pytest.raises(AppError) as raised:
            await thumbnails.fetch(TWO, AT)
        assert raised.value.code is ErrorCode.NO_RECORDING

    over(work)


def test_a_picture_that_failed_is_no_gap_and_is_asked_for_again_soon() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, clock = bench
        archive.failures["still"] = AppError(ErrorCode.TIMED_OUT)
        arrived: list[int] = []
        thumbnails.changed.connect(lambda _, at_ms: arrived.append(at_ms))
        thumbnails.request(ONE, AT)
        await until(lambda: arrived == [AT])
        assert not thumbnails.missing(ONE, AT)
        thumbnails.request(ONE, AT)
        await turns(5)
        assert stills(archive) == [AT]
        archive.failures.clear()
        await clock.advance(FAILURE_KEPT_S + 0.1)
        thumbnails.request(ONE, AT)
        await until(lambda: thumbnails.request(ONE, AT) is not None)

    over(work)


def test_a_search_leaves_room_for_the_mouse() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, _ = bench
        await thumbnails.fetch(ONE, AT - 1000)
        archive.held["still"] = asyncio.Event()
        search = [asyncio.ensure_future(thumbnails.fetch(ONE, AT + second * 1000)) for second in range(9)]
        await turns(5)
        thumbnails.request(ONE, AT + 60_000)
        await turns(5)
        assert stills(archive) == [AT - 1000, AT, AT + 1000, AT + 60_000]
        archive.held["still"].set()
        assert await asyncio.gather(*search) == [JPEG] * 9

    over(work)


def test_a_ticket_is_renewed_before_it_expires_and_when_it_is_refused() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, clock = bench
        await thumbnails.fetch(ONE, AT)
        await clock.advance(TICKET_MS / 1000 - 5)
        await thumbnails.fetch(ONE, AT + 1000)
        assert archive.calls.count(f"stills {ONE}") == 2
        archive.failures["still"] = AppError(ErrorCode.TICKET_EXPIRED)
        with pytest.raises(AppError) as raised:
            await thumbnails.fetch(ONE, AT + 2000)
        assert raised.value.code is ErrorCode.TICKET_EXPIRED
        assert archive.calls.count(f"stills {ONE}") == 3
        assert stills(archive).count(AT + 2000) == 2

    over(work)


def test_a_platform_without_stills_is_not_asked() -> None:
    async def work(bench: Bench) -> None:
        thumbnails, archive, _ = bench
        assert not thumbnails.offered
        assert thumbnails.request(ONE, AT) is None
        with pytest.raises(AppError) as raised:
            await thumbnails.fetch(ONE, AT)
        assert raised.value.code is ErrorCode.NOT_OFFERED
        await turns()
        assert archive.calls == []

    over(work, features=frozenset({"playback"}))
