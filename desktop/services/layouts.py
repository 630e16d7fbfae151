"""The last wall of each platform and account: kept while it changes, put back at the next start."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain import layout as walls
from desktop.domain.camera import Camera, CameraId
from desktop.domain.grid import Grid
from desktop.domain.layout import Layout
from desktop.lanes import Lane
from desktop.ports import Unsubscribe
from desktop.services.directory import DirectoryService
from desktop.stores.json_file import Json, JsonFile
from desktop.stores.layout_store import LayoutStore
from desktop.stores.saver import Saver

MOST_CAMERAS = 1000


@dataclass(frozen=True, slots=True)
class RestoredWall:
    """A wall from the last time; `missing` are cameras that this account can no longer see."""

    layout: Layout
    cameras: Mapping[CameraId, Camera]
    missing: tuple[CameraId, ...]


class WallMemory:
    """Keeps one wall in a file; lives with one sign-in, used on the loop's thread."""

    def __init__(self, file: JsonFile, directory: DirectoryService, lane: Lane | None = None) -> None:
        self._directory = directory
        self._last = _read(file.load().data)
        self._saver = Saver(file, self._snapshot, lane)

    async def restore(self) -> RestoredWall | None:
        """Return the last wall, None when there is none; raises what the platform gives.

        A wall that could not be restored stays kept until `follow` sees another one.
        """
        layout = self._last
        if layout is None:
            return None
        cameras = await self._directory.cameras(layout.cameras())
        missing = tuple(camera for camera in layout.cameras() if camera not in cameras)
        for camera in missing:
            layout = walls.remove_camera(layout, camera)
        return RestoredWall(layout, cameras, missing)

    def follow(self, store: LayoutStore) -> Unsubscribe:
        """Keep every change of a wall from now on."""
        return store.changed.connect(self._changed)

    def flush(self) -> None:
        """Write now what is unsaved."""
        self._saver.flush()

    def _changed(self, _old: Layout, new: Layout) -> None:
        self._last = new
        self._saver.soon()

    def _snapshot(self) -> Json:
        layout = self._last or walls.empty()
        return {
            "grid": int(layout.grid),
            "cells": list(layout.cells),
            "overflow": list(layout.overflow),
            "maximised": layout.maximised,
        }


def _read(data: Json) -> Layout | None:
    """Return the wall that a file describes, None when it describes none."""
    if not isinstance(data, dict):
        return None
    cells, overflow = data.get("cells"), data.get("overflow")
    grid, maximised = data.get("grid"), data.get("maximised")
    if not isinstance(cells, list) or not isinstance(overflow, list):
        return None
    try:
        return Layout(
            Grid(grid),  # type: ignore[arg-type]
            tuple(_camera(cell) for cell in cells),
            tuple(camera for cell in overflow[:MOST_CAMERAS] if (camera := _camera(cell)) is not None),
            maximised if isinstance(maximised, int) else None,
        )
    except ValueError:
        return None


def _camera(value: object) -> CameraId | None:
    return CameraId(value) if isinstance(value, str) and 0 < len(value) <= 64 else None
