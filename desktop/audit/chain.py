"""The register's file: an SQLite table that only grows, every entry bound to the one before by its hash.

Beside it lies a head file that says how far the register reached, so that entries cut off at the end are
missed as well. It names the old and the new end before a commit, of which either is right after a crash,
and the new one after it. All calls block; run them on the storage lane.

What this cannot show: somebody who writes both files anew, hashes and all. It keeps honest people honest and
shows that a copy is unchanged; the platform's own register is the second witness.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from desktop.audit.entry import AccessAction, BreakReason, BrokenLink, KeptEntry, RegisterEntry
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.stores.json_file import JsonFile

BUSY_S = 5.0
LOCKED_TRIES = 20
LOCKED_S = 0.1
NO_HASH = "0" * 64
_COLUMNS = (
    "sequence, at_ms, who, unit, account, platform, action, camera_id, camera_name, start_ms, end_ms, "
    "workstation, reason, detail, previous_hash, hash"
)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    sequence INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT NULL, unit TEXT NOT NULL,
    account TEXT NOT NULL, platform TEXT NOT NULL, action TEXT NOT NULL, camera_id TEXT NOT NULL,
    camera_name TEXT NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
    workstation TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS entry_never_changes BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS entry_never_goes BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS entry_is_the_next BEFORE INSERT ON entry
    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
"""
_TRIGGERS = frozenset({"entry_never_changes", "entry_never_goes", "entry_is_the_next"})
_End = tuple[int, str]
"""Sequence number and hash of a last entry."""


class Chain:
    """One register file; the object holds nothing open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._head = JsonFile(path.with_suffix(".head.json"))

    def append(self, entries: Sequence[RegisterEntry]) -> None:
        """Write entries durably, in order; STORAGE_FAILED when that is not possible."""
        for left in range(LOCKED_TRIES - 1, -1, -1):
            try:
                self._append(entries)
            except (sqlite3.Error, OSError) as error:
                locked = isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
                if not locked or not left:
                    raise AppError(ErrorCode.STORAGE_FAILED, {"file": self._path.name}) from error
                time.sleep(LOCKED_S)  # SQLite waits by itself, but not while the journal's mode changes
            else:
                return

    def _append(self, entries: Sequence[RegisterEntry]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as connection:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN IMMEDIATE")
            end = old = _end(connection)
            missing = self._missing(old)
            for entry in (*_noted(entries[0], missing=missing), *entries):
                end = _insert(connection, end, entry)
            self._head.save({"ends": [list(old), list(end)]})
            connection.execute("COMMIT")
            self._settle_head(connection)

    def _settle_head(self, connection: sqlite3.Connection) -> None:
        """Name the table's end alone in the head file; another program may have gone on meanwhile."""
        connection.execute("BEGIN IMMEDIATE")
        end, ends = _end(connection), self._ends()
        if ends is not None and len(ends) > 1 and end in ends:
            self._head.save({"ends": [list(end)]})
        connection.execute("ROLLBACK")

    def entries(self, limit: int, before: int | None = None) -> tuple[KeptEntry, ...]:
        """Return the newest entries first, those before a sequence number where one is given."""
        if not self._path.exists():
            return ()
        query = f"SELECT {_COLUMNS} FROM entry WHERE sequence < ? ORDER BY sequence DESC LIMIT ?"  # noqa: S608
        try:
            with closing(self._connect()) as connection:
                rows = connection.execute(query, (before or 1 << 62, limit)).fetchall()
            return tuple(_kept(row) for row in rows)
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": self._path.name}) from error

    def verify(self) -> BrokenLink | None:
        """Return the first place where the register is not what was written, None when all is well."""
        if not self._path.exists():
            ends = self._ends()
            return None if ends is None else BrokenLink(1, BreakReason.MISSING)
        try:
            with closing(self._connect()) as connection:
                with suppress(
                    sqlite3.OperationalError
                ):  # a copy that may only be read is judged all the same
                    connection.execute("BEGIN IMMEDIATE")
                return self._judge(connection)
        except (sqlite3.Error, ValueError, TypeError):
            return BrokenLink(0, BreakReason.UNREADABLE)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=BUSY_S, isolation_level=None)

    def _judge(self, connection: sqlite3.Connection) -> BrokenLink | None:
        end: _End = (0, NO_HASH)
        for row in connection.execute(f"SELECT {_COLUMNS} FROM entry ORDER BY sequence"):  # noqa: S608
            problem = _problem(row, end)
            if problem is not None:
                return BrokenLink(end[0] + 1, problem)
            end = (row[0], row[-1])
        ends = self._ends()
        if ends is None:
            return BrokenLink(end[0], BreakReason.HEAD_MISSING) if end[0] else None
        if end not in ends:
            return BrokenLink(end[0] + 1, BreakReason.MISSING)
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        if _TRIGGERS - {name for (name,) in found}:
            return BrokenLink(end[0], BreakReason.UNPROTECTED)
        return None

    def _missing(self, end: _End) -> bool:
        """Return True when the table does not end where the head file says."""
        ends = self._ends()
        return end[0] != 0 if ends is None else end not in ends

    def _ends(self) -> list[_End] | None:
        data = self._head.load().data
        ends = data.get("ends") if isinstance(data, dict) else None
        if not isinstance(ends, list):
            return None
        return [(end[0], end[1]) for end in ends if isinstance(end, list) and len(end) == 2]


