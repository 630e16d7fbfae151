"""Search, lists, the last wall, the gate and the stream service."""

import asyncio
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import layout as walls
from desktop.domain.camera import CameraId
from desktop.domain.grid import Grid
from desktop.domain.stream import StreamProtocol
from desktop.errors import AppError, ErrorCode
from desktop.ports import SearchHits
from desktop.services.admission import OpenGate
from desktop.services.camera_lists import Favourites, Recents
from desktop.services.directory import DirectoryService
from desktop.services.layouts import WallMemory
from desktop.services.search import SearchService, SearchState
from desktop.services.streams import StreamService
from desktop.settings import declared
from desktop.settings.store import Settings
from desktop.stores.directory_store import DirectoryStore
from desktop.stores.json_file import JsonFile
from desktop.stores.layout_store import LayoutStore
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.scripted_directory import ScriptedDirectory, camera
from tests.support.session_parts import NoStreams
from tests.support.waiting import until


class SlowSearch(ScriptedDirectory):
    """Answers a query when the test releases it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.cancelled: list[str] = []
        self.release = asyncio.Event()

    async def search(self, query: str, *, limit: int = 50, online_only: bool = False) -> SearchHits:
        self.asked.append(query)
        try:
            await self.release.wait()
        except asyncio.CancelledError:
            self.cancelled.append(query)
            raise
        return await super().search(query, limit=limit, online_only=online_only)


def test_the_newest_keystroke_wins() -> None:
    async def work() -> None:
        directory, store = SlowSearch(), DirectoryStore()
        search = SearchService(directory, store, FakeClock())
        states: list[SearchState] = []
        search.changed.connect(states.append)
        for text in ("w", "wt", "wtc"):
            search.query(text)
            await asyncio.sleep(0)
        directory.release.set()
        await until(lambda: not search.state.busy)
        assert directory.cancelled == ["w", "wt"]
        assert search.state.text == "wtc"
        assert len(search.state.cameras) == 5
        assert {state.text for state in states if state.cameras} == {"wtc"}
        await search.close()

    run(work())


def test_the_hits_before_stay_until_the_next_come() -> None:
    async def work() -> None:
        directory = SlowSearch()
        directory.release.set()
        search = SearchService(directory, DirectoryStore(), FakeClock())
        search.query("wtc")
        await until(lambda: search.state.cameras)
        directory.release.clear()
        search.query("小学")
        assert (search.state.busy, len(search.state.cameras)) == (True, 5)
        search.clear()
        assert search.state == SearchState()
        await search.close()

    run(work())


def test_an_answer_is_kept_for_a_minute_and_follows_the_cameras() -> None:
    async def work() -> None:
        directory, store, clock = SlowSearch(), DirectoryStore(), FakeClock()
        directory.release.set()
        search = SearchService(directory, store, clock)
        states: list[SearchState] = []
        search.changed.connect(states.append)
        search.query(" WTC ")
        await until(lambda: search.state.cameras)
        first = search.state.cameras[0]
        store.remember([camera(1, first.name, online=False)])
        search.query("x")
        await until(lambda: search.state.text == "x" and not search.state.busy)
        search.query("wtc")
        assert not any(item.online for item in search.state.cameras[:1])
        assert directory.asked == ["wtc", "x"]
        await clock.advance(61)
        search.query("wtc ")
        assert [state.busy for state in states[-2:]] == [False, True]
        await search.close()

    run(work())


def test_a_failed_search_says_so_and_the_next_works() -> None:
    async def work() -> None:
        directory = ScriptedDirectory()
        directory.failures["search"] = AppError(ErrorCode.TIMED_OUT)
        search = SearchService(directory, DirectoryStore(), FakeClock())
        search.query("wtc")
        await until(lambda: search.state.error is ErrorCode.TIMED_OUT)
        directory.failures.clear()
        search.query("wtc")
        await until(lambda: search.state.cameras)
        assert search.state.error is None
        await search.close()

    run(work())


ids = st.sampled_from([CameraId(f"4313{number}") for number in range(6)])


@given(st.lists(st.tuples(st.sampled_from(["add", "remove", "toggle", "move"]), ids, st.integers(-3, 9))))
def test_favourites_hold_each_camera_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, CameraId, int]]
) -> None:
    file = JsonFile(tmp_path_factory.mktemp("lists") / "favourites.json")
    favourites = Favourites(file)
    for kind, camera_id, index in steps:
        before = favourites.contains(camera_id)
        if kind == "move":
            favourites.move(camera_id, index)
            assert favourites.contains(camera_id) == before
        else:
            getattr(favourites, kind)(camera_id)
        if kind == "toggle":
            assert favourites.contains(camera_id) != before
        assert len(set(favourites.ids)) == len(favourites.ids)
    assert Favourites(file).ids == favourites.ids


def test_recents_are_newest_first_and_bounded(tmp_path: Path) -> None:
    recents = Recents(JsonFile(tmp_path / "recents.json"))
    for number in range(105):
        recents.touch(CameraId(str(number)))
    recents.touch(CameraId("104"))
    recents.touch(CameraId("90"))
    assert recents.ids[:3] == ("90", "104", "103")
    assert len(recents.ids) == 100


@pytest.mark.parametrize("content", ["{}", "[1, null, {}]", "nonsense", '["", "ok", "ok"]'])
def test_a_damaged_list_is_what_can_be_read_of_it(tmp_path: Path, content: str) -> None:
    file = tmp_path / "favourites.json"
    file.write_text(content, encoding="utf-8")
    assert Favourites(JsonFile(file)).ids in {(), ("ok",)}


def test_the_last_wall_comes_back_without_what_may_no_longer_be_seen(tmp_path: Path) -> None:
    async def work() -> None:
        directory = ScriptedDirectory()
        service = DirectoryService(directory, DirectoryStore(), FakeClock())
        file = JsonFile(tmp_path / "wall.json")
        memory, store = WallMemory(file, service), LayoutStore()
        assert await memory.restore() is None
        memory.follow(store)
        store.place(camera(1).id, 2)
        store.place(camera(404).id, 3)
        store.set_grid(Grid.TWENTY_FIVE)
        store.maximise(2)
        restored = await WallMemory(file, service).restore()
        assert restored is not None
        assert restored.layout == walls.remove(store.layout, 3)
        assert restored.missing == (camera(404).id,)
        assert restored.cameras[camera(1).id].name == "湾头村丁字路口"

    run(work())


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"grid": 5, "cells": [], "overflow": []},
        {"grid": 4, "cells": [None], "overflow": []},
        {"grid": 4, "cells": ["a", "a", None, None], "overflow": []},
        {"grid": 4, "cells": [1, 2, 3, 4], "overflow": ["a", "a"]},
        {"grid": 4, "cells": [None] * 4, "overflow": [], "maximised": 9},
        {"grid": [4], "cells": [None] * 4, "overflow": []},
        [],
    ],
)
def test_a_damaged_wall_is_no_wall(tmp_path: Path, data: object) -> None:
    file = tmp_path / "wall.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    service = DirectoryService(ScriptedDirectory(), DirectoryStore(), FakeClock())
    assert run(WallMemory(JsonFile(file), service).restore()) is None


def test_the_gate_lets_a_few_in_at_a_time_the_important_ones_first() -> None:
    async def work() -> list[int]:
        gate, order = OpenGate(2), []
        leave = asyncio.Event()

        async def opening(cell: int) -> None:
            async with gate.turn(cell):
                order.append(cell)
                await leave.wait()

        tasks = [asyncio.ensure_future(opening(cell)) for cell in (9, 8, 7, 1, 5)]
        await until(lambda: gate.inside == 2)
        assert order == [9, 8]
        leave.set()
        await asyncio.gather(*tasks)
        assert gate.inside == 0
        return order

    assert run(work()) == [9, 8, 1, 5, 7]


def test_whoever_gives_up_while_waiting_takes_no_turn() -> None:
    async def work() -> None:
        gate = OpenGate(1)

        async def opening() -> None:
            async with gate.turn():
                await asyncio.sleep(3600)

        tasks = [asyncio.ensure_future(opening()) for _ in range(5)]
        await until(lambda: gate.inside == 1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert gate.inside == 0
        async with asyncio.timeout(1), gate.turn():
            assert gate.inside == 1

    run(work())


def test_a_wider_gate_lets_those_who_wait_in() -> None:
    async def work() -> None:
        gate, leave = OpenGate(1), asyncio.Event()

        async def opening() -> None:
            async with gate.turn():
                await leave.wait()

        tasks = [asyncio.ensure_future(opening()) for _ in range(4)]
        await until(lambda: gate.inside == 1)
        gate.set_limit(3)
        await until(lambda: gate.inside == 3)
        leave.set()
        await asyncio.gather(*tasks)

    run(work())


@pytest.mark.parametrize(
    ("chosen", "offered", "order"),
    [
        ("auto", ("http-ts", "http-flv", "rtsp"), ["http-ts", "http-flv", "rtsp"]),
        ("rtsp", ("http-ts", "http-flv", "rtsp"), ["rtsp", "http-ts", "http-flv"]),
        ("rtsp", ("http-ts", "http-flv"), ["http-ts", "http-flv"]),
        ("http-flv", (), ["http-flv", "http-ts", "rtsp"]),
        ("auto", ("carrier-pigeon",), ["http-ts", "http-flv", "rtsp"]),
    ],
)
def test_the_protocols_that_are_asked_for(
    tmp_path: Path, chosen: str, offered: tuple[str, ...], order: list[str]
) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set(declared.TRANSPORT, chosen)
    service = StreamService(NoStreams(), settings, offered)
    assert service.order() == tuple(StreamProtocol(name) for name in order)
