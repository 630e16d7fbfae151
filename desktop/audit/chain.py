"""The register's file: an SQLite table that only grows, every entry bound to the one before by its hash.

Beside it lies a head file that says how far the register reached, so that entries cut off at the end are
missed as well. It names the old and the new end before a commit, of which either is right after a crash,
and the new one after it. All calls block; run them on the storage lane.

What this cannot show: somebody who writes both files anew, hashes and all. It keeps honest people honest and
shows that a copy is unchanged; the platform's own register is the second witness, and so is every printed
form and every manifest, which carry a hash of the chain.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from desktop.audit import rows
from desktop.audit.entry import (
    AccessAction,
    BreakReason,
    BrokenLink,
    Expected,
    KeptEntry,
    RegisterEntry,
    RegisterQuery,
)
from desktop.audit.rows import START, End
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.stores.json_file import JsonFile

BUSY_S = 5.0
LOCKED_TRIES = 20
LOCKED_S = 0.1


class Chain:
    """One register file; the object holds nothing open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._head = JsonFile(path.with_suffix(".head.json"))

    def append(self, entries: Sequence[RegisterEntry], expected: Expected | None = None) -> bool:
        """Write entries durably, in order; STORAGE_FAILED when that is not possible.

        Return False, with nothing written, when the register does not stand as expected.
        """
        for left in range(LOCKED_TRIES - 1, -1, -1):
            try:
                return self._append(entries, expected)
            except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
                locked = isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
                if not locked or not left:
                    raise self._failure() from error
                time.sleep(LOCKED_S)  # SQLite waits by itself, but not while the journal's mode changes
        raise self._failure()

    def _append(self, entries: Sequence[RegisterEntry], expected: Expected | None) -> bool:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as connection:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("BEGIN IMMEDIATE")
            rows.prepare(connection)
            if expected is not None and _last(connection, expected) != expected.sequence:
                connection.execute("ROLLBACK")
                return False
            end = old = _end(connection)
            missing = self._missing(old)
            for entry in (*_noted(entries[0], missing=missing), *entries):
                end = rows.insert(connection, end, entry)
            self._head.save({"ends": [list(old), list(end)]})
            connection.execute("COMMIT")
            self._settle_head(connection)
        return True

    def _settle_head(self, connection: sqlite3.Connection) -> None:
        """Name the table's end alone in the head file; another program may have gone on meanwhile."""
        connection.execute("BEGIN IMMEDIATE")
        end, ends = _end(connection), self._ends()
        if ends is not None and len(ends) > 1 and end in ends:
            self._head.save({"ends": [list(end)]})
        connection.execute("ROLLBACK")

    def entries(self, limit: int, before: int | None = None) -> tuple[KeptEntry, ...]:
        """Return the newest entries first, those before a sequence number where one is given."""
        with self._reading() as connection:
            if connection is None:
                return ()
            query = (
                f"SELECT {rows.columns(connection)} FROM entry"  # noqa: S608 - our own column names
                " WHERE sequence < ? ORDER BY sequence DESC LIMIT ?"
            )
            found = connection.execute(query, (before or 1 << 62, limit)).fetchall()
            return tuple(rows.kept(row) for row in found)

    def read(self, query: RegisterQuery) -> tuple[KeptEntry, ...]:
        """Return the entries that a query wants, oldest first."""
        where, values = _condition(query)
        with self._reading() as connection:
            if connection is None:
                return ()
            found = connection.execute(
                f"SELECT {rows.columns(connection)} FROM entry WHERE {where} ORDER BY sequence",  # noqa: S608
                values,
            )
            return tuple(rows.kept(row) for row in found)

    def end(self) -> End:
        """Return the sequence number and the hash of the last entry."""
        with self._reading() as connection:
            return START if connection is None else _end(connection)

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
        connection = sqlite3.connect(self._path, timeout=BUSY_S, isolation_level=None)
        connection.text_factory = _text
        return connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """Open the file to read it; None where there is no register yet. STORAGE_FAILED."""
        if not self._path.exists():
            yield None
            return
        try:
            with closing(self._connect()) as connection:
                yield connection
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise self._failure() from error

    def _failure(self) -> AppError:
        return AppError(ErrorCode.STORAGE_FAILED, {"file": self._path.name})

    def _judge(self, connection: sqlite3.Connection) -> BrokenLink | None:
        end, ends = START, self._ends()
        reached = max(ends, default=START) if ends is not None else START
        for row in connection.execute(f"SELECT {rows.columns(connection)} FROM entry ORDER BY sequence"):  # noqa: S608
            problem = rows.problem(row, end)
            if problem is not None:
                return BrokenLink(end[0] + 1, problem)
            end = (row[0], row[-1])
            if end[0] == reached[0] and end not in (ends or ()):
                return BrokenLink(end[0], BreakReason.CHANGED)
        if ends is None:
            return BrokenLink(end[0], BreakReason.HEAD_MISSING) if end[0] else None
        if end[0] > reached[0]:
            return BrokenLink(reached[0] + 1, BreakReason.ADDED)
        if end not in ends:
            return BrokenLink(end[0] + 1, BreakReason.MISSING)
        return None if rows.protected(connection) else BrokenLink(end[0], BreakReason.UNPROTECTED)

    def _missing(self, end: End) -> bool:
        """Return True when the table does not end where the head file says."""
        ends = self._ends()
        return end[0] != 0 if ends is None else end not in ends

    def _ends(self) -> list[End] | None:
        data = self._head.load().data
        ends = data.get("ends") if isinstance(data, dict) else None
        if not isinstance(ends, list):
            return None
        return [(end[0], end[1]) for end in ends if isinstance(end, list) and len(end) == 2]


def _text(content: bytes) -> str:
    """Return a text cell; one that is no UTF-8 was not written by this program, and is found by its hash."""
    return content.decode("utf-8", "surrogateescape")


def _condition(query: RegisterQuery) -> tuple[str, list[str | int]]:
    """Return the condition and its values."""
    parts, values = ["sequence > ?"], list[str | int]((query.after,))
    for part, value in (
        ("subject = ?", query.subject or None),
        ("at_ms >= ?", query.from_ms),
        ("at_ms < ?", query.to_ms),
    ):
        if value is not None:
            parts.append(part)
            values.append(value)
    if query.actions:
        actions = sorted(action.value for action in query.actions)
        parts.append(f"action IN ({', '.join('?' * len(actions))})")
        values += actions
    return " AND ".join(parts), values


def _last(connection: sqlite3.Connection, expected: Expected) -> int:
    """Return the sequence number of a subject's last entry among some actions, 0 where there is none."""
    where, values = _condition(RegisterQuery(actions=expected.actions, subject=expected.subject))
    row = connection.execute(f"SELECT max(sequence) FROM entry WHERE {where}", values).fetchone()  # noqa: S608
    return int(row[0] or 0)


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


def _end(connection: sqlite3.Connection) -> End:
    row = connection.execute("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
    return START if row is None else (row[0], row[1])
