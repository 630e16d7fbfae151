"""The whole wall in one piece: real core, real platform, real players; judged by stamps on the screen."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from desktop.check.stamp_reader import StampReading, read_stamp
from desktop.domain.camera import CameraKind
from desktop.domain.grid import Grid
from desktop.domain.tile_state import TilePhase
from player.factory import WorkerPlayerFactory
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.window_bench import WindowBench, window_bench

pytestmark = pytest.mark.slow

PATIENCE_S = 30.0
Scene = Callable[[WindowBench, DemoPlatform], Coroutine[Any, Any, None]]


@pytest.fixture
def platform() -> Iterator[DemoPlatform]:
    """A platform of the test's own: faults are ordered on it."""
    with DemoPlatform() as running:
        yield running


@pytest.fixture
def play(qloop: QtLoop, platform: DemoPlatform, tmp_path: Path) -> Iterator[Callable[[Scene], None]]:
    """Play a scene on a window with real players."""
    players = WorkerPlayerFactory(qloop.loop.call_soon_threadsafe)

    def run(scene: Scene) -> None:
        async def work() -> None:
            async with window_bench(platform, tmp_path, real_players=players) as bench:
                bench.cameras = tuple(c for c in bench.cameras if c.kind is CameraKind.PUBLIC)
                bench.context.layouts.set_grid(Grid.FOUR)
                await scene(bench, platform)

        qloop.run(work(), timeout_s=120.0)

    yield run
    players.close()


def pixels(bench: WindowBench, cell: int) -> NDArray[np.uint8]:
    """Return what the screen shows where a tile's picture lies."""
    tile = bench.window.wall_view.tiles[cell]
    rect = tile.picture_rect()
    corner = tile.mapToGlobal(QPoint(rect.x(), rect.y()))
    shot = tile.screen().grabWindow(0, corner.x(), corner.y(), rect.width(), rect.height())
    image = shot.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(bytes(image.constBits()), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4)


def seen(bench: WindowBench, cell: int) -> StampReading | None:
    """Return the stamp that can be read off the screen in a tile."""
    if bench.window.wall_view.tiles[cell].picture_rect().isEmpty():
        return None
    return read_stamp(pixels(bench, cell))


def shows_its_camera(bench: WindowBench, cell: int, within_ms: float = 2500.0) -> bool:
    """Tell whether a tile shows its own camera, and a fresh picture of it."""
    shown = bench.context.layouts.layout.cells[cell]
    camera = next(camera for camera in bench.cameras if camera.id == shown)
    reading = seen(bench, cell)
    return (
        reading is not None
        and reading.camera == camera.frame_stamp
        and time.time_ns() / 1e6 - reading.time_ms < within_ms
    )


async def all_right(bench: WindowBench, cells: int) -> None:
    """Wait until so many tiles show their own cameras, live."""
    await until(lambda: all(shows_its_camera(bench, cell) for cell in range(cells)), PATIENCE_S)


def phase(bench: WindowBench, cell: int) -> TilePhase:
    return bench.window.wall.controller(cell).state.phase


def opened(platform: DemoPlatform) -> int:
    """Return how many live streams the platform has granted."""
    entries = platform.sign_in("jiancha").get("/registers/access", limit=500)["items"]
    return sum(entry["action"] == "live" for entry in entries)


def test_every_tile_shows_its_own_camera_and_swapping_keeps_the_connections(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench, platform: DemoPlatform) -> None:
        bench.window.open_cameras(bench.cameras[:4])
        await all_right(bench, 4)
        before = opened(platform)
        bench.drag(0, 3)
        await all_right(bench, 4)
        assert opened(platform) == before

    play(scene)


