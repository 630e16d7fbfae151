"""The tree's Qt models over the real store, under Qt's own model tester."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.changes import CameraChange
from desktop.domain.region import RegionLevel
from desktop.errors import AppError, ErrorCode
from desktop.services.clock import SystemClock
from desktop.services.directory import DirectoryService
from desktop.stores.directory_store import DirectoryStore
from desktop.stores.tree_node import LoadState, TreeNode
from tests.support.scripted_directory import TOWN, ScriptedDirectory, camera, region
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from ui.models.camera_list_model import CameraListModel
from ui.models.camera_text import camera_tooltip
from ui.models.directory_model import DirectoryModel
from ui.models.mime import MIME_TYPE, REGION_TYPE, camera_ids, region_code
from ui.models.region_text import region_tooltip
from ui.models.roles import Role
from ui.models.visible_regions import VisibleRegions

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class Tree:
    """Store, service and both models."""

    def __init__(self, directory: ScriptedDirectory) -> None:
        self.directory = directory
        self.store = DirectoryStore()
        self.service = DirectoryService(directory, self.store, SystemClock())
        self.model = DirectoryModel(self.store, self.service.fetch)
        self.visible = VisibleRegions(self.model)

    def test_models(self) -> tuple[QAbstractItemModelTester, QAbstractItemModelTester]:
        """Let Qt check every change from now on; it aborts the process on a fault."""
        return QAbstractItemModelTester(self.model, FATAL), QAbstractItemModelTester(self.visible, FATAL)

    async def load(self, name: str) -> TreeNode:
        """Load a node's next page and return the node."""
        node = next(node for node in self.nodes() if node.name == name)
        before = len(node.members)
        self.model.fetchMore(self.model.index_of(node))
        await until(
            lambda: (
                node.load in {LoadState.LOADED, LoadState.FAILED}
                or (node.load is LoadState.PARTIAL and len(node.members) > before)
            )
        )
        return node

    def nodes(self) -> Iterator[TreeNode]:
        """All nodes that are here."""
        waiting = [self.store.root]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.children)

    def names(self, node: TreeNode) -> list[str]:
        """The names of the rows below a node, as the model tells them."""
        parent = self.model.index_of(node)
        rows = range(self.model.rowCount(parent))
        return [self.model.index(row, 0, parent).data() for row in rows]


async def _started(directory: ScriptedDirectory | None = None) -> Tree:
    tree = Tree(directory or ScriptedDirectory())
    await tree.service.start()
    return tree


def test_rows_come_page_by_page_and_pass_qts_tester(qloop: QtLoop) -> None:
    async def work() -> None:
        directory = ScriptedDirectory(page_size=2)
        tree = await _started(directory)
        testers = tree.test_models()
        town = await tree.load("梓门桥镇")
        while town.can_fetch:
            await tree.load("梓门桥镇")
        assert tree.names(town) == ["湾头村", "青石铺村", "空村"]
        village = await tree.load("湾头村")
        while village.can_fetch:
            await tree.load("湾头村")
        assert tree.names(village)[:2] == ["湾头村丁字路口", "湾头村村口"]
        assert tree.model.rowCount(tree.model.index_of(village)) == 5
        assert len(testers) == 2
        await tree.service.close()

    qloop.run(work())


def test_ten_thousand_children_arrive_and_are_reachable(qloop: QtLoop) -> None:
    async def work() -> None:
        directory = ScriptedDirectory()
        directory.add_many(10_000)
        tree = await _started(directory)
        await tree.load("梓门桥镇")
        village = await tree.load("湾头村")
        while village.can_fetch:
            await tree.load("湾头村")
        parent = tree.visible.index_of(village)
        assert tree.visible.rowCount(parent) == 10_000
        last = tree.visible.index(9_999, 0, parent)
        assert last.data() == "湾头村10000号"
        assert last.parent() == parent
        await tree.service.close()

    qloop.run(work())


