"""One TCP connection to the media node: a request, an answer, and usually a stream until somebody leaves."""

import asyncio
import os
import socket
import time
from collections.abc import Awaitable, Callable

from desktop.demo_platform.media import http_message as http

_HEAD_TIMEOUT_S = 5.0
_MAX_CHATTER_BYTES = 65_536
_HIGH_WATER = 1 << 20
"""More than a GOP of the largest stream, so that the cached pictures of a new viewer fit."""
_KERNEL_BUFFER = 1 << 17
_FLOW_HIGH_WATER = 1 << 15
_FLOW_KERNEL_BUFFER = 1 << 15
"""Recorded pictures wait in the cache, not in the buffers of somebody who has paused."""
_DOWNLOAD_BUFFERS = (1 << 20, 1 << 21)
_MAX_BACKLOG_S = 2.0
"""A peer that has not caught up for so long is too slow."""


class Connection(asyncio.Protocol):
    """A viewer (see `stream.Viewer`) once its request was admitted. Event-loop thread only.

    A peer that reads too slowly does not queue pictures: they are left out until the next key frame.
    """

    def __init__(
        self,
        serve: Callable[["Connection", http.Request], Awaitable[None]],
        lost: Callable[["Connection"], None],
    ) -> None:
        self.protocol = ""
        self.peer = ""
        self.opened_at = time.monotonic()
        self.is_garbled = False
        self.struck_by: set[int] = set()
        self._serve, self._lost = serve, lost
        self._transport: asyncio.Transport | None = None
        self._head = bytearray()
        self._chatter = 0
        self._task: asyncio.Task[None] | None = None
        self._skips_to_key = False
        self._is_full = False
        self._behind_since: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_flow = False
        self._room, self._audible = asyncio.Event(), asyncio.Event()
        self._room.set()
        self._audible.set()

    # what the loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for a request, but not for ever."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.set_write_buffer_limits(high=_HIGH_WATER)
        sock: socket.socket = transport.get_extra_info("socket")
        self.peer = str(transport.get_extra_info("peername")[0])
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KERNEL_BUFFER)
        self._timer = asyncio.get_running_loop().call_later(_HEAD_TIMEOUT_S, self._head_missing)

    def data_received(self, data: bytes) -> None:
        """Collect the request head; what follows it is thrown away."""
        if self._task is not None:
            self._chatter += len(data)
            if self._chatter > _MAX_CHATTER_BYTES:
                self.cut()
            return
        self._head += data
        end = self._head.find(http.END_OF_HEAD)
        if end > http.MAX_HEAD_BYTES or (end < 0 and len(self._head) > http.MAX_HEAD_BYTES):
            self._refuse(431, "too_large", "the request head is too large")
        elif end >= 0:
            self._begin(bytes(self._head[:end]))

    def eof_received(self) -> bool:
        """Go on sending a live stream to a peer that only closed its own direction."""
        return self._task is not None and not self._is_flow

    def pause_writing(self) -> None:
        """The peer's buffer is full."""
        self._is_full = True
        self._room.clear()

    def resume_writing(self) -> None:
        """The peer has read on."""
        self._is_full = False
        self._room.set()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Forget the peer."""
        self._stop_timer()
        if self._task is not None:
            self._task.cancel()
        self._lost(self)

    # what the server and the stream call

    @property
    def is_muted(self) -> bool:
        """True while nothing may be sent (a fault)."""
        return not self._audible.is_set()

    @is_muted.setter
    def is_muted(self, value: bool) -> None:
        if value:
            self._audible.clear()
        else:
            self._audible.set()

    @property
    def is_flow(self) -> bool:
        """True once the head of a flow was sent: too late for an error."""
        return self._is_flow

    def answer(self, data: bytes) -> None:
        """Send a whole answer and close."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)
            self._transport.close()

    def start(self, content_type: str) -> None:
        """Send the head of a stream."""
        assert self._transport is not None
        self._transport.write(http.stream_head(content_type))

    def begin_flow(self, head: bytes, *, downloads: bool = False) -> None:
        """Send the head of an answer that goes on as fast as the peer reads, no faster: see `push`.

        Who `downloads` never pauses: large buffers serve better. (Small ones also run into the receiver's
        delayed acknowledgements, forty milliseconds at a time.) ConnectionResetError when the peer has gone.
        """
        assert self._transport is not None
        if self._transport.is_closing():
            raise ConnectionResetError
        self._is_flow = True
        high, kernel = _DOWNLOAD_BUFFERS if downloads else (_FLOW_HIGH_WATER, _FLOW_KERNEL_BUFFER)
        self._transport.set_write_buffer_limits(high=high)
        sock: socket.socket = self._transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, kernel)
        _keep_alive(sock)
        self._transport.write(head)

    async def push(self, data: bytes) -> None:
        """Send a piece of a flow; return when the peer has room for more.

        Raises ConnectionResetError, or is cancelled, when the peer has gone.
        """
        await self._audible.wait()
        assert self._transport is not None
        if self._transport.is_closing():
            raise ConnectionResetError
        self._transport.write(os.urandom(len(data)) if self.is_garbled else data)
        await asyncio.sleep(0)  # others get their turn, even when there is always room
        await self._room.wait()

    def send(self, chunk: bytes, *, is_key: bool) -> None:
        """Send one picture; leave it out when the peer is too slow or a fault says so."""
        if self._transport is None or self._transport.is_closing():
            return
        if self.is_muted or self._is_behind() or (self._skips_to_key and not is_key):
            self._skips_to_key = True
            return
        self._skips_to_key = False
        self._transport.write(os.urandom(len(chunk)) if self.is_garbled else chunk)

    def behind_s(self) -> float:
        """Return for how long the peer has had something unread without a break."""
        return 0.0 if self._behind_since is None else time.monotonic() - self._behind_since

    def _is_behind(self) -> bool:
        """Tell whether the peer has too much unread."""
        assert self._transport is not None
        now = time.monotonic()
        if self._transport.get_write_buffer_size() == 0:
            self._behind_since = None
            return False
        if self._behind_since is None:
            self._behind_since = now
        return self._is_full or now - self._behind_since > _MAX_BACKLOG_S

    def end(self) -> None:
        """Close after what was sent."""
        if self._transport is not None:
            self._transport.close()

    def cut(self) -> None:
        """Close at once, in the middle of whatever was being sent."""
        if self._transport is not None:
            self._transport.abort()

    def _begin(self, head: bytes) -> None:
        self._stop_timer()
        try:
            request = http.parse(head)
        except http.BadRequestError as error:
            self._refuse(error.status, "bad_request", str(error))
            return
        self._head.clear()
        self._task = asyncio.ensure_future(self._serve(self, request))

    def _refuse(self, status: int, code: str, message: str) -> None:
        self._stop_timer()
        self._head.clear()
        self.answer(http.error_answer(status, code, message))

    def _head_missing(self) -> None:
        self._refuse(408, "bad_request", "no request arrived")

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _keep_alive(sock: socket.socket) -> None:
    """Notice within half a minute that a peer is no more, even when nothing is to be sent to it."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 15), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3)):
        option = getattr(socket, name, None)  # not on every system
        if option is not None:
            sock.setsockopt(socket.IPPROTO_TCP, option, value)
