"""Clips for tests and benchmarks: every picture carries the stamp that was asked for."""

from pathlib import Path

import av
import pytest

from desktop.check.stamp_reader import StampReading
from desktop.demo_platform.media.clip import write_clip
from tests.contract.media_node import reading

START_MS = 1_790_000_000_000


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.ts", "h264"), ("a.flv", "h264"), ("a.flv", "h265"), ("a.mp4", "h264"), ("a.mkv", "h265")],
)
def test_a_clip_carries_its_stamps(tmp_path: Path, name: str, codec: str) -> None:
    path = tmp_path / name
    write_clip(path, 4711, seconds=1.2, fps=10, codec=codec, start_ms=START_MS)
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.name == {"h264": "h264", "h265": "hevc"}[codec]
        readings = [reading(frame) for frame in container.decode(video=0)]
    assert readings == [StampReading(4711, START_MS + 100 * number) for number in range(12)]


def test_a_large_clip(tmp_path: Path) -> None:
    path = tmp_path / "large.ts"
    write_clip(path, 9, seconds=0.4, fps=5, size=(1280, 720), start_ms=5)
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    assert [(frame.width, frame.height) for frame in frames] == [(1280, 720)] * 2
    assert reading(frames[1]) == StampReading(9, 205)
