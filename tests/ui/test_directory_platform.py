"""The directory panel over the real core and a real platform with all its cameras."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from desktop.contexts import SessionContext
from desktop.domain.address import PlatformAddress
from desktop.domain.camera import Camera
from desktop.ports import CertificateQuestion
from desktop.session.session import SignInRequest
from desktop.settings import declared
from desktop.stores.tree_node import LoadState
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.session_parts import core_at
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from ui.directory.panel import DirectoryPanel
from ui.models.camera_text import place_parts

LEFT = Qt.MouseButton.LeftButton
WITHIN_S = 9.0


class Desk:
    """A panel on screen of somebody who signed in."""

    def __init__(self, context: SessionContext, panel: DirectoryPanel) -> None:
        self.context = context
        self.panel = panel
        self.tree = panel.tree_page.tree
        self.rows = panel.tree_page.regions
        self.search = panel.header.search

    def below(self, index: QModelIndex) -> dict[str, QModelIndex]:
        """The rows below a row, by name."""
        rows = (self.rows.index(row, 0, index) for row in range(self.rows.rowCount(index)))
        return {str(row.data()): row for row in rows}

    def top(self) -> QModelIndex:
        return self.rows.index(0, 0)

    async def opened(self, name: str) -> QModelIndex:
        """Open a row of the first level with the mouse and wait for what is below."""
        await until(lambda: name in self.below(self.top()), WITHIN_S)
        index = self.below(self.top())[name]
        self.tree.scrollTo(index)
        place = self.tree.visualRect(index).center()
        QTest.mouseClick(self.tree.viewport(), LEFT, pos=place)
        QTest.mouseDClick(self.tree.viewport(), LEFT, pos=place)
        node = self.rows.node(index)
        await until(lambda: node.load not in {LoadState.UNLOADED, LoadState.LOADING}, WITHIN_S)
        return self.below(self.top())[name]

    async def hits(self, text: str) -> tuple[Camera, ...]:
        """Search for a text and return the hits on screen."""
        self.search.setText(text)
        page = self.panel.search_page
        await until(lambda: page.hits.delegate.query == text, WITHIN_S)
        return page.hits.list.cameras()


class NoQuestions:
    async def trust_certificate(self, question: CertificateQuestion) -> bool:
        raise AssertionError(question)


Work = Callable[[Desk], Awaitable[None]]
Drive = Callable[[str, Work], None]


@pytest.fixture
def drive(qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path) -> Drive:
    def run(user: str, work: Work) -> None:
        async def whole() -> None:
            core = core_at(tmp_path)
            request = SignInRequest(PlatformAddress.parse(town_platform.url), user, PASSWORD)
            session = await core.app.sessions.sign_in(request, NoQuestions())
            context = core.open_session(session)
            panel = DirectoryPanel(context, core.app.settings)
            panel.resize(320, 900)
            panel.show()
            assert await context.start() is None
            await work(Desk(context, panel))
            panel.close_panel()
            panel.deleteLater()
            await context.close()
            await core.close()

        qloop.run(whole())

    return run


@pytest.mark.parametrize(
    ("user", "top", "below"),
    [("zimenqiao", "梓门桥镇", 38), ("wantou", "湾头村", None), ("admin", "娄底市", 5)],
)
def test_everybody_sees_the_own_scope_and_nothing_else(
    drive: Drive, user: str, top: str, below: int | None
) -> None:
    async def work(desk: Desk) -> None:
        assert desk.rows.rowCount() == 1
        assert desk.top().data() == top
        await until(lambda: desk.rows.rowCount(desk.top()) > 0, WITHIN_S)
        if below is not None:
            assert desk.rows.rowCount(desk.top()) == below

    drive(user, work)


@pytest.mark.parametrize("text", ["wtc", "wantoucun", "湾头村", "湾头 320"])
def test_hits_always_name_the_town(drive: Drive, text: str) -> None:
    async def work(desk: Desk) -> None:
        found = await desk.hits(text)
        assert found
        for camera in found:
            assert camera.village() == "湾头村"
            assert "梓门桥镇" in place_parts(camera)

    drive("zimenqiao", work)


def test_a_camera_is_found_by_its_number_and_by_what_people_call_it(drive: Drive) -> None:
    async def work(desk: Desk) -> None:
        known = next(camera for camera in await desk.hits("湾头") if camera.common_name)
        assert known in await desk.hits(known.id)
        assert known in await desk.hits(str(known.common_name).lower())

    drive("zimenqiao", work)


def test_what_lies_outside_the_scope_is_not_found(drive: Drive) -> None:
    async def work(desk: Desk) -> None:
        assert await desk.hits("百亩") == ()
        assert "没有找到" in desk.panel.search_page.message.text

    drive("zimenqiao", work)


def test_a_camera_that_goes_offline_turns_grey_and_is_counted(
    drive: Drive, town_platform: DemoPlatform
) -> None:
    async def work(desk: Desk) -> None:
        village = desk.rows.node(await desk.opened("湾头村"))
        node = next(node for node in village.members if node.camera is not None and node.camera.online)
        assert node.camera is not None
        assert village.region is not None
        online = village.region.cameras_online
        town_platform.fault("offline", camera_id=node.camera.id)
        try:
            await until(lambda: node.camera is not None and not node.camera.online, WITHIN_S)
            assert village.region.cameras_online == online - 1
        finally:
            town_platform.clear_faults()
        await until(lambda: node.camera is not None and node.camera.online, WITHIN_S)

    drive("zimenqiao", work)


def test_a_village_that_the_platform_failed_to_tell_is_tried_again(
    drive: Drive, town_platform: DemoPlatform
) -> None:
    async def work(desk: Desk) -> None:
        await until(lambda: desk.rows.rowCount(desk.top()) > 0, WITHIN_S)
        town_platform.fault("api_garbage", times=2)
        try:
            village = desk.rows.node(await desk.opened("湾头村"))
            assert village.load is LoadState.FAILED
        finally:
            town_platform.clear_faults()
        desk.tree.setFocus()
        QTest.keyClick(desk.tree, Qt.Key.Key_Return)
        await until(lambda: village.load is LoadState.LOADED, WITHIN_S)

    drive("zimenqiao", work)


def test_a_village_is_put_on_the_wall_whole_and_online_only_on_demand(drive: Drive) -> None:
    async def work(desk: Desk) -> None:
        walls: list[tuple[Camera, ...]] = []
        desk.panel.wall_requested.connect(walls.append)
        await until(lambda: "茶亭村" in desk.below(desk.top()), WITHIN_S)
        node = desk.rows.node(desk.below(desk.top())["茶亭村"])
        assert node.region is not None
        region = node.region
        desk.panel.open_region(region.code)
        await until(lambda: walls, WITHIN_S)
        assert len(walls[0]) == region.cameras_total
        desk.panel.header.online_only.click()
        desk.panel.open_region(region.code)
        await until(lambda: len(walls) == 2, WITHIN_S)
        assert len(walls[1]) == region.cameras_online
        assert all(camera.online for camera in walls[1])

    drive("zimenqiao", work)


def test_filters_are_remembered_in_the_settings(drive: Drive) -> None:
    async def work(desk: Desk) -> None:
        QTest.mouseClick(desk.panel.header.hide_empty, LEFT)
        await until(lambda: desk.rows.hides_empty)
        assert desk.panel.settings.get(declared.HIDE_EMPTY_REGIONS)

    drive("zimenqiao", work)
