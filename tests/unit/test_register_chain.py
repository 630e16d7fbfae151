"""Nothing can be changed in the register's file without the first wrong entry being named."""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.audit import rows
from desktop.audit.chain import Chain
from desktop.audit.entry import (
    RETRIEVAL_ACTIONS,
    AccessAction,
    BreakReason,
    BrokenLink,
    Expected,
    RegisterEntry,
    RegisterQuery,
)
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange

FILE = "register.sqlite3"
NAMES = [name.strip() for name in rows.COLUMNS.split(",")]


def entry(number: int) -> RegisterEntry:
    """Return an entry of another kind each time: plain ones as they always were, and those with a body."""
    action = list(AccessAction)[number % (len(AccessAction) - 1)]
    plain = RegisterEntry(
        at_ms=1_773_511_800_000 + number,
        who="王梓门",
        unit="梓门桥镇综治中心",
        account="zimenqiao",
        platform="雪亮演示平台",
        action=action,
        camera_id=CameraId("43132110001310000001"),
        camera_name="湾头村丁字路口",
        range=TimeRange(1_773_500_000_000, 1_773_500_060_000),
        workstation="值班室-1",
        reason="货车撞坏铁棚",
        detail="speed=1",
    )
    return (
        plain if number % 2 else replace(plain, subject=f"R-{number}", body={"甲": [number, None], "b": "x"})
    )


def written(folder: Path, count: int) -> Chain:
    chain = Chain(folder / FILE)
    chain.append([entry(number) for number in range(count)])
    return chain


