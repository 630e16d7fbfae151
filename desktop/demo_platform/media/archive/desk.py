"""The archive's door: from an admitted request to footage, a file, a still, or a clear refusal."""

import asyncio
import hashlib
import time
from collections import OrderedDict

from desktop.demo_platform import archive
from desktop.demo_platform.archive import Segment
from desktop.demo_platform.media import http_message as http
from desktop.demo_platform.media.admission import RefusedError
from desktop.demo_platform.media.archive import byte_range
from desktop.demo_platform.media.archive.devices import DeviceDesk, Session
from desktop.demo_platform.media.archive.footage import nearest, spans_on_platform
from desktop.demo_platform.media.archive.gop_book import GopBook
from desktop.demo_platform.media.archive.grid import start_of
from desktop.demo_platform.media.archive.mp4_file import Mp4File
from desktop.demo_platform.media.archive.mp4_playback import Mp4Order, Mp4Press
from desktop.demo_platform.media.archive.request import ArchiveRequest
from desktop.demo_platform.media.archive.sceneries import SceneryStore
from desktop.demo_platform.media.archive.stills import StillDesk
from desktop.demo_platform.media.archive.ts_playback import TsOrder, TsPlayback
from desktop.demo_platform.media.catalog import Camera, Catalog
from desktop.demo_platform.media.connection import Connection
from desktop.demo_platform.media.faults import Welcome
from desktop.demo_platform.media.packaging import PACKAGERS
from desktop.demo_platform.media.recorder import Workshop

_HANDOVER_S = 0.4
_HANDOVER_STEP_S = 0.02
"""A reader that seeks opens a new connection before the node has noticed the end of the old one."""
_KEPT_FILES = 4


