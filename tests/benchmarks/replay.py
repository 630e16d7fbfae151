"""Instant replay of 16 tiles: `python -m tests.benchmarks.replay`.

The real window with real players on the clip server's streams, on a display of its own. The time runs from
the key press until every tile has been given a picture of the instant; then the stamps are read off the
screen. The memory is that of the players' processes, with the ring full and before it was filled.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

import numpy as np
import psutil
import qasync
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.check.display import VirtualDisplay
from desktop.check.stamp_reader import read_stamp
from desktop.core import build_core
from desktop.domain.address import PlatformAddress
from desktop.domain.grid import Grid
from desktop.domain.region import RegionCode
from desktop.ports import CertificateQuestion
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.session.session import SignInRequest
from player.factory import REPLAY_BYTES, WorkerPlayerFactory
from tests.benchmarks.clip import LOOP_MS
from tests.benchmarks.platform_double import TOWN
from tests.benchmarks.table import machine
from tests.benchmarks.variant import start_server
from ui import theme
from ui.main_window import MainWindow

TILES = 16
EMPTY_S = 30.0
"""The players' own memory grows for a while after they were opened."""
FULL_S = 78.0
PATIENCE_S = 20.0
BOUND_MS = 500


class _Nobody:
    async def trust_certificate(self, question: CertificateQuestion) -> bool:  # noqa: ARG002
        return False


@asynccontextmanager
async def wall(platform: str, folder: Path, players: WorkerPlayerFactory) -> AsyncIterator[MainWindow]:
    """Sign in and show 16 cameras."""
    core = build_core(Profile(folder), secrets=MemorySecretStore())
    request = SignInRequest(PlatformAddress.parse(platform), "bench", "bench")
    context = core.open_session(await core.app.sessions.sign_in(request, _Nobody()))
    await context.start()
    cameras = await context.directory.cameras_below(RegionCode(TOWN), limit=TILES, online_only=True)
    window = MainWindow(core.app, context, players)
    window.resize(1900, 1040)
    window.show()
    window.activateWindow()
    window.start()
    context.layouts.set_grid(Grid.SIXTEEN)
    window.open_cameras(cameras)
    try:
        await until(window.isActiveWindow)
        await until(lambda: window.wall.counts() == (TILES, TILES))
        yield window
    finally:
        window.hide()
        window.shut()
        await context.close()
        await core.close()


async def until(condition: Callable[[], bool]) -> float:
    """Wait for a condition; return the seconds that it took."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > PATIENCE_S:
            raise TimeoutError("the wall does not come alive")
        await asyncio.sleep(0.002)
    return time.monotonic() - began


def kept_ms(window: MainWindow) -> int:
    """Return what the tile has that was kept for least."""
    ranges = [controller.replay_range() for controller in window.wall.controllers()]
    return min(0 if kept is None else kept[1] - kept[0] for kept in ranges)


def rewound(window: MainWindow) -> bool:
    """Tell whether every tile has been given a picture of the past."""
    pasts = [controller.past for controller in window.wall.controllers()]
    shown = [past.shown_ms for past in pasts if past is not None]
    return len(shown) == TILES and None not in shown


def picture(window: MainWindow, cell: int) -> NDArray[np.uint8]:
    """Return the pixels that the screen shows of a tile's picture."""
    tile = window.wall_view.tiles[cell]
    rect = tile.picture_rect()
    corner = tile.mapToGlobal(QPoint(rect.x(), rect.y()))
    shot = tile.screen().grabWindow(0, corner.x(), corner.y(), rect.width(), rect.height())
    image = shot.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(bytes(image.constBits()), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4)


def wrong_ms(window: MainWindow, t0_ms: float) -> float:
    """Return the largest difference between a stamp on the screen and the clock."""
    worst = 0.0
    for cell in range(TILES):
        stamp = read_stamp(picture(window, cell))
        asked = window.replay.clock.media_at(time.monotonic())
        if stamp is None:
            return float("inf")
        late = (asked - t0_ms - stamp.time_ms + LOOP_MS / 2) % LOOP_MS - LOOP_MS / 2
        worst = max(worst, abs(late))
    return worst


async def rounds(window: MainWindow, t0_ms: float, count: int) -> tuple[list[float], list[float]]:
    """Rewind and come back so many times; return milliseconds to the last tile, and the stamps' errors."""
    times, errors = [], []
    for _ in range(count):
        await asyncio.sleep(1.5)
        window.wall_view.setFocus()
        QTest.keyClick(window.wall_view, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
        assert window.replay.active
        times.append(await until(lambda: rewound(window)) * 1000)
        await asyncio.sleep(0.5)
        errors.append(wrong_ms(window, t0_ms))
        QTest.keyClick(window.wall_view, Qt.Key.Key_L)
        await until(lambda: window.wall.counts() == (TILES, TILES))
    return times, errors


def private_mb(players: WorkerPlayerFactory) -> float:
    """Return the workers' private memory."""
    workers = [psutil.Process(pid).memory_full_info().uss for pid in players.worker_pids()]
    return float(sum(workers)) / (1 << 20)


async def run(platform: str, t0_ms: float, folder: Path, count: int, *, full: bool) -> None:
    players = WorkerPlayerFactory(asyncio.get_running_loop().call_soon_threadsafe)
    try:
        async with wall(platform, folder, players) as window:
            players.keep_for_replay(0)
            await asyncio.sleep(EMPTY_S if full else 6)
            empty = private_mb(players)
            players.keep_for_replay(REPLAY_BYTES)
            await asyncio.sleep(FULL_S if full else 34)
            filled = private_mb(players)
            kept = kept_ms(window) / 1000
            times, errors = await rounds(window, t0_ms, count)
    finally:
        players.close()
    verdict = "kept" if median(times) <= BOUND_MS else "**not kept**"
    spread = f"{median(times):.0f} ms ({min(times):.0f}–{max(times):.0f}, n={len(times)})"
    print(machine())
    print(f"First rewound picture on all {TILES} tiles: {spread}; bound {BOUND_MS} ms: {verdict}.")
    print(f"Stamps on the screen against the clock: at most {max(errors):.0f} ms off.")
    print(
        f"Private memory of the workers: {empty:.0f} → {filled:.0f} MB with {kept:.0f} s of {TILES} streams."
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--short", action="store_true", help="do not wait for a full ring")
    parser.add_argument("--clips", type=Path, help="folder for the encoded clips (kept)")
    values = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xueliang-bench-") as name:
        folder = Path(name)
        clips = str(values.clips or folder / "clips")
        command = ["tests.benchmarks.clip_server", "--folder", clips, "--cameras", str(TILES)]
        server, ready = start_server(command, folder / "clips.log")
        streams = ["--streams", str(ready["url"]), "--cameras", str(TILES)]
        double, address = start_server(["tests.benchmarks.platform_double", *streams], folder / "double.log")
        with server, double, VirtualDisplay(1920, 1080, log=folder / "xvfb.log") as display:
            os.environ["DISPLAY"] = display.name
            app = QApplication([])
            theme.apply(app)
            loop = qasync.QEventLoop(app)
            asyncio.set_event_loop(loop)
            work = run(
                str(address["url"]), float(ready["t0_ms"]), folder, values.rounds, full=not values.short
            )
            loop.run_until_complete(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
