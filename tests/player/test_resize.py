"""Another size without another connection: the picture goes on, and no black one comes between."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from player.api import PictureSize, PlayerState
from tests.support.stage import AREA, Stage

S = PlayerState
BIG = PictureSize(960, 540)


def test_the_picture_goes_on_while_the_size_changes(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts")
    stage.until_moving(actor, 30)
    actor.player.resize(BIG)
    last = actor.player.picture()

    def is_big() -> bool:
        nonlocal last
        picture = actor.player.picture()
        assert picture >= last
        last = picture
        frame = actor.player.frame()
        assert frame is not None
        pixels = np.frombuffer(frame.pixels, np.uint8)
        assert pixels.mean() > 40, "a black picture"
        return frame.width == 960

    assert stage.until(is_big)
    stage.until_moving(actor, 10)
    assert actor.unreadable <= 2
    assert actor.states() == [S.CONNECTING, S.WAITING_KEY_FRAME, S.LIVE]
    assert actor.player.stats().reconnects == 0


@pytest.fixture
def busy_machine() -> Iterator[None]:
    """Programs that leave the players little of the processor."""
    command = [sys.executable, "-c", "while True: pass"]
    busy = [subprocess.Popen(command) for _ in range(2 * (os.cpu_count() or 2))]
    yield
    for one in busy:
        one.kill()
        one.wait()


@pytest.mark.usefixtures("busy_machine")
def test_time_never_runs_backwards_at_a_change_of_size(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts")
    stage.until_moving(actor, 40)
    start = len(actor.stamps)
    for size in (BIG, AREA, BIG, AREA, BIG):
        actor.player.resize(size)

        def is_drawn(width: int = size.width) -> bool:
            frame = actor.player.frame()
            return frame is not None and frame.width == width

        assert stage.until(is_drawn)
        stage.until_moving(actor, 15)
    millis = [millis for _, millis in actor.stamps[start:]]
    steps = [(after - before) % 10_000 for before, after in pairwise(millis)]
    assert max(steps) < 5000, steps  # a step back would be one of nearly ten seconds


def test_the_last_of_many_sizes_wins(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts")
    stage.until_moving(actor, 5)
    for width in (320, 640, 800, 320, 1280, 400):
        actor.player.resize(PictureSize(width, width * 9 // 16))

    def width_is_right() -> bool:
        frame = actor.player.frame()
        return frame is not None and frame.width == 400

    assert stage.until(width_is_right)
    stage.until_moving(actor, 20)
    frame = actor.player.frame()
    assert frame is not None
    assert frame.width == 400


def test_resize_before_the_first_picture(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/slow.ts?nocache=1")
    actor.player.resize(PictureSize(320, 180))
    stage.until_state(actor, S.WAITING_KEY_FRAME)
    actor.player.resize(PictureSize(240, 135))
    stage.until_moving(actor, 5)
    frame = actor.player.frame()
    assert frame is not None
    assert (frame.width, frame.height) == (240, 135)


def test_resize_of_a_stopped_player_is_harmless(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts?status=404")
    actor.player.resize(PictureSize(320, 180))
    stage.until_state(actor, S.FAILED)
    actor.player.resize(PictureSize(240, 135))
    stage.pump(0.3)
    assert actor.states()[-1] is S.FAILED
