"""Bookmarks: on the platform where it can, on this machine otherwise; searched and listed."""

import csv
import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.bookmark import NAME_LENGTH, Bookmark, BookmarkDraft, BookmarkId
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.services.bookmark_keepers import LocalKeeper, PlatformKeeper
from desktop.services.bookmarks import Bookmarks, csv_text
from desktop.stores.json_file import JsonFile
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.scripted_archive import ScriptedArchive
from tests.support.waiting import until

ONE, TWO = CameraId("43132110001310000001"), CameraId("43132110001310000002")
NAMES = {ONE: "湾头村丁字路口", TWO: "青石铺桥头"}
AT = 1_773_511_800_000  # 2026-03-15 02:10 in Beijing
HEAD = ("名称", "摄像机", "编码", "开始", "结束", "备注", "用户")


def draft(name: str = "货车撞棚", camera: CameraId = ONE, start: int = AT, note: str = "") -> BookmarkDraft:
    return BookmarkDraft(camera, TimeRange(start, start + 10_000), name, note)


def over(
    folder: Path, work: Callable[[Bookmarks, ScriptedArchive], Awaitable[None]], *, platform: bool = True
) -> None:
    async def main() -> None:
        clock = FakeClock(AT / 1000 + 100)
        archive = ScriptedArchive(clock)
        local = LocalKeeper(JsonFile(folder / "bookmarks.json"), "zimenqiao", clock, None)
        bookmarks = Bookmarks(PlatformKeeper(archive) if platform else None, local)
        try:
            await work(bookmarks, archive)
        finally:
            await bookmarks.close()

    run(main())


def test_they_are_kept_on_the_platform_where_it_can(tmp_path: Path) -> None:
    async def work(bookmarks: Bookmarks, archive: ScriptedArchive) -> None:
        heard: list[int] = []
        bookmarks.changed.connect(lambda: heard.append(len(bookmarks.items)))
        kept = await bookmarks.add(draft("  货车\n撞棚  ", note="逃逸"))
        assert (kept.name, kept.local) == ("货车 撞棚", False)
        changed = await bookmarks.change(replace(kept, note="半挂车，逃逸"))
        assert archive.bookmark_list[0].note == "半挂车，逃逸"
        assert bookmarks.of_camera(ONE) == (changed,)
        await bookmarks.remove(changed)
        assert archive.bookmark_list == []
        assert bookmarks.items == ()
        assert heard == [1, 1, 0]
        assert not (tmp_path / "bookmarks.json").exists()

    over(tmp_path, work)


def test_they_are_kept_here_where_the_platform_has_no_place(tmp_path: Path) -> None:
    async def first(bookmarks: Bookmarks, archive: ScriptedArchive) -> None:
        assert not bookmarks.on_platform
        kept = await bookmarks.add(draft())
        await bookmarks.add(draft("第二个", start=AT + 60_000))
        assert kept.local
        assert kept.user == "zimenqiao"
        await bookmarks.change(replace(kept, name="改名"))
        assert archive.calls == []

    async def second(bookmarks: Bookmarks, _: ScriptedArchive) -> None:
        bookmarks.refresh()
        await until(lambda: bookmarks.loaded)
        assert [item.name for item in bookmarks.items] == ["第二个", "改名"]
        await bookmarks.remove(bookmarks.items[0])
        with pytest.raises(AppError) as raised:
            await bookmarks.change(replace(bookmarks.items[0], id=BookmarkId("local-gone")))
        assert raised.value.code is ErrorCode.NOT_FOUND

    async def third(bookmarks: Bookmarks, _: ScriptedArchive) -> None:
        bookmarks.refresh()
        await until(lambda: bookmarks.loaded)
        assert [item.name for item in bookmarks.items] == ["改名"]

    for work in (first, second, third):
        over(tmp_path, work, platform=False)


