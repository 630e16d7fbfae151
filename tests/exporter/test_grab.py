"""Single pictures: the right instant, in full resolution, with words inside the file."""

import asyncio
import hashlib
import io
import time
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.codeccontext import VideoCodecContext

from desktop.check.stamp_reader import read_stamp
from desktop.errors import ErrorCode
from desktop.exporter.messages import Event, Grab, Grabbed, GrabFailed, GrabSource
from desktop.exporter.process import ExportWorker
from player.footage.grab import with_texts
from tests.exporter.conftest import BASE_MS
from tests.exporter.media_server import Fault, MediaServer
from tests.support import archive_server

AHEAD_MS = 3_600_000


def _grab(order: Grab) -> Event:
    async def run() -> Event:
        answer: asyncio.Future[Event] = asyncio.get_running_loop().create_future()
        worker = ExportWorker(on_message=answer.set_result, on_ended=lambda _: None)
        worker.send(order)
        try:
            return await asyncio.wait_for(answer, 30)
        finally:
            await worker.close()

    return asyncio.run(run())


@pytest.mark.parametrize("at_ms", [BASE_MS, BASE_MS + 7_400, BASE_MS + 25_083])
def test_the_picture_on_show_at_an_instant(tmp_path: Path, server: MediaServer, at_ms: int) -> None:
    target = tmp_path / "still.png"
    texts = {"Camera": "湾头村口", "Time": str(at_ms)}
    order = Grab("g1", GrabSource.ARCHIVE_TS, server.url("ts"), target, at_ms, texts)
    answer = _grab(order)
    assert isinstance(answer, Grabbed)
    png = target.read_bytes()
    assert answer.sha256 == hashlib.sha256(png).hexdigest()
    assert (answer.width, answer.height) == (480, 270)
    with av.open(io.BytesIO(png), "r") as container:
        frame = next(container.decode(video=0))
    seen = read_stamp(np.asarray(frame.to_ndarray(format="rgb24")))
    expected = max(one.pts_ms for one in server.recording.units if one.pts_ms <= at_ms)
    assert seen is not None
    assert (seen.camera, seen.time_ms, answer.picture_ms) == (archive_server.CAMERA, expected, expected)
    assert "湾头村口".encode() in png


def test_a_live_picture(tmp_path: Path, server: MediaServer) -> None:
    url = f"{server.url('ts')}&start_ms={BASE_MS}"
    before_ms = time.time_ns() // 1_000_000
    answer = _grab(Grab("g2", GrabSource.LIVE, url, tmp_path / "live.png", clock_ahead_ms=AHEAD_MS))
    assert isinstance(answer, Grabbed)
    assert abs(answer.picture_ms - before_ms - AHEAD_MS) < 30_000
    assert "画面到达本机的时刻".encode() in (tmp_path / "live.png").read_bytes()
    assert (tmp_path / "live.png").stat().st_size == answer.bytes


def test_what_cannot_be_taken_is_said_and_nothing_overwritten(tmp_path: Path, server: MediaServer) -> None:
    target = tmp_path / "still.png"
    server.faults.extend([Fault("status", 404), Fault("garbage")])
    order = Grab("g3", GrabSource.ARCHIVE_TS, server.url("ts"), target, BASE_MS)
    for code in (ErrorCode.NOT_FOUND, ErrorCode.BAD_STREAM):
        answer = _grab(order)
        assert isinstance(answer, GrabFailed)
        assert answer.code is code
    target.write_bytes(b"there already")
    answer = _grab(order)
    assert isinstance(answer, GrabFailed)
    assert answer.code is ErrorCode.TARGET_UNWRITABLE
    assert target.read_bytes() == b"there already"


def test_words_keep_a_png_readable() -> None:
    encoder = av.CodecContext.create("png", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = 16, 16, "rgb24"
    frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
    png = b"".join(bytes(p) for p in encoder.encode(frame))
    texted = with_texts(png, {"Register": "431321103-20261123-0007"})
    with av.open(io.BytesIO(texted), "r") as container:
        assert container.streams.video[0].width == 16
        assert next(container.decode(video=0)).width == 16
