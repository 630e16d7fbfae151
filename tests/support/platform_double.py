"""A platform with tokens that a test can spoil: for what a real one cannot be told to do."""

import json
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from tests.support import wire

Reply = tuple[int, object]
Route = Callable[[dict[str, Any]], Reply]


class PlatformDouble:
    """Serves on loopback until the block ends. `routes` adds or replaces answers by "METHOD path"."""

    def __init__(self, *, tls: ssl.SSLContext | None = None, expires_in_s: int = 600, port: int = 0) -> None:
        self.password = "right"
        self.expires_in_s = expires_in_s
        self.valid_access: set[str] = set()
        self.valid_refresh: set[str] = set()
        self.calls: Counter[str] = Counter()
        self.tokens_seen: list[str] = []
        self.routes: dict[str, Route] = {}
        self.held: dict[str, threading.Event] = {}
        """Answers by "METHOD path" that wait until the test lets them go, or the platform ends."""
        self.queries: list[str] = []
        """What was asked, with its parameters."""
        self.connections: list[socket.socket] = []
        self._grants = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._tls = tls is not None
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> "PlatformDouble":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for event in self.held.values():
            event.set()
        self._server.shutdown()
        self._server.server_close()
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def spoil_access(self) -> None:
        """Let no access token count any more."""
        self.valid_access.clear()

    def spoil_all(self) -> None:
        """Let no token count any more."""
        self.spoil_access()
        self.valid_refresh.clear()

    def answer(self, method: str, path: str, token: str, body: dict[str, Any]) -> Reply:
        call = f"{method} {path}"
        if call in self.held:
            self.held[call].wait()
        with self._lock:
            self.calls[call] += 1
            if call in self.routes:
                return self.routes[call](body)
            if call == "GET /platform":
                return 200, wire.platform()
            if method == "POST" and path.startswith("/session"):
                return self._session(body)
            self.tokens_seen.append(token)
            if token not in self.valid_access:
                return 401, wire.error("token_expired")
            return self._authorized(call)

    def _session(self, body: dict[str, Any]) -> Reply:
        if "refresh_token" in body:
            good = body["refresh_token"] in self.valid_refresh
            return self._grant() if good else (401, wire.error("token_expired"))
        good = body.get("password") == self.password
        return self._grant() if good else (401, wire.error("bad_credentials", attempts_left=3))

    def _authorized(self, call: str) -> Reply:
        answers: dict[str, Reply] = {
            "GET /regions/roots": (200, {"items": [wire.region("431321103")]}),
            "GET /changes": (200, {"cursor": "1", "cameras": [], "reset": False}),
            "DELETE /session": (204, None),
        }
        return answers.get(call, (404, wire.error("not_found")))

    def _grant(self) -> Reply:
        self._grants += 1
        access, refresh = f"access-{self._grants}", f"refresh-{self._grants}"
        self.valid_access.add(access)
        self.valid_refresh = {refresh}
        return 200, wire.grant(access, refresh, expires_in_s=self.expires_in_s)


def _handler(double: PlatformDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            double.connections.append(self.connection)

        def handle(self) -> None:
            with suppress(OSError):  # a client that refuses the certificate, or leaves
                super().handle()

        def respond(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            body = json.loads(self.rfile.read(length)) if length else {}
            path = self.path.partition("?")[0].removeprefix("/api/v1")
            double.queries.append(f"{self.command} {self.path.removeprefix('/api/v1')}")
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, value = double.answer(self.command, path, token, body)
            data = b"" if value is None else json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_DELETE = respond  # noqa: N815 - the library's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler
