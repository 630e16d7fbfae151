"""Faults on demand, as they arrive at a viewer."""

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice

import av
import pytest

from tests.contract.media_node import (
    PATIENCE_S,
    MediaNode,
    camera_id,
    reading,
    running_node,
    to_the_end,
    watching,
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaNode]:
    with running_node(tmp_path_factory.mktemp("media")) as node:
        yield node


@pytest.fixture
def node(running: MediaNode) -> Iterator[MediaNode]:
    yield running
    running.heal()
    running.execute("UPDATE camera SET online = 1 WHERE number < 24")


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_http_status(node: MediaNode, status: int) -> None:
    node.fault("http_status", 1, value=str(status), times=1)
    assert node.refusal(node.url(1))[0] == status
    with watching(node.url(1)) as frames:
        assert next(frames)


def test_a_fault_strikes_only_its_camera_and_protocol(node: MediaNode) -> None:
    node.fault("http_status", 1, value="500", protocol="http-flv")
    assert node.refusal(node.url(1, protocol="http-flv"))[0] == 500
    for url in (node.url(1), node.url(2, protocol="http-flv")):
        with watching(url) as frames:
            assert next(frames)


def test_times_are_counted_exactly_under_load(node: MediaNode) -> None:
    fault = node.fault("http_status", 3, value="500", times=5)

    def attempt(_: int) -> int:
        try:
            with urllib.request.urlopen(node.url(3), timeout=PATIENCE_S) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(attempt, range(12)))
    assert sorted(statuses) == [200] * 7 + [500] * 5
    assert node.times_left(fault) == 0


def test_slow(node: MediaNode) -> None:
    node.fault("slow", 1, value="1.2", times=1)
    asked_at = time.monotonic()
    with watching(node.url(1)) as frames:
        assert next(frames)
    assert time.monotonic() - asked_at > 1.2


@pytest.mark.parametrize(
    ("value", "protocol", "codec"),
    [("mpeg4", "http-ts", "mpeg4"), ("h265", "http-ts", "hevc"), ("mpeg4", "http-flv", "hevc")],
)
def test_wrong_codec(node: MediaNode, value: str, protocol: str, codec: str) -> None:
    node.fault("wrong_codec", 4, value=value, times=1)
    with av.open(node.url(4, protocol=protocol), "r", timeout=(PATIENCE_S, PATIENCE_S)) as container:
        assert container.streams.video[0].codec_context.name == codec
        frame = next(container.decode(video=0))
    one = reading(frame)
    assert one is not None
    assert one.camera == 4


def test_stall_and_recovery(node: MediaNode) -> None:
    with urllib.request.urlopen(node.url(5), timeout=PATIENCE_S) as answer:
        assert answer.read(188)
        node.fault("stall", 5, for_s=5.0)
        longest, last = 0.0, time.monotonic()
        deadline = last + 30
        while longest < 1.0:
            assert time.monotonic() < deadline, "the stream never stalled"
            answer.read(188)
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
        assert len(answer.read(188 * 50)) == 188 * 50


def test_who_joins_a_stalled_stream_gets_no_picture(node: MediaNode) -> None:
    node.fault("stall", 5)
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=PATIENCE_S)
    connection.connect()
    wire = connection.sock  # the connection forgets it once the answer has begun
    connection.request("GET", node.url(5).partition(str(node.port))[2])
    with connection.getresponse() as answer:
        assert answer.status == 200
        wire.settimeout(1.0)
        with pytest.raises(TimeoutError):
            answer.read(188)


def test_cut_in_the_middle(node: MediaNode) -> None:
    with watching(node.url(6)) as frames:
        next(frames)
        fault = node.fault("cut", 6, times=1)
        with pytest.raises((av.FFmpegError, StopIteration)):
            to_the_end(frames)
    assert node.times_left(fault) == 0
    with watching(node.url(6)) as frames:
        assert len(list(islice(frames, 12))) == 12


def test_cut_after_some_seconds(node: MediaNode) -> None:
    node.fault("cut", 7, value="1.0")
    began = time.monotonic()
    with urllib.request.urlopen(node.url(7), timeout=PATIENCE_S) as answer, suppress(ConnectionError):
        while answer.read(188):
            pass
    assert 0.9 < time.monotonic() - began < 15


def test_garbage_from_the_start(node: MediaNode) -> None:
    node.fault("garbage", 8)
    with urllib.request.urlopen(node.url(8), timeout=PATIENCE_S) as answer:
        data = answer.read(188 * 40)
    assert sum(data[at] == 0x47 for at in range(0, len(data), 188)) < 20


def test_garbage_begins_in_the_middle_and_ends(node: MediaNode) -> None:
    with urllib.request.urlopen(node.url(9), timeout=PATIENCE_S) as answer:
        assert answer.read(188)[0] == 0x47
        node.fault("garbage", 9, for_s=10.0)
        began = time.monotonic()
        while answer.read(188)[0] == 0x47:
            assert time.monotonic() - began < 20


def test_a_camera_that_goes_offline_is_cut_and_refused(node: MediaNode) -> None:
    with watching(node.url(10)) as frames:
        next(frames)
        node.execute("UPDATE camera SET online = 0 WHERE id = ?", (camera_id(10),))
        with pytest.raises((av.FFmpegError, StopIteration)):
            to_the_end(frames)
    assert node.refusal(node.url(10)) == (503, "camera_offline")


def test_an_offline_fault_cuts(node: MediaNode) -> None:
    with watching(node.url(11)) as frames:
        next(frames)
        node.fault("offline", 11)
        with pytest.raises((av.FFmpegError, StopIteration)):
            to_the_end(frames)
    assert node.refusal(node.url(11))[0] == 503
    node.heal()
    with watching(node.url(11)) as frames:
        assert next(frames)
