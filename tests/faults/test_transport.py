"""The transport against a real loopback server that misbehaves in every way there is."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.domain.address import PlatformAddress
from desktop.domain.trust import TlsTrust
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lanes
from desktop.platform.open_api.envelope import OpenApiEnvelope
from desktop.platform.request import Request
from desktop.platform.transport import Transport
from tests.support import wire
from tests.support.loops import run
from tests.support.raw_server import Answer, RawServer, answering
from tests.support.waiting import until

GET: Request[object] = Request(
    "GET", "/thing", lambda value: value, connect_s=1.0, read_s=1.0, deadline_s=3.0, max_bytes=100_000
)


def transport_to(url: str, lanes: Lanes, trust: TlsTrust | None = None) -> Transport:
    return Transport(PlatformAddress.parse(url), "/api/v1", trust or TlsTrust(), lanes, OpenApiEnvelope())


def fetch(url: str, lanes: Lanes, request: Request[object] = GET, token: str | None = "token-1") -> object:
    async def work() -> object:
        transport = transport_to(url, lanes)
        try:
            return await transport.send(request, token)
        finally:
            transport.close()

    return run(work())


def failure(answer: Answer, lanes: Lanes, request: Request[object] = GET) -> AppError:
    with RawServer(answer) as server, pytest.raises(AppError) as raised:
        fetch(server.url, lanes, request)
    return raised.value


def test_a_good_answer_is_decoded_and_the_token_sent(lanes: Lanes) -> None:
    with RawServer(answering({"x": "湾头村"})) as server:
        assert fetch(server.url, lanes) == {"x": "湾头村"}
        assert server.requests[0].startswith("GET /api/v1/thing HTTP/1.1")
        assert "Authorization: Bearer token-1" in server.requests[0]


def test_nobody_listens(lanes: Lanes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(AppError) as raised:
        fetch(f"http://127.0.0.1:{port}", lanes)
    assert raised.value.code is ErrorCode.CONNECTION_REFUSED
    assert raised.value.detail == {"host": "127.0.0.1"}


def test_a_host_that_does_not_exist(lanes: Lanes) -> None:
    with pytest.raises(AppError) as raised:
        fetch("http://no-such-host.invalid", lanes, replace(GET, deadline_s=15.0))
    assert raised.value.code is ErrorCode.UNKNOWN_HOST


def test_a_server_that_takes_the_connection_and_says_nothing(lanes: Lanes) -> None:
    def silent(connection: socket.socket, _: str) -> None:
        connection.recv(1)

    assert failure(silent, lanes).code is ErrorCode.TIMED_OUT


def drip(text: bytes) -> Answer:
    def answer(connection: socket.socket, _: str) -> None:
        for byte in text:
            connection.sendall(bytes([byte]))
            time.sleep(0.3)

    return answer


@pytest.mark.parametrize(
    "text",
    [
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50,
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + b" " * 500,
    ],
    ids=["headers", "body"],
)
def test_a_drip_ends_at_the_total_deadline(lanes: Lanes, text: bytes) -> None:
    began = time.monotonic()
    error = failure(drip(text), lanes, replace(GET, deadline_s=1.5))
    assert error.code is ErrorCode.TIMED_OUT
    assert time.monotonic() - began < 8, "not until the last byte"


def test_the_thread_behind_a_drip_is_free_again(lanes: Lanes) -> None:
    slow = replace(GET, deadline_s=0.5)

    async def work(url: str) -> None:
        transport = transport_to(url, lanes)
        calls = [transport.send(slow, None) for _ in range(8)]
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert all(isinstance(result, AppError) for result in results)
        await until(lambda: not lanes.query._running)
        transport.close()

    with RawServer(drip(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500)) as server:
        run(work(server.url))


def test_a_cancelled_request_is_cut_at_once(lanes: Lanes) -> None:
    closed = threading.Event()

    def wait_for_end(connection: socket.socket, _: str) -> None:
        connection.recv(1)
        closed.set()

    async def work(server: RawServer) -> None:
        transport = transport_to(server.url, lanes)
        task = asyncio.ensure_future(transport.send(replace(GET, read_s=30.0, deadline_s=30.0), None))
        await until(lambda: server.requests)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await until(closed.is_set)
        transport.close()

    with RawServer(wait_for_end) as server:
        run(work(server))


def whole(text: bytes) -> Answer:
    def answer(connection: socket.socket, _: str) -> None:
        connection.sendall(text)
        connection.shutdown(socket.SHUT_RDWR)

    return answer


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", ErrorCode.UNREACHABLE),
        (b"\x16\x03\x01 garbage\r\n\r\n", ErrorCode.NOT_A_PLATFORM),
        (b"SSH-2.0-OpenSSH_9.2\r\n", ErrorCode.NOT_A_PLATFORM),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\nContent-Type: application/json\r\n\r\n{",
            ErrorCode.BAD_ANSWER,
        ),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ErrorCode.BAD_ANSWER),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", ErrorCode.BAD_ANSWER),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 100_000 + b"\r\n\r\n", ErrorCode.NOT_A_PLATFORM),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", ErrorCode.NOT_A_PLATFORM),
    ],
    ids=["nothing", "tls", "ssh", "truncated", "bad chunk", "truncated chunk", "huge header", "many headers"],
)
def test_what_is_no_whole_http_answer(lanes: Lanes, text: bytes, code: ErrorCode) -> None:
    assert failure(whole(text), lanes).code is code


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<html>Sign in to the hotel's network</html>", "text/html"),
        (b"{}", "text/plain"),
        (b"{", "application/json"),
        (b"\xff\xfe{}", "application/json"),
        (b'{"x": NaN}', "application/json"),
        (b"[" * 90_000, "application/json"),
        (b'{"x": ' + b"9" * 50_000 + b"}", "application/json"),
    ],
    ids=["portal", "not json", "half", "encoding", "nan", "deep", "long number"],
)
def test_what_is_no_json(lanes: Lanes, body: bytes, content_type: str) -> None:
    assert failure(answering(body, content_type=content_type), lanes).code is ErrorCode.BAD_ANSWER


def test_an_answer_that_is_announced_too_large_is_not_read(lanes: Lanes) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n"
    assert failure(whole(head), lanes).code is ErrorCode.ANSWER_TOO_LARGE


def test_an_answer_without_end_is_cut_at_the_limit(lanes: Lanes) -> None:
    def endless(connection: socket.socket, _: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            connection.sendall(b"[" * 10_000)

    assert failure(endless, lanes).code is ErrorCode.ANSWER_TOO_LARGE


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_a_redirection_is_not_followed_and_the_token_goes_nowhere(lanes: Lanes, status: str) -> None:
    with RawServer(answering({"stolen": True})) as elsewhere:
        location = f"Location: {elsewhere.url}/api/v1/thing\r\n"
        error = failure(answering(b"", status=status, extra=location), lanes)
        assert elsewhere.requests == []
    assert error.code is ErrorCode.BAD_ANSWER


ERRORS: list[tuple[str, object, ErrorCode, dict[str, object]]] = [
    ("401 U", wire.error("unauthenticated"), ErrorCode.SESSION_EXPIRED, {}),
    ("401 U", wire.error("token_expired"), ErrorCode.SESSION_EXPIRED, {}),
    (
        "401 U",
        wire.error("bad_credentials", attempts_left=2),
        ErrorCode.BAD_CREDENTIALS,
        {"attempts_left": 2},
    ),
    ("423 L", wire.error("locked", retry_after_s=300), ErrorCode.LOCKED_OUT, {"retry_after_s": 300}),
    ("403 F", wire.error("forbidden"), ErrorCode.FORBIDDEN, {}),
    ("404 N", wire.error("not_found"), ErrorCode.NOT_FOUND, {}),
    ("409 C", wire.error("camera_offline"), ErrorCode.CAMERA_OFFLINE, {}),
    ("429 T", wire.error("too_many_requests", retry_after_s=1e99), ErrorCode.TOO_MANY_REQUESTS, {}),
    ("500 I", wire.error("internal"), ErrorCode.PLATFORM_ERROR, {}),
    (
        "503 U",
        wire.error("unavailable", retry_after_s=-4),
        ErrorCode.PLATFORM_UNAVAILABLE,
        {"retry_after_s": 0},
    ),
    ("503 U", b'{"error": {"retry_after_s": 1e999}}', ErrorCode.PLATFORM_UNAVAILABLE, {}),
    ("502 B", b"<html>", ErrorCode.PLATFORM_UNAVAILABLE, {}),
    ("404 N", b"<html>", ErrorCode.BAD_ANSWER, {}),
    ("403 F", {"error": "no"}, ErrorCode.BAD_ANSWER, {}),
    ("500 I", {"error": {"code": ["x"]}}, ErrorCode.PLATFORM_ERROR, {}),
    ("418 T", [], ErrorCode.BAD_ANSWER, {}),
]


@pytest.mark.parametrize(("status", "body", "code", "detail"), ERRORS)
def test_each_error_of_the_contract_has_its_code(
    lanes: Lanes, status: str, body: object, code: ErrorCode, detail: dict[str, object]
) -> None:
    error = failure(answering(body, status=status), lanes)
    assert error.code is code
    assert detail.items() <= error.detail.items()


def test_the_machines_proxy_settings_are_ignored(lanes: Lanes, monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(answering({"proxied": True})) as proxy, RawServer(answering({"direct": True})) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        assert fetch(server.url, lanes) == {"direct": True}
        assert proxy.requests == []


def test_an_idle_connection_that_the_server_gave_up_is_replaced(lanes: Lanes) -> None:
    answered = 0

    def once(connection: socket.socket, line: str) -> None:
        nonlocal answered
        answered += 1
        if answered == 2:  # on the kept connection: gone without a word
            connection.shutdown(socket.SHUT_RDWR)
            return
        answering({"n": answered})(connection, line)

    async def work(url: str) -> list[object]:
        transport = transport_to(url, lanes)
        request = replace(GET, lane=GET.lane.CONTROL)  # one thread, so one connection
        results = [await transport.send(request, None), await transport.send(request, None)]
        transport.close()
        return results

    with RawServer(once) as server:
        assert run(work(server.url)) == [{"n": 1}, {"n": 3}]


def test_a_post_is_never_sent_twice(lanes: Lanes) -> None:
    with RawServer(whole(b"")) as server, pytest.raises(AppError):
        fetch(server.url, lanes, replace(GET, method="POST", body={"x": 1}))
    assert len(server.requests) == 1


def test_secrets_stay_out_of_the_log_and_the_error(lanes: Lanes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    with (
        RawServer(answering(wire.error("internal"), status="500 I")) as server,
        pytest.raises(AppError) as raised,
    ):
        fetch(
            server.url, lanes, replace(GET, method="POST", body={"password": "SECRET"}), token="SECRET-TOKEN"
        )
    assert "SECRET" not in repr(raised.value)
    own = [record.getMessage() for record in caplog.records if record.name.startswith("xueliang")]
    assert own
    assert "SECRET" not in "".join(own)


def test_a_decoder_that_refuses_is_heard(lanes: Lanes) -> None:
    def refuse(_: object) -> object:
        raise AppError(ErrorCode.BAD_ANSWER)

    with RawServer(answering({})) as server, pytest.raises(AppError) as raised:
        fetch(server.url, lanes, replace(GET, decode=refuse))
    assert raised.value.code is ErrorCode.BAD_ANSWER


def test_many_requests_at_a_time_all_come_back(lanes: Lanes) -> None:
    decode: Callable[[object], object] = lambda value: value  # noqa: E731

    async def work(url: str) -> int:
        transport = transport_to(url, lanes)
        request = replace(GET, decode=decode, deadline_s=15.0)
        results = await asyncio.gather(*(transport.send(request, None) for _ in range(200)))
        transport.close()
        return len(results)

    with RawServer(answering({"ok": 1})) as server:
        assert run(work(server.url)) == 200
