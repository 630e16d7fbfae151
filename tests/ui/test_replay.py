"""Instant replay in the window: keys, the bar, the clock, and what tiles may say; players are fakes here."""

import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.domain.grid import Grid
from desktop.domain.tile_state import TilePhase
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.window_bench import LEFT, NONE, WindowBench, window_bench
from ui.wall.replay.mark import mark_of

Scene = Callable[[WindowBench], Coroutine[Any, Any, None]]
SHIFT = Qt.KeyboardModifier.ShiftModifier
MINUTE_MS = 60_000


@pytest.fixture
def play(qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path) -> Callable[[Scene], None]:
    """Play a scene on a wall of four cameras that have been kept for a minute."""

    def run(scene: Scene) -> None:
        async def work() -> None:
            async with window_bench(town_platform, tmp_path) as bench:
                bench.context.layouts.set_grid(Grid.FOUR)
                await bench.fill(4)
                keep(bench)
                bench.window.wall_view.setFocus()
                await scene(bench)

        qloop.run(work())

    return run


def utc_ms() -> int:
    return time.time_ns() // 1_000_000


def keep(bench: WindowBench, ms: int = MINUTE_MS, *, cell: int | None = None) -> None:
    """Let the players of all cells, or of one, have kept so much."""
    for each in range(4) if cell is None else (cell,):
        now = utc_ms()
        bench.player_of(each).kept = (now - ms, now)


def asked_ms(bench: WindowBench, cell: int) -> float:
    """Return which instant a cell's player is asked for now."""
    clock = bench.player_of(cell).clocks[-1]
    assert clock is not None
    return clock.media_at(time.monotonic())


def past(bench: WindowBench) -> list[int]:
    """Return the cells that say that they show the past."""
    return [
        cell
        for cell, controller in enumerate(bench.window.wall.controllers())
        if controller.state.phase is TilePhase.REPLAY
    ]


def ago_s(bench: WindowBench, cell: int) -> float:
    return (utc_ms() - asked_ms(bench, cell)) / 1000


def mark(bench: WindowBench, cell: int) -> int | None:
    shown = bench.window.wall_view.tiles[cell].mark
    return None if shown is None else shown.ago_s


@pytest.mark.parametrize("media_ms", [1_000_950, 1_001_010, 1_031_000])
def test_time_and_age_on_a_tile_add_up_to_now(media_ms: int) -> None:
    mark = mark_of(media_ms, 1_031_020.5)
    assert mark.media_ms is not None
    assert mark.ago_s is not None
    assert mark.media_ms // 1000 + mark.ago_s == 1_031