def test_maximising_shows_the_large_stream_and_back_is_instant(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench, platform: DemoPlatform) -> None:
        bench.context.layouts.set_grid(Grid.NINE)
        bench.window.open_cameras(bench.cameras[:2])
        await all_right(bench, 2)
        before = opened(platform)
        bench.window.wall_view.select(1)
        bench.window.wall_view.setFocus()
        bench.key(Qt.Key.Key_Return)
        showing = bench.window.wall.controller(1).showing

        def large() -> bool:
            now = showing()
            return now is not None and now.role.value == "main" and shows_its_camera(bench, 1)

        await until(large, PATIENCE_S)
        assert opened(platform) == before + 1, "only the large stream was opened"
        bench.key(Qt.Key.Key_Return)
        assert phase(bench, 1) is TilePhase.LIVE
        await until(lambda: shows_its_camera(bench, 1), PATIENCE_S)
        await asyncio.sleep(0.5)
        await all_right(bench, 2)
        assert opened(platform) == before + 1, "nothing reconnected on the way back"

    play(scene)


def test_a_stalled_stream_is_called_frozen_within_three_seconds_and_comes_back(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench, platform: DemoPlatform) -> None:
        bench.window.open_cameras(bench.cameras[:2])
        await all_right(bench, 2)
        fault = platform.fault("stall", camera_id=bench.cameras[0].id)
        await until(lambda: phase(bench, 0) is not TilePhase.LIVE, PATIENCE_S)
        reading = seen(bench, 0)
        assert reading is not None, "the stopped picture and its stamp stay readable"
        # 2 s on top: glass-to-glass latency, which a stamp counts as age too, and a busy machine's.
        assert time.time_ns() / 1e6 - reading.time_ms < 5000
        look = bench.window.wall_view.tiles[0].face.look
        assert look is not None
        assert "画面停止" in look.words
        await until(lambda: shows_its_camera(bench, 1), PATIENCE_S)  # the other tile goes on
        platform.admin.delete(f"/demo/faults/{fault}")
        await all_right(bench, 2)

    play(scene)


def test_a_cut_stream_comes_back_by_itself(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench, platform: DemoPlatform) -> None:
        bench.window.open_cameras(bench.cameras[:2])
        await all_right(bench, 2)
        platform.fault("cut", camera_id=bench.cameras[0].id, times=1)
        await until(lambda: phase(bench, 0) is not TilePhase.LIVE, PATIENCE_S)
        await all_right(bench, 2)

    play(scene)


def test_a_camera_that_goes_offline_and_comes_back_is_opened_again(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench, platform: DemoPlatform) -> None:
        bench.window.open_cameras(bench.cameras[:2])
        await all_right(bench, 2)
        fault = platform.fault("offline", camera_id=bench.cameras[0].id)
        await until(lambda: phase(bench, 0) is TilePhase.CAMERA_OFFLINE, PATIENCE_S)
        await until(lambda: shows_its_camera(bench, 1), PATIENCE_S)
        platform.admin.delete(f"/demo/faults/{fault}")
        await all_right(bench, 2)

    play(scene)


def test_the_wall_survives_the_death_of_its_players(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench, _platform: DemoPlatform) -> None:
        bench.window.open_cameras(bench.cameras[:2])
        await all_right(bench, 2)
        for pid in bench.window.players.worker_pids():
            os.kill(pid, signal.SIGKILL)
        await until(lambda: phase(bench, 0) is not TilePhase.LIVE, PATIENCE_S)
        assert not bench.window.wall_view.tiles[0].picture_rect().isEmpty(), "the last picture stays"
        await all_right(bench, 2)

    play(scene)


def test_a_restarted_platform_is_found_again(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench, platform: DemoPlatform) -> None:
        bench.window.open_cameras(bench.cameras[:2])
        await all_right(bench, 2)
        platform.fault("restart", value=2)
        await until(lambda: phase(bench, 0) is not TilePhase.LIVE, PATIENCE_S)
        await until(bench.window.banner.isVisible, PATIENCE_S)
        await all_right(bench, 2)
        await until(lambda: not bench.window.banner.isVisible(), PATIENCE_S)

    play(scene)
