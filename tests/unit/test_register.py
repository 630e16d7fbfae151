"""The access register: it grows, it is bound together, and it notices what was done to its file."""

import asyncio
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.audit.chain import Chain
from desktop.audit.entry import AccessAction, BreakReason, BrokenLink, RegisterEntry
from desktop.audit.register import AccessRegister
from desktop.audit.rows import COLUMNS
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane, Lanes
from desktop.stores.json_file import Json, JsonFile
from tests.support.loops import run
from tests.support.waiting import until

ENTRY = RegisterEntry(
    at_ms=1_773_511_800_000,
    who="王梓门",
    unit="梓门桥镇综治中心",
    account="zimenqiao",
    platform="雪亮演示平台",
    action=AccessAction.PLAYBACK,
    camera_id=CameraId("43132110001310000001"),
    camera_name="湾头村丁字路口",
    range=TimeRange(1_773_500_000_000, 1_773_500_060_000),
    workstation="值班室-1",
    detail="speed=1",
)


def entries(count: int, first: int = 0) -> list[RegisterEntry]:
    return [replace(ENTRY, at_ms=ENTRY.at_ms + number) for number in range(first, first + count)]


def written(folder: Path, count: int = 5) -> Chain:
    chain = Chain(folder / "register.sqlite3")
    chain.append(entries(count))
    return chain


def tampered(folder: Path, *statements: str) -> None:
    """Change the file behind the program's back, its triggers taken away first."""
    with closing(sqlite3.connect(folder / "register.sqlite3", isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)


def test_entries_come_back_as_they_were_the_newest_first(tmp_path: Path) -> None:
    chain = written(tmp_path)
    kept = chain.entries(3)
    assert [item.sequence for item in kept] == [5, 4, 3]
    assert [item.entry for item in kept] == entries(5)[:1:-1]
    assert [item.sequence for item in chain.entries(10, before=3)] == [2, 1]
    assert chain.verify() is None


def test_no_register_is_an_intact_one(tmp_path: Path) -> None:
    chain = Chain(tmp_path / "none" / "register.sqlite3")
    assert chain.verify() is None
    assert chain.entries(10) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET who = 'x'",
        "DELETE FROM entry WHERE sequence = 5",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 2",
        f"INSERT INTO entry SELECT 9, {COLUMNS.removeprefix('sequence, ')} FROM entry WHERE sequence = 5",
    ],
)
def test_the_database_refuses_everything_but_the_next_entry(tmp_path: Path, statement: str) -> None:
    chain = written(tmp_path)
    with (
        closing(sqlite3.connect(tmp_path / "register.sqlite3")) as connection,
        pytest.raises(sqlite3.DatabaseError, match="append-only"),
    ):
        connection.execute(statement)
    assert chain.verify() is None
    assert len(chain.entries(10)) == 5


@pytest.mark.parametrize(
    ("statements", "broken"),
    [
        (["UPDATE entry SET who = '李某' WHERE sequence = 3"], BrokenLink(3, BreakReason.CHANGED)),
        (["UPDATE entry SET end_ms = end_ms - 1 WHERE sequence = 1"], BrokenLink(1, BreakReason.CHANGED)),
        (["UPDATE entry SET at_ms = CAST(at_ms AS TEXT) || ''"], None),
        (["UPDATE entry SET hash = 'x' WHERE sequence = 5"], BrokenLink(5, BreakReason.CHANGED)),
        (["DELETE FROM entry WHERE sequence = 2"], BrokenLink(2, BreakReason.MISSING)),
        (["DELETE FROM entry WHERE sequence = 1"], BrokenLink(1, BreakReason.MISSING)),
        (["DELETE FROM entry WHERE sequence >= 4"], BrokenLink(4, BreakReason.MISSING)),
        (["DELETE FROM entry"], BrokenLink(1, BreakReason.MISSING)),
        (
            [
                "DELETE FROM entry WHERE sequence = 3",
                "UPDATE entry SET sequence = sequence - 1 WHERE sequence > 3",
            ],
            BrokenLink(3, BreakReason.CHANGED),
        ),
    ],
)
def test_what_was_done_to_the_table_is_found(
    tmp_path: Path, statements: list[str], broken: BrokenLink | None
) -> None:
    chain = written(tmp_path)
    tampered(tmp_path, *statements)
    assert chain.verify() == broken


def test_an_end_that_was_cut_off_is_noted_by_the_next_entry(tmp_path: Path) -> None:
    chain = written(tmp_path)
    tampered(tmp_path, "DELETE FROM entry WHERE sequence >= 4")
    chain.append(entries(1))
    assert chain.verify() == BrokenLink(4, BreakReason.NOTED)
    assert [item.entry.action for item in chain.entries(2)] == [
        AccessAction.PLAYBACK,
        AccessAction.REGISTER_BROKEN,
    ]