def test_one_key_rewinds_the_selected_tile_and_another_one_brings_the_present(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.window.wall_view.select(2)
        bench.key(Qt.Key.Key_R)
        assert past(bench) == [2]
        assert ago_s(bench, 2) == pytest.approx(30, abs=1)
        assert bench.window.replay.bar.isVisible()

        def is_marked() -> bool:
            bench.feed_pictures()
            bench.player_of(2).show_replay(round(asked_ms(bench, 2)))
            return mark(bench, 2) in {30, 31}  # it counts whole seconds

        await until(is_marked)
        live, busy = bench.window.wall.counts()
        assert (live, busy) == (3, 4), "a tile that shows the past is not counted as live"
        bench.key(Qt.Key.Key_L)
        assert past(bench) == []
        assert bench.player_of(2).clocks[-1] is None
        assert bench.window.wall_view.tiles[2].mark is None
        assert not bench.window.replay.bar.isVisible()
        assert len(bench.player_of(2).sources) == 1, "nothing was opened anew"

    play(scene)


def test_the_whole_wall_follows_one_clock(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.key(Qt.Key.Key_R, SHIFT)
        assert past(bench) == [0, 1, 2, 3]
        assert len({bench.player_of(cell).clocks[-1] for cell in range(4)}) == 1
        bench.key(Qt.Key.Key_R, SHIFT)
        assert ago_s(bench, 0) == pytest.approx(60, abs=1)
        bench.key(Qt.Key.Key_Right)
        assert ago_s(bench, 3) == pytest.approx(55, abs=1)
        bench.key(Qt.Key.Key_Space)
        stood = asked_ms(bench, 1)
        bench.key(Qt.Key.Key_Left)
        assert asked_ms(bench, 1) == pytest.approx(stood - 5000, abs=50), "the oldest is the limit"
        clocks = {bench.player_of(cell).clocks[-1] for cell in range(4)}
        assert [clock.rate for clock in clocks if clock is not None] == [0.0]
        bench.key(Qt.Key.Key_Space)
        assert {clock.rate for cell in range(4) if (clock := bench.player_of(cell).clocks[-1])} == {1.0}
        bench.key(Qt.Key.Key_Escape)
        assert past(bench) == []

    play(scene)


def test_going_on_beyond_the_newest_picture_is_the_present(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.key(Qt.Key.Key_R)
        for _ in range(5):
            bench.key(Qt.Key.Key_Right)
        assert past(bench) == [0]
        bench.key(Qt.Key.Key_Right)
        assert past(bench) == []
        bench.key(Qt.Key.Key_Right)
        assert bench.window.wall_view.selected == 1, "the arrows select tiles again"

    play(scene)


def test_a_tile_that_was_kept_for_less_waits_at_its_oldest_and_says_so(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        keep(bench, 28_000, cell=1)
        oldest = bench.player_of(1).kept
        assert oldest is not None
        bench.key(Qt.Key.Key_R, SHIFT)
        clock = bench.player_of(1).clocks[-1]
        assert clock is not None
        assert (clock.media_ms, clock.rate) == (oldest[0], 0.0)
        look = bench.window.wall_view.tiles[1].face.look
        assert look is not None
        assert "起才有" in look.words
        assert bench.window.wall_view.tiles[0].face.look is None
        await until(lambda: bench.window.wall_view.tiles[1].face.look is None)
        assert bench.player_of(1).clocks[-1] == bench.player_of(0).clocks[-1], "from now on in step"
        bench.key(Qt.Key.Key_L)
        bench.window.wall_view.select(3)
        keep(bench, 12_000, cell=3)
        bench.key(Qt.Key.Key_R)
        assert ago_s(bench, 3) == pytest.approx(12, abs=1)
        assert "12" in bench.window.replay.bar.note

    play(scene)


def test_dragging_shows_pictures_and_letting_go_plays_on(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.key(Qt.Key.Key_R, SHIFT)
        track = bench.window.replay.bar.track
        await until(lambda: track.width() > 100)
        start = QPoint(round(track.x_of(asked_ms(bench, 0))), track.height() // 2)
        goal = QPoint(round(track.x_of(utc_ms() - 45_000)), track.height() // 2)
        QTest.mousePress(track, LEFT, NONE, start)
        QTest.mouseMove(track, (start + goal) / 2)
        QTest.mouseMove(track, goal)
        player = bench.player_of(2)
        held = player.clocks[-1]
        assert held is not None
        assert (player.quick[-1], held.rate) == (True, 0.0)
        QTest.mouseRelease(track, LEFT, NONE, goal)
        released = player.clocks[-1]
        assert released is not None
        assert (player.quick[-1], released.rate) == (False, 1.0)
        assert ago_s(bench, 2) == pytest.approx(45, abs=1)
        QTest.mouseClick(track, LEFT, NONE, QPoint(track.width() - 3, track.height() // 2))
        assert past(bench) == []

    play(scene)


def test_a_second_tile_joins_the_clock_of_the_first(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.key(Qt.Key.Key_R)
        bench.key(Qt.Key.Key_Left)
        bench.window.wall_view.select(3)
        bench.key(Qt.Key.Key_R)
        assert past(bench) == [0, 3]
        assert bench.player_of(0).clocks[-1] == bench.player_of(3).clocks[-1]
        assert ago_s(bench, 3) == pytest.approx(35, abs=1)

    play(scene)


def test_what_cannot_be_rewound_is_said(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        for cell in range(4):
            bench.player_of(cell).kept = None
        bench.key(Qt.Key.Key_R)
        assert past(bench) == []
        assert "回看" in bench.window.toast.words

    play(scene)


def test_it_ends_where_its_stream_ends(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.key(Qt.Key.Key_R, SHIFT)
        bench.player_of(0).kept = None  # its worker has died
        await until(lambda: past(bench) == [1, 2, 3])
        bench.window.wall_view.select(1)
        bench.key(Qt.Key.Key_Delete)
        await until(lambda: past(bench) == [2, 3])
        bench.window.wall_view.hide()
        assert not bench.window.replay.active
        bench.window.wall_view.show()
        assert past(bench) == []

    play(scene)


def test_live_pictures_are_not_drawn_at_another_size_meanwhile(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await until(lambda: bench.window.wall._settle.isActive() is False)
        resized = [bench.player_of(cell).resized for cell in range(4)]
        before = [tile.geometry() for tile in bench.window.wall_view.tiles]
        bench.key(Qt.Key.Key_R)
        bar = bench.window.replay.bar
        assert all(not tile.geometry().intersects(bar.geometry()) for tile in bench.window.wall_view.tiles)
        await until(lambda: not bench.window.wall._settle.isActive())
        bench.key(Qt.Key.Key_L)
        await until(lambda: not bench.window.wall._settle.isActive())
        assert [tile.geometry() for tile in bench.window.wall_view.tiles] == before
        assert [bench.player_of(cell).resized for cell in range(4)] == resized

    play(scene)


def test_footage_that_was_seen_is_entered_in_the_register(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        noted: list[str] = []
        bench.window.replay._note = lambda camera_id, _span, _speed: noted.append(camera_id)
        bench.key(Qt.Key.Key_R)
        player = bench.player_of(0)
        player.show_replay(round(asked_ms(bench, 0)))
        await until(lambda: noted)
        assert set(noted) == {bench.context.layouts.layout.cells[0]}

    play(scene)
