"""Answers for an MP4 file of recordings: which bytes, under which headers, whole and true or spoiled."""

import base64
import contextlib
import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace

from desktop.demo_platform import archive
from desktop.demo_platform.media import http_message as http
from desktop.demo_platform.media.admission import RefusedError
from desktop.demo_platform.media.archive import byte_range
from desktop.demo_platform.media.archive.footage import Span, spans_on_platform
from desktop.demo_platform.media.archive.mp4_file import Mp4File
from desktop.demo_platform.media.archive.mp4_playback import Mp4Order, Mp4Press
from desktop.demo_platform.media.archive.refusals import no_recording
from desktop.demo_platform.media.archive.request import ArchiveRequest
from desktop.demo_platform.media.archive.spoiling import FlowEndedError, SpoiledReader, Spoiling
from desktop.demo_platform.media.catalog import Camera, Catalog
from desktop.demo_platform.media.connection import Connection

_KEPT_FILES = 16
_MOST_DIGESTED = 16 << 20
"""Ranges up to this size are made as a whole before they are sent, for who wants their digest."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Which bytes [start, end) of the file are sent, and under which status."""

    start: int
    end: int
    is_range: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is sent, and how it is spoiled."""

    order: Mp4Order
    file: Mp4File
    part: _Part
    headers: Mapping[str, str | int]
    short_s: float | None
    spoiling: Spoiling

    def pieces(self, press: Mp4Press) -> AsyncGenerator[bytes, None]:
        """Yield the bytes."""
        groups = None if self.short_s is None else int(self.short_s * 1000) // archive.GOP_MS
        return press.pieces(self.order, self.file, range(self.part.start, self.part.end), groups=groups)


class FileDesk:
    """Serves files. Event-loop thread only."""

    def __init__(self, catalog: Catalog, press: Mp4Press) -> None:
        self._catalog, self._press = catalog, press
        self._files: OrderedDict[Mp4Order, Mp4File] = OrderedDict()

    async def serve(
        self,
        connection: Connection,
        wanted: ArchiveRequest,
        request: http.Request,
        short_s: float | None,
        spoiling: Spoiling,
    ) -> None:
        """Answer a request for a file; RefusedError where there is none."""
        order = self._spoiled(_order(wanted), spoiling)
        file = await self._file(order)
        headers: dict[str, str | int] = {
            "Content-Type": "video/mp4",
            "Accept-Ranges": "none" if spoiling.ignores_ranges else "bytes",
            "ETag": _tag(order, spoiling),
            "X-Picture-Time-Ms": file.first_ms,
        }
        part = _part(request, str(headers["ETag"]), file.size, spoiling)
        if part is None:
            headers |= {"Content-Range": f"bytes */{file.size}", "Content-Length": 0}
            connection.begin_flow(http.head(416, headers), downloads=True)
        elif spoiling.is_empty:
            connection.begin_flow(http.head(200, headers | {"Content-Length": 0}), downloads=True)
        else:
            await self._send(connection, request, _Answer(order, file, part, headers, short_s, spoiling))
        connection.end()

    def another(self, camera: Camera, camera_id: str) -> Camera:
        """Return the camera of an id, any other than the given one where there is none."""
        named = self._catalog.camera(camera_id)
        others = (one for one in self._catalog.first_online("", 2) if one.id != camera.id)
        return named or next(others, camera)

    async def _send(self, connection: Connection, request: http.Request, answer: _Answer) -> None:
        part, file, spoiling = answer.part, answer.file, answer.spoiling
        headers = dict(answer.headers)
        if not spoiling.is_endless:
            headers["Content-Length"] = max(part.end - part.start + spoiling.longer_by, 0)
        if part.is_range:
            headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{file.size}"
        async with aclosing(answer.pieces(self._press)) as pieces:
            ready: list[bytes] = []
            if self._is_digested(request, answer):
                ready = [piece async for piece in pieces]
                headers["Content-Digest"] = _digest(ready)
            connection.begin_flow(http.head(206 if part.is_range else 200, headers), downloads=True)
            if request.method == "HEAD":
                return
            with contextlib.suppress(FlowEndedError):
                reader = SpoiledReader(connection, spoiling)
                for piece in ready:
                    await reader.push(piece)
                async for piece in pieces:
                    await reader.push(piece)
                if spoiling.is_endless:
                    await reader.go_on_for_ever(bytes(1 << 16))

    def _is_digested(self, request: http.Request, answer: _Answer) -> bool:
        """Tell whether the digest of a part is to be had: it is asked for, or costs next to nothing."""
        part = answer.part
        size = part.end - part.start
        if request.method == "HEAD" or answer.short_s is not None or size > _MOST_DIGESTED:
            return False
        is_wanted = "sha-256" in request.headers.get("want-content-digest", "").lower()
        return is_wanted or self._press.has_all(answer.order, answer.file, range(part.start, part.end))

    def _spoiled(self, order: Mp4Order, spoiling: Spoiling) -> Mp4Order:
        """Return the footage that a fault sends instead."""
        camera = order.camera
        if spoiling.camera_id is not None:
            camera = self.another(camera, spoiling.camera_id)
        by = spoiling.shift_ms // archive.GOP_MS
        spans = tuple(Span(span.first + by, span.end + by) for span in order.spans)
        return replace(order, camera=camera, spans=spans)

    async def _file(self, order: Mp4Order) -> Mp4File:
        file = self._files.get(order)
        if file is None:
            file = self._files[order] = await self._press.file(order)
            if len(self._files) > _KEPT_FILES:
                self._files.popitem(last=False)
        self._files.move_to_end(order)
        return file


def _order(wanted: ArchiveRequest) -> Mp4Order:
    """Return which groups of pictures make the file.

    The range must lie inside the archive, or the file would be another one with every second.
    """
    camera, now_ms = wanted.camera, _now_ms()
    from_ms, to_ms = wanted.range_ms()
    if from_ms < archive.retention(camera, now_ms).from_ms or to_ms > archive.end_ms(now_ms):
        raise RefusedError(400, "bad_request", "the range reaches beyond the archive")
    spans = spans_on_platform(camera, from_ms, to_ms, now_ms)
    if not spans:
        raise no_recording(camera, from_ms, now_ms)
    return Mp4Order(camera, wanted.profile, camera.codec(wanted.profile.role), tuple(spans))


def _part(request: http.Request, tag: str, size: int, spoiling: Spoiling) -> _Part | None:
    """Return which bytes are sent; None where the file has no such bytes."""
    header = request.headers.get("range")
    if header is not None and spoiling.refuses_ranges:
        return None
    may_be_part = request.headers.get("if-range", tag) == tag and not spoiling.ignores_ranges
    try:
        part = byte_range.wanted(header if may_be_part else None, size)
    except byte_range.UnsatisfiableRangeError:
        return None
    return _Part(0, size, is_range=False) if part is None else _Part(*part, is_range=True)


def _tag(order: Mp4Order, spoiling: Spoiling) -> str:
    salt = secrets.token_hex(4) if spoiling.has_changed else ""
    named = f"{order.camera.number} {order.profile.role} {order.codec} {order.spans}{salt}"
    return f'"{hashlib.sha256(named.encode()).hexdigest()[:16]}"'


def _digest(pieces: list[bytes]) -> str:
    """Return the value of Content-Digest (RFC 9530)."""
    state = hashlib.sha256()
    for piece in pieces:
        state.update(piece)
    return f"sha-256=:{base64.b64encode(state.digest()).decode()}:"


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
