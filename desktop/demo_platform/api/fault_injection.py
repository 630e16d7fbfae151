"""Brings about the faults of the API's own answers."""

import asyncio
import re
from collections.abc import Callable

from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.demo_platform.api.errors import MESSAGES, ApiError, answer
from desktop.demo_platform.api.models.errors import ErrorCode
from desktop.demo_platform.faults.book import FaultBook
from desktop.demo_platform.faults.fault import ANSWER_KINDS, API_PROTOCOL, Fault, FaultKind

_CAMERA_PATH = re.compile(r"/api/v1/cameras/([0-9]{20})(/|$)")
_ARCHIVE_PATH = re.compile(r"/api/v1/cameras/[0-9]{20}/(recordings|recording-days|marks)")
_ARCHIVE_SLOW = frozenset({FaultKind.ARCHIVE_SLOW})
_SLOW = frozenset({FaultKind.SLOW})
_SPOILING = ANSWER_KINDS - _SLOW
_SLOW_S = 3.0
_ARCHIVE_SLOW_S = 20.0
_GARBAGE = bytes(range(256)) * 16
_BY_STATUS: dict[int, ErrorCode] = {status: code for code, (status, _) in reversed(list(MESSAGES.items()))}


class FaultInjection:
    """Middleware: spoils answers as the fault book says; /demo/ itself is always well."""

    def __init__(self, app: ASGIApp, book: Callable[[], FaultBook | None]) -> None:
        self._app = app
        self._book = book

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (ASGI)."""
        book = self._book()
        path = scope.get("path", "")
        is_ours = (
            scope["type"] == "http" and path.startswith("/api/v1/") and not path.startswith("/api/v1/demo/")
        )
        if book is None or book.is_quiet or not is_ours:
            await self._app(scope, receive, send)
            return
        match = _CAMERA_PATH.match(path)
        camera_id = match[1] if match else None
        slow = await run_in_threadpool(book.take, _SLOW, camera_id, API_PROTOCOL)
        if slow is not None:
            await asyncio.sleep(slow.seconds(_SLOW_S))
        if _ARCHIVE_PATH.fullmatch(path):
            slow = await run_in_threadpool(book.take, _ARCHIVE_SLOW, camera_id, None)
            await asyncio.sleep(0 if slow is None else slow.seconds(_ARCHIVE_SLOW_S))
        spoiling = await run_in_threadpool(book.take, _SPOILING, camera_id, API_PROTOCOL)
        if spoiling is None:
            await self._app(scope, receive, send)
        elif spoiling.kind is FaultKind.API_TRUNCATED:
            await self._app(scope, receive, _Truncated(send, cut_connection=spoiling.value == "connection"))
        else:
            await _spoiled(spoiling)(scope, receive, send)


def _spoiled(fault: Fault) -> Response:
    if fault.kind is FaultKind.API_GARBAGE:
        return Response(_GARBAGE, media_type="application/json")
    status = int(fault.value) if fault.value and fault.value.isdigit() and len(fault.value) == 3 else 500
    status = status if 400 <= status < 600 else 500
    retry_after_s = 1 if status in {423, 429, 503} else None
    return answer(ApiError(_BY_STATUS.get(status, "internal"), retry_after_s=retry_after_s), status)


class _Truncated:
    """Sends only half of an answer's body, with a fitting length or with the connection cut in the middle."""

    def __init__(self, send: Send, *, cut_connection: bool) -> None:
        self._send = send
        self._cut_connection = cut_connection
        self._head: Message | None = None

    async def __call__(self, message: Message) -> None:
        """Take one message of the answer (ASGI)."""
        if message["type"] == "http.response.start":
            self._head = message
            return
        if message["type"] != "http.response.body" or self._head is None:
            return
        half = message.get("body", b"")[: len(message.get("body", b"")) // 2]
        if not self._cut_connection:
            kept = [(name, value) for name, value in self._head["headers"] if name != b"content-length"]
            self._head["headers"] = [*kept, (b"content-length", str(len(half)).encode())]
        await self._send(self._head)
        await self._send({"type": "http.response.body", "body": half, "more_body": self._cut_connection})
        self._head = None
