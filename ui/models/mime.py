"""Cameras on the move: what a drag from the directory carries, cameras or a whole region."""

import json
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QMimeData

from desktop.domain.camera import CameraId
from desktop.domain.region import RegionCode

MIME_TYPE: Final = "application/x-xueliang-cameras"
REGION_TYPE: Final = "application/x-xueliang-region"
MOST_CAMERAS: Final = 64
"""As many as the largest wall has tiles."""
_MOST_BYTES: Final = 64 * 1024
_LONGEST_CODE: Final = 64


def cameras_mime(ids: Iterable[CameraId]) -> QMimeData:
    """Return a drag's data: a JSON list of camera ids, and the ids as text for other programs."""
    chosen = list(ids)[:MOST_CAMERAS]
    mime = QMimeData()
    mime.setData(MIME_TYPE, json.dumps(chosen).encode())
    mime.setText("\n".join(chosen))
    return mime


def camera_ids(mime: QMimeData) -> tuple[CameraId, ...]:
    """Return the cameras in a drag's data; empty for foreign or garbled data."""
    raw = mime.data(MIME_TYPE).data()
    if not raw or len(raw) > _MOST_BYTES:
        return ()
    try:
        found = json.loads(bytes(raw))
    except (ValueError, RecursionError):
        return ()
    if not isinstance(found, list):
        return ()
    ids = dict.fromkeys(CameraId(item) for item in found if isinstance(item, str) and item)
    return tuple(ids)[:MOST_CAMERAS]


def region_mime(code: RegionCode) -> QMimeData:
    """Return a drag's data: one region, whose cameras are asked for when it is dropped."""
    mime = QMimeData()
    mime.setData(REGION_TYPE, code.encode())
    mime.setText(code)
    return mime


def region_code(mime: QMimeData) -> RegionCode | None:
    """Return the region in a drag's data; None for foreign or garbled data."""
    text = bytes(mime.data(REGION_TYPE).data()).decode("utf-8", "replace")
    return RegionCode(text) if 0 < len(text) <= _LONGEST_CODE and text.isprintable() else None
