"""Figures of the running wall, written to a file for whoever measures it from outside.

The file says where pictures are and what the program believes; whether that is true, others see from pixels.
"""

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QTimer

from ui.lag_monitor import LagMonitor
from ui.main_window import MainWindow
from ui.playback.figures import figures as playback_figures
from ui.process_figures import resident_mb, started_monotonic
from ui.screen_rect import screen_rect
from ui.versions import versions
from ui.wall.tile_controller import TileController

INTERVAL_MS = 250
MEMORY_EVERY = 8


class MetricsWriter(QObject):
    """Rewrites the file about four times a second; UI thread, lives as long as the process."""

    def __init__(
        self, path: Path, window: Callable[[], MainWindow | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._window = window
        self._lag = LagMonitor(self)
        self._started = started_monotonic()
        self._signed_in = 0.0
        self._memory = 0.0
        self._count = 0
        self._versions: dict[str, str] = {}
        self._versions_known = False
        self._disk = ThreadPoolExecutor(1, "metrics")
        self._writing: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.write)

    def start(self) -> None:
        """Begin to measure and to write."""
        self._lag.start()
        self._timer.start()

    def signed_in(self) -> None:
        """Note the instant of the sign-in."""
        self._signed_in = time.monotonic()

    def write(self) -> None:
        """Have the file written anew, on a thread of its own: disks may be slow."""
        if self._writing is not None and not self._writing.done():
            return
        if self._writing is not None:
            self._writing.result()
        self._writing = self._disk.submit(self._replace, self.snapshot())

    def _replace(self, snapshot: dict[str, object]) -> None:
        """Put a new file in the old one's place; it is whole at any time."""
        text = json.dumps(snapshot, ensure_ascii=False)
        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(self._path)

    def snapshot(self) -> dict[str, object]:
        """Return the figures as they are written."""
        window = self._window()
        lag = self._lag.figures()
        if self._count % MEMORY_EVERY == 0:
            self._memory = resident_mb(window.players.worker_pids() if window is not None else ())
        if window is not None and not self._versions_known:
            self._versions = versions(window.players)
            self._versions_known = bool(window.players.versions())
        self._count += 1
        return {
            "process_started_monotonic": self._started,
            "signed_in_monotonic": self._signed_in or None,
            "ui_lag_ms": {"p50": lag.p50, "p99": lag.p99, "max": lag.max},
            "rss_mb": self._memory,
            "versions": self._versions,
            "window": None if window is None else _rect(window.geometry(), "xywh"),
            "tiles": [] if window is None else _tiles(window),
            "playback": None if window is None else playback_figures(window.playback),
        }


def _rect(rect: QRect, names: str) -> dict[str, int]:
    return dict(zip(names, (rect.x(), rect.y(), rect.width(), rect.height()), strict=True))


def _tiles(window: MainWindow) -> list[dict[str, object]]:
    return [
        _tile(cell, controller)
        for cell, controller in enumerate(window.wall.controllers())
        if controller.camera is not None
    ]


def _tile(cell: int, controller: TileController) -> dict[str, object]:
    camera, showing, tile = controller.camera, controller.showing(), controller.tile
    assert camera is not None
    caption = tile.face.caption
    stream: dict[str, object] | None = None
    if showing is not None:
        ticket = showing.ticket
        stream = {
            "role": showing.role.value,
            "protocol": ticket.protocol.value if ticket else None,
            "codec": showing.stats.codec or (ticket.profile.codec.value if ticket else None),
        }
    return {
        "cell": cell,
        "camera_id": camera.id,
        "asked": camera.frame_stamp,
        "caption": caption.name if caption is not None else "",
        "state": controller.state.phase.value,
        "opened_monotonic": controller.opened_at,
        "video_rect": _on_screen(controller),
        "stream": stream,
    }


def _on_screen(controller: TileController) -> list[int] | None:
    """Return the picture's rectangle in screen pixels; before there is one, where it will be."""
    tile = controller.tile
    return screen_rect(tile, tile.picture_rect() if tile.has_picture() else tile.expected_picture_rect())
