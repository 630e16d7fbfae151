"""Opening 16 tiles of playback on a cold demo platform: `python -m tests.benchmarks.playback_wall`.

The real program on a display of its own against a fresh demo platform, judged by the stamps on the screen:
from the moment when the program says that all tiles are there to the moment when each shows its own camera,
and until each goes on from there. Then the platform is ended and started again at the same address; the time
counts from its being ready until every tile has gone on by itself.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from os import getloadavg
from pathlib import Path

from desktop.check.application import MetricsFile, start_application
from desktop.check.demo import PASSWORD, TOWN, USER
from desktop.check.display import VirtualDisplay
from desktop.check.observer import Target
from desktop.check.playback_eyes import Eyes, Sight
from desktop.check.playback_metrics import PlaybackMetrics
from desktop.check.processes import Child
from desktop.check.screen import Screen
from desktop.check.stamp_reader import read_stamp
from tests.benchmarks.table import machine

PERIOD_S = 1 / 60
PATIENCE_S = 120.0
PLAYS_S = 6.0
"""It plays so long before the platform is ended."""
AWAY_S = 8.0
"""Longer than what the players have read ahead lasts."""
NOTHING_THERE = frozenset({"gap", "overwritten", "ended"})


class Platform:
    """A demo platform at one address, which can be ended and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = 0
        self._child: Child | None = None
        self.url = ""

    def start(self) -> None:
        """Return when it is ready."""
        data = ["--data", str(self._folder / "data"), "--port", str(self._port)]
        command = [sys.executable, "-m", "desktop.demo_platform", *data, "--exit-with-stdin", "--no-rtsp"]
        child = self._child = Child(command, log=self._folder / "demo.log", stdout=subprocess.PIPE)
        assert child.process.stdout is not None
        self.url = str(json.loads(child.process.stdout.readline())["url"])
        self._port = int(self.url.rsplit(":", 1)[1])

    def stop(self) -> None:
        """End it with all its processes."""
        if self._child is not None:
            self._child.stop()


class Watch:
    """Reads the tiles off the screen, at the places that the program names."""

    def __init__(self, screen: Screen, metrics: MetricsFile, tiles: int) -> None:
        self._eyes, self._metrics, self._tiles = Eyes(screen, read_stamp), metrics, tiles
        self._sights: dict[int, Sight] = {}
        self.shown: dict[int, float] = {}
        """When each tile first showed a picture."""
        self.last: dict[int, int] = {}
        """The last instant that could be read of each."""

    def look(self) -> PlaybackMetrics | None:
        """Look once; None while the program does not say that all tiles are there."""
        self._metrics.changed()
        latest = self._metrics.latest
        playback = None if latest is None else latest.playback
        if playback is None or not playback.on or len(playback.tiles) != self._tiles:
            return None
        self._eyes.aim([Target(one.cell, 0, one.rect, 0.0) for one in playback.tiles if one.rect is not None])
        glance = self._eyes.look()
        self._sights = dict(glance.sights)
        for cell, sight in glance.sights.items():
            if sight.time_ms is not None:
                self.shown.setdefault(cell, glance.at)
                self.last[cell] = sight.time_ms
        return playback

    def all_shown(self) -> bool:
        """Tell whether every tile has shown a picture, or says that there is nothing."""
        playback = self.look()
        return playback is not None and all(
            one.cell in self.shown or one.state in NOTHING_THERE for one in playback.tiles
        )

    def all_gone_on(self, before: dict[int, int]) -> bool:
        """Tell whether every tile shows a later instant than before, or says that there is nothing."""
        playback = self.look()
        if playback is None:
            return False
        shown = {cell: sight.time_ms or 0 for cell, sight in self._sights.items()}
        absent = {one.cell for one in playback.tiles if one.state in NOTHING_THERE}
        return all(shown.get(cell, 0) > instant for cell, instant in before.items() if cell not in absent)


def until(done: Callable[[], bool], what: str) -> float:
    """Return the monotonic second at which something was so."""
    end = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(PERIOD_S)
    return time.monotonic()


def measure(tiles: int, folder: Path) -> dict[str, float]:
    """Return seconds."""
    with ExitStack() as stack:
        display = stack.enter_context(VirtualDisplay(1920, 1080, log=folder / "xvfb.log"))
        screen = stack.enter_context(Screen(display.name))
        platform = Platform(folder)
        stack.callback(platform.stop)
        platform.start()
        arguments = ["--platform", platform.url, "--user", USER, "--password-stdin", "--playback", TOWN]
        arguments += ["--grid", str(tiles), "--metrics", str(folder / "metrics.json")]
        arguments += ["--profile", str(folder / "profile")]
        child = start_application(arguments, display=display.name, folder=folder, password=PASSWORD)
        stack.enter_context(child)
        watch = Watch(screen, MetricsFile(folder / "metrics.json"), tiles)
        there = until(lambda: watch.look() is not None, "the tiles")
        until(watch.all_shown, "the first pictures")
        first, last = min(watch.shown.values()), max(watch.shown.values())
        opened = dict(watch.last)
        on = until(lambda: watch.all_gone_on(opened), "playing")
        time.sleep(PLAYS_S)
        platform.stop()
        ended = time.monotonic()
        until(lambda: watch.look() is None or time.monotonic() > ended + AWAY_S, "time")
        platform.start()
        ready = time.monotonic()
        before = dict(watch.last)
        back = until(lambda: watch.all_gone_on(before), "playing again")
        return {
            "program started → tiles there": there - child.started_at,
            "tiles there → first picture": first - there,
            "tiles there → last first picture": last - there,
            "tiles there → all play": on - there,
            "platform away": ready - ended,
            "platform ready again → all play": back - ready,
        }


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tiles", type=int, default=16)
    parser.add_argument("--logs", type=Path, help="keep the logs there")
    values = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xueliang-bench-") as name:
        folder: Path = values.logs or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        found = measure(values.tiles, folder)
    print(machine(), f"Load average: {getloadavg()[0]:.1f}.", sep="\n\n")
    print("\n| what | seconds |\n|---|---|")
    for what, seconds in found.items():
        print(f"| {what} | {seconds:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
