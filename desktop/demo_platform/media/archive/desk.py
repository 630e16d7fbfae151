"""The archive's door: from an admitted request to footage, a file, a still, or a clear refusal."""

import asyncio
import time
from dataclasses import replace

from desktop.demo_platform import archive
from desktop.demo_platform.archive import Segment
from desktop.demo_platform.media import http_message as http
from desktop.demo_platform.media.admission import RefusedError
from desktop.demo_platform.media.archive.devices import DeviceDesk, Session
from desktop.demo_platform.media.archive.file_desk import FileDesk
from desktop.demo_platform.media.archive.gop_book import GopBook
from desktop.demo_platform.media.archive.grid import start_of
from desktop.demo_platform.media.archive.mp4_playback import Mp4Press
from desktop.demo_platform.media.archive.refusals import no_recording
from desktop.demo_platform.media.archive.request import ArchiveRequest, Limits
from desktop.demo_platform.media.archive.sceneries import SceneryStore
from desktop.demo_platform.media.archive.spoiling import FlowEndedError, SpoiledReader, Spoiling
from desktop.demo_platform.media.archive.stills import StillDesk
from desktop.demo_platform.media.archive.ts_playback import TsOrder, TsPlayback
from desktop.demo_platform.media.catalog import Camera, Catalog
from desktop.demo_platform.media.connection import Connection
from desktop.demo_platform.media.faults import Welcome
from desktop.demo_platform.media.packaging import PACKAGERS
from desktop.demo_platform.media.recorder import Workshop

_NULL_PACKETS = (b"\x47\x1f\xff\x10" + b"\xff" * 184) * 64
_HANDOVER_S = 0.4
_HANDOVER_STEP_S = 0.02
"""A reader that seeks opens a new connection before the node has noticed the end of the old one."""


class ArchiveDesk:
    """Serves everything below /archive/. Event-loop thread only."""

    def __init__(
        self, catalog: Catalog, workshop: Workshop, loop: asyncio.AbstractEventLoop, footage_bytes: int
    ) -> None:
        sceneries = SceneryStore()
        self.book = GopBook(workshop, sceneries, loop, footage_bytes)
        self._devices = DeviceDesk(catalog)
        self._files = FileDesk(catalog, Mp4Press(self.book))
        self._stills = StillDesk(sceneries, workshop.easels, loop)

    async def serve(
        self,
        connection: Connection,
        wanted: ArchiveRequest,
        request: http.Request,
        welcome: Welcome,
        spoiling: Spoiling,
    ) -> None:
        """Answer a request; RefusedError when there is nothing to send."""
        match wanted.kind:
            case "http-ts":
                await self._play(connection, wanted, welcome, spoiling, head_only=request.method == "HEAD")
            case "mp4":
                await self._files.serve(connection, wanted, request, welcome.short_s, spoiling)
            case "jpeg":
                await self._send_still(connection, wanted, head_only=request.method == "HEAD")

    def catch_up(self) -> None:
        """Write down what could not be written when it happened."""
        self._devices.write_down()

    # the three kinds of answers

    async def _play(
        self,
        connection: Connection,
        wanted: ArchiveRequest,
        welcome: Welcome,
        spoiling: Spoiling,
        *,
        head_only: bool,
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
        order = self._spoiled(order, spoiling)
        begin = next(order.pieces(_now_ms), None)
        if begin is None:
            raise no_recording(order.camera, order.start_ms, _now_ms())
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
            connection.begin_flow(head, downloads=wanted.limits is not None)
            if not head_only and not spoiling.is_empty:
                reader = SpoiledReader(connection, spoiling)
                await TsPlayback(order, self.book, self._devices, _now_ms).run(reader, session)
                if spoiling.is_endless:
                    await reader.go_on_for_ever(_NULL_PACKETS)
        except FlowEndedError:
            pass  # cut by a fault, after what was sent
        finally:
            if session is not None:
                self._devices.leave(session)
        connection.end()

    async def _send_still(self, connection: Connection, wanted: ArchiveRequest, *, head_only: bool) -> None:
        at_ms = wanted.time_ms("at_ms")
        segment = archive.segment_at(wanted.camera, at_ms, now_ms=_now_ms())
        if segment is None:
            raise no_recording(wanted.camera, at_ms, _now_ms())
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

    def _spoiled(self, order: TsOrder, spoiling: Spoiling) -> TsOrder:
        """Return the footage that a fault sends instead."""
        limits, by = order.limits, spoiling.shift_ms
        if limits is not None and by:
            limits = Limits(limits.from_ms + by, limits.to_ms + by, limits.storage)
        camera = order.camera
        if spoiling.camera_id is not None:
            camera = self._files.another(camera, spoiling.camera_id)
        return replace(order, camera=camera, start_ms=order.start_ms + by, limits=limits)

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


def _check_reachable(camera: Camera, segment: Segment) -> None:
    if segment.storage == "device" and not camera.online:
        raise RefusedError(503, "camera_offline", "the recording is on a device that is offline")


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
