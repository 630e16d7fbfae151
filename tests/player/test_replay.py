"""The last minute once more, by real workers from real streams; the stamps prove which instant is shown."""

import os
import signal
import time
import urllib.request

import pytest

from player.api import MediaSource, PictureSize, PlayClock, PlayerState
from tests.support import stamp
from tests.support.stage import Actor, Stage

S = PlayerState
CLIP_MS = 10_000
LATE_MS = 250
"""How late a picture may come on a busy machine; an instant is that of the arrival."""
SMALL = PictureSize(320, 180)


def utc_ms() -> float:
    return time.time() * 1000


def clock_at(media_ms: float, rate: float = 1.0) -> PlayClock:
    return PlayClock(media_ms, time.monotonic(), rate)


def kept_ms(actor: Actor) -> int:
    kept = actor.player.replay_range()
    return kept[1] - kept[0] if kept else 0


def wrong_by_ms(actor: Actor) -> float:
    """Compare the replay's picture with the instant that it claims: the server stamps n/fps seconds."""
    frame = actor.player.replay_frame()
    assert frame is not None
    assert frame.media_ms is not None
    found = stamp.read(frame.pixels, frame.width, frame.height, frame.stride)
    assert found is not None, "the stamp can be read"
    sent = frame.media_ms - (utc_ms() - time.monotonic() * 1000)
    return (sent - found[1] + CLIP_MS / 2) % CLIP_MS - CLIP_MS / 2


def shown_ms(actor: Actor) -> int | None:
    frame = actor.player.replay_frame()
    return None if frame is None else frame.media_ms


def connections(server: str) -> int:
    with urllib.request.urlopen(f"{server}/connections", timeout=5) as answer:
        return int(answer.read())


def playing(stage: Stage, url: str, keeps_ms: int, size: PictureSize = SMALL) -> Actor:
    actor = stage.play(url, size)
    assert stage.until(lambda: kept_ms(actor) >= keeps_ms, 40), actor.events
    return actor


def replay_shows(stage: Stage, actor: Actor, media_ms: float, within_ms: float = 45.0) -> bool:
    """Wait until the picture of an instant is shown (pictures are 40 ms apart)."""

    def there() -> bool:
        shown = shown_ms(actor)
        return shown is not None and 0 <= media_ms - shown <= within_ms

    return stage.until(there)


@pytest.mark.parametrize("path", ["h264.flv", "bframes.ts"])
def test_it_shows_the_instant_that_it_claims(stage: Stage, server: str, path: str) -> None:
    actor = playing(stage, f"{server}/{path}", 4_000)
    for back_ms in (3_500, 1_500, 2_750):
        asked = utc_ms() - back_ms
        actor.player.replay(clock_at(asked, 0.0))
        assert replay_shows(stage, actor, asked), (asked, shown_ms(actor), actor.player.replay_range())
        if path != "bframes.ts":  # its clip is shorter than what is looked back
            assert -5 <= wrong_by_ms(actor) <= LATE_MS


def test_it_runs_on_with_the_clock_while_the_present_goes_on(stage: Stage, server: str) -> None:
    actor = playing(stage, f"{server}/h264.ts", 3_500)
    opened = connections(server)
    live = len(actor.stamps)
    clock = clock_at(utc_ms() - 3_000)
    actor.player.replay(clock)
    seen: list[tuple[int, float]] = []

    def watch() -> bool:
        shown = shown_ms(actor)
        if shown is not None and (not seen or seen[-1][0] != shown):
            seen.append((shown, clock.media_at(time.monotonic())))
            assert -5 <= wrong_by_ms(actor) <= LATE_MS
        return len(seen) >= 40

    assert stage.until(watch)
    instants = [shown for shown, _ in seen]
    assert instants == sorted(instants)
    behind = sorted(due - shown for shown, due in seen)
    assert behind[0] >= -50
    assert behind[len(behind) // 2] < 150, "in step with the clock"
    assert len(actor.stamps) >= live + 20, "live pictures come all the time"
    actor.player.replay(None)
    assert actor.player.replay_frame() is None
    frame = actor.player.frame()
    assert frame is not None
    assert frame.media_ms is None
    assert time.monotonic() - frame.shown_at < 1.0, "the present is there at once"
    assert S.CONNECTING not in actor.states()[1:]
    assert connections(server) == opened


def test_scrubbing_and_another_size(stage: Stage, server: str) -> None:
    actor = playing(stage, f"{server}/h264.ts", 4_000)
    actor.player.replay(clock_at(utc_ms() - 1_000, 0.0))
    assert stage.until(lambda: shown_ms(actor) is not None)
    asked = utc_ms() - 3_500
    actor.player.replay(clock_at(asked, 0.0), quick=True)
    assert stage.until(lambda: 0 <= asked - (shown_ms(actor) or 0) <= 2_100), "the key frame before it"
    actor.player.replay(clock_at(asked, 0.0), PictureSize(400, 225))
    assert replay_shows(stage, actor, asked)

    def larger() -> bool:
        frame = actor.player.replay_frame()
        return frame is not None and frame.width == 400

    assert stage.until(larger)
    assert -5 <= wrong_by_ms(actor) <= LATE_MS


def test_what_was_seen_before_a_cut_can_be_shown_after_it(stage: Stage, server: str) -> None:
    actor = playing(stage, f"{server}/h264.ts?after=4&then=cut", 3_000)
    stage.until_state(actor, S.FAILED)
    asked = utc_ms() - 2_000
    actor.player.replay(clock_at(asked, 0.0))
    assert replay_shows(stage, actor, asked)
    actor.player.play(MediaSource(f"{server}/h264.ts", "test"), SMALL)
    stage.until_moving(actor, 5)
    assert stage.until(lambda: kept_ms(actor) >= 4_000), "the ring goes on"
    again = asked - 1_000
    actor.player.replay(clock_at(again, 0.0))
    assert replay_shows(stage, actor, again)
    assert -5 <= wrong_by_ms(actor) <= LATE_MS
    began = utc_ms()
    actor.player.play(MediaSource(f"{server}/slow.ts", "another camera"), SMALL)
    stage.until_moving(actor, 3)
    assert stage.until(lambda: (actor.player.replay_range() or (0, 0))[0] > began - 2_100), (
        "a ring of its own"
    )


def test_memory_is_shared_out_and_nothing_is_kept_when_there_is_none(stage: Stage, server: str) -> None:
    actor = playing(stage, f"{server}/h264.ts", 1_000)
    stage.factory.keep_for_replay(0)
    assert stage.until(lambda: actor.player.replay_range() is None)
    stage.factory.keep_for_replay(1 << 20)
    assert stage.until(lambda: kept_ms(actor) >= 1_000)
    others = [stage.actor() for _ in range(15)]  # each of the sixteen may keep 64 kB now, less than a group
    assert stage.until(lambda: kept_ms(actor) < 1_000)
    for other in others:
        other.player.discard()


def test_a_worker_that_dies_takes_the_past_with_it(stage: Stage, server: str) -> None:
    actor = playing(stage, f"{server}/h264.ts", 2_000)
    actor.player.replay(clock_at(utc_ms() - 1_000))
    assert stage.until(lambda: shown_ms(actor) is not None)
    for pid in stage.factory.worker_pids():
        os.kill(pid, signal.SIGKILL)
    stage.until_state(actor, S.FAILED)
    assert actor.player.replay_range() is None
