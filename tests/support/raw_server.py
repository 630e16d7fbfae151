"""A loopback server that answers byte by byte as a test orders: slow, cut, huge, garbage, or right."""

import json
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

Answer = Callable[[socket.socket, str], None]
"""Gets the connection and the request's first line; what it returns from closes the connection."""


class RawServer:
    """Serves until the block ends; every connection in a thread of its own, `answer` once per request."""

    def __init__(self, answer: Answer, *, tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self.requests: list[str] = []
        """The heads of the requests, as they came."""
        self.stop = threading.Event()
        self._tls = tls
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> "RawServer":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop.set()
        for connection in (self._listener, *self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _accept(self) -> None:
        while not self.stop.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError):
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
                self._open.append(connection)
            with connection:
                while head := _read_head(connection):
                    self.requests.append(head)
                    self.answer(connection, head.partition("\r\n")[0])


def _read_head(connection: socket.socket) -> str:
    head = b""
    while b"\r\n\r\n" not in head:
        data = connection.recv(65536)
        if not data:
            return ""
        head += data
    text, _, body = head.partition(b"\r\n\r\n")
    for line in text.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            while len(body) < int(value):
                body += connection.recv(65536)
    return text.decode("latin-1")


def answering(
    body: object, status: str = "200 OK", content_type: str = "application/json", extra: str = ""
) -> Answer:
    """Answer every request with the same JSON value (or bytes)."""

    def answer(connection: socket.socket, _: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        connection.sendall(
            f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{extra}"
            f"Content-Length: {len(data)}\r\n\r\n".encode()
            + data
        )

    return answer