def test_a_register_without_protection_is_reported(tmp_path: Path) -> None:
    chain = written(tmp_path)
    with closing(sqlite3.connect(tmp_path / "register.sqlite3")) as connection:
        connection.execute("DROP TRIGGER entry_never_goes")
    assert chain.verify() == BrokenLink(5, BreakReason.UNPROTECTED)


@pytest.mark.parametrize("damage", ["gone", "nonsense", "older"])
def test_the_head_file_counts(tmp_path: Path, damage: str) -> None:
    chain = written(tmp_path)
    head = tmp_path / "register.head.json"
    before = head.read_bytes()
    chain.append(entries(2, 5))
    chain.append(entries(2, 7))
    if damage == "gone":
        head.unlink()
    else:
        head.write_bytes(b"{]" if damage == "nonsense" else before)
    broken = chain.verify()
    assert broken is not None
    assert broken.reason is (BreakReason.ADDED if damage == "older" else BreakReason.HEAD_MISSING)


def test_the_table_gone_and_the_head_left(tmp_path: Path) -> None:
    chain = written(tmp_path)
    for path in tmp_path.glob("register.sqlite3*"):
        path.unlink()
    assert chain.verify() == BrokenLink(1, BreakReason.MISSING)


@pytest.mark.parametrize("committed", [False, True])
def test_a_crash_around_the_commit_is_no_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, committed: bool
) -> None:
    chain = written(tmp_path)
    heads: list[Json] = []
    save = JsonFile.save

    def kept(file: JsonFile, data: Json) -> None:
        heads.append(data)
        save(file, data)

    before = tmp_path / "before"
    before.mkdir()
    shutil.copy(tmp_path / "register.sqlite3", before)
    monkeypatch.setattr(JsonFile, "save", kept)
    chain.append(entries(1, 5))
    folder = tmp_path if committed else before
    save(JsonFile(folder / "register.head.json"), heads[0])
    crashed = Chain(folder / "register.sqlite3")
    assert len(crashed.entries(10)) == (6 if committed else 5)
    assert crashed.verify() is None
    crashed.append(entries(1, 5))
    assert crashed.verify() is None
    assert [item.entry.action for item in crashed.entries(1)] == [AccessAction.PLAYBACK]


def test_a_file_that_is_no_register_says_so(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite3").write_bytes(b"not a database, but long enough to be read as one" * 100)
    chain = Chain(tmp_path / "register.sqlite3")
    broken = chain.verify()
    assert broken is not None
    assert broken.reason is BreakReason.UNREADABLE
    with pytest.raises(AppError) as raised:
        chain.append(entries(1))
    assert raised.value.code is ErrorCode.STORAGE_FAILED


def over(folder: Path, work: Callable[[AccessRegister, Lane], object]) -> None:
    async def main() -> None:
        lanes = Lanes()
        register = AccessRegister(folder / "register.sqlite3", lanes.storage)
        try:
            await work(register, lanes.storage)  # type: ignore[misc]
        finally:
            await register.close()
            lanes.close()

    run(main())


def test_entering_returns_at_once_and_everything_is_written_in_order(tmp_path: Path) -> None:
    async def work(register: AccessRegister, _: Lane) -> None:
        for entry in entries(50):
            register.enter(entry)
        assert not (tmp_path / "register.sqlite3").exists()
        kept = await register.entries(100)
        assert [item.entry for item in reversed(kept)] == entries(50)
        assert await register.verify() is None

    over(tmp_path, work)


def test_what_was_entered_last_is_written_at_the_end(tmp_path: Path) -> None:
    async def work(register: AccessRegister, _: Lane) -> None:
        register.enter(ENTRY)

    over(tmp_path, work)
    assert [item.entry for item in Chain(tmp_path / "register.sqlite3").entries(10)] == [ENTRY]


def test_two_programs_write_into_one_register(tmp_path: Path) -> None:
    async def work(register: AccessRegister, lane: Lane) -> None:
        other = AccessRegister(tmp_path / "register.sqlite3", Lane("other", 1))
        for entry in entries(20):
            register.enter(entry)
            other.enter(entry)
            await asyncio.sleep(0)
        await register.flush()
        await other.flush()
        assert len(await register.entries(100)) == 40
        assert await register.verify() is None
        await other.close()

    over(tmp_path, work)


def test_processes_that_write_and_verify_at_once_break_nothing(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from desktop.audit.chain import Chain\n"
        "from tests.unit.test_register import entries\n"
        "chain = Chain(Path(sys.argv[1]))\n"
        "for number in range(30):\n"
        "    chain.append(entries(1, number))\n"
        "    assert chain.verify() is None, chain.verify()\n"
    )
    path = tmp_path / "register.sqlite3"
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], cwd=Path(__file__).parents[2])
        for _ in range(3)
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    assert len(Chain(path).entries(1000)) == 90
    assert Chain(path).verify() is None


