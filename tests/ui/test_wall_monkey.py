"""A monkey at the wall: whatever is done in whatever order, every tile shows its camera and nothing leaks."""

import asyncio
import random
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.domain.grid import Grid
from player.api import Failure, PlayerState
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.window_bench import WindowBench, window_bench

STEPS = 60
CTRL = Qt.KeyboardModifier.ControlModifier


class Monkey:
    """Does one thing after the other; the seed says what."""

    def __init__(self, bench: WindowBench, seed: int) -> None:
        self.bench = bench
        self.random = random.Random(seed)
        self.done: list[str] = []

    def step(self) -> None:
        acts = [self.open, self.grid, self.swap, self.remove, self.maximise, self.history]
        act = self.random.choice([*acts, self.fail, self.pictures, self.pictures, self.key])
        self.done.append(act.__name__)
        act()

    def cell(self) -> int:
        return self.random.randrange(len(self.bench.window.wall_view.tiles))

    def open(self) -> None:
        count = self.random.randint(1, 5)
        self.bench.window.open_cameras(self.random.sample(self.bench.cameras, count))

    def grid(self) -> None:
        self.bench.context.layouts.set_grid(self.random.choice([Grid.ONE, Grid.FOUR, Grid.SIX, Grid.NINE]))

    def swap(self) -> None:
        self.bench.context.layouts.swap(self.cell(), self.cell())

    def remove(self) -> None:
        self.bench.context.layouts.remove(self.cell())

    def maximise(self) -> None:
        self.bench.window.wall.toggle_maximised(self.cell())

    def history(self) -> None:
        layouts = self.bench.context.layouts
        self.random.choice([layouts.undo, layouts.redo])()

    def fail(self) -> None:
        started = [player for player in self.bench.players.alive if player.sources]
        if started:
            failure = self.random.choice(list(Failure))
            self.random.choice(started).report(PlayerState.FAILED, failure)

    def pictures(self) -> None:
        for player in self.bench.players.alive:
            if player.sources and not player.stopped and self.random.random() < 0.7:
                player.show_picture()

    def key(self) -> None:
        keys = [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return]
        self.bench.window.wall_view.setFocus()
        self.bench.key(self.random.choice([*keys, Qt.Key.Key_Delete, Qt.Key.Key_Escape]))


def check_tiles(bench: WindowBench) -> None:
    """Every cell's tile belongs to the cell's camera and says its name."""
    layout = bench.context.layouts.layout
    names = {camera.id: camera.name for camera in bench.cameras}
    assert len(bench.window.wall_view.tiles) == len(layout.cells)
    for cell, camera in enumerate(layout.cells):
        controller = bench.window.wall.controller(cell)
        shown = controller.camera.id if controller.camera is not None else None
        assert shown == camera
        caption = controller.tile.face.caption
        assert (caption.name if caption is not None else None) == (names[camera] if camera else None)


def all_live(bench: WindowBench) -> bool:
    bench.feed_pictures()
    live, busy = bench.window.wall.counts()
    return live == busy


def one_player_each(bench: WindowBench, shown: int) -> bool:
    bench.feed_pictures()
    return len(bench.players.alive) == shown


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_every_tile_shows_its_camera_and_nothing_leaks(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path, seed: int
) -> None:
    async def work() -> None:
        async with window_bench(town_platform, tmp_path) as bench:
            monkey = Monkey(bench, seed)
            for _ in range(STEPS):
                monkey.step()
                check_tiles(bench)
                await asyncio.sleep(0.002)
            layouts = bench.context.layouts
            layouts.restore()
            shown = sum(camera is not None for camera in layouts.layout.cells)
            bench.window.wall.retry_all()
            await until(lambda: all_live(bench))
            check_tiles(bench)
            # While a tile changes streams it has two players; they become one as pictures come.
            await until(lambda: one_player_each(bench, shown))
            layouts.clear()
            assert bench.players.alive == []
            await until(lambda: bench.context.gate.inside == 0)

    qloop.run(work(), timeout_s=60.0)
