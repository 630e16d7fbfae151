"""Makes a browsing copy for the application, whole or not at all."""

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import av

from desktop.errors import ErrorCode
from desktop.exporter import durable
from desktop.exporter.disk import target_failure
from desktop.exporter.messages import Browse, Browsed, BrowseFailed, BrowseProgress, Event
from desktop.exporter.sm3 import NOT_COMPUTED, sm3_offered
from player.footage.browsing import Mosaic, NothingToCopyError, make_browsing_copy

_EVERY_S = 0.25
_CHUNK = 1 << 20


def browse(order: Browse, report: Callable[[Event], None]) -> None:
    """Carry out an order and report how it goes and ends; blocks for as long as coding takes."""
    report(_made(order, _Reporter(order.id, report)))


class _Reporter:
    """Passes progress on, some times a second at most."""

    def __init__(self, order_id: str, report: Callable[[Event], None]) -> None:
        self._id, self._report = order_id, report
        self._at = 0.0

    def __call__(self, share: float) -> None:
        now = time.monotonic()
        if now - self._at >= _EVERY_S:
            self._at = now
            self._report(BrowseProgress(self._id, share))


def _made(order: Browse, progress: Callable[[float], None]) -> Browsed | BrowseFailed:
    part = order.target.with_name(f"{order.target.name}.part")
    mosaics = [Mosaic(m.x, m.y, m.width, m.height, m.from_s, m.to_s) for m in order.masks]
    try:
        if order.target.exists():
            return BrowseFailed(order.id, ErrorCode.TARGET_UNWRITABLE, {"reason": "exists"})
        copied = make_browsing_copy(
            order.original, part, watermark=order.watermark, mosaics=mosaics, progress=progress
        )
        length, sha256, sm3 = _hashed(part)
        durable.rename(part, order.target)
    except (NothingToCopyError, av.error.InvalidDataError, av.error.EOFError):
        part.unlink(missing_ok=True)
        return BrowseFailed(order.id, ErrorCode.BAD_STREAM)
    except OSError as error:  # FFmpeg's errors among them
        part.unlink(missing_ok=True)
        failure = target_failure(error, order.target.parent)
        return BrowseFailed(order.id, failure.code, failure.detail)
    size, counts = (copied.width, copied.height), (copied.pictures, copied.key_frames)
    return Browsed(order.id, order.target, length, sha256, sm3, *size, *counts, copied.codec)


def _hashed(path: Path) -> tuple[int, str, str]:
    length, digest = 0, hashlib.sha256()
    other = hashlib.new("sm3", usedforsecurity=False) if sm3_offered() else None
    with path.open("rb+") as file:
        while chunk := file.read(_CHUNK):
            length += len(chunk)
            digest.update(chunk)
            if other is not None:
                other.update(chunk)
        os.fsync(file.fileno())
    return length, digest.hexdigest(), NOT_COMPUTED if other is None else other.hexdigest()
