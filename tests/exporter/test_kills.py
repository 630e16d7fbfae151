"""SIGKILL at random points, and disks that fill up or go away."""

import errno
import os
import random
import resource
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.domain.export import FetchMethod
from desktop.errors import ErrorCode
from desktop.exporter.messages import DiskGood, DiskLow, Fatal, Finished, PieceDone, Progress
from desktop.exporter.process import ExportWorker
from desktop.stores.file_lock import FileLock
from tests.exporter.conftest import SPAN
from tests.exporter.media_server import MediaServer
from tests.exporter.stage import Stage, piece, with_limits
from tests.exporter.test_stream import _pictures, _sent

_KILLS = int(os.environ.get("EXPORT_KILLS", "12"))
"""`EXPORT_KILLS=200 pytest tests/exporter/test_kills.py` for the long run."""


def _two(tmp_path: Path, server: MediaServer) -> Stage:
    orders = (piece("file", SPAN), piece("stream", SPAN, FetchMethod.STREAM))
    return Stage(
        tmp_path / "job",
        orders,
        lambda one: server.url("mp4" if one.method is FetchMethod.FILE else "ts"),
    )


def test_kills_lose_at_most_a_segment_each_and_nothing_half_done_is_shown(
    tmp_path: Path, server: MediaServer
) -> None:
    chance = random.Random(2026)
    server.rate = 500_000
    kills = jobs = 0
    while kills < _KILLS:
        jobs += 1
        stage = _two(tmp_path / str(jobs), server)
        server.requests.clear()
        while not stage.said(Finished):
            asked_before, arrived = len(server.requests), stage.arrived("file")
            stage.run(kill_after_s=chance.uniform(0.3, 2.0) if kills < _KILLS else None)
            kills += 1
            _nothing_half_done(stage, server)
            again = [r for r in server.requests[asked_before:] if r.range]
            if arrived and again:
                first = int(again[0].range.removeprefix("bytes=").partition("-")[0])
                assert arrived - first <= stage.limits.segment_bytes, "more than a segment"
        assert stage.file("file").read_bytes() == server.recording.mp4
        assert _pictures(stage.file("stream")) == _sent(server, SPAN)
        assert {one.piece for one in stage.said(PieceDone)} == {"file", "stream"}


def _nothing_half_done(stage: Stage, server: MediaServer) -> None:
    if stage.file("file").exists():
        assert stage.file("file").read_bytes() == server.recording.mp4
    if stage.file("stream").exists():
        assert _pictures(stage.file("stream")) == _sent(server, SPAN)


def test_a_worker_waits_for_the_one_before_it_to_end(tmp_path: Path, server: MediaServer) -> None:
    """One that lost its application keeps what came, under the same names as its successor."""
    asked: list[float] = []
    stage = Stage(
        tmp_path / "job",
        (piece("file", SPAN), piece("stream", SPAN, FetchMethod.STREAM)),
        lambda one: server.url("mp4" if one.method is FetchMethod.FILE else "ts"),
        refuse=lambda _: asked.append(time.monotonic()),
    )
    path = stage.folder / ".work" / ".lock"
    former = FileLock(path)
    assert former.acquire()
    ended: list[float] = []

    def end() -> None:
        ended.append(time.monotonic())
        former.release()

    def play(_: Stage, worker: ExportWorker) -> None:
        if asked and worker.running:
            assert not FileLock(path).acquire(), "a third one would work there too"

    timer = threading.Timer(1.5, end)
    timer.start()
    stage.run(play)
    timer.join()
    assert min(asked) >= ended[0]
    assert {one.piece for one in stage.said(PieceDone)} == {"file", "stream"}


def test_an_orderly_end_loses_nothing(tmp_path: Path, server: MediaServer) -> None:
    server.rate = 300_000
    stage = Stage(tmp_path / "job", (piece("one", SPAN),), lambda _: server.url())

    def play(stage: Stage, worker: ExportWorker) -> None:
        if len(stage.said(Progress)) == 3:
            worker.hang_up()

    stage.run(play)
    assert not stage.said(Finished)
    before, arrived = len(server.requests), stage.arrived("one")
    server.rate = None
    stage.run()
    first = int(server.requests[before].range.removeprefix("bytes=").partition("-")[0])
    assert first == arrived
    assert stage.file("one").read_bytes() == server.recording.mp4


