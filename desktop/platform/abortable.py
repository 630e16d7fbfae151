"""Connections that another thread can cut: what a call's scope needs to end a hanging request at once."""

import socket
import threading
from typing import cast

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from desktop.lanes import CallScope

_current = threading.local()


def enter(scope: CallScope | None) -> None:
    """Say which call this thread works for from now on."""
    _current.scope = scope


class _Http(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _watch(self.sock)

    def putrequest(
        self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False
    ) -> None:
        _watch(self.sock)
        super().putrequest(method, url, skip_host, skip_accept_encoding)


class _Https(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _watch(self.sock)

    def putrequest(
        self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False
    ) -> None:
        _watch(self.sock)
        super().putrequest(method, url, skip_host, skip_accept_encoding)


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


POOLS = {"http": _HttpPool, "https": _HttpsPool}


def _watch(sock: socket.socket | None) -> None:
    """Register a socket with this thread's call; None where the connection is yet to be made."""
    scope = cast("CallScope | None", getattr(_current, "scope", None))
    if scope is not None and sock is not None:
        # The plain method: an SSL socket's own would take the TLS state away from the reading thread.
        scope.on_abort(lambda: socket.socket.shutdown(sock, socket.SHUT_RDWR))
