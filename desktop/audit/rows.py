"""The register's table: its columns, what protects them, and how a row is bound to the one before.

The columns `subject` and `body` came later. Where both are empty the hash is made as before they existed, so
that a file that was written then verifies as ever; a file without them gets them with its next entry.
"""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from desktop.audit.entry import AccessAction, Body, BreakReason, KeptEntry, RegisterEntry
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange

NO_HASH = "0" * 64
End = tuple[int, str]
"""Sequence number and hash of a last entry."""
START: End = (0, NO_HASH)
_PLAIN = (
    "sequence, at_ms, who, unit, account, platform, action, camera_id, camera_name, start_ms, end_ms, "
    "workstation, reason, detail"
)
COLUMNS = f"{_PLAIN}, subject, body, previous_hash, hash"
_COLUMNS_BEFORE = f"{_PLAIN}, '' AS subject, '' AS body, previous_hash, hash"
_TABLE = """
CREATE TABLE IF NOT EXISTS entry (
    sequence INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT NULL, unit TEXT NOT NULL,
    account TEXT NOT NULL, platform TEXT NOT NULL, action TEXT NOT NULL, camera_id TEXT NOT NULL,
    camera_name TEXT NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
    workstation TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL, hash TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT ''
)
"""
_ADDED = ("subject", "body")
_TRIGGERS = {
    "entry_never_changes": "CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry\n"
    "    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END",
    "entry_never_goes": "CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry\n"
    "    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END",
    "entry_is_the_next": "CREATE TRIGGER entry_is_the_next BEFORE INSERT ON entry\n"
    "    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)\n"
    "    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END",
}


def prepare(connection: sqlite3.Connection) -> None:
    """Make the table where there is none, and add what a file of an earlier version lacks."""
    connection.execute(_TABLE)
    there = _columns(connection)
    for column in _ADDED:
        if column not in there:
            connection.execute(f"ALTER TABLE entry ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    for sql in _TRIGGERS.values():
        connection.execute(sql.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1))


def protected(connection: sqlite3.Connection) -> bool:
    """Return whether the database still refuses everything but the next entry."""
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    return all(found.get(name) == sql for name, sql in _TRIGGERS.items())


def columns(connection: sqlite3.Connection) -> str:
    """Return the list of columns to read; what an earlier file lacks is read as empty."""
    there = _columns(connection)
    return COLUMNS if all(column in there for column in _ADDED) else _COLUMNS_BEFORE


def _columns(connection: sqlite3.Connection) -> frozenset[str]:
    return frozenset(row[1] for row in connection.execute("PRAGMA table_info(entry)"))


def canonical(body: Body) -> str:
    """Return a body as the one text that stands for it; empty for an empty one. ValueError for no JSON."""
    if not body:
        return ""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def values(entry: RegisterEntry) -> tuple[str | int, ...]:
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
        entry.subject,
        canonical(entry.body),
    )


def bound(sequence: int, fields: Sequence[object], previous: str) -> str:
    """Return the hash that binds an entry to its place, its content and the entry before."""
    *plain, subject, body = fields
    content = plain if subject == "" and body == "" else fields
    text = json.dumps([sequence, *content, previous], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def insert(connection: sqlite3.Connection, end: End, entry: RegisterEntry) -> End:
    """Write one entry after another; return the new end."""
    sequence, fields = end[0] + 1, values(entry)
    own = bound(sequence, fields, end[1])
    places = ", ".join("?" * (len(fields) + 3))
    connection.execute(
        f"INSERT INTO entry ({COLUMNS}) VALUES ({places})",  # noqa: S608 - our own column names
        (sequence, *fields, end[1], own),
    )
    return sequence, own


def problem(row: Sequence[object], before: End) -> BreakReason | None:
    """Return what is wrong with a row that should follow another one."""
    sequence, *fields, previous, own = row
    if not isinstance(sequence, int):
        return BreakReason.CHANGED
    if sequence <= before[0]:
        return BreakReason.ADDED
    if sequence != before[0] + 1:
        return BreakReason.MISSING
    try:
        fits = previous == before[1] and own == bound(sequence, fields, before[1])
    except TypeError:  # a blob, which no JSON holds and no program of ours wrote
        fits = False
    if not fits:
        return BreakReason.CHANGED
    return BreakReason.NOTED if fields[5] == AccessAction.REGISTER_BROKEN.value else None


def kept(row: tuple[Any, ...]) -> KeptEntry:
    """Return an entry as it stands there; an action that nobody could have written is a broken register."""
    actions = {action.value: action for action in AccessAction}
    start, end = int(row[9]), int(row[10])
    entry = RegisterEntry(
        at_ms=int(row[1]),
        who=str(row[2]),
        unit=str(row[3]),
        account=str(row[4]),
        platform=str(row[5]),
        action=actions.get(row[6], AccessAction.REGISTER_BROKEN),
        camera_id=CameraId(row[7]),
        camera_name=str(row[8]),
        range=TimeRange(start, max(start, end)),
        workstation=str(row[11]),
        reason=str(row[12]),
        detail=str(row[13]),
        subject=str(row[14]),
        body=_body(row[15]),
    )
    return KeptEntry(row[0], entry, row[17])


def _body(text: object) -> Body:
    try:
        body = json.loads(text) if isinstance(text, str) and text else {}
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