def _noted(first: RegisterEntry, *, missing: bool) -> tuple[RegisterEntry, ...]:
    """Return the entry that says that others are missing, where they are."""
    if not missing:
        return ()
    return (
        RegisterEntry(
            at_ms=first.at_ms,
            who="",
            unit="",
            account="",
            platform="",
            action=AccessAction.REGISTER_BROKEN,
            camera_id=CameraId(""),
            camera_name="",
            range=TimeRange(0, 0),
            workstation=first.workstation,
        ),
    )


def _values(entry: RegisterEntry) -> tuple[str | int, ...]:
    """Return an entry's fields in the order of the columns."""
    return (
        entry.at_ms,
        entry.who,
        entry.unit,
        entry.account,
        entry.platform,
        entry.action.value,
        entry.camera_id,
        entry.camera_name,
        entry.range.start_ms,
        entry.range.end_ms,
        entry.workstation,
        entry.reason,
        entry.detail,
    )


def _hash(sequence: int, values: Sequence[object], previous: str) -> str:
    """Return the hash that binds an entry to its place, its content and the entry before."""
    text = json.dumps([sequence, *values, previous], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _end(connection: sqlite3.Connection) -> _End:
    row = connection.execute("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
    return (0, NO_HASH) if row is None else (row[0], row[1])


def _insert(connection: sqlite3.Connection, end: _End, entry: RegisterEntry) -> _End:
    sequence, values = end[0] + 1, _values(entry)
    own = _hash(sequence, values, end[1])
    places = ", ".join("?" * (len(values) + 3))
    connection.execute(
        f"INSERT INTO entry ({_COLUMNS}) VALUES ({places})",  # noqa: S608 - our own column names
        (sequence, *values, end[1], own),
    )
    return sequence, own


def _problem(row: Sequence[object], before: _End) -> BreakReason | None:
    """Return what is wrong with an entry that should follow another one."""
    sequence, *values, previous, own = row
    if sequence != before[0] + 1:
        return BreakReason.MISSING
    if previous != before[1] or own != _hash(before[0] + 1, values, before[1]):
        return BreakReason.CHANGED
    return BreakReason.NOTED if values[5] == AccessAction.REGISTER_BROKEN.value else None


def _kept(row: tuple[Any, ...]) -> KeptEntry:
    """Return an entry as it stands there; an action that nobody could have written is a broken register."""
    actions = {action.value: action for action in AccessAction}
    start, end = int(row[9]), int(row[10])
    entry = RegisterEntry(
        at_ms=int(row[1]),
        who=row[2],
        unit=row[3],
        account=row[4],
        platform=row[5],
        action=actions.get(row[6], AccessAction.REGISTER_BROKEN),
        camera_id=CameraId(row[7]),
        camera_name=row[8],
        range=TimeRange(start, max(start, end)),
        workstation=row[11],
        reason=row[12],
        detail=row[13],
    )
    return KeptEntry(row[0], entry, row[15])