class ArchiveDesk:
    """Serves everything below /archive/. Event-loop thread only."""

    def __init__(self, catalog: Catalog, workshop: Workshop, loop: asyncio.AbstractEventLoop) -> None:
        sceneries = SceneryStore()
        self.book = GopBook(workshop, sceneries, loop)
        self._devices = DeviceDesk(catalog)
        self._press = Mp4Press(self.book)
        self._stills = StillDesk(sceneries, workshop.easels, loop)
        self._files: OrderedDict[Mp4Order, Mp4File] = OrderedDict()

    async def serve(
        self, connection: Connection, wanted: ArchiveRequest, request: http.Request, welcome: Welcome
    ) -> None:
        """Answer a request; RefusedError when there is nothing to send."""
        match wanted.kind:
            case "http-ts":
                await self._play(connection, wanted, welcome, head_only=request.method == "HEAD")
            case "mp4":
                await self._send_file(connection, wanted, request, welcome)
            case "jpeg":
                await self._send_still(connection, wanted, head_only=request.method == "HEAD")

    # the three kinds of answers

    async def _play(
        self, connection: Connection, wanted: ArchiveRequest, welcome: Welcome, *, head_only: bool
    ) -> None:
        codec = welcome.codec or wanted.camera.codec(wanted.profile.role)
        order = TsOrder(
            wanted.camera,
            wanted.profile,
            codec,
            wanted.start_ms(),
            wanted.user,
            wanted.speed(),
            wanted.reverse(),
            welcome.short_s,
            wanted.limits,
        )
        begin = next(order.pieces(_now_ms), None)
        if begin is None:
            raise _no_recording(order.camera, order.start_ms)
        on_device = begin.storage == "device" and not head_only
        session = await self._device(wanted) if on_device else None
        head = http.head(
            200,
            {
                "Content-Type": PACKAGERS["http-ts"].content_type,
                "Cache-Control": "no-store",
                "X-Picture-Time-Ms": max(start_of(begin.group), 0),
            },
        )
        try:
            connection.begin_flow(head)
            if not head_only:
                await TsPlayback(order, self.book, self._devices, _now_ms).run(connection, session)
        finally:
            if session is not None:
                self._devices.leave(session)
        connection.end()

    async def _send_file(
        self, connection: Connection, wanted: ArchiveRequest, request: http.Request, welcome: Welcome
    ) -> None:
        order = _file_order(wanted)
        file = await self._file(order)
        tag = _tag(order)
        may_be_part = request.headers.get("if-range", tag) == tag
        headers: dict[str, str | int] = {
            "Content-Type": "video/mp4",
            "Accept-Ranges": "bytes",
            "ETag": tag,
            "X-Picture-Time-Ms": file.first_ms,
        }
        try:
            part = byte_range.wanted(request.headers.get("range") if may_be_part else None, file.size)
        except byte_range.UnsatisfiableRangeError:
            headers |= {"Content-Range": f"bytes */{file.size}", "Content-Length": 0}
            connection.begin_flow(http.head(416, headers))
            connection.end()
            return
        start, end = part or (0, file.size)
        headers["Content-Length"] = end - start
        if part is not None:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
        connection.begin_flow(http.head(200 if part is None else 206, headers))
        if request.method != "HEAD":
            short_s = welcome.short_s
            groups = None if short_s is None else int(short_s * 1000) // archive.GOP_MS
            await self._press.send(order, file, range(start, end), connection, groups=groups)
        connection.end()

    async def _send_still(self, connection: Connection, wanted: ArchiveRequest, *, head_only: bool) -> None:
        at_ms = wanted.time_ms("at_ms")
        segment = archive.segment_at(wanted.camera, at_ms, now_ms=_now_ms())
        if segment is None:
            raise _no_recording(wanted.camera, at_ms)
        _check_reachable(wanted.camera, segment)
        still = await self._stills.still(wanted.camera, at_ms)
        head = http.head(
            200,
            {
                "Content-Type": "image/jpeg",
                "Content-Length": len(still.data),
                "Cache-Control": "private, max-age=3600",
                "X-Picture-Time-Ms": still.time_ms,
            },
        )
        connection.answer(head if head_only else head + still.data)

    # what they need

    async def _device(self, wanted: ArchiveRequest) -> Session:
        """Take the camera's device for this reader."""
        if not wanted.camera.online:
            raise RefusedError(503, "camera_offline", "the recording is on a device that is offline")
        deadline = time.monotonic() + _HANDOVER_S
        while (session := self._devices.enter(wanted.camera.id, wanted.user, _now_ms())) is None:
            if time.monotonic() > deadline:
                raise self._busy(wanted.camera)
            await asyncio.sleep(_HANDOVER_STEP_S)
        return session

    def _busy(self, camera: Camera) -> RefusedError:
        other = self._devices.session(camera.id)
        extras = {} if other is None else {"user": other.user, "since_ms": other.since_ms}
        return RefusedError(409, "device_busy", "somebody else plays from this device", **extras)

    async def _file(self, order: Mp4Order) -> Mp4File:
        file = self._files.get(order)
        if file is None:
            file = self._files[order] = await self._press.file(order)
            if len(self._files) > _KEPT_FILES:
                self._files.popitem(last=False)
        self._files.move_to_end(order)
        return file


def _file_order(wanted: ArchiveRequest) -> Mp4Order:
    """Return which groups of pictures make the file.

    The range must lie inside the archive, or the file would be another one with every second.
    """
    camera, now_ms = wanted.camera, _now_ms()
    from_ms, to_ms = wanted.range_ms()
    if from_ms < archive.retention(camera, now_ms).from_ms or to_ms > archive.end_ms(now_ms):
        raise RefusedError(400, "bad_request", "the range reaches beyond the archive")
    spans = spans_on_platform(camera, from_ms, to_ms, now_ms)
    if not spans:
        raise _no_recording(camera, from_ms)
    return Mp4Order(camera, wanted.profile, camera.codec(wanted.profile.role), tuple(spans))


def _check_reachable(camera: Camera, segment: Segment) -> None:
    if segment.storage == "device" and not camera.online:
        raise RefusedError(503, "camera_offline", "the recording is on a device that is offline")


def _no_recording(camera: Camera, at_ms: int) -> RefusedError:
    before_ms, after_ms = nearest(camera, at_ms, _now_ms())
    return RefusedError(
        404,
        "no_recording",
        "nothing was recorded there",
        nearest_before_ms=before_ms,
        nearest_after_ms=after_ms,
    )


def _tag(order: Mp4Order) -> str:
    named = f"{order.camera.number} {order.profile.role} {order.codec} {order.spans}"
    return f'"{hashlib.sha256(named.encode()).hexdigest()[:16]}"'


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
