"""A viewer that does not read: pictures are left out for it alone, and it resumes at a key frame."""

import socket
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.contract.media_node import MediaNode, running_node, until, watching


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaNode]:
    with running_node(tmp_path_factory.mktemp("media")) as running:
        yield running


def sleepy(node: MediaNode, number: int) -> socket.socket:
    """Open a main stream with a small receive buffer and do not read it."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", node.port))
    url = node.url(number, "main")
    connection.sendall(f"GET {url[url.index('/live') :]} HTTP/1.1\r\n\r\n".encode())
    connection.settimeout(10)
    return connection


@pytest.mark.slow
def test_a_sleeper_does_not_disturb_others_and_misses_pictures(node: MediaNode) -> None:
    with sleepy(node, 1) as connection, watching(node.url(1, "main")) as frames:
        began = time.monotonic()
        shown = 0
        while time.monotonic() - began < 7:
            next(frames)
            shown += 1
        assert shown > 10
        data = bytearray()
        while len(data) < 900_000:
            piece = connection.recv(65536)
            assert piece
            data += piece
    stream = bytes(data[data.index(b"\r\n\r\n") + 4 :])
    stamps = times_of_pictures(stream)
    gaps = [(later - earlier, is_key) for (earlier, _), (later, is_key) in pairwise(stamps)]
    long = [is_key for gap, is_key in gaps if gap > 1000]
    assert long, "nothing was left out for the sleeper"
    assert all(long), "it resumed in the middle of a group of pictures"


@pytest.mark.slow
def test_who_never_reads_is_sent_home(node: MediaNode) -> None:
    with sleepy(node, 2):
        until(lambda: node.status()["connections"] >= 2, "connected")
        until(lambda: node.status()["connections"] == 1, "sent home", within_s=60)


def times_of_pictures(stream: bytes) -> list[tuple[float, bool]]:
    """Return milliseconds and key flag of every picture of a transport stream."""
    found = []
    for at in range(0, len(stream) - 187, 188):
        packet = stream[at : at + 188]
        assert packet[0] == 0x47
        if packet[1] & 0x5F == 0x41 and packet[3] & 0x20 and packet[4] and packet[5] & 0x10:
            found.append((int.from_bytes(packet[6:11], "big") / 128 / 90, bool(packet[5] & 0x40)))
    return found
