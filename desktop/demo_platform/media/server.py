"""The media node's HTTP server: admits requests, connects them to streams, and lets faults strike."""

import asyncio
import hmac
import logging
import time
from dataclasses import dataclass

from desktop.demo_platform.media import http_message as http
from desktop.demo_platform.media.admission import Admission, RefusedError, admit
from desktop.demo_platform.media.archive import request as archive_request
from desktop.demo_platform.media.archive import spoiling
from desktop.demo_platform.media.archive.desk import ArchiveDesk
from desktop.demo_platform.media.catalog import Catalog
from desktop.demo_platform.media.connection import Connection
from desktop.demo_platform.media.faults import (
    AT_THE_ARCHIVES_DOOR,
    MID_STREAM_KINDS,
    FaultDesk,
    Welcome,
)
from desktop.demo_platform.media.packaging import PACKAGERS
from desktop.demo_platform.media.stream import LiveStream
from desktop.demo_platform.media.studio import Studio

_log = logging.getLogger("media.server")
_POLL_S = 0.25
_MAX_BEHIND_S = 15.0
"""Who has not caught up for so long does not read at all."""
_GATEWAY_HEADER = "x-gateway-key"
_MAX_VIEWERS = 512
_ARCHIVE = "archive"
"""As `protocol` of a fault: only recordings suffer it, by whatever protocol."""
_DOWNLOAD = "download"
"""The same for original footage that is taken."""
_LOOPBACK = frozenset({"127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class _Seat:
    """What an open connection is watching."""

    admission: Admission
    stream: LiveStream


@dataclass(frozen=True, slots=True)
class _Desk:
    """What somebody who reads recordings is reading."""

    camera_id: str
    protocols: tuple[str, ...]
    """The names by which faults may mean it."""


class MediaServer:
    """Serves live streams and recordings. Event-loop thread only."""

    def __init__(self, catalog: Catalog, gateway_key: str, footage_bytes: int) -> None:
        self._catalog = catalog
        self._gateway_key = gateway_key
        self._secret = catalog.secret()
        self._faults = FaultDesk(catalog)
        self._connections: set[Connection] = set()
        self._seats: dict[Connection, _Seat] = {}
        self._readers: dict[Connection, _Desk] = {}
        loop = asyncio.get_running_loop()
        self._studio = Studio(loop)
        self._archive = ArchiveDesk(catalog, self._studio.workshop, loop, footage_bytes)
        self._server: asyncio.Server | None = None
        self._poller: asyncio.TimerHandle | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen; return the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._new_connection, host, port)
        self._poll()
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Close everything."""
        if self._poller is not None:
            self._poller.cancel()
        if self._server is not None:
            self._server.close()
        for connection in tuple(self._connections):
            connection.cut()
        self._studio.close()
        await asyncio.sleep(0)

    def _new_connection(self) -> Connection:
        connection = Connection(self._serve, self._lost)
        self._connections.add(connection)
        return connection

    def _lost(self, connection: Connection) -> None:
        self._connections.discard(connection)
        self._readers.pop(connection, None)
        seat = self._seats.pop(connection, None)
        if seat is not None:
            self._studio.leave(seat.stream, seat.admission.role, connection)

    async def _serve(self, connection: Connection, request: http.Request) -> None:
        try:
            if request.target == "/status" and connection.peer in _LOOPBACK:
                connection.answer(http.json_answer(200, self._status()))
                return
            if request.target.startswith(archive_request.PREFIX):
                await self._serve_archive(connection, request)
                return
            key = request.headers.get(_GATEWAY_HEADER, "")
            is_gateway = hmac.compare_digest(key.encode(), self._gateway_key.encode())
            admission = admit(self._catalog, self._secret, request.target, is_gateway=is_gateway)
            welcome = self._faults.welcome(admission.camera.id, admission.protocol)
            await asyncio.sleep(welcome.delay_s)
            self._seat(connection, admission, welcome, head_only=request.method == "HEAD")
        except RefusedError as error:
            connection.answer(http.error_answer(error.status, error.code, str(error), error.extras))
        except ConnectionResetError:
            connection.cut()
        except Exception:  # noqa: BLE001 - the last resort of one request; the others go on
            _log.exception("a request failed")
            if connection.is_flow:
                connection.cut()
                return
            connection.answer(http.error_answer(500, "internal", "the media node failed"))

    async def _serve_archive(self, connection: Connection, request: http.Request) -> None:
        """Send recordings for as long as they and their reader last."""
        wanted = archive_request.admit(self._catalog, self._secret, request.target)
        camera_id = wanted.camera.id
        names = (wanted.kind, _ARCHIVE) if wanted.limits is None else (wanted.kind, _ARCHIVE, _DOWNLOAD)
        welcome = self._faults.welcome(camera_id, *names, kinds=AT_THE_ARCHIVES_DOOR)
        faults = () if wanted.limits is None else self._faults.taken(camera_id, *names, kinds=spoiling.KINDS)
        await asyncio.sleep(welcome.delay_s)
        self._check(welcome)
        self._readers[connection] = _Desk(camera_id, names)
        self._strike(connection, 0.0, camera_id, *names)
        connection.is_garbled = connection.is_garbled or welcome.garbage
        await self._archive.serve(connection, wanted, request, welcome, spoiling.spoiling_of(faults))

    def _check(self, welcome: Welcome) -> None:
        """Refuse whom a fault refuses, and too many."""
        if welcome.status is not None:
            raise RefusedError(welcome.status, "fault", "asked for by a fault")
        if len(self._seats) + len(self._readers) >= _MAX_VIEWERS:
            raise RefusedError(503, "unavailable", "too many viewers")

    def _seat(
        self, connection: Connection, admission: Admission, welcome: Welcome, *, head_only: bool
    ) -> None:
        """Connect a viewer to its stream."""
        self._check(welcome)
        connection.start(PACKAGERS[admission.container].content_type)
        if head_only:
            connection.end()
            return
        camera = admission.camera
        codec = _carried(welcome.codec or camera.codec(admission.role), admission)
        connection.protocol = admission.container
        # What is due at once strikes before the first picture: a stalled stream shows none.
        self._strike(connection, 0.0, camera.id, admission.protocol)
        connection.is_garbled = connection.is_garbled or welcome.garbage
        stream = self._studio.watch(camera, admission.role, codec, connection)
        self._seats[connection] = _Seat(admission, stream)

    def _poll(self) -> None:
        """Let new faults strike running streams, and send home who no longer reads."""
        self._poller = asyncio.get_running_loop().call_later(_POLL_S, self._poll)
        now = time.monotonic()
        if self._faults.poll():
            self._cut_offline()
        self._archive.catch_up()
        for connection, seat in tuple(self._seats.items()):
            if connection.behind_s() > _MAX_BEHIND_S:
                connection.cut()
                continue
            admission = seat.admission
            self._strike(connection, now - connection.opened_at, admission.camera.id, admission.protocol)
        for connection, desk in tuple(self._readers.items()):
            self._strike(connection, now - connection.opened_at, desk.camera_id, *desk.protocols)

    def _strike(self, connection: Connection, age_s: float, camera_id: str, *protocols: str) -> None:
        muted = garbled = False
        for fault in self._faults.in_force(camera_id, *protocols):
            if fault.kind not in MID_STREAM_KINDS or age_s < fault.seconds(0.0):
                continue
            if fault.kind == "offline" and connection in self._readers:
                continue  # what was recorded before is still there
            if fault.id not in connection.struck_by:
                if not self._faults.take(fault):
                    continue
                connection.struck_by.add(fault.id)
            if fault.kind in {"cut", "offline"}:
                connection.cut()
                return
            muted = muted or fault.kind == "stall"
            garbled = garbled or fault.kind == "garbage"
        connection.is_muted, connection.is_garbled = muted, garbled

    def _cut_offline(self) -> None:
        """Cut the streams of cameras that went offline in the directory."""
        for connection, seat in tuple(self._seats.items()):
            camera = self._catalog.camera(seat.admission.camera.id)
            if camera is None or not camera.online:
                connection.cut()

    def _status(self) -> dict[str, object]:
        streams = [
            {
                "camera": s.camera.number,
                "role": s.profile.role,
                "codec": s.codec,
                "viewers": len(s.viewers),
                "pictures": s.recorder.pictures,
            }
            for s in self._studio.streams
        ]
        return {
            "streams": streams,
            "connections": len(self._connections),
            "archive": {
                "readers": len(self._readers),
                "groups_made": self._archive.book.made,
                "bytes": self._archive.book.size,
            },
        }


def _carried(codec: str, admission: Admission) -> str:
    """Return a codec that this container can carry: FLV has no MPEG-4, so it gets another wrong one."""
    if admission.container == "http-flv" and codec == "mpeg4":
        return "h264" if admission.camera.codec(admission.role) == "h265" else "h265"
    return codec
