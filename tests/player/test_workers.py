"""The processes behind the players: they may die, hang or be orphaned, and the wall goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from player.api import Failure, MediaSource, PlayerState
from player.pool import PLAYERS_A_WORKER
from tests.support.stage import AREA, Stage

S = PlayerState
_ROOT = Path(__file__).resolve().parents[2]


def is_running(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def until(done: object, timeout_s: float = 5.0) -> bool:
    assert callable(done)
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.02)
    return False


def test_a_stream_that_kills_its_workers_is_kept_apart(stage: Stage, server: str) -> None:
    good, bad = stage.play(f"{server}/h264.ts"), stage.actor()
    stage.until_moving(good, 3)
    stage.pump(10.5)  # so long a stream may be to blame
    for _ in range(2):
        bad.player.play(MediaSource(f"{server}/h264.ts", "bad"), AREA)
        if good.states()[-1] is not S.LIVE:
            good.player.play(MediaSource(f"{server}/h264.ts", "good"), AREA)
            stage.until_moving(good, 3)
        stage.until_moving(bad, 1)
        good.player._started_at -= 20
        bad.events.clear()
        os.kill(stage.factory.worker_pids()[0], signal.SIGKILL)
        assert stage.until(lambda: S.FAILED in bad.states())
    good.player.play(MediaSource(f"{server}/h264.ts", "good"), AREA)
    bad.player.play(MediaSource(f"{server}/h264.ts", "bad"), AREA)
    stage.until_moving(good, 3)
    stage.until_moving(bad, 3)
    pool = stage.factory._pool
    assert pool.home_of(good.player.number) is not pool.home_of(bad.player.number)


def test_versions(stage: Stage) -> None:
    assert stage.until(stage.factory.versions)
    assert set(stage.factory.versions()) == {"libvlc", "pyav", "ffmpeg"}
    assert stage.factory.problem() is None


def test_a_killed_worker_is_told_and_replaced(stage: Stage, server: str) -> None:
    actors = [stage.play(f"{server}/h264.ts") for _ in range(3)]
    for actor in actors:
        stage.until_moving(actor, 3)
    [pid, *_] = stage.factory.worker_pids()
    pictures = [actor.player.picture() for actor in actors]
    os.kill(pid, signal.SIGKILL)
    for actor, picture in zip(actors, pictures, strict=True):
        stage.until_state(actor, S.FAILED)
        assert actor.failure() is Failure.ENGINE
        assert actor.player.picture() >= picture
        assert actor.player.frame() is not None
        actor.player.play(MediaSource(f"{server}/h264.ts", "again"), AREA)
    for actor in actors:
        stage.until_moving(actor, 5)
        assert actor.states()[-1] is S.LIVE
    assert pid not in stage.factory.worker_pids()


def test_a_hung_worker_is_ended_and_replaced(stage: Stage, server: str) -> None:
    actor = stage.play(f"{server}/h264.ts")
    stage.until_moving(actor, 3)
    [pid, *_] = stage.factory.worker_pids()
    os.kill(pid, signal.SIGSTOP)
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.ENGINE
    assert until(lambda: not is_running(pid))
    actor.player.play(MediaSource(f"{server}/h264.ts", "again"), AREA)
    stage.until_moving(actor, 3)


def test_a_worker_that_takes_long_to_start_is_waited_for(server: str) -> None:
    stage = Stage()
    try:
        [pid] = stage.factory.worker_pids()
        os.kill(pid, signal.SIGSTOP)
        actor = stage.play(f"{server}/h264.ts")
        stage.pump(9.0)
        os.kill(pid, signal.SIGCONT)
        stage.until_moving(actor, 3)
        assert actor.failure() is None
        assert pid in stage.factory.worker_pids()
    finally:
        stage.close()


def test_workers_are_started_ahead_of_need(stage: Stage) -> None:
    assert len(stage.factory.worker_pids()) == 1
    for _ in range(PLAYERS_A_WORKER - 2):
        stage.actor()
    assert len(stage.factory.worker_pids()) == 1, "not while players are being placed"
    assert stage.until(lambda: len(stage.factory.worker_pids()) == 2)
    stage.factory.prepare(36)
    assert len(stage.factory.worker_pids()) == 3


def test_close_ends_all_processes(server: str) -> None:
    stage = Stage()
    actor = stage.play(f"{server}/h264.ts")
    stage.until_moving(actor, 3)
    pids = stage.factory.worker_pids()
    started = time.monotonic()
    stage.close()
    assert time.monotonic() - started < 8.0
    assert not any(is_running(pid) for pid in pids)


_OWNER = """
import os, sys, time, queue
from tests.support.stage import Stage
stage = Stage()
actor = stage.play(sys.argv[1])
stage.until_moving(actor, 3)
print(*stage.factory.worker_pids(), stage.factory._folder, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_no_orphans(server: str, end: signal.Signals) -> None:
    command = [sys.executable, "-c", _OWNER, f"{server}/h264.ts"]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        *pids, folder = owner.stdout.readline().split()
        assert all(is_running(int(pid)) for pid in pids)
        owner.send_signal(end)
        owner.wait(20)
    assert until(lambda: not any(is_running(int(pid)) for pid in pids))
    assert until(lambda: not Path(folder).exists())


def test_without_libvlc_the_problem_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    monkeypatch.setenv("PYTHON_VLC_LIB_PATH", "/nonexistent/libvlc.so")
    stage = Stage()
    try:
        actor = stage.play(f"{server}/h264.ts")
        stage.until_state(actor, S.FAILED)
        assert actor.failure() is Failure.ENGINE
        assert "install" in (stage.factory.problem() or "")
        assert "libvlc5" in (stage.factory.problem() or "")
        actor.player.play(MediaSource(f"{server}/h264.ts", "again"), AREA)
        assert actor.states()[-1] is S.FAILED
    finally:
        stage.close()


def test_opening_and_closing_leaks_neither_descriptors_nor_threads(stage: Stage, server: str) -> None:
    def cycle() -> None:
        actor = stage.play(f"{server}/h264.ts")
        stage.until_moving(actor, 1)
        actor.player.discard()
        stage.actors.remove(actor)

    for _ in range(5):
        cycle()
    worker = psutil.Process(stage.factory.worker_pids()[0])
    stage.pump(1.0)
    threads, descriptors, mine = worker.num_threads(), worker.num_fds(), psutil.Process().num_fds()
    for _ in range(35):
        cycle()
    assert stage.until(lambda: worker.num_threads() <= threads + 1, 6), (worker.num_threads(), threads)
    assert stage.until(lambda: worker.num_fds() <= descriptors + 1, 6), (worker.num_fds(), descriptors)
    assert psutil.Process().num_fds() <= mine + 1