def test_a_register_that_cannot_be_written_says_so_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.audit.register.RETRY_S", 0.02)
    folder = tmp_path / "there"
    folder.write_text("a file where a folder should be", encoding="utf-8")

    async def work(register: AccessRegister, _: Lane) -> None:
        told: list[bool] = []
        register.failing.connect(told.append)
        register.enter(ENTRY)
        await until(lambda: told == [True])
        register.enter(replace(ENTRY, camera_name="第二个"))
        folder.unlink()
        await until(lambda: told == [True, False])
        assert len(await register.entries()) == 2

    over(folder, work)
    head = json.loads((folder / "register.head.json").read_text("utf-8"))
    assert [end[0] for end in head["ends"]] == [2]


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", "register", *arguments, "--profile", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )


def test_the_command_lists_and_verifies(tmp_path: Path) -> None:
    written(tmp_path)
    listed = command(tmp_path, "list", "--limit", "2")
    assert listed.returncode == 0
    lines = listed.stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["5", "4"]
    assert "王梓门" in lines[0]
    assert "湾头村丁字路口" in lines[0]
    assert "2026-03-15 02:10:00" in lines[0]
    good = command(tmp_path, "verify")
    assert (good.returncode, good.stdout) == (0, "登记簿完整，共 5 条。\n")
    tampered(tmp_path, "UPDATE entry SET camera_name = '别处' WHERE sequence = 2")
    bad = command(tmp_path, "verify")
    assert (bad.returncode, bad.stdout) == (1, "登记簿不完整：第 2 条，内容被改动\n")


def test_the_command_on_nothing_and_on_nonsense(tmp_path: Path) -> None:
    assert command(tmp_path, "verify").returncode == 0
    (tmp_path / "register.sqlite3").write_bytes(b"nonsense" * 1000)
    assert command(tmp_path, "verify").returncode == 1
    assert command(tmp_path, "list").returncode == 3


def test_the_table_for_an_inspection(tmp_path: Path) -> None:
    chain = written(tmp_path)
    spoken = replace(
        ENTRY, at_ms=ENTRY.at_ms + 86_400_000, reason='=HYPERLINK("http://x")', camera_name='甲,"乙"\n丙'
    )
    chain.append([spoken])
    out = tmp_path / "list.csv"
    arguments = ["export", "--from", "2026-03-15", "--to", "2026-03-16", "--out", str(out)]
    made = command(tmp_path, *arguments)
    assert (made.returncode, made.stdout) == (0, "")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert [row[0] for row in rows] == ["序号", "1", "2", "3", "4", "5", "6"]
    assert rows[1][2:6] == ["录像回放", "梓门桥镇综治中心", "王梓门", "zimenqiao"]
    assert rows[6][7:9] == ['\'=HYPERLINK("http://x")', '甲,"乙"\n丙']
    assert command(tmp_path, *arguments).returncode == 4  # nothing is overwritten
    day = command(tmp_path, "export", "--from", "2026-03-16", "--to", "2026-03-16")
    assert [line.split(",")[0] for line in day.stdout.splitlines() if line[:1].isdigit()] == ["6"]
    assert [kept.entry.action for kept in chain.entries(2)] == [AccessAction.REGISTER_EXPORTED] * 2
    assert chain.verify() is None


def test_the_workbook_holds_text_only(tmp_path: Path) -> None:
    chain = written(tmp_path, 1)
    chain.append([replace(ENTRY, reason='=cmd|"/c calc"!A1', detail="+1", subject="R-1", body={"甲": 1})])
    out = tmp_path / "list.xlsx"
    assert command(tmp_path, "export", "--format", "xlsx", "--out", str(out)).returncode == 0
    with zipfile.ZipFile(out) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert '=cmd|"/c calc"!A1' in texts
    assert "登记簿完整" in texts
    tampered(tmp_path, "UPDATE entry SET who = '李某' WHERE sequence = 2")
    broken = command(tmp_path, "export", "--format", "xlsx", "--out", str(tmp_path / "other.xlsx"))
    assert broken.returncode == 1
    assert "第 2 条，内容被改动" in broken.stderr


@pytest.mark.parametrize("arguments", [["--from", "yesterday"], ["--format", "xlsx"], ["--to", "2026-02-30"]])
def test_a_table_of_nonsense_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    written(tmp_path, 1)
    assert command(tmp_path, "export", *arguments).returncode == 2
