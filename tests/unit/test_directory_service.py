"""The tree's loading and following: pages, failures, outages and hostile trees, over a scripted directory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest

from desktop.domain.changes import CameraChange, ChangeSet
from desktop.domain.region import RegionCode, RegionLevel
from desktop.errors import AppError, ErrorCode
from desktop.ports import Page
from desktop.services.change_feed import LONGEST_PAUSE_S, SHORTEST_ROUND_S
from desktop.services.directory import RECOUNT_AFTER_S, DirectoryService
from desktop.stores.directory_store import DirectoryStore
from desktop.stores.tree_node import LoadState, TreeNode
from desktop.stores.tree_rows import subtree
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.scripted_directory import TOWN, ScriptedDirectory, camera, region
from tests.support.waiting import turns, until

T = TypeVar("T")
WANTOU = RegionCode("431321103250")


class FollowedDirectory(ScriptedDirectory):
    """Hands out the change sets that the test pushes."""

    def __init__(self, page_size: int = 500) -> None:
        super().__init__(page_size)
        self.pushed: asyncio.Queue[ChangeSet | AppError] = asyncio.Queue()
        self.polled: list[str | None] = []
        self.may_begin = asyncio.Event()
        self.may_begin.set()

    async def changes(self, since: str | None, *, wait_s: int = 20) -> ChangeSet:  # noqa: ARG002
        self.polled.append(since)
        if since is None:
            await self.may_begin.wait()
            return ChangeSet("0", (), reset=False)
        answer = await self.pushed.get()
        if isinstance(answer, AppError):
            raise answer
        return answer

    def push(self, *changes: CameraChange, cursor: str = "1", reset: bool = False) -> None:
        self.pushed.put_nowait(ChangeSet(cursor, changes, reset))


@dataclass
class World:
    directory: FollowedDirectory
    store: DirectoryStore
    service: DirectoryService
    clock: FakeClock

    @property
    def town(self) -> TreeNode:
        return self.store.root.children[0]

    async def load(self, node: TreeNode) -> None:
        while node.can_fetch:
            self.service.fetch(node)
            await until(lambda: node.load is not LoadState.LOADING)

    def online(self, code: str) -> int:
        node = self.store.region_node(RegionCode(code))
        assert node is not None
        assert node.region is not None
        return node.region.cameras_online


@asynccontextmanager
async def world(page_size: int = 500, *, start: bool = True) -> AsyncIterator[World]:
    directory, store, clock = FollowedDirectory(page_size), DirectoryStore(), FakeClock()
    service = DirectoryService(directory, store, clock)
    if start:
        await service.start()
        await until(lambda: clock.next_wake is not None)
        await clock.advance(SHORTEST_ROUND_S)
        await until(lambda: directory.polled[-1] is not None)
        await clock.advance(RECOUNT_AFTER_S)  # what was read before the first cursor is read again: nothing
    try:
        yield World(directory, store, service, clock)
    finally:
        await service.close()


def test_the_first_level_comes_with_one_question() -> None:
    async def work() -> None:
        async with world() as w:
            assert [node.name for node in w.store.root.children] == ["梓门桥镇"]
            assert "children 431321103" not in w.directory.calls

    run(work())


def test_children_come_page_by_page_regions_first() -> None:
    async def work() -> None:
        async with world(page_size=2) as w:
            await w.load(w.town)
            assert [node.name for node in w.town.children] == ["湾头村", "青石铺村", "空村"]
            village = w.town.children[0]
            w.service.fetch(village)
            await until(lambda: village.load is LoadState.PARTIAL)
            assert len(village.children) == 2
            await w.load(village)
            assert len(village.children) == 5
            assert w.store.anomalies == 0

    run(work())


def test_fetching_twice_asks_once() -> None:
    async def work() -> None:
        async with world() as w:
            w.service.fetch(w.town)
            w.service.fetch(w.town)
            await until(lambda: w.town.load is LoadState.LOADED)
            assert w.directory.calls.count("children 431321103") == 1

    run(work())


def test_a_failure_is_shown_at_its_node_and_can_be_retried() -> None:
    async def work() -> None:
        async with world() as w:
            w.directory.failures[TOWN.code] = AppError(ErrorCode.TIMED_OUT)
            w.service.fetch(w.town)
            await until(lambda: w.town.load is LoadState.FAILED)
            assert w.town.error is ErrorCode.TIMED_OUT
            assert not w.town.can_fetch
            w.directory.failures.clear()
            w.service.retry(w.town)
            await until(lambda: w.town.load is LoadState.LOADED)
            assert w.town.error is None

    run(work())


def test_a_first_level_that_does_not_come_says_so_and_can_be_retried() -> None:
    async def work() -> None:
        async with world(start=False) as w:
            w.directory.failures["roots"] = AppError(ErrorCode.PLATFORM_ERROR)
            with pytest.raises(AppError):
                await w.service.start()
            root = w.store.root
            assert (root.load, root.error) == (LoadState.FAILED, ErrorCode.PLATFORM_ERROR)
            w.directory.failures.clear()
            w.service.retry(root)
            await until(lambda: w.store.root.children)

    run(work())


def test_changes_reach_cameras_and_counts_at_once() -> None:
    async def work() -> None:
        async with world() as w:
            await w.load(w.town)
            await w.load(w.town.children[0])
            w.directory.push(CameraChange(camera(1).id, online=False, region_code=WANTOU))
            await until(lambda: w.online(WANTOU) == 2)
            assert w.online(TOWN.code) == 3
            known = w.store.camera(camera(1).id)
            assert known is not None
            assert not known.online

    run(work())


def test_a_doubtful_count_is_asked_for() -> None:
    async def work() -> None:
        async with world() as w:
            await w.load(w.town)
            await w.clock.advance(RECOUNT_AFTER_S + 1)
            w.directory.roots_list[0] = replace(w.directory.roots_list[0], cameras_online=6)
            w.directory.push(CameraChange(camera(99).id, online=False, region_code=WANTOU))
            await until(lambda: w.online(WANTOU) == 2)
            assert w.online(TOWN.code) == 3
            await w.clock.advance(RECOUNT_AFTER_S)
            await until(lambda: w.online(TOWN.code) == 6)
            assert w.online(WANTOU) == 3

    run(work())


def test_an_answer_older_than_a_change_is_no_count() -> None:
    async def work() -> None:
        async with world() as w:
            await w.load(w.town)
            await w.load(w.town.children[0])
            w.directory.push(CameraChange(camera(99).id, online=False, region_code=WANTOU))
            await until(lambda: w.online(WANTOU) == 2)
            w.directory.held[WANTOU] = asyncio.Event()
            w.directory.calls.clear()
            await w.clock.advance(RECOUNT_AFTER_S)
            await until(lambda: f"region {WANTOU}" in w.directory.calls)
            w.directory.push(CameraChange(camera(1).id, online=False, region_code=WANTOU))
            await until(lambda: w.online(WANTOU) == 1)
            w.directory.held[WANTOU].set()
            await turns(20)
            assert w.online(WANTOU) == 1, "what was asked before the change is not known after it"
            await until(lambda: w.clock.next_wake is not None)
            await w.clock.advance(RECOUNT_AFTER_S)
            await until(lambda: w.online(WANTOU) == 3)

    run(work())


def test_what_was_read_before_the_first_cursor_is_read_again() -> None:
    async def work() -> None:
        async with world(start=False) as w:
            w.directory.may_begin.clear()
            await w.service.start()
            await w.load(w.town)
            await w.load(w.town.children[0])
            first, *others = w.directory.cameras_in[WANTOU]
            w.directory.cameras_in[WANTOU] = [replace(first, online=False), *others]
            w.directory.may_begin.set()
            await until(lambda: w.clock.next_wake is not None)
            await w.clock.advance(RECOUNT_AFTER_S)
            await until(lambda: (known := w.store.camera(first.id)) is not None and not known.online)

    run(work())


def test_tops_that_were_asked_for_before_a_change_are_counted_again() -> None:
    async def work() -> None:
        async with world() as w:
            await w.load(w.town)
            await w.load(w.town.children[0])
            w.directory.held["roots"] = asyncio.Event()
            reading = asyncio.ensure_future(w.service.reload())
            await turns()
            w.directory.push(CameraChange(camera(1).id, online=False, region_code=WANTOU))
            await until(lambda: w.online(TOWN.code) == 3)
            w.directory.held["roots"].set()
            await reading
            assert w.online(TOWN.code) == 4, "older than the change"
            w.directory.roots_list[0] = replace(w.directory.roots_list[0], cameras_online=3)
            await until(lambda: w.clock.next_wake is not None)
            await w.clock.advance(RECOUNT_AFTER_S)
            await until(lambda: w.online(TOWN.code) == 3)

    run(work())


def test_what_is_read_again_is_not_older_than_a_change_that_came_meanwhile() -> None:
    async def work() -> None:
        async with world() as w:
            await w.load(w.town)
            await w.load(w.town.children[0])
            first, *others = w.directory.cameras_in[WANTOU]
            w.directory.held[WANTOU] = asyncio.Event()
            w.directory.calls.clear()
            await w.service.reload()
            await until(lambda: f"cameras {WANTOU}" in w.directory.calls)
            w.directory.push(CameraChange(first.id, online=False, region_code=WANTOU))
            await until(lambda: (known := w.store.camera(first.id)) is not None and not known.online)
            w.directory.held[WANTOU].set()  # and the answer says what was before
            await until(lambda: (known := w.store.camera(first.id)) is not None and known.online)
            w.directory.cameras_in[WANTOU] = [replace(first, online=False), *others]
            await until(lambda: w.clock.next_wake is not None)
            await w.clock.advance(RECOUNT_AFTER_S)
            await until(lambda: (known := w.store.camera(first.id)) is not None and not known.online)

    run(work())


def test_after_an_outage_the_feed_goes_on_from_its_cursor() -> None:
    async def work() -> None:
        async with world() as w:
            w.directory.push(cursor="7")
            await w.clock.advance(1)
            await until(lambda: w.directory.polled[-1] == "7")
            w.directory.pushed.put_nowait(AppError(ErrorCode.CONNECTION_REFUSED))
            polls = len(w.directory.polled)
            await w.clock.advance(0.5)
            assert len(w.directory.polled) == polls, "it waits before it tries again"
            w.service.wake()
            await until(lambda: len(w.directory.polled) > polls)
            assert w.directory.polled[-1] == "7"

    run(work())


def test_a_platform_that_is_away_for_long_is_found_again_within_seconds() -> None:
    async def work() -> None:
        async with world() as w:
            for failures in range(1, 11):
                w.directory.pushed.put_nowait(AppError(ErrorCode.CONNECTION_REFUSED))
                await until(lambda: w.clock.next_wake is not None)
                await w.clock.advance(LONGEST_PAUSE_S)
                assert len(w.directory.polled) == 2 + failures

    run(work())


def test_a_reset_reads_everything_again_and_keeps_rows() -> None:
    async def work() -> None:
        async with world(page_size=2) as w:
            await w.load(w.town)
            village = w.town.children[0]
            await w.load(village)
            stays = village.children[1]
            w.service.watch(lambda: (camera(6).id,))
            w.service.remember([replace(camera(6), name="旧名")])
            w.directory.cameras_in[WANTOU] = [
                camera(2, "湾头村村口"),
                camera(9, "新装"),
                camera(3, online=False),
            ]
            w.directory.regions[TOWN.code] = w.directory.regions[TOWN.code][:2]
            w.directory.push(reset=True)
            await until(lambda: [node.name for node in village.children][:2] == ["湾头村村口", "新装"])
            await until(lambda: len(w.town.children) == 2)
            assert w.town.children[0] is village
            assert village.children[0] is stays
            watched = w.store.camera(camera(6).id)
            assert watched is not None
            assert watched.name == "320国道清石铺段"
            await w.load(village)
            assert len(village.children) == 3
            assert w.store.anomalies == 0

    run(work())


def test_a_feed_that_answers_at_once_for_ever_does_not_spin() -> None:
    async def work() -> None:
        async with world() as w:
            for _ in range(100):
                w.directory.push()
            await until(lambda: w.clock.next_wake is not None)
            await w.clock.advance(2)
            assert len(w.directory.polled) <= 15

    run(work())


def test_revealing_a_camera_loads_its_path_and_no_more() -> None:
    async def work() -> None:
        async with world(page_size=2) as w:
            target = w.directory.cameras_in[WANTOU][4]
            node = await w.service.reveal(target)
            assert node is not None
            assert node.camera == target
            assert node.parent is w.store.region_node(WANTOU)
            assert "cameras 431321103271" not in w.directory.calls

    run(work())


def test_a_camera_that_is_gone_is_not_revealed() -> None:
    async def work() -> None:
        async with world() as w:
            assert await w.service.reveal(camera(404)) is None

    run(work())


def test_known_cameras_are_not_asked_for_again() -> None:
    async def work() -> None:
        async with world() as w:
            w.service.remember([camera(1)])
            found = await w.service.cameras([camera(1).id, camera(2).id, camera(404).id])
            assert list(found) == [camera(1).id, camera(2).id]
            again = await w.service.cameras(list(found))
            assert list(again) == list(found)
            assert w.directory.calls.count("cameras_by_id") == 1

    run(work())


def test_the_cameras_below_a_region_stop_at_the_limit() -> None:
    async def work() -> None:
        async with world(page_size=2) as w:
            cameras = await w.service.cameras_below(TOWN.code, limit=3)
            assert len(cameras) == 3
            online = await w.service.cameras_below(TOWN.code, limit=64, online_only=True)
            assert [item.online for item in online] == [True] * 4

    run(work())


def test_a_tree_with_cycles_and_duplicates_stays_finite() -> None:
    async def work() -> None:
        async with world() as w:
            village = region(WANTOU, "湾头村", RegionLevel.VILLAGE, TOWN.code, total=5, more=True)
            w.directory.regions[TOWN.code] = [village, village]
            w.directory.regions[WANTOU] = [w.directory.roots_list[0], village]
            w.directory.cameras_in[WANTOU] = [camera(1), camera(1), camera(2)]
            for _ in range(5):
                for node in list(subtree(w.store.root)):
                    if node.region is not None:
                        await w.load(node)
            assert len(list(subtree(w.store.root))) == 5
            assert w.store.anomalies == 4

    run(work())


def test_pages_without_end_end() -> None:
    class Endless(FollowedDirectory):
        def _page(self, items: list[T], cursor: str | None) -> Page[T]:  # noqa: ARG002
            return replace(super()._page(items, None), next_cursor="again")

    async def work() -> None:
        store, clock = DirectoryStore(), FakeClock()
        service = DirectoryService(Endless(), store, clock)
        await service.start()
        town = store.root.children[0]
        w = World(Endless(), store, service, clock)
        async with asyncio.timeout(5):
            await w.load(town)
            await w.load(town.children[0])
        assert len(town.children[0].children) == 5
        await service.close()

    run(work())


def test_closing_in_the_middle_leaves_nothing_behind() -> None:
    async def work() -> None:
        async with world() as w:
            w.directory.held[TOWN.code] = asyncio.Event()
            w.service.fetch(w.town)
            await until(lambda: "children 431321103" in w.directory.calls)
        assert w.town.load is LoadState.UNLOADED

    run(work())
