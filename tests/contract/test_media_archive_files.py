"""Recordings as MP4 files: any byte can be asked for, and every answer is a piece of the same file."""

import urllib.request
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from itertools import islice

import av
import pytest

from desktop.demo_platform import archive
from desktop.demo_platform.archive import GOP_MS
from tests.contract.archive_node import HOUR_MS, Gap, address, archive_status, exchange, gap, long_run, runs
from tests.contract.media_node import PATIENCE_S, MediaNode, camera_id, now_ms, reading, running_node, until

SPAN_MS = 12_000
MS = Fraction(1, 1000)


@pytest.fixture(scope="module", params=["h264", "h265"])
def node(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaNode]:
    with running_node(tmp_path_factory.mktemp("media"), codec_sub=str(request.param)) as running:
        yield running


@pytest.fixture
def there(node: MediaNode) -> Gap:
    return long_run(node)


def file_url(node: MediaNode, there: Gap, length_ms: int = SPAN_MS, role: str = "sub") -> str:
    start = there.start_ms
    return address(node, there.camera.number, "mp4", role, from_ms=start, to_ms=start + length_ms)


def test_the_file_is_as_long_as_it_says_and_plays_to_its_end(node: MediaNode, there: Gap) -> None:
    url = file_url(node, there)
    status, headers, _ = exchange(url, "HEAD")
    assert (status, headers["accept-ranges"], headers["content-type"]) == (200, "bytes", "video/mp4")
    assert headers["x-picture-time-ms"] == str(there.start_ms)
    status, again, body = exchange(url)
    assert (status, again["content-length"], again["etag"]) == (
        200,
        headers["content-length"],
        headers["etag"],
    )
    assert len(body) == int(headers["content-length"])
    with av.open(BytesIO(body), "r") as container:
        stream = container.streams.video[0]
        assert (stream.frames, stream.duration, stream.time_base) == (SPAN_MS * 12 // 1000, SPAN_MS, MS)
        shown = [(frame.pts, reading(frame)) for frame in container.decode(stream)]
    assert len(shown) == SPAN_MS * 12 // 1000
    for pts, one in shown:
        assert one is not None
        assert pts is not None
        assert (one.camera, one.time_ms) == (there.camera.number, there.start_ms + pts)


def test_every_range_is_a_piece_of_the_same_file(node: MediaNode, there: Gap) -> None:
    url = file_url(node, there)
    _, headers, body = exchange(url)
    size = len(body)
    cuts = [
        (0, 0),
        (0, 7),
        (10, 5000),
        (4000, 70_000),
        (size // 2, size // 2 + 150_000),
        (size - 9, size - 1),
    ]
    for first, last in cuts:
        status, part, data = exchange(url, range=f"bytes={first}-{last}")
        assert (status, part["content-range"]) == (206, f"bytes {first}-{last}/{size}")
        assert int(part["content-length"]) == len(data)
        assert data == body[first : last + 1], (first, last)
    assert exchange(url, range=f"bytes={size - 100}-")[2] == body[-100:]
    assert exchange(url, range="bytes=-100")[2] == body[-100:]
    assert exchange(url, range="bytes=5-9", if_range=headers["etag"])[0] == 206
    assert exchange(url, range="bytes=5-9", if_range='"another"')[0] == 200
    status, none, data = exchange(url, range=f"bytes={size}-")
    assert (status, none["content-range"], data) == (416, f"bytes */{size}", b"")


def test_a_player_opens_it_over_the_net_and_seeks(node: MediaNode, there: Gap) -> None:
    url = file_url(node, there, length_ms=HOUR_MS // 4)
    with av.open(url, "r", timeout=(10.0, 10.0)) as container:
        stream = container.streams.video[0]
        for target_ms in (700_000, 3000, 899_000, 450_000):
            container.seek(target_ms, stream=stream)
            frame = next(container.decode(stream))
            one = reading(frame)
            assert one is not None
            assert frame.pts == target_ms // GOP_MS * GOP_MS
            assert one.time_ms == there.start_ms + frame.pts
    assert archive_status(node)["readers"] <= 1


def test_only_what_is_read_is_encoded(node: MediaNode, there: Gap) -> None:
    before = archive_status(node)["groups_made"]
    url = file_url(node, there, length_ms=HOUR_MS // 2)
    assert exchange(url, "HEAD")[0] == 200
    _, headers, _ = exchange(url, range="bytes=0-99")
    size = int(headers["content-range"].rpartition("/")[2])
    assert exchange(url, range=f"bytes={size // 2}-{size // 2 + 999}")[0] == 206
    assert archive_status(node)["groups_made"] - before <= 4


def test_a_gap_makes_the_picture_before_it_last(node: MediaNode) -> None:
    hole = gap(node)
    start, end = hole.start_ms - 2 * GOP_MS, hole.end_ms + GOP_MS
    body = exchange(address(node, hole.camera.number, "mp4", from_ms=start, to_ms=end))[2]
    with av.open(BytesIO(body), "r") as container:
        shown = [(frame.pts, reading(frame)) for frame in container.decode(video=0)]
    assert len(shown) == 3 * 24
    assert [one.time_ms - start for _, one in shown if one is not None] == [pts for pts, _ in shown]
    assert shown[47][1] is not None
    assert shown[47][1].time_ms < hole.start_ms
    assert shown[48][0] == hole.end_ms - start


def test_a_range_is_widened_to_whole_groups(node: MediaNode, there: Gap) -> None:
    start = there.start_ms
    body = exchange(address(node, there.camera.number, "mp4", from_ms=start + 900, to_ms=start + 2100))[2]
    with av.open(BytesIO(body), "r") as container:
        times = [one.time_ms for one in map(reading, container.decode(video=0)) if one is not None]
    assert (times[0], len(times)) == (start, 48)


def test_the_large_picture(node: MediaNode, there: Gap) -> None:
    url = file_url(node, there, length_ms=4000, role="main")
    _, headers, body = exchange(url)
    assert len(body) == int(headers["content-length"])
    with av.open(BytesIO(body), "r") as container:
        frames = list(islice(container.decode(video=0), 45))
    assert {(frame.width, frame.height) for frame in frames} == {(1280, 720)}
    assert [frame.pts for frame in frames[:4]] == [0, 67, 133, 200]


def test_what_is_no_file_is_refused(node: MediaNode, there: Gap) -> None:
    number, start = there.camera.number, there.start_ms
    now = now_ms()
    oldest = archive.retention(there.camera, now).from_ms
    for from_ms, to_ms in (
        (start, start),
        (start + 1, start),
        (start, start + 25 * HOUR_MS),
        (now - 60_000, now + 60_000),
        (oldest - 60_000, oldest + 60_000),
    ):
        url = address(node, number, "mp4", from_ms=from_ms, to_ms=to_ms)
        assert node.refusal(url) == (400, "bad_request"), (from_ms, to_ms)
    assert node.refusal(address(node, number, "mp4", from_ms=start)) == (400, "bad_request")
    hole = gap(node)
    url = address(node, hole.camera.number, "mp4", from_ms=hole.start_ms, to_ms=hole.end_ms)
    assert node.refusal(url) == (404, "no_recording")


def test_footage_on_a_device_is_no_file(node: MediaNode) -> None:
    there = long_run(node, "device")
    assert not [run for run in runs(there.camera, "platform") if run[0] <= there.start_ms < run[1]]
    assert node.refusal(file_url(node, there)) == (404, "no_recording")


def test_who_leaves_in_the_middle_is_forgotten(node: MediaNode, there: Gap) -> None:
    with urllib.request.urlopen(file_url(node, there, length_ms=HOUR_MS // 4), timeout=PATIENCE_S) as answer:
        assert answer.read(300_000)
    until(lambda: archive_status(node)["readers"] == 0, "it has left")
    assert camera_id(there.camera.number) == there.camera.id
