"""The answer to one HTTP request as a file for FFmpeg, which another thread may end at any moment.

FFmpeg's own HTTP client cannot be woken from a connect or a read; a seek must not wait for it.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from typing import Final
from urllib.parse import urljoin, urlsplit

from player.api import ArchiveSource, Failure
from player.worker.failures import failure_of_status

_USELESS_BYTES: Final = 16 << 20
_USELESS_S: Final = 8.0
"""Beyond either without a packet it is no stream."""
_BUFFER: Final = 32 << 10
_REDIRECTS: Final = 3
_MOVED: Final = frozenset({301, 302, 303, 307, 308})


class RefusedError(Exception):
    """The platform answered with an error; `failure` says which."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Body:
    """One request; `open` and `read` on the feed's thread, `abandon` on any."""

    def __init__(self, source: ArchiveSource) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._response: http.client.HTTPResponse | None = None
        self._abandoned = False
        self._size = self._useless = 0
        self._useful_at = time.monotonic()
        self.error: Exception | None = None
        """What `read` has raised: FFmpeg sometimes takes it for an end."""

    @property
    def is_empty(self) -> bool:
        """True for an answer that has ended before its first byte."""
        return self._response is not None and not self._size

    def open(self, url: str) -> None:
        """Send the request and wait for the answer's head.

        Raises:
            RefusedError: the answer is an error.
            OSError: there is no connection, or no answer in time.
            ValueError: this is no http or https URL.
        """
        for _ in range(_REDIRECTS):
            response = self._request(url)
            if response.status == 200:
                self._response = response
                assert self._socket is not None
                self._socket.settimeout(self._source.read_timeout_s)
                self.note_packet()
                return
            moved = response.headers.get("Location") if response.status in _MOVED else None
            if not moved:
                raise RefusedError(failure_of_status(response.status))
            self.close()
            url = urljoin(url, moved)
        raise RefusedError(Failure.SERVER_ERROR)

    def read(self, size: int) -> bytes:
        """Return what has come, at most `size` bytes; nothing at the end. Called by FFmpeg."""
        assert self._response is not None
        if self._abandoned:
            return b""
        if self._useless > _USELESS_BYTES or time.monotonic() - self._useful_at > _USELESS_S:
            self.error = RefusedError(Failure.BAD_DATA)
            raise self.error
        try:
            data = self._response.read1(size)
        except OSError as error:
            self.error = error
            raise
        self._size += len(data)
        self._useless += len(data)
        return data

    def note_packet(self) -> None:
        """Take note that the bytes so far made sense (and that nobody waits for the next ones)."""
        self._useless, self._useful_at = 0, time.monotonic()

    def abandon(self) -> None:
        """End a connect, a wait or a read at once."""
        self._abandoned = True
        with self._lock:
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            one, self._socket = self._socket, None
        if self._response is not None:
            self._response.close()
        if one is not None:
            one.close()

    def _request(self, url: str) -> http.client.HTTPResponse:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not an http URL")
        connection = self._connect(parts.scheme, parts.hostname, parts.port)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        try:
            connection.request("GET", target, headers={"Connection": "close"})
            return connection.getresponse()
        except http.client.HTTPException as error:
            if isinstance(error, OSError):  # the server has closed the connection without an answer
                raise
            raise RefusedError(Failure.BAD_DATA) from error

    def _connect(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        patience = self._source.open_timeout_s
        connection: http.client.HTTPConnection
        if scheme == "https":
            context = ssl.create_default_context(cafile=self._source.ca_file)
            connection = http.client.HTTPSConnection(host, port, timeout=patience, context=context)
        else:
            connection = http.client.HTTPConnection(host, port, timeout=patience)
        connection.connect()
        with self._lock:
            self._socket = connection.sock
        if self._abandoned:
            self.close()
            raise ConnectionAbortedError
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # While we do not read, the platform should not go on drawing and sending for long.
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        return connection
