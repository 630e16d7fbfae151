"""The little of HTTP/1.1 that a streaming server needs: one request in, one answer out, then bytes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

MAX_HEAD_BYTES = 8192
END_OF_HEAD = b"\r\n\r\n"


class BadRequestError(Exception):
    """What arrived is not a request that we answer with a stream."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """A parsed request head."""

    method: str
    target: str
    headers: dict[str, str]


def parse(head: bytes) -> Request:
    """Parse a request head without its empty line; BadRequestError for anything doubtful."""
    try:
        first, *lines = head.decode("ascii").split("\r\n")
        method, target, version = first.split(" ")
    except (UnicodeDecodeError, ValueError) as error:
        raise BadRequestError(400, "not an HTTP request") from error
    if not version.startswith("HTTP/1.") or not target.startswith("/") or not target.isprintable():
        raise BadRequestError(400, "not an HTTP/1 request")
    if method not in {"GET", "HEAD"}:
        raise BadRequestError(405, "only GET and HEAD")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise BadRequestError(400, "malformed header")
        headers[name.lower()] = value.strip()
    return Request(method, target, headers)


def stream_head(content_type: str) -> bytes:
    """Return the head of an answer that goes on until the connection closes."""
    return (
        f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    ).encode("ascii")


def head(status: int, headers: Mapping[str, str | int]) -> bytes:
    """Return the head of an answer, with these headers, after which the connection closes."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{k}: {v}" for k, v in headers.items())]
    return ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode("ascii")


def json_answer(status: int, body: object) -> bytes:
    """Return a whole answer with a JSON body."""
    data = json.dumps(body, ensure_ascii=False).encode()
    phrase = HTTPStatus(status).phrase
    extra = "Retry-After: 5\r\n" if status == HTTPStatus.SERVICE_UNAVAILABLE else ""
    extra += "Allow: GET, HEAD\r\n" if status == HTTPStatus.METHOD_NOT_ALLOWED else ""
    head = (
        f"HTTP/1.1 {status} {phrase}\r\nContent-Type: application/json; charset=utf-8\r\n"
        f"Content-Length: {len(data)}\r\nCache-Control: no-store\r\n{extra}Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + data


def error_answer(status: int, code: str, message: str, extras: Mapping[str, object] | None = None) -> bytes:
    """Return an error in the form of the open platform contract."""
    return json_answer(status, {"error": {"code": code, "message": message, **(extras or {})}})
