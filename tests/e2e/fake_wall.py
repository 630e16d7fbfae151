"""A stand-in for the application that errs on purpose, so that a test can see the check fail.

Usage: `python -m tests.e2e.fake_wall MODE` and then the options of `python -m desktop wall`. It paints stamps
into plain tiles and writes the metrics file; it plays nothing.
"""

import argparse
import json
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.demo_platform.media.stamp import stamper

SIZE = 480, 270
MODES = (
    "right",
    "wrong_camera",
    "first_wrong",
    "frozen",
    "late",
    "empty",
    "off_screen",
    "too_few",
    "twice",
    "crash",
)


def call(url: str, token: str = "", body: dict[str, object] | None = None) -> dict[str, Any]:
    """Make one call of the open contract."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as answer:
        result: dict[str, Any] = json.load(answer)
        return result


def cameras(platform: str, user: str, password: str, region: str, count: int) -> list[dict[str, Any]]:
    """Sign in and return the first cameras of a region that are online."""
    credentials: dict[str, object] = {"user": user, "password": password, "client": "test"}
    token = call(f"{platform}/api/v1/session", body=credentials)["access_token"]
    path = f"/regions/{region}/cameras?deep=true&online_only=true&limit={count}"
    found: list[dict[str, Any]] = call(f"{platform}/api/v1{path}", token)["items"]
    return found


class Wall(QWidget):
    """Paints one stamped tile per camera, 25 times a second."""

    def __init__(self, mode: str, found: list[dict[str, Any]], metrics: Path) -> None:
        super().__init__()
        self._mode = mode
        self._cameras = found
        self._metrics = metrics
        self._opened = time.monotonic()
        self._luma = np.full((SIZE[1], SIZE[0]), 90, np.uint8)
        self._stamp = stamper(self._luma)
        self._frozen_ms = time.time_ns() // 1_000_000
        self.resize(1920, 1080)
        timer = QTimer(self)
        timer.timeout.connect(self._step)
        timer.start(40)

    def _step(self) -> None:
        self.update()
        if self._mode == "crash" and time.monotonic() - self._opened > 1:
            sys.stderr.write("the fake wall ends itself\n")
            sys.exit(7)
        document = {
            "tiles": self._tiles(),
            "ui_lag_ms": {"p50": 0, "p99": 1, "max": 2},
            "rss_mb": 1,
            "versions": {},
        }
        part = self._metrics.with_suffix(".part")
        part.write_text(json.dumps(document))
        part.replace(self._metrics)

    def _tiles(self) -> list[dict[str, object]]:
        shown = self._cameras[:-1] if self._mode == "too_few" else self._cameras
        return [
            {
                "cell": cell,
                "camera_id": self._cameras[0]["id"] if self._mode == "twice" else camera["id"],
                "state": "live",
                "opened_monotonic": self._opened,
                "video_rect": [*self._corner(cell), *SIZE],
            }
            for cell, camera in enumerate(shown)
        ]

    def _corner(self, cell: int) -> tuple[int, int]:
        shift = 1600 if self._mode == "off_screen" and cell == 0 else 0
        return cell % 4 * SIZE[0] + shift, cell // 4 * SIZE[1]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        for cell, camera in enumerate(self._cameras):
            if self._mode == "empty" and cell == 0:
                continue
            number, moment = self._content(cell, camera["frame_stamp"])
            self._stamp(number, moment)
            image = QImage(self._luma.data, SIZE[0], SIZE[1], SIZE[0], QImage.Format.Format_Grayscale8)
            painter.drawImage(*self._corner(cell), image)
        painter.end()

    def _content(self, cell: int, number: int) -> tuple[int, int]:
        """Return what the tile's stamp says; only the first tile errs."""
        now = time.time_ns() // 1_000_000 - 100
        if self._mode == "twice":
            return self._cameras[0]["frame_stamp"], now
        if cell > 0:
            return number, now
        young = time.monotonic() - self._opened < 1.0
        if self._mode == "wrong_camera" or (self._mode == "first_wrong" and young):
            return number + 1, now
        if self._mode == "frozen" and not young:
            return number, self._frozen_ms + 1000
        return number, now - (5000 if self._mode == "late" else 0)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=MODES)
    for name in ("platform", "user", "open", "metrics", "profile", "transport"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--grid", type=int)
    parser.add_argument("--password-stdin", action="store_true")
    values = parser.parse_args()
    password = sys.stdin.readline().strip()
    found = cameras(values.platform, values.user, password, values.open, values.grid)
    app = QApplication(sys.argv[:1])
    wall = Wall(values.mode, found, Path(values.metrics))
    wall.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
