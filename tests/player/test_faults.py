"""Streams that fail: what the player says about them, how soon, and what stays on the screen."""

import socket
import time
from collections.abc import Iterator

import pytest

from player.api import Failure, MediaSource, PlayerState
from tests.support.stage import AREA, Actor, Stage

S = PlayerState


@pytest.fixture
def black_hole() -> Iterator[str]:
    """An address that never completes a connection: a listening socket with a full backlog."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        clients = []
        for _ in range(3):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(address)
            clients.append(client)
        yield f"http://127.0.0.1:{address[1]}/x.ts"
        for client in clients:
            client.close()


@pytest.fixture
def closed_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}/x.ts"


def seconds_from(actor: Actor, first: PlayerState, last: PlayerState) -> float:
    states = actor.states()
    return actor.event_times[states.index(last)] - actor.event_times[states.index(first)]


@pytest.mark.parametrize(
    ("query", "failure"),
    [
        ("status=401", Failure.UNAUTHORIZED),
        ("status=403", Failure.FORBIDDEN),
        ("status=404", Failure.NOT_FOUND),
        ("status=500", Failure.SERVER_ERROR),
        ("status=503", Failure.SERVER_ERROR),
        ("garbage=1", Failure.BAD_DATA),
    ],
)
def test_wrong_answers(stage: Stage, server: str, query: str, failure: Failure) -> None:
    actor = stage.play(f"{server}/h264.ts?{query}")
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is failure
    assert S.LIVE not in actor.states()


def test_refused(stage: Stage, closed_port: str) -> None:
    actor = stage.play(closed_port)
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.REFUSED


def test_a_server_that_never_answers(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts?never=1", open_timeout_s=1.0)
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.UNREACHABLE
    assert 0.8 < seconds_from(actor, S.CONNECTING, S.FAILED) < 4.0, "its own limit, not the usual one"


def test_a_black_hole(stage: Stage, black_hole: str) -> None:
    actor = stage.play(black_hole, open_timeout_s=1.0)
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.UNREACHABLE


@pytest.mark.parametrize("then", ["cut", "rst"])
def test_a_cut_connection_is_told_at_once(stage: Stage, server: str, then: str) -> None:
    actor = stage.play(f"{server}/h264.ts?after=1.5&then={then}")
    stage.until_state(actor, S.LIVE)
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.CUT
    assert seconds_from(actor, S.CONNECTING, S.FAILED) < 10
    assert actor.player.frame() is not None


@pytest.mark.parametrize("then", ["cut", "rst"])
def test_a_server_that_hangs_up_before_the_first_picture_has_been_reached(
    stage: Stage, server: str, then: str
) -> None:
    actor = stage.play(f"{server}/h264.ts?after=0&then={then}")
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.CUT


def test_a_stalled_stream_is_told_then_given_up(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts?after=1&then=stall", read_timeout_s=3.0)
    stage.until_state(actor, S.LIVE)
    stage.until_state(actor, S.STALLED)
    frame = actor.player.frame()
    assert frame is not None
    assert time.monotonic() - frame.shown_at < 3.0
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.STALLED
    assert seconds_from(actor, S.STALLED, S.FAILED) < 8.0


def test_a_stream_that_goes_on_after_a_stall_is_live_again(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts?after=1&then=stall&for=2", read_timeout_s=6.0)
    stage.until_state(actor, S.STALLED)
    assert stage.until(lambda: actor.states()[-1] is S.LIVE)
    stage.until_moving(actor, 30)
    assert S.FAILED not in actor.states()


@pytest.mark.parametrize("kind", ["ts", "flv"])
def test_jumping_stamps_do_not_stop_the_pictures(stage: Stage, server: str, kind: str) -> None:
    actor = stage.play(f"{server}/h264.{kind}?after=1&then=jump")
    stage.until_state(actor, S.LIVE)
    stage.pump(1.5)
    stage.until_moving(actor, 40)
    assert S.FAILED not in actor.states()


def test_garbage_within_a_stream_ends_it_or_is_survived(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts?after=1&then=garbage")
    stage.until_state(actor, S.LIVE)
    stage.until_state(actor, S.FAILED)
    assert actor.failure() in {Failure.BAD_DATA, Failure.STALLED, Failure.CUT}
    other = stage.play(f"{server}/h264.ts")
    stage.until_moving(other, 10)


@pytest.mark.parametrize("kind", ["ts", "flv"])
def test_another_resolution_in_mid_stream(stage: Stage, server: str, kind: str) -> None:
    actor = stage.play(f"{server}/h264.{kind}?after=1&then=big")
    stage.until_state(actor, S.LIVE)
    assert stage.until(lambda: actor.stamps and actor.stamps[-1][0] == 10), actor.events
    stage.until_moving(actor, 20)
    assert stage.until(lambda: actor.player.stats().source_width == 1280)


@pytest.mark.parametrize("kind", ["ts", "flv"])
def test_another_codec_in_mid_stream_plays_or_is_told(stage: Stage, server: str, kind: str) -> None:
    actor = stage.play(f"{server}/h264.{kind}?after=1&then=h265")
    stage.until_state(actor, S.LIVE)

    def settled() -> bool:
        return S.FAILED in actor.states() or bool(actor.stamps and actor.stamps[-1][0] == 8)

    assert stage.until(settled, 12), actor.events


def test_packets_without_pictures_are_no_life(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.flv?after=1&then=void")
    stage.until_state(actor, S.LIVE)
    stage.until_state(actor, S.STALLED)
    stage.until_state(actor, S.FAILED, 30)
    assert actor.failure() is Failure.BAD_DATA


def test_play_again_after_a_failure(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts?status=404")
    stage.until_state(actor, S.FAILED)
    actor.player.play(MediaSource(f"{server}/h264.ts", "again"), AREA)
    stage.until_moving(actor, 5)
    assert actor.states()[-1] is S.LIVE


def test_discarding_while_connecting_returns_at_once(stage: Stage, black_hole: str) -> None:
    actors = [stage.play(black_hole) for _ in range(8)]
    stage.pump(0.3)
    started = time.monotonic()
    for actor in actors:
        actor.player.discard()
    assert time.monotonic() - started < 3.0, "not until the servers answer"
    started = time.monotonic()
    stage.factory.close()
    assert time.monotonic() - started < 10.0


@pytest.mark.parametrize("path", ["h264.ts", "h265.ts", "h264.flv", "h265.flv", "mpeg4.ts"])
def test_damaged_bytes_hurt_nobody_else(stage: Stage, server: str, path: str) -> None:
    good = stage.play(f"{server}/h264.ts")
    stage.until_moving(good, 5)
    for seed in range(4):
        share = (0.0005, 0.002, 0.01, 0.05)[seed]
        bad = stage.play(f"{server}/{path}?corrupt={share}&seed={seed}")
        stage.pump(2.0)
        bad.player.discard()
        stage.actors.remove(bad)
    if good.states()[-1] is S.FAILED:  # a worker may die of it, but not the wall
        good.player.play(MediaSource(f"{server}/h264.ts", "again"), AREA)
    stage.until_moving(good, 20)
    assert good.states()[-1] is S.LIVE


@pytest.mark.parametrize("url", ["file:///etc/passwd", "concat:/etc/passwd", "/etc/passwd", "", "http://"])
def test_only_streams_are_opened(stage: Stage, url: str) -> None:
    actor = stage.play(url)
    stage.until_state(actor, S.FAILED)
    assert S.WAITING_KEY_FRAME not in actor.states()
