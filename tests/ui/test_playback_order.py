"""Tiles of playback are put in another order by dragging one onto another, as on the live wall."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.domain.time_range import TimeRange
from tests.support.waiting import until
from tests.ui.playback_scenes import HOUR_MS, Scene, controller, opened
from tests.ui.window_bench import LEFT, NONE, WindowBench


def order(bench: WindowBench) -> list[str]:
    """Return the cameras as they stand on the screen, row by row."""
    tiles = [cell.tile for cell in controller(bench).cells.all]
    assert tuple(tiles) == bench.window.playback.view.grid.tiles
    places = [(tile.y(), tile.x()) for tile in tiles]
    assert places == sorted(places)
    return [str(cell.camera.id) for cell in controller(bench).cells.all]


def begin_drag(bench: WindowBench, source: int, target: int) -> QPoint:
    """Press on a tile and move the mouse onto another; return where it is, in the first one's coordinates."""
    tiles = bench.window.playback.view.grid.tiles
    start, tile = tiles[source].rect().center(), tiles[source]
    goal = tile.mapFrom(bench.window.playback.view.grid, tiles[target].geometry().center())
    QTest.mousePress(tile, LEFT, NONE, start)
    QTest.mouseMove(tile, start + QPoint(30, 0))
    QTest.mouseMove(tile, goal)
    return goal


def drag(bench: WindowBench, source: int, target: int) -> None:
    """Drag a tile onto another."""
    tile = bench.window.playback.view.grid.tiles[source]
    QTest.mouseRelease(tile, LEFT, NONE, begin_drag(bench, source, target))


def test_two_cameras_change_places_and_play_on(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 3)
        before, here = order(bench), playing.media_ms()
        starts = [len(player.sources) for player in bench.players.archive_players]
        drag(bench, 0, 2)
        assert order(bench) == [before[2], before[1], before[0]]
        assert playing.selected is playing.cells.all[2]
        assert playing.media_ms() == here
        assert [len(player.sources) for player in bench.players.archive_players] == starts
        timeline = bench.window.playback.view.timeline

        def lanes() -> list[str]:
            return sorted(before, key=lambda camera: timeline.bar_rect(camera).top())  # type: ignore[arg-type]

        await until(lambda: lanes() == order(bench))

    play(scene)


def test_escape_ends_a_drag_and_nothing_moves(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await opened(bench, 2)
        before = order(bench)
        goal = begin_drag(bench, 0, 1)
        bench.key(Qt.Key.Key_Escape)
        QTest.mouseRelease(bench.window.playback.view.grid.tiles[0], LEFT, NONE, goal)
        assert order(bench) == before
        assert bench.window.playback.on

    play(scene)


def test_slices_stay_in_the_order_of_time(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        end = playing.media_ms()
        playing.show_split(bench.cameras[0], TimeRange(end - HOUR_MS, end), 4)
        await until(lambda: len(playing.cells) == 4)
        before = [cell.offset_ms for cell in playing.cells.all]
        drag(bench, 0, 3)
        assert [cell.offset_ms for cell in playing.cells.all] == before

    play(scene)