def changed(folder: Path, statement: str, *values: object) -> None:
    """Change the file behind the program's back and put its protection there again."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, values)
        for _, sql in triggers:
            connection.execute(sql)


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("intact")
    assert written(folder, 6).verify() is None
    return folder


@pytest.mark.parametrize("sequence", range(1, 7))
@pytest.mark.parametrize("column", NAMES)
def test_every_changed_cell_is_found_where_it_is(
    intact: Path, tmp_path: Path, column: str, sequence: int
) -> None:
    folder = tmp_path / "copy"
    for change in ("x", "", 7, b"\xff\xfe"):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(intact, folder)
        with closing(sqlite3.connect(folder / FILE)) as connection:
            (before,) = connection.execute(
                f"SELECT {column} FROM entry WHERE sequence = ?", (sequence,)
            ).fetchone()
        if change == before:
            continue
        try:
            changed(folder, f"UPDATE entry SET {column} = ? WHERE sequence = ?", change, sequence)
        except sqlite3.Error:
            continue  # the table itself does not hold this: a number where one belongs, a sequence taken
        broken = Chain(folder / FILE).verify()
        assert broken is not None, (column, sequence, change)
        assert broken.sequence <= sequence, (column, sequence, change)
        if column != "sequence":
            assert broken == BrokenLink(sequence, BreakReason.CHANGED)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=st.integers(1, 6), other=st.integers(1, 6), column=st.sampled_from(NAMES[1:]))
def test_cells_that_change_places_are_found(
    intact: Path, tmp_path: Path, one: int, other: int, column: str
) -> None:
    folder = tmp_path / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(intact, folder)
    with closing(sqlite3.connect(folder / FILE)) as connection:
        query = f"SELECT {column} FROM entry WHERE sequence IN (?, ?) ORDER BY sequence = ?"
        cells = [cell for (cell,) in connection.execute(query, (one, other, one))]
    if len(set(cells)) < 2:
        return
    changed(folder, f"UPDATE entry SET {column} = ? WHERE sequence = ?", cells[0], one)
    changed(folder, f"UPDATE entry SET {column} = ? WHERE sequence = ?", cells[1], other)
    broken = Chain(folder / FILE).verify()
    assert broken == BrokenLink(min(one, other), BreakReason.CHANGED)


@pytest.mark.parametrize("gone", range(1, 7))
def test_every_removed_entry_is_missed(intact: Path, tmp_path: Path, gone: int) -> None:
    shutil.copytree(intact, tmp_path, dirs_exist_ok=True)
    changed(tmp_path, "DELETE FROM entry WHERE sequence = ?", gone)
    assert Chain(tmp_path / FILE).verify() == BrokenLink(gone, BreakReason.MISSING)


@pytest.mark.parametrize("place", range(1, 6))
def test_entries_that_change_places_are_found(intact: Path, tmp_path: Path, place: int) -> None:
    shutil.copytree(intact, tmp_path, dirs_exist_ok=True)
    for old, new in ((place, 100), (place + 1, place), (100, place + 1)):
        changed(tmp_path, "UPDATE entry SET sequence = ? WHERE sequence = ?", new, old)
    assert Chain(tmp_path / FILE).verify() == BrokenLink(place, BreakReason.CHANGED)


def test_an_entry_that_somebody_added_is_named_even_when_its_hash_fits(intact: Path, tmp_path: Path) -> None:
    shutil.copytree(intact, tmp_path, dirs_exist_ok=True)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as connection:
        (last,) = connection.execute("SELECT hash FROM entry WHERE sequence = 6").fetchone()
        rows.insert(connection, (6, last), entry(40))
    chain = Chain(tmp_path / FILE)
    assert chain.verify() == BrokenLink(7, BreakReason.ADDED)
    chain.append([entry(41)])  # the program goes on, and says what it found
    assert chain.verify() == BrokenLink(8, BreakReason.NOTED)


def test_a_table_that_forgot_its_key_is_found(intact: Path, tmp_path: Path) -> None:
    shutil.copytree(intact, tmp_path, dirs_exist_ok=True)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE other AS SELECT * FROM entry")
        connection.execute("DROP TABLE entry")
        connection.execute("ALTER TABLE other RENAME TO entry")
        connection.execute("INSERT INTO entry SELECT * FROM entry WHERE sequence = 3")
    assert Chain(tmp_path / FILE).verify() == BrokenLink(4, BreakReason.ADDED)


@pytest.mark.parametrize("name", ["entry_never_changes", "entry_never_goes", "entry_is_the_next"])
def test_a_protection_that_no_longer_protects_is_found(intact: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(intact, tmp_path, dirs_exist_ok=True)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as connection:
        connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON entry BEGIN SELECT 1; END")
    assert Chain(tmp_path / FILE).verify() == BrokenLink(6, BreakReason.UNPROTECTED)


OLD_TABLE = """
CREATE TABLE entry (
    sequence INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT NULL, unit TEXT NOT NULL,
    account TEXT NOT NULL, platform TEXT NOT NULL, action TEXT NOT NULL, camera_id TEXT NOT NULL,
    camera_name TEXT NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
    workstation TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER entry_is_the_next BEFORE INSERT ON entry
    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
"""


def written_before(folder: Path, count: int) -> Chain:
    """Write a register as the program did before entries had a subject and a body."""
    end = (0, "0" * 64)
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.executescript(OLD_TABLE)
        for number in range(1, count + 1):
            fields = (number, "王", "u", "a", "p", "playback", "c", "n", 1, 2, "w", "r", "d")
            text = json.dumps([number, *fields, end[1]], ensure_ascii=True, separators=(",", ":"))
            own = hashlib.sha256(text.encode("ascii")).hexdigest()
            connection.execute(
                f"INSERT INTO entry VALUES ({', '.join('?' * 16)})", (number, *fields, end[1], own)
            )
            end = (number, own)
    (folder / "register.head.json").write_text(json.dumps({"ends": [list(end)]}), encoding="utf-8")
    return Chain(folder / FILE)


def test_a_file_written_before_verifies_and_goes_on(tmp_path: Path) -> None:
    chain = written_before(tmp_path, 4)
    before = (tmp_path / FILE).read_bytes()
    assert chain.verify() is None
    assert len(chain.entries(10)) == len(chain.read(RegisterQuery())) == 4
    assert chain.read(RegisterQuery(subject="R-0")) == ()
    assert (tmp_path / FILE).read_bytes() == before  # looking at it changes nothing
    chain.append([entry(0), entry(1)])
    assert chain.verify() is None
    assert [kept.entry.subject for kept in chain.entries(6)] == ["", "R-0", "", "", "", ""]
    changed(tmp_path, "UPDATE entry SET subject = 'x' WHERE sequence = 2")
    assert chain.verify() == BrokenLink(2, BreakReason.CHANGED)


def test_an_entry_is_written_on_its_condition_only(tmp_path: Path) -> None:
    chain = Chain(tmp_path / FILE)
    asked = replace(entry(0), action=AccessAction.RETRIEVAL_SUBMITTED, subject="R")
    decided = replace(asked, action=AccessAction.RETRIEVAL_APPROVED)
    assert chain.append([asked], Expected("R", RETRIEVAL_ACTIONS, 0))
    assert not chain.append([asked], Expected("R", RETRIEVAL_ACTIONS, 0))
    chain.append([replace(asked, action=AccessAction.PLAYBACK)])  # no step of the retrieval
    assert chain.append([decided], Expected("R", RETRIEVAL_ACTIONS, 1))
    assert not chain.append([decided], Expected("R", RETRIEVAL_ACTIONS, 1))
    assert [kept.sequence for kept in chain.read(RegisterQuery(subject="R"))] == [1, 2, 3]
    assert chain.verify() is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    body=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(2**53), 2**53)
            | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=6,
        ),
        max_size=4,
    ),
)
def test_whatever_is_entered_comes_back(tmp_path: Path, text: str, body: dict[str, object]) -> None:
    chain = Chain(tmp_path / FILE)
    made = replace(entry(0), who=text, reason=text, subject=text, body=body)
    chain.append([made])
    assert chain.entries(1)[0].entry == made
    assert chain.verify() is None
