"""The real application as a process, and what it says about itself in its metrics file."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.check.playback_metrics import PlaybackMetrics, decode_playback
from desktop.check.processes import Child
from desktop.check.screen import Rect


@dataclass(frozen=True, slots=True)
class TileMetrics:
    """What the application says about one tile; where the picture is, not what it shows."""

    cell: int
    camera_id: str
    state: str
    opened_at: float
    """Monotonic seconds when the tile asked for its stream."""
    rect: Rect | None
    """The video's rectangle on the screen, None before the tile is laid out."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """One reading of the metrics file."""

    tiles: tuple[TileMetrics, ...]
    ui_lag_ms: dict[str, float]
    rss_mb: float
    versions: dict[str, str]
    playback: PlaybackMetrics | None = None
    """None before a window is open."""


def start_application(
    arguments: Sequence[str], *, display: str, folder: Path, password: str, command: Sequence[str] = ()
) -> Child:
    """Start `python -m desktop wall` on a display; it gets the password by its standard input.

    Nothing of this desktop session reaches it: no other display, no keyring, no saved settings.
    `command` replaces the application by another program with the same options (for tests of the check).
    """
    folder.mkdir(parents=True, exist_ok=True)
    env = {
        key: value for key, value in os.environ.items() if key not in {"WAYLAND_DISPLAY", "QT_SCALE_FACTOR"}
    }
    env |= {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "NO_AT_BRIDGE": "1",
        "PYTHONFAULTHANDLER": "1",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    program = list(command) or [sys.executable, "-m", "desktop", "wall"]
    child = Child([*program, *arguments], log=folder / "application.log", env=env)
    child.write_and_close(password + "\n")
    return child


class MetricsFile:
    """Reads the metrics file again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._version: tuple[int, int] | None = None
        self.latest: Metrics | None = None

    def changed(self) -> bool:
        """Read the file if it is new; tell whether `latest` changed."""
        try:
            stat = self._path.stat()
            version = stat.st_mtime_ns, stat.st_ino
            if version == self._version:
                return False
            self.latest = decode(json.loads(self._path.read_text("utf-8")))
        except (FileNotFoundError, ValueError):
            return False
        self._version = version
        return True


def decode(document: dict[str, Any]) -> Metrics:
    """Turn the file's JSON into values; ValueError or KeyError when it is not what was agreed."""
    playback = document.get("playback")
    return Metrics(
        tiles=tuple(_tile(tile) for tile in document["tiles"]),
        ui_lag_ms={key: float(value) for key, value in document["ui_lag_ms"].items()},
        rss_mb=float(document["rss_mb"]),
        versions={str(key): str(value) for key, value in document["versions"].items()},
        playback=decode_playback(playback) if playback else None,
    )


def _tile(tile: dict[str, Any]) -> TileMetrics:
    rect = tile.get("video_rect")
    return TileMetrics(
        cell=int(tile["cell"]),
        camera_id=str(tile["camera_id"]),
        state=str(tile["state"]),
        opened_at=float(tile.get("opened_monotonic") or 0.0),
        rect=Rect(*(int(value) for value in rect)) if rect else None,
    )
