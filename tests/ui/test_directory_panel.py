"""The directory panel driven by mouse and keyboard, over the real core."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.contexts import SessionContext
from desktop.core import Core
from desktop.domain.camera import Camera
from desktop.domain.changes import CameraChange
from desktop.errors import AppError, ErrorCode
from desktop.settings import declared
from desktop.stores.tree_node import LoadState
from tests.support.scripted_directory import TOWN, ScriptedDirectory
from tests.support.session_parts import context_over, core_at
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from ui.directory.header import Section
from ui.directory.panel import DirectoryPanel
from ui.models.mime import camera_ids

LEFT = Qt.MouseButton.LeftButton
VILLAGE = "431321103250"


class Desk:
    """A panel on screen, and what it asked for."""

    def __init__(self, core: Core, directory: ScriptedDirectory) -> None:
        self.core = core
        self.directory = directory
        self.context: SessionContext = context_over(core.app, directory)
        self.panel = DirectoryPanel(self.context, core.app.settings)
        self.panel.resize(320, 640)
        self.opened: list[tuple[Camera, ...]] = []
        self.walls: list[tuple[Camera, ...]] = []
        self.panel.open_requested.connect(self.opened.append)
        self.panel.wall_requested.connect(self.walls.append)
        self.tree = self.panel.tree_page.tree
        self.rows = self.panel.tree_page.regions
        self.search = self.panel.header.search
        self.hits = self.panel.search_page.hits

    def index(self, *path: str) -> QModelIndex:
        """The row with these names from the top down."""
        index = QModelIndex()
        for name in path:
            rows = [self.rows.index(row, 0, index) for row in range(self.rows.rowCount(index))]
            index = next(row for row in rows if row.data() == name)
        return index

    async def village(self) -> QModelIndex:
        """Open 湾头村 with the keyboard and wait for its cameras."""
        await until(lambda: self.rows.rowCount(self.index("梓门桥镇")) > 1)
        index = self.index("梓门桥镇", "湾头村")
        self.tree.setCurrentIndex(index)
        self.tree.setFocus()
        QTest.keyClick(self.tree, Qt.Key.Key_Right)
        await until(lambda: self.rows.rowCount(self.index("梓门桥镇", "湾头村")) > 0)
        return self.index("梓门桥镇", "湾头村")

    def type(self, text: str) -> None:
        """Type into the search box key by key (Chinese as an input method commits it)."""
        self.search.setFocus()
        if text.isascii():
            QTest.keyClicks(self.search, text)
        else:
            self.search.insert(text)

    def hit_names(self) -> list[str]:
        """The names among the hits."""
        return [item.name for item in self.hits.list.cameras()]


Work = Callable[[Desk], Awaitable[None]]


@pytest.fixture
def drive(qloop: QtLoop, tmp_path: Path) -> Callable[..., None]:
    """Run a coroutine with a desk whose panel is shown and whose session is started."""

    def run(work: Work, directory: ScriptedDirectory | None = None, *, start: bool = True) -> None:
        async def whole() -> None:
            core = core_at(tmp_path)
            desk = Desk(core, directory or ScriptedDirectory())
            desk.panel.show()
            if start:
                await desk.context.start()
            await work(desk)
            desk.panel.close_panel()
            await desk.context.close()
            desk.panel.deleteLater()
            await core.close()

        qloop.run(whole())

    return run


def _scrolled_to(desk: Desk, count: Callable[[], int], wanted: int) -> bool:
    """Scroll to the end that is known now; true when enough rows are there."""
    bar = desk.tree.verticalScrollBar()
    bar.setValue(bar.maximum())
    return count() >= wanted


def _popup() -> QMenu:
    menus = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu)]
    return next(menu for menu in menus if menu.isVisible())


async def _choose(text: str) -> None:
    """Choose an entry of the menu on screen with the keyboard."""
    menu = _popup()
    action = next(action for action in menu.actions() if text in action.text())
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    await asyncio.sleep(0)


def _ask_menu(view: QWidget, place: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place))
    QApplication.sendEvent(view, event)


def test_the_only_top_node_is_open_at_once(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        await until(lambda: desk.rows.rowCount(desk.index("梓门桥镇")) == 3)
        assert desk.tree.isExpanded(desk.index("梓门桥镇"))

    drive(work)


def test_double_click_and_enter_open_cameras(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        village = await desk.village()
        first, second = (desk.rows.index(row, 0, village) for row in (0, 1))
        viewport = desk.tree.viewport()
        QTest.mouseClick(viewport, LEFT, pos=desk.tree.visualRect(first).center())
        QTest.mouseDClick(viewport, LEFT, pos=desk.tree.visualRect(first).center())
        assert [[camera.name for camera in cameras] for cameras in desk.opened] == [["湾头村丁字路口"]]
        keys = Qt.KeyboardModifier.ControlModifier
        QTest.mouseClick(viewport, LEFT, keys, desk.tree.visualRect(second).center())
        QTest.keyClick(desk.tree, Qt.Key.Key_Return)
        assert [camera.name for camera in desk.opened[1]] == ["湾头村丁字路口", "湾头村村口"]

    drive(work)


def test_double_click_on_a_region_opens_no_camera(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        await until(lambda: desk.rows.rowCount(desk.index("梓门桥镇")) == 3)
        index = desk.index("梓门桥镇", "湾头村")
        place = desk.tree.visualRect(index).center()
        QTest.mouseClick(desk.tree.viewport(), LEFT, pos=place)
        QTest.mouseDClick(desk.tree.viewport(), LEFT, pos=place)
        assert desk.tree.isExpanded(index)
        assert desk.opened == []

    drive(work)


def test_pages_come_as_the_end_of_a_long_village_comes_into_view(drive: Callable[..., None]) -> None:
    directory = ScriptedDirectory(page_size=100)
    directory.add_many(1000)

    async def work(desk: Desk) -> None:
        await desk.village()

        def count() -> int:
            return desk.rows.rowCount(desk.index("梓门桥镇", "湾头村"))

        assert count() == 100
        for wanted in (200, 300):
            await until(partial(_scrolled_to, desk, count, wanted))
        assert count() < 1000

    drive(work, directory)


def test_typing_searches_and_enter_opens_the_chosen_hit(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        desk.type("湾头")
        await until(lambda: len(desk.hit_names()) == 5)
        QTest.keyClick(desk.search, Qt.Key.Key_Down)
        QTest.keyClick(desk.search, Qt.Key.Key_Down)
        QTest.keyClick(desk.search, Qt.Key.Key_Up)
        QTest.keyClick(desk.search, Qt.Key.Key_Return)
        assert [camera.name for camera in desk.opened[0]] == ["湾头村村口"]
        QTest.keyClick(desk.search, Qt.Key.Key_Escape)
        assert desk.search.text() == ""
        assert not desk.panel.search_page.isVisible()
        assert desk.tree.isVisible()

    drive(work)


def test_the_newest_keystroke_wins(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        gate = desk.directory.held["wt"] = asyncio.Event()
        desk.type("wt")
        await until(lambda: "search wt" in desk.directory.calls)
        desk.type("c")
        await until(lambda: len(desk.hit_names()) == 5)
        gate.set()
        await asyncio.sleep(0.05)
        assert len(desk.hit_names()) == 5
        assert desk.hits.delegate.query == "wtc"

    drive(work)


def test_nothing_found_and_a_failure_say_so_and_can_be_tried_again(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        message = desk.panel.search_page.message
        desk.type("无此点位")
        await until(lambda: "无此点位" in message.text)
        desk.search.clear()
        desk.directory.failures["search"] = AppError(ErrorCode.UNREACHABLE)
        desk.type("湾头")
        await until(message.link.isVisible)
        assert "连不上" in message.text
        desk.directory.failures.clear()
        QTest.mouseClick(message.link, LEFT)
        await until(lambda: len(desk.hit_names()) == 5)

    drive(work)


def test_markup_in_a_searched_text_is_shown_as_it_is(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        message = desk.panel.search_page.message
        desk.type("<b>x</b>")
        await until(lambda: "<b>x</b>" in message.text)

    drive(work)


def test_a_tree_that_did_not_come_offers_another_try_in_place(drive: Callable[..., None]) -> None:
    directory = ScriptedDirectory()
    directory.failures["roots"] = AppError(ErrorCode.TIMED_OUT)

    async def work(desk: Desk) -> None:
        message = desk.panel.tree_page.message
        assert message.isVisible()
        assert "等待超时" in message.text
        desk.directory.failures.clear()
        QTest.mouseClick(message.link, LEFT)
        await until(lambda: desk.tree.isVisible() and desk.rows.rowCount() == 1)

    drive(work, directory)


def test_a_region_that_did_not_come_is_tried_again_by_a_click_on_its_row(drive: Callable[..., None]) -> None:
    directory = ScriptedDirectory()
    directory.failures[VILLAGE] = AppError(ErrorCode.PLATFORM_ERROR)

    async def work(desk: Desk) -> None:
        await until(lambda: desk.rows.rowCount(desk.index("梓门桥镇")) == 3)
        index = desk.index("梓门桥镇", "湾头村")
        desk.tree.expand(index)
        await until(lambda: desk.rows.node(index).load is LoadState.FAILED)
        desk.directory.failures.clear()
        row = desk.tree.visualRect(index)
        QTest.mouseClick(desk.tree.viewport(), LEFT, pos=QPoint(row.right() - 12, row.center().y()))
        await until(lambda: desk.rows.rowCount(desk.index("梓门桥镇", "湾头村")) == 5)

    drive(work, directory)


def test_the_menu_of_a_camera_marks_a_favourite_and_copies_its_number(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        village = await desk.village()
        first = desk.rows.index(0, 0, village)
        place = desk.tree.visualRect(first).center()
        QTest.mouseClick(desk.tree.viewport(), LEFT, pos=place)
        _ask_menu(desk.tree.viewport(), place)
        await _choose("收藏")
        camera = desk.directory.cameras_in[VILLAGE][0]
        assert desk.context.favourites.ids == (camera.id,)
        QTest.mouseClick(desk.panel.header.tabs, LEFT, pos=desk.panel.header.tabs.tabRect(1).center())
        await until(lambda: desk.panel.favourites.cameras.list.cameras() == (camera,))
        _ask_menu_of_first(desk)
        await _choose("复制国标编号")
        assert QGuiApplication.clipboard().text() == camera.id
        _ask_menu_of_first(desk)
        await _choose("取消收藏")
        await until(lambda: not desk.panel.favourites.cameras.list.cameras())
        assert "还没有收藏" in desk.panel.favourites.message.text

    def _ask_menu_of_first(desk: Desk) -> None:
        view = desk.panel.favourites.cameras
        place = view.visualRect(view.list.index(0)).center()
        QTest.mouseClick(view.viewport(), LEFT, pos=place)
        _ask_menu(view.viewport(), place)

    drive(work)


def test_a_whole_village_goes_on_the_wall_from_its_menu(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        await until(lambda: desk.rows.rowCount(desk.index("梓门桥镇")) == 3)
        place = desk.tree.visualRect(desk.index("梓门桥镇", "湾头村")).center()
        QTest.mouseClick(desk.tree.viewport(), LEFT, pos=place)
        _ask_menu(desk.tree.viewport(), place)
        await _choose("全部到墙")
        await until(lambda: desk.walls)
        assert len(desk.walls[0]) == 5

    drive(work)


def test_online_only_keeps_what_is_open_and_also_filters_the_hits(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        await desk.village()
        QTest.mouseClick(desk.panel.header.online_only, LEFT)
        assert desk.core.app.settings.get(declared.ONLINE_ONLY)
        village = desk.index("梓门桥镇", "湾头村")
        assert desk.tree.isExpanded(village)
        assert desk.rows.rowCount(village) == 3
        desk.type("湾头")
        await until(lambda: len(desk.hit_names()) == 3)

    drive(work)


def test_hide_empty_leaves_the_empty_village_out(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        await until(lambda: desk.rows.rowCount(desk.index("梓门桥镇")) == 3)
        QTest.mouseClick(desk.panel.header.hide_empty, LEFT)
        assert desk.rows.rowCount(desk.index("梓门桥镇")) == 2
        assert desk.tree.isExpanded(desk.index("梓门桥镇"))

    drive(work)


def test_a_camera_that_goes_offline_shows_so_in_the_hits(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        desk.type("湾头")
        await until(lambda: len(desk.hit_names()) == 5)
        camera = desk.directory.cameras_in[VILLAGE][0]
        desk.context.tree.apply([CameraChange(camera.id, online=False, region_code=camera.region_code)])
        await until(lambda: not desk.hits.list.cameras()[0].online)

    drive(work)


def test_show_in_directory_opens_the_path_to_a_hit(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        desk.type("清石铺")
        await until(lambda: len(desk.hit_names()) == 1)
        place = desk.hits.visualRect(desk.hits.list.index(0)).center()
        QTest.mouseClick(desk.hits.viewport(), LEFT, pos=place)
        _ask_menu(desk.hits.viewport(), place)
        await _choose("在目录中显示")
        await until(lambda: [camera.name for camera in desk.tree.selected_cameras()] == ["320国道清石铺段"])
        assert desk.search.text() == ""

    drive(work)


def test_a_drag_from_the_hits_carries_the_chosen_cameras(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        desk.type("湾头")
        await until(lambda: len(desk.hit_names()) == 5)
        desk.hits.selectAll()
        mime = desk.hits.list.mimeData(desk.hits.selectedIndexes())
        assert camera_ids(mime) == tuple(camera.id for camera in desk.directory.cameras_in[VILLAGE])

    drive(work)


def test_recents_show_the_newest_first_and_a_click_on_a_tab_ends_the_search(
    drive: Callable[..., None],
) -> None:
    async def work(desk: Desk) -> None:
        cameras = desk.directory.cameras_in[VILLAGE]
        for camera in cameras[:2]:
            desk.context.recents.touch(camera.id)
        desk.type("湾头")
        tabs = desk.panel.header.tabs
        QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(Section.RECENTS).center())
        await until(lambda: len(desk.panel.recents.cameras.list.cameras()) == 2)
        assert desk.search.text() == ""
        names = [camera.name for camera in desk.panel.recents.cameras.list.cameras()]
        assert names == ["湾头村村口", "湾头村丁字路口"]

    drive(work)


def test_a_closed_panel_no_longer_follows(drive: Callable[..., None]) -> None:
    async def work(desk: Desk) -> None:
        desk.panel.close_panel()
        await desk.context.directory.reload()
        assert desk.rows.rowCount() == 0
        assert desk.context.tree.root.children[0].name == TOWN.name

    drive(work)
