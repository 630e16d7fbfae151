"""Whatever is sent, the answer is a refusal in the envelope, never a failure."""

import socket
from urllib.parse import urlsplit

import pytest
import requests

from desktop.demo_platform.api.body_limit import MAX_BODY_BYTES
from tests.support.demo_platform import DemoPlatform

BODIES: dict[str, bytes] = {
    "nothing": b"",
    "not json": b"{",
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "a list": b"[]",
    "a number": b"1e999",
    "nan": b'{"user": NaN, "password": "x"}',
    "lone surrogate": b'{"user": "\\ud800", "password": "\\udfff"}',
    "nul": b'{"user": "a\\u0000", "password": "b"}',
    "not utf-8": b'{"user": "\xff\xfe", "password": "x"}',
    "long user": b'{"user": "' + b"a" * 10_000 + b'", "password": "x"}',
    "empty user": b'{"user": "", "password": "x"}',
    "wrong types": b'{"user": {"$gt": ""}, "password": ["x"]}',
    "many members": b"{" + b",".join(b'"k%d":1' % i for i in range(20_000)) + b"}",
    "huge number": b'{"user": ' + b"9" * 5000 + b', "password": "x"}',
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("path", ["/session", "/session/refresh"])
def test_hostile_bodies_before_sign_in(platform: DemoPlatform, path: str, name: str) -> None:
    response = requests.post(
        f"{platform.url}/api/v1{path}",
        data=BODIES[name],
        headers={"Content-Type": "application/json"},
        timeout=30,
    )
    assert response.status_code in {400, 401}, response.text
    assert set(response.json()) == {"error"}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(
    "path",
    [
        "/cameras/query",
        "/cameras/" + "4" * 20 + "/live",
        "/cameras/" + "4" * 20 + "/playback",
        "/bookmarks",
        "/demo/faults",
    ],
)
def test_hostile_bodies_after_sign_in(platform: DemoPlatform, path: str, name: str) -> None:
    response = platform.admin.request(
        "POST", path, data=BODIES[name], headers={"Content-Type": "application/json"}
    )
    assert 400 <= response.status_code < 500, response.text
    assert set(response.json()) == {"error"}


@pytest.mark.parametrize(
    "path",
    [
        "/regions/%00",
        "/regions/%ff%fe",
        "/regions/..%2f..%2fetc",
        "/regions/4313'--",
        "/regions/" + "4" * 5000,
        "/cameras/%ED%A0%80",
        "/cameras/" + "9" * 20,
        "/regions/4313/children?limit=0",
        "/regions/4313/children?limit=99999999999999999999",
        "/regions/4313/children?cursor=x",
        "/regions/4313/cameras?cursor=" + "9" * 40,
        "/regions/4313/cameras?deep=maybe",
        "/changes?wait_s=nan",
        "/changes?wait_s=1e308",
        "/search",
        "/search?q=" + "a" * 201,
        "/search?limit=-1&q=a",
        "/registers/access?cursor=-1",
        "/nothing",
        "/demo/faults/1e3",
    ],
)
def test_hostile_addresses(platform: DemoPlatform, path: str) -> None:
    method = "DELETE" if "faults" in path else "GET"
    response = platform.admin.request(method, path)
    assert 400 <= response.status_code < 500, (path, response.text)
    assert set(response.json()) == {"error"}


def test_wrong_method_is_refused_in_the_envelope(platform: DemoPlatform) -> None:
    response = platform.admin.request("PUT", "/regions/roots")
    assert (response.status_code, response.json()["error"]["code"]) == (405, "bad_request")


def test_a_query_of_too_many_ids_is_refused(platform: DemoPlatform) -> None:
    assert (
        platform.admin.request("POST", "/cameras/query", json={"ids": ["4" * 20] * 1001}).status_code == 400
    )
    assert platform.admin.post("/cameras/query", {"ids": ["4" * 20] * 1000})["missing"] == ["4" * 20]


def test_too_large_bodies_are_refused_declared_or_not(platform: DemoPlatform) -> None:
    declared = platform.admin.request("POST", "/cameras/query", data=b" " * (MAX_BODY_BYTES + 1))
    chunks = (b" " * 65_536 for _ in range(8))
    streamed = platform.admin.request("POST", "/cameras/query", data=chunks)
    for response in (declared, streamed):
        assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x00" * 1000,
    ],
)
def test_what_is_not_http_does_not_hurt(platform: DemoPlatform, request_bytes: bytes) -> None:
    address = urlsplit(platform.url)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=10) as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(4096)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert requests.get(f"{platform.url}/api/v1/platform", timeout=30).ok


def test_error_messages_do_not_repeat_what_was_sent(platform: DemoPlatform) -> None:
    secret = "very-secret-password"
    response = requests.post(
        f"{platform.url}/api/v1/session", json={"user": 5, "password": [secret]}, timeout=30
    )
    assert response.status_code == 400
    assert secret not in response.text
