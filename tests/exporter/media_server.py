"""A media server under test's orders: one recording as an MP4 file with ranges and as a transport stream.

Faults are taken from `faults`, one for each request; `bodies` tells which bytes of the file were sent.
"""

import base64
import contextlib
import hashlib
import socket
import socketserver
import struct
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.packaging.ts import TsPackager
from desktop.demo_platform.media.profiles import Profile

_PIECE = 16 << 10


@dataclass(frozen=True)
class Fault:
    """`cut`, `reset`, `stall` after `value` bytes; `status`; `whole` (200 instead of 206); `short`, `long`
    (Content-Length off by `value`); `range` (another range than asked for); `endless`; `zero`; `digest` (a
    wrong one); `garbage`; `padding` (empty
    packets for ever); `moved` (302); `changed` (another file from now on)."""

    kind: str
    value: int = 0


@dataclass
class Request:
    path: str
    query: dict[str, str]
    range: str
    sent: int = 0


@dataclass
class Recording:
    """What the server has."""

    mp4: bytes
    units: Sequence[AccessUnit] = ()
    profile: Profile = field(default_factory=lambda: Profile("main", 480, 270, 12))
    etag: str = '"one"'


class MediaServer:
    """Serves until the block ends; `restart` closes everything for a while, on the same port."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.faults: deque[Fault] = deque()
        self.requests: list[Request] = []
        self.rate: int | None = None
        """Bytes a second of each connection."""
        self.digests = False
        self.file_digest: bytes | None = None
        """Sent as Repr-Digest."""
        self.good_tickets: set[str] | None = None
        self.lock = threading.Lock()
        self.port = 0
        self._open: set[socket.socket] = set()
        self._start()

    def __enter__(self) -> "MediaServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def url(self, kind: str = "mp4", ticket: str = "t") -> str:
        return f"http://127.0.0.1:{self.port}/main.{kind}?ticket={ticket}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.hang_up()

    def hang_up(self) -> None:
        with self.lock:
            for one in self._open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def start_again(self) -> None:
        self._start()

    @property
    def bytes_sent(self) -> int:
        return sum(request.sent for request in self.requests)

    def _start(self) -> None:
        self._server = _Server(("127.0.0.1", self.port), _Handler)
        self._server.owner = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    owner: MediaServer


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        owner = self.server.owner
        with owner.lock:
            owner._open.add(self.request)
        try:
            with contextlib.suppress(OSError):
                while head := self._head():
                    if not self._answer(head):
                        return
        finally:
            with owner.lock:
                owner._open.discard(self.request)

    def _head(self) -> str:
        head = b""
        while b"\r\n\r\n" not in head:
            data = self.request.recv(4096)
            if not data:
                return ""
            head += data
        return head.decode()

    def _answer(self, head: str) -> bool:
        owner = self.server.owner
        parts = urlsplit(head.split(" ", 2)[1])
        fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        request = Request(parts.path, dict(parse_qsl(parts.query)), fields.get("Range", ""))
        with owner.lock:
            owner.requests.append(request)
            fault = owner.faults.popleft() if owner.faults else Fault("")
        if fault.kind == "status":
            return self._plain(fault.value)
        if fault.kind == "moved":
            location = f"{owner.url(ticket=request.query['ticket'])}&n={len(owner.requests)}"
            self.request.sendall(
                f"HTTP/1.1 302 x\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
            )
            return True
        if owner.good_tickets is not None and request.query["ticket"] not in owner.good_tickets:
            return self._plain(401)
        if parts.path.endswith(".mp4"):
            return self._file(request, fields, fault)
        self._stream(request, fault)
        return False

    def _plain(self, status: int) -> bool:
        self.request.sendall(f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\n\r\n".encode())
        return True

    def _file(self, request: Request, fields: dict[str, str], fault: Fault) -> bool:
        owner = self.server.owner
        if fault.kind == "changed":
            one = owner.recording
            owner.recording = Recording(one.mp4, one.units, one.profile, '"two"')
        recording = owner.recording
        data = recording.mp4
        first, _, last = request.range.removeprefix("bytes=").partition("-")
        start, end = int(first), min(int(last) + 1, len(data))
        partial = fields.get("If-Range", recording.etag) == recording.etag and fault.kind != "whole"
        if not partial:
            start, end = 0, len(data)
        body = data[start:end]
        off = {"short": -fault.value, "long": fault.value}.get(fault.kind, 0)
        lines = [f"HTTP/1.1 {206 if partial else 200} x", f"ETag: {recording.etag}"]
        if fault.kind == "zero":
            body, start, end = b"", 0, 0
        if fault.kind == "endless":
            lines.append("Transfer-Encoding: chunked")
        else:
            lines.append(f"Content-Length: {len(body) + off}")
        if partial:
            moved = 7 if fault.kind == "range" else 0
            lines.append(f"Content-Range: bytes {start + moved}-{end - 1 + moved}/{len(data)}")
        if owner.digests or fault.kind == "digest":
            meant = body + b"x" if fault.kind == "digest" else body
            digest = base64.b64encode(hashlib.sha256(meant).digest()).decode()
            lines.append(f"Content-Digest: sha-256=:{digest}:")
        if owner.file_digest is not None:
            lines.append(f"Repr-Digest: sha-256=:{base64.b64encode(owner.file_digest).decode()}:")
        self.request.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        if fault.kind == "endless":
            self._endless(request)
            return False
        return self._send(request, body, fault) and not off

    def _endless(self, request: Request) -> None:
        while True:
            self.request.sendall(b"4000\r\n" + b"\0" * 0x4000 + b"\r\n")
            request.sent += 0x4000

    def _send(self, request: Request, body: bytes, fault: Fault) -> bool:
        """Send a body; false when the connection is to be closed."""
        owner = self.server.owner
        for at in range(0, len(body), _PIECE):
            piece = body[at : at + _PIECE]
            if fault.kind in ("cut", "reset", "stall") and at + len(piece) > fault.value:
                self.request.sendall(piece[: fault.value - at])
                request.sent += max(fault.value - at, 0)
                self._break(fault.kind)
                return False
            self.request.sendall(piece)
            request.sent += len(piece)
            if owner.rate is not None:
                time.sleep(len(piece) / owner.rate)
        return True

    def _break(self, kind: str) -> None:
        if kind == "stall":
            time.sleep(30)
        elif kind == "reset":
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.request.close()

    def _stream(self, request: Request, fault: Fault) -> None:
        recording = self.server.owner.recording
        start = int(request.query["start_ms"])
        keys = [index for index, one in enumerate(recording.units) if one.is_key and one.pts_ms <= start]
        units = recording.units[keys[-1] if keys else 0 :]
        packager = TsPackager("h264", recording.profile)
        body = b"".join(packager.pack(unit) for unit in units)
        self.request.sendall(b"HTTP/1.1 200 x\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n")
        if fault.kind == "garbage":
            self.request.sendall(b"\0" * 100_000)
            return
        while fault.kind == "padding":
            self.request.sendall((b"\x47\x1f\xff\x10" + b"\xff" * 184) * 64)
        self._send(request, body, fault)
