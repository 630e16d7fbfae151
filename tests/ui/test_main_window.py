"""The main window by mouse and keyboard, over the real core and a real platform."""

import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.domain.grid import Grid
from desktop.domain.tile_state import TilePhase
from desktop.session.status import SessionState, SessionStatus
from player.api import Failure, PlayerState
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.window_bench import LEFT, WindowBench, window_bench
from ui.models.mime import MIME_TYPE, region_mime

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Scene = Callable[[WindowBench], Coroutine[Any, Any, None]]


@pytest.fixture
def play(qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path) -> Callable[[Scene], None]:
    """Play a scene on a window of its own."""

    def run(scene: Scene) -> None:
        async def work() -> None:
            async with window_bench(town_platform, tmp_path) as bench:
                await scene(bench)

        qloop.run(work())

    return run


def test_opened_cameras_take_the_next_free_tiles_with_the_trees_names(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.window.panel.open_requested.emit(bench.cameras[:3])
        assert bench.cells[:4] == [*(camera.name for camera in bench.cameras[:3]), ""]
        captions = [tile.face.caption for tile in bench.window.wall_view.tiles[:3]]
        assert [caption.name for caption in captions if caption] == bench.cells[:3]
        await bench.settle()
        assert bench.window.wall.counts() == (3, 3)
        await until(lambda: bench.window.status.texts()[1].endswith("3 / 3"))

    play(scene)


@pytest.mark.parametrize(("key", "grid"), list(zip("1234567890-", Grid, strict=True)))
def test_alt_and_a_digit_choose_a_grid(play: Callable[[Scene], None], key: str, grid: Grid) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.key(Qt.Key(ord(key)), ALT)
        assert bench.context.layouts.layout.grid is grid
        tiles = bench.window.wall_view.tiles
        assert len(tiles) == int(grid)
        assert all(tile.isVisible() for tile in tiles)
        assert bench.window.actions_registry.action(f"grid.{int(grid)}").isChecked()

    play(scene)


def test_dragging_a_tile_onto_another_swaps_them_without_reconnecting(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await bench.fill(2)
        first, second = bench.cells[:2]
        bench.drag(0, 1)
        assert bench.cells[:2] == [second, first]
        assert len(bench.players.players) == 2
        assert all(len(player.sources) == 1 for player in bench.players.players)
        bench.drag(1, 5)
        assert bench.cells[5] == first
        assert bench.cells[1] == ""

    play(scene)


def test_delete_empties_and_undo_brings_back(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await bench.fill(2)
        name = bench.cells[0]
        QTest.mouseClick(bench.window.wall_view.tiles[0], LEFT)
        bench.key(Qt.Key.Key_Delete)
        assert bench.cells[0] == ""
        assert bench.window.wall.controller(0).state.phase is TilePhase.EMPTY
        bench.key(Qt.Key.Key_Z, CTRL)
        assert bench.cells[0] == name
        bench.key(Qt.Key.Key_Y, CTRL)
        assert bench.cells[0] == ""

    play(scene)


def test_delete_in_the_search_box_leaves_the_wall_alone(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await bench.fill(1)
        bench.key(Qt.Key.Key_F, CTRL)
        await until(lambda: QApplication.focusWidget() is bench.window.panel.header.search)
        bench.key(Qt.Key.Key_Delete)
        bench.key(Qt.Key.Key_Left)
        assert bench.cells[0] != ""

    play(scene)


def test_enter_and_double_click_maximise_and_restore(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await bench.fill(3)
        view = bench.window.wall_view
        QTest.mouseClick(view.tiles[1], LEFT)
        bench.key(Qt.Key.Key_Return)
        assert view.tiles[1].geometry() == view.rect()
        assert not view.tiles[0].isVisible()
        assert bench.window.wall.counts()[0] == 3, "the others go on behind it"
        bench.key(Qt.Key.Key_Escape)
        assert view.tiles[0].isVisible()
        QTest.mouseDClick(view.tiles[2], LEFT)
        assert view.tiles[2].geometry() == view.rect()
        QTest.mouseDClick(view.tiles[2], LEFT)
        assert view.tiles[0].isVisible()
        small = [player for player in bench.players.players if "sub" in player.sources[0].url]
        assert all(len(player.sources) == 1 and not player.stopped for player in small)

    play(scene)


def test_arrow_keys_move_the_selection(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        view = bench.window.wall_view
        view.select(0)
        view.setFocus()
        for key, cell in (
            (Qt.Key.Key_Right, 1),
            (Qt.Key.Key_Down, 5),
            (Qt.Key.Key_Left, 4),
            (Qt.Key.Key_Up, 0),
            (Qt.Key.Key_Left, 0),
        ):
            bench.key(key)
            assert view.selected == cell

    play(scene)


def test_a_full_wall_replaces_the_selected_tile_and_says_so(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.context.layouts.set_grid(Grid.FOUR)
        await bench.fill(4)
        bench.window.wall_view.select(2)
        gone = bench.cells[2]
        bench.window.open_cameras(bench.cameras[4:5])
        assert bench.cells[2] == bench.cameras[4].name
        assert gone in bench.window.toast.words
        bench.key(Qt.Key.Key_Z, CTRL)
        assert bench.cells[2] == gone

    play(scene)


def test_cameras_dropped_from_the_tree_fill_the_tiles_from_there_on(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        view = bench.window.wall_view
        mime = QMimeData()
        mime.setData(MIME_TYPE, json.dumps([camera.id for camera in bench.cameras[:3]]).encode())
        place = QPointF(bench.centre(5))
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place.toPoint(), copy, mime, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view, enter)
        assert enter.isAccepted()
        drop = QDropEvent(place, copy, mime, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view, drop)
        assert bench.cells[5:8] == [camera.name for camera in bench.cameras[:3]]

    play(scene)


def test_a_region_dropped_on_the_wall_takes_all_of_it(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        village = bench.cameras[0].region_path[-1].code
        mime = region_mime(village)
        place = QPointF(bench.centre(5))
        enter = QDragEnterEvent(
            place.toPoint(), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(bench.window.wall_view, enter)
        assert enter.isAccepted()
        drop = QDropEvent(place, Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(bench.window.wall_view, drop)
        below = await bench.context.directory.cameras_below(village)
        await until(lambda: [name for name in bench.cells if name] == [camera.name for camera in below])

    play(scene)


@pytest.mark.parametrize("data", [b"", b"not json", b'{"a": 1}', b"[1, null]", b"[" * 70_000])
def test_a_strange_drop_changes_nothing(play: Callable[[Scene], None], data: bytes) -> None:
    async def scene(bench: WindowBench) -> None:
        mime = QMimeData()
        mime.setData(MIME_TYPE, data)
        drop = QDropEvent(
            QPointF(bench.centre(0)), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(bench.window.wall_view, drop)
        assert set(bench.cells) == {""}

    play(scene)


def test_full_screen_hides_everything_but_the_wall(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        window = bench.window
        bench.key(Qt.Key.Key_F11)
        await until(lambda: window.wall_view.size() == window.screen().size())
        assert not window.tool_bar.isVisible()
        assert not window.panel.isVisible()
        bench.key(Qt.Key.Key_Escape)
        await until(lambda: window.tool_bar.isVisible() and window.panel.isVisible())
        assert not window.isFullScreen()

    play(scene)


def test_the_wall_comes_back_at_the_next_start(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def first() -> list[str]:
        async with window_bench(town_platform, tmp_path) as bench:
            bench.context.layouts.set_grid(Grid.NINE)
            await bench.fill(4)
            return bench.cells

    async def second() -> list[str]:
        async with window_bench(town_platform, tmp_path) as bench:
            restored = await bench.context.wall.restore()
            assert restored is not None
            bench.context.layouts.apply(restored.layout, undoable=False)
            await bench.settle()
            return bench.cells

    assert qloop.run(first()) == qloop.run(second())


def test_a_dead_camera_does_not_slow_the_others(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.window.open_cameras(bench.cameras[:16])
        await until(lambda: len(bench.players.players) == 16)
        for player in bench.players.players[:4]:
            player.report(PlayerState.FAILED, Failure.UNREACHABLE)
        for player in bench.players.players[4:]:
            player.show_picture()
        await until(lambda: bench.window.wall.counts() == (12, 16))

    play(scene)


def test_the_right_click_menu_stands_on_the_tile(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await bench.fill(1)
        tile = bench.window.wall_view.tiles[0]
        tile.menu_requested.emit(tile.mapToGlobal(tile.rect().center()))
        menus = [menu for menu in bench.window.findChildren(QMenu) if menu.isVisible()]
        assert len(menus) == 1
        texts = [action.text() for action in menus[0].actions()]
        assert texts[0] == bench.cells[0]
        assert "移出画面" in texts
        menus[0].close()

    play(scene)


def test_a_lost_platform_is_said_in_a_banner(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        banner = bench.window.banner
        assert not banner.isVisible()
        sessions = bench.core.app.sessions
        sessions.changed.emit(SessionStatus(), SessionStatus(SessionState.RECONNECTING))
        assert banner.isVisible()
        assert "平台连接中断" in banner.words
        sessions.changed.emit(SessionStatus(), SessionStatus(SessionState.SIGNED_IN))
        assert not banner.isVisible()

    play(scene)


def test_an_account_without_the_right_cannot_watch(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with window_bench(town_platform, tmp_path, user="weihu") as bench:
            bench.window.open_cameras(bench.cameras[:1])
            assert set(bench.cells) == {""}
            assert "没有查看实时画面的权限" in bench.window.toast.words
            hint = bench.window.wall_view.hint
            assert hint.isVisible()
            assert "当前账号不能查看实时画面" in hint.words
            assert "双击" not in hint.words

    qloop.run(work())


def test_every_command_of_the_table_has_a_handler(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        assert bench.window.actions_registry.unbound() == ()

    play(scene)


def test_an_empty_wall_says_how_to_fill_it(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        hint = bench.window.wall_view.hint
        assert hint.isVisible()
        assert "双击" in hint.words
        await bench.fill(1)
        assert not hint.isVisible()

    play(scene)


def test_the_tool_bar_rewinds_the_wall_and_only_the_wall(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bar, actions = bench.window.tool_bar, bench.window.actions_registry
        for command, key in (("replay.tile", "R"), ("replay.wall", "Shift+R")):
            button = bar.widgetForAction(actions.action(command))
            assert button.isVisible()
            assert not button.isEnabled(), "nothing is on the wall yet"
            assert button.toolTip().endswith(key)
        await bench.fill(1)
        button = bar.widgetForAction(actions.action("replay.tile"))
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)
        assert bench.window.toast.words == "还没有可以回看的画面"
        bench.key(Qt.Key.Key_F3)
        await until(lambda: not bar.widgetForAction(actions.action("replay.wall")).isVisible())
        bench.key(Qt.Key.Key_F2)
        await until(bar.widgetForAction(actions.action("replay.wall")).isVisible)

    play(scene)


def test_f5_opens_a_live_tile_anew(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await bench.fill(1)
        player = bench.player_of(0)
        opened = len(player.sources)
        bench.key(Qt.Key.Key_F5)
        assert bench.window.wall.controller(0).state.phase is not TilePhase.LIVE
        await until(lambda: len(player.sources) == opened + 1)
        player.show_picture()
        await until(lambda: bench.window.wall.controller(0).state.phase is TilePhase.LIVE)

    play(scene)