def test_a_platform_that_is_away_does_not_cost_a_bookmark(tmp_path: Path) -> None:
    async def work(bookmarks: Bookmarks, archive: ScriptedArchive) -> None:
        on_platform = await bookmarks.add(draft("平台上的"))
        archive.failures["add_bookmark"] = AppError(ErrorCode.UNREACHABLE)
        assert (await bookmarks.add(draft("断网时"))).local
        archive.failures["bookmarks"] = AppError(ErrorCode.TIMED_OUT)
        bookmarks.refresh()
        await until(lambda: bookmarks.error is ErrorCode.TIMED_OUT)
        assert {item.name for item in bookmarks.items} == {"平台上的", "断网时"}
        archive.failures.clear()
        bookmarks.refresh()
        await until(lambda: bookmarks.error is None and bookmarks.loaded)
        assert {item.name for item in bookmarks.items} == {"平台上的", "断网时"}
        archive.failures["add_bookmark"] = AppError(ErrorCode.FORBIDDEN)
        with pytest.raises(AppError):
            await bookmarks.add(draft("不许"))
        archive.failures = {"remove_bookmark": AppError(ErrorCode.NOT_FOUND)}
        await bookmarks.remove(on_platform)
        assert [item.name for item in bookmarks.items] == ["断网时"]

    over(tmp_path, work)


def test_search_looks_at_name_note_user_and_camera(tmp_path: Path) -> None:
    async def work(bookmarks: Bookmarks, _: ScriptedArchive) -> None:
        await bookmarks.add(draft("货车撞棚", ONE, AT, "半挂"))
        await bookmarks.add(draft("摩托车", TWO, AT + 60_000, "A3K"))
        found = {
            query: [item.name for item in bookmarks.search(query, NAMES.__getitem__)]
            for query in ("", "车", "货车 湾头村", "a3k 青石铺", "zimenqiao", "没有")
        }
        assert found == {
            "": ["摩托车", "货车撞棚"],
            "车": ["摩托车", "货车撞棚"],
            "货车 湾头村": ["货车撞棚"],
            "a3k 青石铺": ["摩托车"],
            "zimenqiao": ["摩托车", "货车撞棚"],
            "没有": [],
        }
        assert bookmarks.of_camera(ONE, TimeRange(AT + 9999, AT + 20_000)) != ()
        assert bookmarks.of_camera(ONE, TimeRange(AT + 10_001, AT + 20_000)) == ()

    over(tmp_path, work, platform=False)


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(texts, texts)
def test_the_list_for_a_spreadsheet_has_no_formulas(name: str, note: str) -> None:
    bookmark = Bookmark(BookmarkId("1"), ONE, TimeRange(AT, AT + 61_000), name, note, "=cmd", AT)
    text = csv_text([bookmark], NAMES.__getitem__, HEAD)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert text.startswith("\ufeff")
    assert rows[0] == list(HEAD)
    assert rows[1][1:5] == ["湾头村丁字路口", ONE, "2026-03-15 02:10:00", "2026-03-15 02:11:01"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in rows[1])
    assert [cell.removeprefix("'") for cell in (rows[1][0], rows[1][5])] == [
        name.removeprefix("'"),
        note.removeprefix("'"),
    ]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"id": "7"},
        {"camera_id": ""},
        {"start_ms": -1},
        {"start_ms": "x"},
        {"end_ms": AT - 1},
        {"name": None},
        {"created_ms": None},
    ],
)
def test_a_damaged_file_is_what_can_be_read_of_it(tmp_path: Path, spoilt: dict[str, object]) -> None:
    good: dict[str, object] = {
        "id": "local-1",
        "camera_id": ONE,
        "start_ms": AT,
        "end_ms": AT,
        "name": "好的" * NAME_LENGTH,
        "note": "",
        "user": "u",
        "created_ms": AT,
    }
    entries = [None, 7, good, {**good, "id": "local-2", **spoilt}]
    (tmp_path / "bookmarks.json").write_text(json.dumps(entries), encoding="utf-8")

    async def work(bookmarks: Bookmarks, _: ScriptedArchive) -> None:
        bookmarks.refresh()
        await until(lambda: bookmarks.loaded)
        assert [item.id for item in bookmarks.items] == ["local-1"]
        assert len(bookmarks.items[0].name) == NAME_LENGTH

    over(tmp_path, work, platform=False)
