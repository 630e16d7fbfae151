"""Takes one picture for the application and puts it where it belongs, whole or not at all."""

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av

from desktop.domain.snapshot import instant_texts
from desktop.errors import AppError, ErrorCode
from desktop.exporter import durable
from desktop.exporter.disk import target_failure
from desktop.exporter.messages import Grab, Grabbed, GrabFailed, GrabSource
from desktop.exporter.sm3 import NOT_COMPUTED, sm3_offered
from desktop.exporter.tickets import address
from desktop.platform.download import MediaClient
from player.footage.grab import NoPictureError, Still, grab_at, grab_file, grab_live, with_texts

_CONNECT_S, _READ_S = 4.0, 8.0
_BEFORE_MS, _AFTER_MS = 10_000, 2_000
"""Of a file: from the key frame before the instant to a picture behind it."""


def grab(order: Grab) -> Grabbed | GrabFailed:
    """Carry out an order; blocks for as long as the source takes."""
    try:
        still = _taken(order)
        live = order.source is GrabSource.LIVE
        picture_ms = still.picture_ms + (order.clock_ahead_ms if live else 0)
        texts = {**instant_texts(picture_ms, live=live), **order.texts}
        return _kept(order, with_texts(still.png, texts), replace(still, picture_ms=picture_ms))
    except AppError as error:
        return GrabFailed(order.id, error.code, error.detail)
    except NoPictureError:
        live = order.source is GrabSource.LIVE
        return GrabFailed(order.id, ErrorCode.BAD_STREAM if live else ErrorCode.NO_RECORDING)
    except av.FFmpegError:
        return GrabFailed(order.id, ErrorCode.BAD_STREAM)


def _taken(order: Grab) -> Still:
    if order.source is GrabSource.FILE:
        return grab_file(Path(order.url), order.at_ms or 0)
    if order.source is GrabSource.LIVE and order.url.startswith("rtsp"):
        return grab_live(order.url)
    at_ms = order.at_ms or 0
    match order.source:
        case GrabSource.LIVE:
            url = order.url
        case GrabSource.ARCHIVE_TS:
            url = address(order.url, start_ms=at_ms, speed=1, reverse=0)
        case GrabSource.ARCHIVE_MP4:
            url = address(order.url, from_ms=at_ms - _BEFORE_MS, to_ms=at_ms + _AFTER_MS)
    client = MediaClient(order.trust, connect_s=_CONNECT_S, read_s=_READ_S)
    try:
        with client.flow(url) as chunks:
            reader = _Chunks(chunks)
            if order.source is GrabSource.LIVE:
                return grab_live(reader)
            return grab_at(reader, at_ms, transport_stream=order.source is GrabSource.ARCHIVE_TS)
    finally:
        client.close()


def _kept(order: Grab, png: bytes, still: Still) -> Grabbed:
    part = order.target.with_name(f"{order.target.name}.part")
    try:
        if order.target.exists():
            raise AppError(ErrorCode.TARGET_UNWRITABLE, {"reason": "exists"})
        with part.open("wb") as file:
            file.write(png)
            file.flush()
            os.fsync(file.fileno())
        durable.rename(part, order.target)
    except OSError as error:
        raise target_failure(error, order.target.parent) from error
    sm3 = hashlib.new("sm3", png, usedforsecurity=False).hexdigest() if sm3_offered() else NOT_COMPUTED
    return Grabbed(
        order.id,
        order.target,
        len(png),
        hashlib.sha256(png).hexdigest(),
        sm3,
        still.width,
        still.height,
        still.picture_ms,
    )


class _Chunks(io.RawIOBase):
    """Chunks as they come, as a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes, none at the end."""
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        size = len(self._rest) if size < 0 else size
        data, self._rest = self._rest[:size], self._rest[size:]
        return bytes(data)
