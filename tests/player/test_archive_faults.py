"""Recordings that fail: what the player says, that it says it in time, and that it goes on where it can."""

import os
import signal
import socket

import psutil
import pytest

from player.api import ArchiveSource, ArchiveState, Failure
from tests.player.test_archive_seeking import picture_at, requests
from tests.support.archive_server import BASE_MS, FPS, instant
from tests.support.archive_stage import AREA, ArchiveStage, paused, running

A = ArchiveState


@pytest.mark.parametrize(
    ("query", "failure"),
    [
        ("status=401", Failure.UNAUTHORIZED),
        ("status=403", Failure.FORBIDDEN),
        ("status=404", Failure.NOT_FOUND),
        ("status=409", Failure.BUSY),
        ("status=503", Failure.SERVER_ERROR),
        ("garbage=1", Failure.BAD_DATA),
        ("cut=0", Failure.CUT),
        ("rst=0", Failure.CUT),
    ],
)
def test_wrong_answers(archive: ArchiveStage, archive_server: str, query: str, failure: Failure) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?{query}", paused(BASE_MS))
    archive.until_state(watcher, A.FAILED)
    assert watcher.failure() is failure
    assert watcher.player.frame() is None


def test_refused(archive: ArchiveStage) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    watcher = archive.open(f"http://127.0.0.1:{port}/a.ts?x=1", paused(BASE_MS))
    archive.until_state(watcher, A.FAILED)
    assert watcher.failure() is Failure.REFUSED


@pytest.mark.parametrize("url", ["file:///etc/passwd", "/etc/passwd", "", "http://", "rtsp://127.0.0.1/x"])
def test_only_recordings_are_opened(archive: ArchiveStage, url: str) -> None:
    watcher = archive.open(url, paused(BASE_MS))
    archive.until_state(watcher, A.FAILED)
    other = archive.open(url, paused(BASE_MS), protocol="mp4")
    archive.until_state(other, A.FAILED)


def test_a_server_that_never_answers(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?never=1", paused(BASE_MS), open_timeout_s=1.0)
    archive.until_state(watcher, A.FAILED)
    assert watcher.failure() is Failure.UNREACHABLE


def test_a_seek_does_not_wait_for_a_server_that_never_answers(
    archive: ArchiveStage, archive_server: str
) -> None:
    source = f"{archive_server}/a.ts?key=stuck&never=1&times=1"
    watcher = archive.open(source, paused(BASE_MS), open_timeout_s=30.0)
    assert archive.until(lambda: requests(archive_server, "stuck"))
    watcher.player.follow(paused(BASE_MS + 40_000))
    archive.until_instant(watcher, BASE_MS + 40_000)


def test_a_stall(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?stall=30", paused(BASE_MS), read_timeout_s=1.0)
    archive.until_state(watcher, A.SHOWING)
    watcher.player.follow(running(BASE_MS))
    archive.until_state(watcher, A.FAILED)
    assert watcher.failure() is Failure.STALLED
    assert watcher.instant is not None, "the last picture stays"


@pytest.mark.parametrize("fault", ["cut=40", "rst=40"])
def test_a_cut_is_mended_when_the_platform_goes_on(
    archive: ArchiveStage, archive_server: str, fault: str
) -> None:
    url = f"{archive_server}/a.ts?key=mend{fault}&times=2&{fault}"
    watcher = archive.open(url, running(BASE_MS + 4_000, 4.0))
    assert archive.until(lambda: watcher.instant is not None and watcher.instant > BASE_MS + 12_000)
    assert A.FAILED not in watcher.states()
    instants = [media_ms for media_ms, _ in watcher.seen]
    assert instants == sorted(set(instants))


def test_a_cut_without_an_end_is_a_failure(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=often&rst=20", running(BASE_MS))
    archive.until_state(watcher, A.FAILED)
    assert watcher.failure() is Failure.CUT
    assert watcher.player.frame() is not None


def test_a_recording_that_ends_early(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=early&end_s=21", paused(BASE_MS + 20_000))
    archive.until_state(watcher, A.SHOWING)
    watcher.player.follow(running(BASE_MS + 20_000))
    archive.until_state(watcher, A.ENDED)
    assert watcher.instant == instant(21 * FPS - 1)


def test_a_device_that_plays_for_us_already(archive: ArchiveStage, archive_server: str) -> None:
    """Our own last connection is not "somebody else"; another player's is."""
    url = f"{archive_server}/a.ts?key=device&held=1"
    watcher = archive.open(url, paused(BASE_MS))
    archive.until_state(watcher, A.SHOWING)
    for seconds in (30, 90, 5):
        watcher.player.follow(paused(BASE_MS + seconds * 1000))
        archive.until_instant(watcher, BASE_MS + seconds * 1000)
    other = archive.open(url, paused(BASE_MS))
    archive.until_state(other, A.FAILED)
    assert other.failure() is Failure.BUSY
    watcher.player.open(ArchiveSource(url, "again"), AREA, paused(BASE_MS + 50_000))
    archive.until_instant(watcher, BASE_MS + 50_000)
    watcher.player.stop()
    archive.until_state(watcher, A.STOPPED)
    other.player.open(ArchiveSource(url, "again"), AREA, paused(BASE_MS))
    archive.until_state(other, A.SHOWING)


def test_a_failed_player_opens_again(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?status=403", paused(BASE_MS))
    archive.until_state(watcher, A.FAILED)
    watcher.player.follow(paused(BASE_MS + 1_000))
    source = ArchiveSource(f"{archive_server}/a.ts?key=renewed", "test")
    watcher.player.open(source, AREA, paused(BASE_MS + 33_333))
    archive.until_instant(watcher, picture_at(BASE_MS + 33_333))


def test_a_killed_worker_is_told_and_replaced(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=kill", running(BASE_MS))
    assert archive.until(lambda: len(watcher.seen) > 3)
    os.kill(archive.factory.worker_pids()[0], signal.SIGKILL)
    archive.until_state(watcher, A.FAILED)
    assert watcher.failure() is Failure.ENGINE
    assert watcher.player.frame() is not None
    source = ArchiveSource(f"{archive_server}/a.ts?key=kill", "test")
    watcher.player.open(source, AREA, paused(BASE_MS + 20_000))
    archive.until_instant(watcher, BASE_MS + 20_000)


def test_opening_and_seeking_leaks_neither_descriptors_nor_threads(
    archive: ArchiveStage, archive_server: str
) -> None:
    def cycle(number: int) -> None:
        watcher = archive.open(f"{archive_server}/a.ts?key=leak", running(BASE_MS))
        assert archive.until(lambda: watcher.seen)
        for seconds in (90, 30):
            watcher.player.follow(paused(BASE_MS + seconds * 1000))
        if number % 2:
            archive.until_instant(watcher, BASE_MS + 30_000)
        watcher.player.discard()
        archive.watchers.remove(watcher)

    for number in range(4):
        cycle(number)
    worker = psutil.Process(archive.factory.worker_pids()[0])
    archive.pump(0.5)
    threads, descriptors, mine = worker.num_threads(), worker.num_fds(), psutil.Process().num_fds()
    for number in range(24):
        cycle(number)
    assert archive.until(lambda: worker.num_threads() <= threads + 1, 8), (worker.num_threads(), threads)
    assert archive.until(lambda: worker.num_fds() <= descriptors + 1, 8), (worker.num_fds(), descriptors)
    assert psutil.Process().num_fds() <= mine + 1
