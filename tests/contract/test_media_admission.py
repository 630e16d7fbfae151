"""Who may open a stream, and what hostile or broken requests get."""

import json
import socket
import urllib.request
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contract.media_node import PATIENCE_S, MediaNode, camera_id, running_node


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaNode]:
    with running_node(tmp_path_factory.mktemp("media")) as running:
        yield running


def exchange(node: MediaNode, request: bytes, *, closes: bool = True) -> bytes:
    """Send raw bytes; return what comes back until the node closes (or a first piece)."""
    with socket.create_connection(("127.0.0.1", node.port), timeout=PATIENCE_S) as connection:
        try:
            connection.sendall(request)
        except OSError:
            return b""
        answer = b""
        while True:
            try:
                piece = connection.recv(65536)
            except ConnectionError:
                return answer
            answer += piece
            if not piece or not closes:
                return answer


def talk(connection: socket.socket) -> None:
    """Send what nobody asked for, again and again, while reading the stream."""
    for _ in range(4000):
        connection.sendall(b"x" * 4096)
        if not connection.recv(65536):
            raise ConnectionError


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def test_refusals(node: MediaNode) -> None:
    assert node.refusal(node.url(1, lives_ms=-1)) == (401, "ticket_expired")
    assert node.refusal(node.url(1)[:-4] + "AAAA") == (401, "unauthenticated")
    assert node.refusal(node.url(1).partition("?")[0]) == (401, "unauthenticated")
    assert node.refusal(node.url(1, ticket_for=(2, "sub", "http-ts"))) == (403, "forbidden")
    assert node.refusal(node.url(1, ticket_for=(1, "main", "http-ts"))) == (403, "forbidden")
    assert node.refusal(node.url(1, ticket_for=(1, "sub", "http-flv"))) == (403, "forbidden")
    assert node.refusal(node.url(77)) == (404, "not_found")
    assert node.refusal(node.url(24)) == (503, "camera_offline")
    assert node.refusal(f"http://127.0.0.1:{node.port}/etc/passwd") == (404, "not_found")


def test_a_ticket_for_rtsp_does_not_open_the_gateways_relay_for_others(node: MediaNode) -> None:
    ticket = node.url(1, ticket_for=(1, "sub", "rtsp")).partition("?")[2]
    url = f"http://127.0.0.1:{node.port}/relay/{camera_id(1)}/sub?{ticket}"
    assert node.refusal(url) == (404, "not_found")


def test_head_answers_without_pictures(node: MediaNode) -> None:
    request = urllib.request.Request(node.url(1), method="HEAD")
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
        assert answer.headers["Content-Type"] == "video/mp2t"
        assert answer.read() == b""


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"hello\r\n\r\n", 400),
        (b"GET / SPDY/1\r\n\r\n", 400),
        (b"GET /\xff\xfe HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nno colon here\r\n\r\n", 400),
        (b"DELETE /live/1/sub.ts HTTP/1.1\r\n\r\n", 405),
        (b"GET /../../secret HTTP/1.1\r\n\r\n", 404),
        (b"GET /live/1/sub.ts?ticket=%E4%BA%91%ED%A0%80 HTTP/1.1\r\n\r\n", 401),
        (b"GET /live/1/sub.ts?" + b"a=1&" * 200 + b" HTTP/1.1\r\n\r\n", 401),
        (b"GET / HTTP/1.1\r\n" + b"X: " + b"x" * 20_000, 431),
        (b"GET / HTTP/1.1\r\n", 408),
    ],
)
def test_hostile_requests_get_an_error_and_no_more(
    node: MediaNode, request_bytes: bytes, status: int
) -> None:
    answer = exchange(node, request_bytes)
    assert status_of(answer) == status
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"connection: close" in head.lower()
    assert json.loads(body)["error"]["code"]


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_the_node(node: MediaNode, data: bytes) -> None:
    answer = exchange(node, data + b"\r\n\r\n")
    assert answer == b"" or 400 <= status_of(answer) < 500
    assert node.process.poll() is None


def test_a_viewer_that_talks_too_much_is_cut(node: MediaNode) -> None:
    url = node.url(2)
    target = url[url.index("/live") :]
    with socket.create_connection(("127.0.0.1", node.port), timeout=PATIENCE_S) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\n\r\n".encode())
        assert connection.recv(12) == b"HTTP/1.1 200"
        with pytest.raises(ConnectionError):
            talk(connection)
