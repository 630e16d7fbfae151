"""A feed: ticket, player, pictures, failures, and trying again."""

import asyncio
from collections.abc import Callable
from time import monotonic

import pytest

from desktop.domain.stream import StreamRole
from desktop.domain.tile_state import TilePhase
from desktop.errors import AppError, ErrorCode
from player.api import Failure, PictureSize, PlayerState
from tests.support.waiting import turns, until
from tests.support.wall_parts import Parts, camera
from tests.ui.conftest import QtLoop
from ui.wall import feed as feeds
from ui.wall.failures import error_code
from ui.wall.feed import Feed


def _feed(parts: Parts, number: int = 1) -> Feed:
    return Feed(
        parts.services,
        camera(number).id,
        StreamRole.SUB,
        PictureSize(320, 180),
        online=True,
        priority=number,
        on_change=lambda: None,
    )


def _said(feed: Feed) -> TilePhase:
    return feed.state.phase


async def _ticked_until(feed: Feed, condition: Callable[[], object]) -> None:
    def look() -> object:
        feed.tick()
        return condition()

    await until(look)


def test_a_feed_is_live_with_its_first_fresh_picture_and_not_before(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts()
        feed = _feed(parts)
        assert _said(feed) is TilePhase.QUEUED
        await until(lambda: parts.players.players)
        assert _said(feed) is TilePhase.CONNECTING
        player = parts.players.players[0]
        assert player.size == PictureSize(320, 180)
        player.report(PlayerState.WAITING_KEY_FRAME)
        assert _said(feed) is TilePhase.WAITING_KEY_FRAME
        player.report(PlayerState.LIVE)
        assert _said(feed) is not TilePhase.LIVE, "a player's word is not a picture"
        player.show_picture()
        assert feed.poll()
        assert feed.live
        assert not feed.poll(), "the same picture is no new one"
        feed.close()
        assert player.discarded

    qloop.run(work())


def test_a_picture_that_stands_still_is_said_to(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts()
        feed = _feed(parts)
        await until(lambda: parts.players.players)
        parts.players.players[0].show_picture(age_s=1.0)
        feed.poll()
        assert feed.live
        parts.players.players[0].show_picture(age_s=0.95)
        feed.poll()
        await _ticked_until(feed, lambda: _said(feed) is TilePhase.FROZEN)
        age = feed.state.picture_age(monotonic())
        assert age is not None
        assert 2.0 <= age < 3.0
        feed.close()

    qloop.run(work())


@pytest.mark.parametrize(
    ("failure", "phase"),
    [
        (Failure.CUT, TilePhase.RECONNECTING),
        (Failure.CODEC_UNSUPPORTED, TilePhase.CODEC_UNSUPPORTED),
        (Failure.ENGINE, TilePhase.PLAYER_FAILED),
    ],
)
def test_a_failed_stream_says_why(qloop: QtLoop, failure: Failure, phase: TilePhase) -> None:
    async def work() -> None:
        parts = Parts()
        feed = _feed(parts)
        await until(lambda: parts.players.players)
        parts.players.players[0].report(PlayerState.FAILED, failure)
        assert _said(feed) is phase
        feed.close()

    qloop.run(work())


def test_a_picture_that_was_under_way_when_the_stream_ended_does_not_call_off_the_retry(
    qloop: QtLoop,
) -> None:
    async def work() -> None:
        parts = Parts()
        feed = _feed(parts)
        await until(lambda: parts.players.players)
        player = parts.players.players[0]
        player.show_picture()
        feed.poll()
        player.report(PlayerState.FAILED, Failure.CUT)
        player.show_picture()
        assert feed.poll(), "it is shown all the same"
        feed.tick()
        assert _said(feed) is TilePhase.RECONNECTING
        assert feed.state.next_try_at is not None
        await _ticked_until(feed, lambda: len(player.sources) == 2)
        feed.tick()
        assert _said(feed) is TilePhase.RECONNECTING, "the old picture is not the new stream's"
        player.show_picture()
        feed.poll()
        assert _said(feed) is TilePhase.LIVE
        feed.close()

    qloop.run(work())


def test_a_platform_that_answers_again_shortens_the_wait(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts(chance=lambda: 0.0)
        feed = _feed(parts)
        await until(lambda: parts.players.players)
        for _ in range(6):
            parts.players.players[0].report(PlayerState.FAILED, Failure.UNREACHABLE)
        assert _said(feed) is TilePhase.NO_SIGNAL
        assert feed.state.next_try_at is not None
        assert feed.state.next_try_at > monotonic() + 5
        feed.platform_reported()
        assert feed.state.next_try_at <= monotonic()
        feed.close()

    qloop.run(work())


def test_every_failure_of_the_player_has_a_code() -> None:
    assert {error_code(failure) for failure in Failure} <= set(ErrorCode)
    assert error_code(None) is ErrorCode.STREAM_CUT


def test_every_attempt_asks_for_a_new_ticket_and_uses_the_same_player(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts()
        feed = _feed(parts)
        await until(lambda: parts.players.players)
        player = parts.players.players[0]
        player.show_picture()
        feed.poll()
        player.report(PlayerState.FAILED, Failure.UNAUTHORIZED)
        await _ticked_until(feed, lambda: len(player.sources) == 2)
        assert len(parts.streams.asked) == 2
        assert parts.players.players == [player]
        assert feed.frame is not None, "the last picture stays while it reconnects"
        feed.close()

    qloop.run(work())


def test_a_live_stream_is_opened_anew_when_a_person_asks(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts()
        feed = _feed(parts)
        await until(lambda: parts.players.players)
        player = parts.players.players[0]
        player.show_picture()
        feed.poll()
        assert _said(feed) is TilePhase.LIVE
        feed.retry()
        assert _said(feed) is TilePhase.QUEUED
        assert player.stopped
        await until(lambda: len(player.sources) == 2)
        assert len(parts.streams.asked) == 2
        assert feed.frame is not None, "the last picture stays until the new one is there"
        player.show_picture()
        feed.poll()
        assert _said(feed) is TilePhase.LIVE
        feed.close()

    qloop.run(work())


def test_after_its_engine_failed_a_feed_takes_a_new_player_and_keeps_the_picture(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts()
        feed = _feed(parts)
        await until(lambda: parts.players.players)
        first = parts.players.players[0]
        first.show_picture()
        feed.poll()
        first.report(PlayerState.FAILED, Failure.ENGINE)
        feed.retry()
        await until(lambda: len(parts.players.players) == 2)
        assert [player.discarded for player in parts.players.players] == [False, False]
        assert feed.frame is not None
        parts.players.players[1].show_picture()
        feed.poll()
        assert first.discarded
        feed.close()

    qloop.run(work())


def test_a_refused_ticket_is_not_asked_for_again(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts()
        parts.streams.errors[camera().id] = AppError(ErrorCode.FORBIDDEN)
        feed = _feed(parts)
        await until(lambda: _said(feed) is TilePhase.NO_PERMISSION)
        assert feed.state.next_try_at is None
        feed.tick()
        await asyncio.sleep(0)
        assert len(parts.streams.asked) == 1
        feed.close()

    qloop.run(work())


def test_a_camera_that_never_answers_gives_its_turn_away(
    qloop: QtLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "TURN_S", 0.05)

    async def work() -> None:
        parts = Parts(limit=1)
        dead = _feed(parts, 1)
        parts.streams.held[camera(1).id] = asyncio.Event()
        await until(lambda: parts.streams.asked)
        well = _feed(parts, 2)
        await until(lambda: parts.players.players)
        assert parts.streams.asked[1][0] == camera(2).id
        assert _said(dead) is TilePhase.CONNECTING
        dead.close()
        well.close()

    qloop.run(work())


def test_a_silent_player_is_started_anew(qloop: QtLoop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "SILENT_OPEN_S", 0.1)

    async def work() -> None:
        parts = Parts()
        feed = _feed(parts)
        await until(lambda: parts.players.players)
        await _ticked_until(feed, lambda: feed.state.error is ErrorCode.TIMED_OUT)
        assert parts.players.players[0].stopped
        assert feed.state.next_try_at is not None
        feed.close()

    qloop.run(work())


def test_a_closed_feed_leaves_nothing_behind(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts(limit=1)
        first, second = _feed(parts, 1), _feed(parts, 2)
        await until(lambda: parts.players.players)
        first.close()
        second.close()
        await until(lambda: parts.gate.inside == 0)
        await until(lambda: not [task for task in asyncio.all_tasks() if task.get_name().startswith("feed")])
        assert not parts.players.alive

    qloop.run(work())


def test_a_ticket_that_comes_in_the_turn_of_the_closing_makes_no_player(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts()
        ticket = parts.streams.held[camera().id] = asyncio.Event()
        feed = _feed(parts)
        await until(lambda: parts.streams.asked)
        ticket.set()  # the answer is on its way to the feed's task, ahead of the cancellation
        feed.close()
        await turns(10)
        assert not parts.players.alive

    qloop.run(work())


def test_a_programming_error_is_reported_and_not_swallowed(qloop: QtLoop) -> None:
    async def work() -> None:
        parts = Parts()
        parts.streams.errors[camera().id] = ZeroDivisionError()  # type: ignore[assignment]
        feed = _feed(parts)
        await until(lambda: qloop.errors)
        assert isinstance(qloop.errors.pop()["exception"], ZeroDivisionError)
        feed.close()

    qloop.run(work())