def test_bytes_behind_the_last_record_and_damaged_ones_are_fetched_again(
    tmp_path: Path, server: MediaServer
) -> None:
    server.rate = 400_000
    stage = Stage(tmp_path / "job", (piece("one", SPAN),), lambda _: server.url())

    def play(stage: Stage, worker: ExportWorker) -> None:
        if len(stage.said(Progress)) == 4:
            worker.kill()

    stage.run(play)
    part = stage.folder / ".work/one/footage.part"
    assert part.stat().st_size > 0
    with part.open("r+b") as file:
        file.seek(1000)
        file.write(b"\xff\x00\xff")
    server.rate = None
    stage.run()
    assert stage.file("one").read_bytes() == server.recording.mp4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system that is too small for the recording."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass


@pytest.mark.parametrize("method", [FetchMethod.FILE, FetchMethod.STREAM])
def test_a_full_disk_waits_and_goes_on_by_itself(
    small_disk: Path, server: MediaServer, method: FetchMethod
) -> None:
    def play(stage: Stage, _: ExportWorker) -> None:
        if isinstance(stage.events[-1], DiskLow):
            command = ["mount", "-o", "remount,size=200m", str(small_disk)]
            subprocess.run(command, check=True)

    kind = "mp4" if method is FetchMethod.FILE else "ts"
    stage = Stage(small_disk / "job", (piece("one", SPAN, method),), lambda _: server.url(kind))
    stage.run(play)
    assert stage.said(DiskLow)
    assert stage.said(DiskGood)
    assert "one" in stage.facts


def test_a_disk_that_fills_up_under_way(small_disk: Path, server: MediaServer) -> None:
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    ballast = small_disk / "ballast"
    server.rate = 300_000

    def play(stage: Stage, _: ExportWorker) -> None:
        if len(stage.said(Progress)) == 2 and not ballast.exists():
            _fill(ballast)
        if isinstance(stage.events[-1], DiskLow):
            ballast.unlink()
            server.rate = None

    stage = Stage(small_disk / "job", (piece("one", SPAN),), lambda _: server.url())
    stage.run(play)
    assert stage.said(DiskLow)
    assert stage.file("one").read_bytes() == server.recording.mp4


def test_a_file_system_that_takes_no_such_file_ends_the_job(tmp_path: Path, server: MediaServer) -> None:
    server.rate = 400_000
    limited: list[int] = []

    def play(stage: Stage, worker: ExportWorker) -> None:
        if not limited and stage.said(Progress):
            limited.append(1)
            resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (300_000, 300_000))

    stage = Stage(tmp_path / "job", (piece("one", SPAN),), lambda _: server.url())
    stage.run(play)
    fatal = stage.said(Fatal)[0]
    assert (fatal.code, fatal.detail["errno"]) == (ErrorCode.TARGET_UNWRITABLE, errno.EFBIG)
    server.rate = None
    stage.events.clear()
    stage.run()
    assert stage.file("one").read_bytes() == server.recording.mp4


def test_a_vanished_folder_ends_the_job(tmp_path: Path, server: MediaServer) -> None:
    server.rate = 400_000

    def play(stage: Stage, _: ExportWorker) -> None:
        if len(stage.said(Progress)) == 2 and stage.folder.exists():
            stage.folder.rename(tmp_path / "gone")

    stage = Stage(tmp_path / "job", (piece("one", SPAN),), lambda _: server.url())
    stage.run(play)
    assert stage.said(Fatal)[0].code is ErrorCode.TARGET_UNWRITABLE
    assert not stage.folder.exists(), "made anew, possibly on another disk"


def test_a_target_that_is_no_folder_ends_the_job(tmp_path: Path, server: MediaServer) -> None:
    stage = Stage(tmp_path / "job", (piece("one", SPAN),), lambda _: server.url())
    stage.folder.mkdir()
    (stage.folder / ".work").write_bytes(b"in the way")
    stage.run()
    assert stage.said(Fatal)[0].code is ErrorCode.TARGET_UNWRITABLE


def test_the_reserve_is_left_free(tmp_path: Path, server: MediaServer) -> None:
    free = shutil.disk_usage(tmp_path).free
    limits = with_limits(reserve_bytes=free * 2)

    def play(stage: Stage, worker: ExportWorker) -> None:
        if isinstance(stage.events[-1], DiskLow):
            worker.kill()

    stage = Stage(tmp_path / "job", (piece("one", SPAN),), lambda _: server.url(), limits=limits)
    stage.run(play)
    assert stage.said(DiskLow)[0].needed_bytes > free
    assert not any(request.sent for request in server.requests)
