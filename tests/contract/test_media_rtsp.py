"""RTSP by GStreamer's server, judged with FFmpeg as the player opens it."""

from collections.abc import Iterator
from itertools import islice

import av
import psutil
import pytest

from tests.contract.media_node import (
    PATIENCE_S,
    SHORT,
    MediaNode,
    joins_in_the_middle,
    now_ms,
    reading,
    running_node,
    to_the_end,
    until,
    watching,
)


@pytest.fixture(scope="module", params=["h264", "h265"])
def node(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaNode]:
    with running_node(tmp_path_factory.mktemp("media"), codec_sub=str(request.param), rtsp=True) as running:
        if running.rtsp_port is None:
            pytest.skip("this machine has no GStreamer RTSP server")
        yield running


def test_it_shows_its_camera_now(node: MediaNode) -> None:
    with watching(node.url(1, protocol="rtsp")) as frames:
        shown = list(islice(frames, 40))
        late_ms = now_ms()
    readings = [reading(frame) for frame in shown]
    assert {None if one is None else one.camera for one in readings} == {1}
    last = readings[-1]
    assert last is not None
    assert late_ms - last.time_ms < 5000


def test_a_running_stream_starts_with_its_cached_pictures(node: MediaNode) -> None:
    with watching(node.url(2)) as first:
        assert joins_in_the_middle(node, first, 2, "rtsp")


@pytest.mark.parametrize(
    ("number", "ticket_for", "lives_ms", "error"),
    [
        (1, None, -1, av.HTTPUnauthorizedError),
        (1, (2, "sub", "rtsp"), 60_000, av.HTTPForbiddenError),
        (1, (1, "sub", "http-ts"), 60_000, av.HTTPForbiddenError),
        (77, None, 60_000, av.HTTPNotFoundError),
        (24, None, 60_000, av.HTTPServerError),
    ],
)
def test_refusals_reach_the_client(
    node: MediaNode,
    number: int,
    ticket_for: tuple[int, str, str] | None,
    lives_ms: int,
    error: type[av.FFmpegError],
) -> None:
    url = node.url(number, protocol="rtsp", ticket_for=ticket_for, lives_ms=lives_ms)
    with pytest.raises(error):
        av.open(url, "r", options=SHORT, timeout=(PATIENCE_S, PATIENCE_S))


def test_a_viewer_who_leaves_leaves_nothing_behind(node: MediaNode) -> None:
    for _ in range(3):
        with watching(node.url(3, protocol="rtsp")) as frames:
            next(frames)
    until(lambda: node.status()["connections"] <= 1, "the relays are closed")


def test_a_gateway_that_dies_comes_back_on_its_port(node: MediaNode) -> None:
    for child in psutil.Process(node.process.pid).children():
        child.kill()

    def opens() -> bool:
        try:
            with watching(node.url(5, protocol="rtsp")) as frames:
                return next(frames) is not None
        except (OSError, av.FFmpegError):
            return False

    until(opens, "RTSP works again", within_s=20)


def test_a_cut_reaches_the_client(node: MediaNode) -> None:
    with watching(node.url(4, protocol="rtsp")) as frames:
        next(frames)
        node.fault("cut", 4, protocol="rtsp", times=1)
        with pytest.raises((av.FFmpegError, StopIteration)):
            to_the_end(frames)
