"""Live streams of a real media node: the right pictures, at once, shared, and only while somebody watches."""

import time
import urllib.request
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import av
import pytest

from tests.contract.media_node import (
    PATIENCE_S,
    MediaNode,
    joins_in_the_middle,
    now_ms,
    reading,
    running_node,
    until,
    watching,
)


@pytest.fixture(scope="module", params=["h264", "h265"])
def node(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaNode]:
    with running_node(tmp_path_factory.mktemp("media"), codec_sub=str(request.param)) as running:
        yield running


@pytest.mark.parametrize("protocol", ["http-ts", "http-flv"])
@pytest.mark.parametrize(("role", "size", "fps"), [("sub", (640, 360), 12), ("main", (1280, 720), 15)])
def test_a_stream_shows_its_camera_now(
    node: MediaNode, protocol: str, role: str, size: tuple[int, int], fps: int
) -> None:
    with watching(node.url(3, role, protocol)) as frames:
        shown = list(islice(frames, 3 * fps))
        late_ms = now_ms()
    readings = [reading(frame) for frame in shown]
    assert {None if one is None else one.camera for one in readings} == {3}
    times = [one.time_ms for one in readings if one is not None]
    assert times == sorted(set(times))
    assert 0 <= late_ms - times[-1] < 2000
    assert (shown[0].width, shown[0].height) == size
    steady = times[fps:]
    spacing_ms = (steady[-1] - steady[0]) / (len(steady) - 1)
    assert 0.9 * 1000 / fps < spacing_ms < 2.5 * 1000 / fps  # a busy machine leaves pictures out


def test_the_timestamps_follow_the_stamps(node: MediaNode) -> None:
    with watching(node.url(4)) as frames:
        shown = list(islice(frames, 30))
    offsets = []
    for frame in shown:
        one = reading(frame)
        assert one is not None
        assert frame.time is not None
        offsets.append(one.time_ms - frame.time * 1000)
    assert sorted(offsets)[-2] - sorted(offsets)[1] < 60  # two clocks are read: one may be late once


def test_a_key_frame_comes_every_two_seconds(node: MediaNode) -> None:
    with av.open(node.url(5), "r", timeout=(PATIENCE_S, PATIENCE_S)) as container:
        packets = list(islice(container.demux(video=0), 60))
    keys = [index for index, packet in enumerate(packets) if packet.is_keyframe]
    assert keys[0] == 0
    assert {later - earlier for earlier, later in pairwise(keys)} == {24}


def test_a_second_viewer_gets_the_pictures_since_the_last_key_frame_at_once(node: MediaNode) -> None:
    def is_shared() -> bool:
        return [s["viewers"] for s in node.status()["streams"] if s["camera"] == 6] == [2]

    with watching(node.url(6)) as first:
        assert joins_in_the_middle(node, first, 6, "http-flv", lambda: until(is_shared, "shared"))


def test_an_encoder_runs_only_while_somebody_watches(node: MediaNode) -> None:
    def is_running() -> bool:
        return any(stream["camera"] == 7 for stream in node.status()["streams"])

    assert not is_running()
    with watching(node.url(7)) as frames:
        next(frames)
        assert is_running()
    left_at = time.monotonic()
    until(lambda: not is_running(), "the encoder stops", within_s=12.0)
    assert time.monotonic() - left_at > 4.0


def test_the_transport_stream_is_whole(node: MediaNode) -> None:
    with urllib.request.urlopen(node.url(8), timeout=PATIENCE_S) as answer:
        data = answer.read(188 * 300)
    packets = [data[at : at + 188] for at in range(0, len(data), 188)]
    assert {packet[0] for packet in packets} == {0x47}
    last: dict[int, int] = {}
    for packet in packets:
        pid, counter = (packet[1] & 0x1F) << 8 | packet[2], packet[3] & 15
        assert pid in {0, 0x1000, 0x100}
        assert counter == (last.get(pid, counter - 1) + 1) % 16
        last[pid] = counter
    assert set(last) == {0, 0x1000, 0x100}


def test_a_node_ends_when_its_parent_goes(tmp_path: Path) -> None:
    with running_node(tmp_path) as running, watching(running.url(1)) as frames:
        next(frames)
        assert running.process.stdin is not None
        running.process.stdin.close()
        assert running.process.wait(10) == 0


def test_a_node_ends_on_sigterm(tmp_path: Path) -> None:
    with running_node(tmp_path) as running, watching(running.url(1)) as frames:
        next(frames)
        running.process.terminate()
        assert running.process.wait(10) == 0
