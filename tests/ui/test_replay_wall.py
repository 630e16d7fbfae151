"""The whole wall half a minute ago: real core, platform and players; the stamps on the screen say when."""

import asyncio
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.domain.camera import CameraKind
from desktop.domain.grid import Grid
from desktop.domain.tile_state import TilePhase
from player.factory import WorkerPlayerFactory
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.test_real_players import Scene, all_right, opened, phase, seen
from tests.ui.window_bench import LEFT, NONE, WindowBench, window_bench

pytestmark = pytest.mark.slow

SHIFT = Qt.KeyboardModifier.ShiftModifier
TILES = 4
KEPT_MS = 4_500
PICTURE_MS = 1000 / 12
LATE_MS = 500
"""How late a picture may have come, and been shown, on a busy machine."""


@pytest.fixture
def play(qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path) -> Iterator[Callable[[Scene], None]]:
    """Play a scene on a window with real players, once four cameras have been kept for some seconds."""
    players = WorkerPlayerFactory(qloop.loop.call_soon_threadsafe)

    def run(scene: Scene) -> None:
        async def work() -> None:
            async with window_bench(town_platform, tmp_path, real_players=players) as bench:
                bench.cameras = tuple(c for c in bench.cameras if c.kind is CameraKind.PUBLIC)
                bench.context.layouts.set_grid(Grid.FOUR)
                bench.window.open_cameras(bench.cameras[:TILES])
                await all_right(bench, TILES)
                await until(lambda: shortest_ms(bench) >= KEPT_MS, 30.0)
                bench.window.wall_view.setFocus()
                await scene(bench, town_platform)

        qloop.run(work(), timeout_s=120.0)

    yield run
    players.close()


def shortest_ms(bench: WindowBench) -> int:
    """Return for how long the tile has been kept that has been kept for least."""
    ranges = [controller.replay_range() for controller in bench.window.wall.controllers()]
    return min(0 if kept is None else kept[1] - kept[0] for kept in ranges)


def media_ms(bench: WindowBench) -> float:
    return bench.window.replay.clock.media_at(time.monotonic())


def instants(bench: WindowBench) -> list[int] | None:
    """Return the instants on the screen, None while one cannot be read; each must be of its own camera."""
    readings = [seen(bench, cell) for cell in range(TILES)]
    if any(reading is None for reading in readings):
        return None
    found = [reading for reading in readings if reading is not None]
    assert [reading.camera for reading in found] == [one.frame_stamp for one in bench.cameras[:TILES]]
    return [reading.time_ms for reading in found]


async def in_step(bench: WindowBench) -> list[int]:
    """Wait until all tiles show the instant of the clock; return their instants."""
    shown: list[int] = []

    def near() -> bool:
        asked, found = media_ms(bench), instants(bench)
        shown[:] = found or []
        late = [asked - instant for instant in shown]
        return bool(late) and min(late) >= -50 and max(late) <= LATE_MS + PICTURE_MS

    await until(near, 20.0)
    return shown


def test_the_whole_wall_goes_back_in_step_and_returns_without_a_new_connection(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench, platform: DemoPlatform) -> None:
        connections = opened(platform)
        bench.key(Qt.Key.Key_R, SHIFT)
        assert {phase(bench, cell) for cell in range(TILES)} == {TilePhase.REPLAY}
        assert time.time() * 1000 - media_ms(bench) >= KEPT_MS
        await asyncio.sleep(1.0)  # who was kept for less joins the others
        spreads = []
        for _ in range(8):
            shown = await in_step(bench)
            spreads.append(max(shown) - min(shown))
            await asyncio.sleep(0.1)
        assert sorted(spreads)[len(spreads) // 2] <= 2 * PICTURE_MS, spreads
        bench.key(Qt.Key.Key_Space)
        stood: list[int] | None = None
        while stood is None or instants(bench) != stood:  # a tile that lagged may still come to the instant
            stood = await in_step(bench)
            await asyncio.sleep(0.5)
        marks = [tile.mark for tile in bench.window.wall_view.tiles]
        assert all(mark is not None and mark.ago_s is not None and mark.ago_s >= 3 for mark in marks)
        bench.key(Qt.Key.Key_L)
        await until(lambda: all_fresh(bench))
        assert {phase(bench, cell) for cell in range(TILES)} == {TilePhase.LIVE}
        assert opened(platform) == connections

    play(scene)


def all_fresh(bench: WindowBench) -> bool:
    found = instants(bench)
    return found is not None and time.time() * 1000 - min(found) < 1_000


def test_scrubbing_with_the_mouse_shows_the_instant_under_it(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench, _platform: DemoPlatform) -> None:
        bench.key(Qt.Key.Key_R, SHIFT)
        track = bench.window.replay.bar.track
        await asyncio.sleep(0.2)
        middle = track.height() // 2
        for back_ms in (3_500, 2_000):
            place = QPoint(round(track.x_of(time.time() * 1000 - back_ms)), middle)
            QTest.mousePress(track, LEFT, NONE, place)
            await until(lambda: (found := instants(bench)) is not None and held(bench, found), 10.0)
            QTest.mouseRelease(track, LEFT, NONE, place)
            shown = await in_step(bench)
            assert time.time() * 1000 - shown[0] == pytest.approx(back_ms, abs=LATE_MS + 600)
        bench.key(Qt.Key.Key_Escape)
        await until(lambda: all_fresh(bench))

    play(scene)


def held(bench: WindowBench, shown: list[int]) -> bool:
    """While the button is down the nearest key frame will do: they are two seconds apart."""
    return all(-50 <= media_ms(bench) - instant <= 2_100 + LATE_MS for instant in shown)


def test_one_tile_goes_back_while_the_others_stay_live_through_a_cut(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench, platform: DemoPlatform) -> None:
        bench.window.wall_view.select(1)
        bench.key(Qt.Key.Key_R)
        await until(lambda: (shown := seen(bench, 1)) is not None and age_ms(shown.time_ms) > 3_500)
        for cell in (0, 2, 3):
            await until(partial(is_live, bench, cell))
        platform.fault("cut", camera_id=bench.cameras[1].id, times=1)
        await asyncio.sleep(1.5)
        assert phase(bench, 1) is TilePhase.REPLAY

        def goes_on() -> bool:
            shown = seen(bench, 1)
            return shown is not None and 0 <= media_ms(bench) - shown.time_ms <= LATE_MS + 4 * PICTURE_MS

        await until(goes_on)
        bench.key(Qt.Key.Key_L)
        await all_right(bench, TILES)

    play(scene)


def is_live(bench: WindowBench, cell: int) -> bool:
    shown = seen(bench, cell)
    return shown is not None and age_ms(shown.time_ms) < 2_500 and phase(bench, cell) is TilePhase.LIVE


def age_ms(time_ms: int) -> float:
    return time.time() * 1000 - time_ms
