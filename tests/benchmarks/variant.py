"""One measured run of one program: our wall, or the bare player, on the clip server's streams."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

import psutil

from desktop.check.application import MetricsFile, start_application
from desktop.check.display import VirtualDisplay
from desktop.check.observer import Observer, Target, TileWatch
from desktop.check.processes import Child, StartError
from desktop.check.screen import Rect, Screen
from tests.benchmarks.clock import LoopClock
from tests.benchmarks.platform_double import TOWN

SCREEN = 1920, 1080
LIVE_S = 40.0
SETTLE_S = 3.0
LATENCY_S = 5.0
CPU_S = 10.0
FIRST_PERIOD_S = 0.01
"""While first pictures are awaited the stamps are looked at so often."""
STEADY_PERIOD_S = 0.02


@dataclass(frozen=True, slots=True)
class Variant:
    """What to run; `caching_ms` is for the bare player, None means libVLC's default."""

    name: str
    bare: bool
    tiles: int
    caching_ms: int | None = None
    at_start: bool = False
    """Our wall opens its cameras while the program starts, and not in a window that stands already."""
    steady: bool = True
    """Also measure latency, CPU and lag once all pictures run."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run gave; milliseconds, CPU in cores."""

    last_first_ms: float
    latency_ms: float | None = None
    cpu: float | None = None
    cpu_display: float | None = None
    lag_p99_ms: float | None = None
    """From the open until shortly after the last first picture."""
    lag_max_ms: float | None = None
    pss_mb: float | None = None


def start_server(command: Sequence[str], log: Path) -> tuple[Child, dict[str, Any]]:
    """Start one of our servers and return what its first line says."""
    child = Child([sys.executable, "-m", *command], log=log, stdout=subprocess.PIPE)
    assert child.process.stdout is not None
    line = child.process.stdout.readline()
    if not line:
        child.stop()
        raise StartError(child.log_tail())
    document: dict[str, Any] = json.loads(line)
    return child, document


class Run:
    """One run from the start of the program to its end."""

    def __init__(self, variant: Variant, rects: Sequence[Rect], folder: Path) -> None:
        self._variant = variant
        self._folder = folder
        self.rects = list(rects)

    def measure(self, streams: str, t0_ms: float) -> Figures:
        """Run the program once; StartError when its tiles do not all come alive."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            display = stack.enter_context(VirtualDisplay(*SCREEN, log=self._folder / "xvfb.log"))
            screen = stack.enter_context(Screen(display.name))
            metrics = MetricsFile(self._folder / "metrics.json")
            child = self._start(stack, streams, display.name)
            stack.enter_context(child)
            observer = Observer(screen, LoopClock(t0_ms).read, expected=self._variant.tiles)
            self._wait_live(observer, metrics, child)
            watches = [observer.tiles[cell] for cell in sorted(observer.tiles)]
            self.rects = [watch.target.rect for watch in watches]
            first = _last_first_ms(watches)
            if not self._variant.steady:
                return Figures(first)
            return self._steady(first, observer, metrics, child, display)

    def _start(self, stack: ExitStack, streams: str, display: str) -> Child:
        metrics = str(self._folder / "metrics.json")
        if self._variant.bare:
            command = [sys.executable, "-m", "tests.benchmarks.bare_libvlc"]
            arguments = ["--streams", streams, "--rects", json.dumps(self.rects), "--metrics", metrics]
            if self._variant.caching_ms is not None:
                arguments += ["--caching", str(self._variant.caching_ms)]
        else:
            module = ["desktop", "wall"] if self._variant.at_start else ["tests.benchmarks.standing_wall"]
            command = [sys.executable, "-m", *module]
            double = ["tests.benchmarks.platform_double", "--streams", streams]
            double += ["--cameras", str(self._variant.tiles)]
            platform, ready = start_server(double, self._folder / "platform.log")
            stack.enter_context(platform)
            arguments = [
                "--platform",
                str(ready["url"]),
                "--user",
                "bench",
                "--password-stdin",
                "--open",
                TOWN,
            ]
            arguments += ["--grid", str(self._variant.tiles), "--metrics", metrics]
            arguments += ["--profile", str(self._folder / "profile"), "--transport", "http-ts"]
        return start_application(
            arguments, display=display, folder=self._folder, password="bench", command=command
        )

    def _wait_live(self, observer: Observer, metrics: MetricsFile, child: Child) -> None:
        deadline = monotonic() + LIVE_S
        while monotonic() < deadline:
            self._look(observer, metrics, FIRST_PERIOD_S)
            tiles = observer.tiles.values()
            if len(tiles) == self._variant.tiles and all(tile.pictures for tile in tiles):
                return
            if child.exit_code() is not None:
                raise StartError(f"{self._variant.name} ended ({child.exit_code()}): {child.log_tail()}")
        missing = [cell for cell, tile in observer.tiles.items() if not tile.pictures]
        raise StartError(f"{self._variant.name}: {len(observer.tiles)} tiles, no picture in {missing}")

    def _look(self, observer: Observer, metrics: MetricsFile, period: float) -> None:
        begin = monotonic()
        if metrics.changed() and metrics.latest is not None:
            observer.aim(
                [
                    Target(tile.cell, int(tile.camera_id[-6:]), tile.rect, tile.opened_at)
                    for tile in metrics.latest.tiles
                    if tile.rect is not None and tile.camera_id and tile.opened_at
                ]
            )
        observer.look()
        time.sleep(max(0.0, period - (monotonic() - begin)))

    def _steady(
        self, first: float, observer: Observer, metrics: MetricsFile, child: Child, display: VirtualDisplay
    ) -> Figures:
        time.sleep(SETTLE_S)
        metrics.changed()
        lag = metrics.latest.ui_lag_ms if metrics.latest else {}
        since = monotonic()
        while monotonic() < since + LATENCY_S:
            self._look(observer, metrics, STEADY_PERIOD_S)
        latencies = [tile.latency_ms(since) for tile in observer.tiles.values()]
        if any(latency is None for latency in latencies):
            raise StartError(f"{self._variant.name}: a tile stood still")
        cpu, cpu_display = _cpu([child.pid, display.pid], CPU_S)
        return Figures(
            last_first_ms=first,
            latency_ms=median(latency for latency in latencies if latency is not None),
            cpu=cpu,
            cpu_display=cpu_display,
            lag_p99_ms=lag.get("p99"),
            lag_max_ms=lag.get("max"),
            pss_mb=_pss_mb(child.pid),
        )


def _last_first_ms(watches: Sequence[TileWatch]) -> float:
    """Return the time from the first open to the last first picture."""
    opened = min(watch.target.opened_at for watch in watches)
    return (max(watch.first_at or 0.0 for watch in watches) - opened) * 1000


def _family(pid: int) -> list[psutil.Process]:
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]


def _cpu(pids: Sequence[int], seconds: float) -> list[float]:
    """Return the cores that each process used, with all its descendants."""
    families = [_family(pid) for pid in pids]
    before = [_cpu_seconds(family) for family in families]
    begin = monotonic()
    time.sleep(seconds)
    elapsed = monotonic() - begin
    return [(_cpu_seconds(family) - then) / elapsed for family, then in zip(families, before, strict=True)]


def _cpu_seconds(family: Sequence[psutil.Process]) -> float:
    times = [process.cpu_times() for process in family]
    return float(sum(one.user + one.system for one in times))


def _pss_mb(pid: int) -> float:
    return float(sum(process.memory_full_info().pss for process in _family(pid))) / 1e6
