"""Refuses requests whose body is too large, before anything reads it."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.demo_platform.api.errors import ApiError, answer
from desktop.demo_platform.retrievals import scans

MAX_BODY_BYTES = 256 * 1024
_SCAN_PATH = re.compile(r"/api/v1/retrievals/[^/]+/attachments")
_MAX_SCAN_BYTES = scans.MOST_BYTES + 1
"""One byte more, so that the route tells a scan that is too large from one that just fits."""


class BodyLimit:
    """Middleware: takes the whole body first, up to the limit, and hands it on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = _MAX_SCAN_BYTES if _SCAN_PATH.fullmatch(scope["path"]) else MAX_BODY_BYTES
        if _declared(scope, most) > most:
            await answer(ApiError("too_large"))(scope, receive, send)
            return
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            if len(body) > most:
                await answer(ApiError("too_large"))(scope, receive, send)
                return
            if not message.get("more_body", False):
                break
        await self._app(scope, _replay(bytes(body), receive), send)


def _declared(scope: Scope, most: int) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() and len(value) < 16 else most + 1
    return 0


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
