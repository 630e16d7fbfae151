"""Refuses requests whose body is too large, before anything reads it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.demo_platform.api.errors import ApiError, answer

MAX_BODY_BYTES = 256 * 1024


class BodyLimit:
    """Middleware: takes the whole body first, up to the limit, and hands it on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _declared(scope) > MAX_BODY_BYTES:
            await answer(ApiError("too_large"))(scope, receive, send)
            return
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            if len(body) > MAX_BODY_BYTES:
                await answer(ApiError("too_large"))(scope, receive, send)
                return
            if not message.get("more_body", False):
                break
        await self._app(scope, _replay(bytes(body), receive), send)


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() and len(value) < 16 else MAX_BODY_BYTES + 1
    return 0


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
