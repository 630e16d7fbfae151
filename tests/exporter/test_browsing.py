"""Browsing copies: the watermark lies over every picture, mosaics where and while they should, time stays."""

import asyncio
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from PIL import Image

from desktop.domain.browsing import Mask
from desktop.errors import ErrorCode
from desktop.exporter.messages import Browse, Browsed, BrowseFailed, BrowseProgress, Event
from desktop.exporter.process import ExportWorker

WIDTH, HEIGHT, RATE, PICTURES = 320, 180, 10, 40


def _made(order: Browse) -> list[Event]:
    async def run() -> list[Event]:
        heard: list[Event] = []
        ended = asyncio.Event()

        def hear(event: Event) -> None:
            heard.append(event)
            if isinstance(event, Browsed | BrowseFailed):
                ended.set()

        worker = ExportWorker(on_message=hear, on_ended=lambda _: None)
        worker.send(order)
        try:
            await asyncio.wait_for(ended.wait(), 60)
        finally:
            await worker.close()
        return heard

    return asyncio.run(run())


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """Fine stripes, so that a mosaic shows."""
    path = tmp_path / "original.mp4"
    stripes = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    stripes[:, ::8] = stripes[:, 1::8] = stripes[:, 2::8] = stripes[:, 3::8] = 255
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for _ in range(PICTURES):
            container.mux(stream.encode(VideoFrame.from_ndarray(stripes, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def _pictures(path: Path) -> list[tuple[float, np.ndarray]]:
    with av.open(str(path)) as container:
        return [(frame.time or 0.0, frame.to_ndarray(format="gray")) for frame in container.decode(video=0)]


def _contrast(picture: np.ndarray) -> float:
    return float(np.abs(np.diff(picture.astype(float), axis=1)).mean())


def test_watermark_and_mosaic_are_in_the_copy_and_times_are_kept(tmp_path: Path, original: Path) -> None:
    mark, target = tmp_path / "mark.png", tmp_path / "copy.mp4"
    picture = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    picture.paste((255, 255, 255, 255), (0, 0, 64, 32))
    picture.save(mark)
    before = original.read_bytes()
    heard = _made(Browse("b1", original, target, mark, (Mask(0.5, 0.5, 0.25, 0.4, 1.0, 2.0),)))
    done = heard[-1]
    assert isinstance(done, Browsed)
    assert (done.pictures, done.width, done.height) == (PICTURES, WIDTH, HEIGHT)
    assert any(isinstance(event, BrowseProgress) for event in heard)
    assert original.read_bytes() == before
    copied, wanted = _pictures(target), _pictures(original)
    assert [round(at, 3) for at, _ in copied] == [round(at, 3) for at, _ in wanted]
    for at, shown in copied:
        assert shown[4:28, 4:60].min() > 200, "the watermark lies over every picture"
        inside, outside = _contrast(shown[96:156, 168:232]), _contrast(shown[96:156, 32:96])
        assert (inside < outside / 4) == (1.0 <= at <= 2.0), at
    assert not list(tmp_path.glob("*.part"))


def test_what_cannot_be_copied_leaves_nothing_and_overwrites_nothing(tmp_path: Path, original: Path) -> None:
    broken, target = tmp_path / "broken.mp4", tmp_path / "copy.mp4"
    broken.write_bytes(b"no footage at all" * 100)
    failed = _made(Browse("b2", broken, target))[-1]
    assert isinstance(failed, BrowseFailed)
    assert failed.code is ErrorCode.BAD_STREAM
    assert not target.exists()
    target.write_bytes(b"there already")
    failed = _made(Browse("b3", original, target))[-1]
    assert isinstance(failed, BrowseFailed)
    assert failed.code is ErrorCode.TARGET_UNWRITABLE
    assert target.read_bytes() == b"there already"
    failed = _made(Browse("b4", original, tmp_path / "nowhere" / "copy.mp4"))[-1]
    assert isinstance(failed, BrowseFailed)
    assert failed.code is ErrorCode.TARGET_UNWRITABLE


@pytest.mark.parametrize("values", [(0.9, 0, 0.2, 1, 0, 1), (0, 0, 0, 1, 0, 1), (0, 0, 1, 1, 2, 2)])
def test_masks_lie_inside_the_picture_and_the_file(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="mask"):
        Mask(*values)