def test_a_change_on_the_platform_reaches_row_and_counts(qloop: QtLoop) -> None:
    async def work() -> None:
        tree = await _started()
        testers = tree.test_models()
        await tree.load("梓门桥镇")
        village = await tree.load("湾头村")
        changed: list[str] = []
        tree.visible.dataChanged.connect(lambda first, _last: changed.append(first.data()))
        first = tree.directory.cameras_in["431321103250"][0]
        tree.store.apply([CameraChange(first.id, online=False, region_code=first.region_code)])
        assert set(changed) == {"湾头村丁字路口", "湾头村", "梓门桥镇"}
        assert village.region is not None
        assert village.region.cameras_online == 2
        assert testers
        await tree.service.close()

    qloop.run(work())


def test_online_only_leaves_offline_cameras_out_and_brings_them_back(qloop: QtLoop) -> None:
    async def work() -> None:
        tree = await _started()
        testers = tree.test_models()
        await tree.load("梓门桥镇")
        village = await tree.load("湾头村")
        tree.store.filter(online_only=True)
        assert tree.names(village) == ["湾头村丁字路口", "湾头村村口", "湾头村超市门口"]
        offline = tree.directory.cameras_in["431321103250"][3]
        tree.store.apply([CameraChange(offline.id, online=True, region_code=offline.region_code)])
        assert "湾头村小学" in tree.names(village)
        tree.store.filter(online_only=False)
        assert len(tree.names(village)) == 5
        assert testers
        await tree.service.close()

    qloop.run(work())


def test_empty_regions_can_be_left_out(qloop: QtLoop) -> None:
    async def work() -> None:
        tree = await _started()
        testers = tree.test_models()
        town = await tree.load("梓门桥镇")

        def shown() -> list[str]:
            parent = tree.visible.index_of(town)
            return [tree.visible.index(row, 0, parent).data() for row in range(tree.visible.rowCount(parent))]

        assert shown() == ["湾头村", "青石铺村", "空村"]
        tree.visible.set_hides_empty(hides=True)
        assert shown() == ["湾头村", "青石铺村"]
        empty = tree.store.region_node(tree.directory.regions[TOWN.code][2].code)
        assert empty is not None
        assert empty.region is not None
        tree.store.update_region(replace(empty.region, cameras_total=1))
        assert shown() == ["湾头村", "青石铺村", "空村"]
        assert testers
        await tree.service.close()

    qloop.run(work())


def test_a_failed_region_says_so_and_can_be_tried_again(qloop: QtLoop) -> None:
    async def work() -> None:
        tree = await _started()
        await tree.load("梓门桥镇")
        tree.directory.failures["431321103250"] = AppError(ErrorCode.PLATFORM_ERROR)
        village = await tree.load("湾头村")
        assert village.load is LoadState.FAILED
        assert not tree.model.has_next_page(village)
        assert "平台出错" in str(tree.model.index_of(village).data(Qt.ItemDataRole.ToolTipRole))
        tree.directory.failures.clear()
        tree.service.retry(village)
        await until(lambda: village.load is LoadState.LOADED)
        assert len(tree.names(village)) == 5
        await tree.service.close()

    qloop.run(work())


def test_a_cycle_and_duplicates_do_not_harm_the_models(qloop: QtLoop) -> None:
    async def work() -> None:
        directory = ScriptedDirectory()
        directory.regions["431321103250"] = [
            region(TOWN.code, TOWN.name, TOWN.level, "431321103250", more=True),
            directory.regions[TOWN.code][0],
        ]
        directory.regions[TOWN.code][0] = replace(directory.regions[TOWN.code][0], has_children=True)
        directory.cameras_in["431321103271"] = [camera(1), camera(1)]
        tree = await _started(directory)
        testers = tree.test_models()
        await tree.load("梓门桥镇")
        village = await tree.load("湾头村")
        await tree.load("青石铺村")
        assert [node.name for node in village.children if node.region is not None] == []
        assert [node.key for node in tree.nodes()].count(camera(1).id) == 1
        assert tree.store.anomalies >= 3
        assert testers
        await tree.service.close()

    qloop.run(work())


