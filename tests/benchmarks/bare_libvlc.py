"""The baseline: a bare libVLC player program, one native window per stream, the stream's URL, nothing else.

It writes the same metrics file as the application does, so that the same observer reads both off the screen.
"""

import argparse
import json
import sys
from pathlib import Path
from time import monotonic
from typing import Any

import vlc
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.platform_double import camera_id

WARM_UP_MS = 3000
"""Before the clock starts one stream plays and stops again, so that libVLC's plug-ins are loaded."""
SETTLE_MS = 1500
"""Then nothing happens for this long, like on a wall that somebody sits at."""


class Player:
    """One stream in one native window."""

    def __init__(self, instance: Any, window: QWidget, url: str) -> None:
        self._instance = instance
        self._window = window
        self._url = url
        self.opened_at = 0.0

    def open(self) -> None:
        """Start playing; the clock starts first."""
        self.opened_at = monotonic()
        self._player = self._instance.media_player_new()
        self._player.set_xwindow(int(self._window.winId()))
        self._player.set_media(self._instance.media_new(self._url))
        self._player.play()

    def stop(self) -> None:
        """Stop playing and free the player."""
        self._player.stop()
        self._player.release()


def metrics(players: list[Player], rects: list[list[int]]) -> dict[str, Any]:
    """Return what the observer needs to know: which camera is where, and since when."""
    tiles = [
        {
            "cell": index,
            "camera_id": camera_id(index + 1),
            "state": "playing",
            "opened_monotonic": player.opened_at,
            "video_rect": rect,
        }
        for index, (player, rect) in enumerate(zip(players, rects, strict=True))
    ]
    version = vlc.libvlc_get_version().decode()
    return {"tiles": tiles, "ui_lag_ms": {}, "rss_mb": 0.0, "versions": {"libvlc": version}}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", required=True, help="address of the clip server")
    parser.add_argument("--rects", required=True, help="JSON list of [x, y, width, height], one per camera")
    parser.add_argument("--metrics", type=Path, required=True)
    parser.add_argument("--caching", type=int, help="network caching in ms (default: libVLC's own)")
    values = parser.parse_args()
    rects: list[list[int]] = json.loads(values.rects)
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.setGeometry(app.primaryScreen().geometry())
    window.setStyleSheet("background: black")
    instance = vlc.Instance([] if values.caching is None else [f"--network-caching={values.caching}"])
    players = []
    for number, rect in enumerate(rects, 1):
        surface = QWidget(window)
        surface.setGeometry(*rect)
        surface.winId()
        players.append(Player(instance, surface, f"{values.streams}/live/{number}.ts"))
    window.show()

    def open_all() -> None:
        for player in players:
            player.open()
        part = values.metrics.with_suffix(".part")
        part.write_text(json.dumps(metrics(players, rects)))
        part.replace(values.metrics)

    def end_warm_up() -> None:
        first.stop()
        corner.deleteLater()
        QTimer.singleShot(SETTLE_MS, open_all)

    # In a window of its own: what it leaves behind must not be taken for a first picture.
    corner = QWidget(window)
    corner.setGeometry(0, 0, 64, 36)
    corner.show()
    first = Player(instance, corner, f"{values.streams}/live/1.ts")
    first.open()
    QTimer.singleShot(WARM_UP_MS, end_warm_up)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
