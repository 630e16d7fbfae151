"""Stills of recordings: small, of the right instant, the same as the footage shows."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from desktop.check.stamp_reader import StampReading, read_stamp
from tests.contract.archive_node import address, exchange, long_run
from tests.contract.media_node import MediaNode, running_node


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaNode]:
    with running_node(tmp_path_factory.mktemp("media")) as running:
        yield running


def test_a_still_shows_its_second(node: MediaNode) -> None:
    there = long_run(node)
    for after_ms in (0, 999, 1000, 61_500, 600_123):
        at_ms = there.start_ms + after_ms
        status, headers, body = exchange(address(node, there.camera.number, "jpeg", at_ms=at_ms))
        assert (status, headers["content-type"]) == (200, "image/jpeg")
        assert int(headers["x-picture-time-ms"]) == at_ms // 1000 * 1000
        picture = Image.open(BytesIO(body))
        assert picture.size == (320, 180)
        expected = StampReading(there.camera.number, at_ms // 1000 * 1000)
        assert read_stamp(np.asarray(picture)) == expected


def test_a_still_is_always_the_same(node: MediaNode, tmp_path_factory: pytest.TempPathFactory) -> None:
    there = long_run(node)
    number, at_ms = there.camera.number, there.start_ms
    first = exchange(address(node, number, "jpeg", at_ms=at_ms))[2]
    with running_node(tmp_path_factory.mktemp("other")) as other:
        exchange(address(other, number, "jpeg", at_ms=at_ms + 7000))
        assert exchange(address(other, number, "jpeg", at_ms=at_ms))[2] == first


def test_many_at_once(node: MediaNode) -> None:
    there = long_run(node)
    urls = [
        address(node, there.camera.number, "jpeg", at_ms=there.start_ms + second * 2000)
        for second in range(60)
    ]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(exchange, urls))
    assert [int(headers["x-picture-time-ms"]) for _, headers, _ in answers] == [
        there.start_ms + second * 2000 for second in range(60)
    ]
    assert all(len(body) > 2000 for _, _, body in answers)


def test_tickets(node: MediaNode) -> None:
    there = long_run(node)
    number, at_ms = there.camera.number, there.start_ms
    assert node.refusal(address(node, number, "jpeg", purpose="playback", at_ms=at_ms))[0] == 401
    other = (number + 1, "sub", "jpeg")
    assert node.refusal(address(node, number, "jpeg", ticket_for=other, at_ms=at_ms))[0] == 403
    assert node.refusal(address(node, number, "jpeg")) == (400, "bad_request")