def test_an_index_that_outlived_its_row_is_harmless(qloop: QtLoop) -> None:
    async def work() -> None:
        tree = await _started()
        await tree.load("梓门桥镇")
        village = await tree.load("湾头村")
        stale = tree.model.index_of(village.children[0])
        tree.store.clear()
        assert tree.model.data(stale) in {"", None}
        assert not tree.model.parent(stale).isValid()
        assert tree.model.rowCount() == 0
        await tree.service.close()

    qloop.run(work())


def test_a_drag_carries_camera_ids_only_of_cameras(qloop: QtLoop) -> None:
    async def work() -> None:
        tree = await _started()
        await tree.load("梓门桥镇")
        village = await tree.load("湾头村")
        rows = [tree.visible.index_of(node) for node in (*village.children[:2], village)]
        mime = tree.visible.mimeData(rows)
        expected = tuple(item.id for item in tree.directory.cameras_in["431321103250"][:2])
        assert mime.formats().count(MIME_TYPE) == 1
        assert camera_ids(mime) == expected
        await tree.service.close()

    qloop.run(work())


def test_a_drag_of_a_region_carries_its_code(qloop: QtLoop) -> None:
    async def work() -> None:
        tree = await _started()
        await tree.load("梓门桥镇")
        village = await tree.load("湾头村")
        row = tree.visible.index_of(village)
        assert row.flags() & Qt.ItemFlag.ItemIsDragEnabled
        mime = tree.visible.mimeData([row])
        assert region_code(mime) == "431321103250"
        assert camera_ids(mime) == ()
        await tree.service.close()

    qloop.run(work())


@pytest.mark.parametrize("raw", [b"", b"\x00", b"x" * 65, "\u202e".encode(), b"\xff\xfe\n"])
def test_garbled_drag_data_holds_no_region(raw: bytes) -> None:
    mime = QMimeData()
    mime.setData(REGION_TYPE, raw)
    assert region_code(mime) is None


@pytest.mark.parametrize(
    "raw",
    [b"", b"not json", b"{}", b'"x"', b"[1, null]", b"[[]]", b"[" * 5000, b"[" + b'"a",' * 99999 + b'"a"]'],
)
def test_foreign_or_garbled_drag_data_holds_no_camera(raw: bytes) -> None:
    mime = QMimeData()
    mime.setData(MIME_TYPE, raw)
    assert camera_ids(mime) == ()


def test_the_list_model_passes_qts_tester_and_follows_changes(qloop: QtLoop) -> None:
    async def work() -> None:
        model = CameraListModel()
        tester = QAbstractItemModelTester(model, FATAL)
        cameras = [camera(number) for number in (1, 2, 3)]
        model.show([*cameras, cameras[0]])
        assert model.rowCount() == 3
        model.update_camera(replace(cameras[1], online=False))
        shown = model.index(1).data(Role.CAMERA)
        assert not shown.online
        assert "离线" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)
        model.show([])
        assert model.rowCount(QModelIndex()) == 0
        assert tester
        await asyncio.sleep(0)

    qloop.run(work())


def test_markup_in_names_is_shown_as_it_is_in_tooltips() -> None:
    hostile = replace(camera(1, "<img src=x>&amp;"), management_unit="<b>单位</b>")
    tip = camera_tooltip(hostile)
    assert "&lt;img src=x&gt;&amp;amp;" in tip
    assert "<img" not in tip
    assert "<b>单位" not in tip
    village = region("4", "<h1>村</h1>", RegionLevel.VILLAGE, None, total=2, online=1)
    assert "<h1>" not in region_tooltip(village, None)
    assert "（生成）" in tip
    assert "30 天" in tip


def test_nothing_is_fetched_when_the_loop_has_ended(qloop: QtLoop) -> None:
    tree = qloop.run(_started())
    town = tree.store.root.children[0]
    tree.model.fetchMore(tree.model.index_of(town))
    assert town.load is LoadState.UNLOADED
    assert tree.model.has_next_page(town)
    qloop.run(tree.service.close())
