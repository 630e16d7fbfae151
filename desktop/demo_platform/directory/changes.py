"""What changed since a moment: cameras that came or went, inside a scope."""

import re
from dataclasses import dataclass

from desktop.demo_platform.directory.scope import Scope
from desktop.demo_platform.storage.database import Database

_CURSOR = re.compile(r"([0-9a-f]{16})-([0-9]{1,15})")
MAX_CHANGES = 1000
"""More than this and the reader is told to read its cameras anew."""
BULK = 0
"""Stands for the number of a camera when very many changed at once."""


@dataclass(frozen=True, slots=True)
class CameraChange:
    """A camera's present state, because it has changed."""

    id: str
    online: bool
    region_code: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed; with `reset` the reader must read its cameras anew."""

    cursor: str
    cameras: tuple[CameraChange, ...]
    reset: bool


class ChangeLog:
    """The changes as one account sees them."""

    def __init__(self, database: Database, scope: Scope, instance_id: str) -> None:
        self._database = database
        self._scope = scope
        self._instance_id = instance_id

    def since(self, cursor: str | None) -> Changes:
        """Return what changed since a cursor; without one, or with a stale one, a cursor to go on from."""
        last = self._last()
        now = f"{self._instance_id}-{last}"
        if cursor is None:
            return Changes(now, (), reset=False)
        match = _CURSOR.fullmatch(cursor)
        if match is None or match[1] != self._instance_id or int(match[2]) > last:
            return Changes(now, (), reset=True)
        after = int(match[2])
        if self._is_too_much(after, last):
            return Changes(now, (), reset=True)
        rows = self._database.reader().execute(
            "SELECT camera.id, camera.online, camera.region_code FROM camera"  # noqa: S608 - scope's own condition
            " WHERE camera.number IN (SELECT number FROM change WHERE sequence > ? AND sequence <= ?)"
            f" AND {self._scope.camera_condition()} ORDER BY camera.number",
            (after, last),
        )
        changes = tuple(CameraChange(row["id"], bool(row["online"]), row["region_code"]) for row in rows)
        return Changes(now, changes, reset=False)

    def _last(self) -> int:
        row = self._database.reader().execute("SELECT max(sequence) AS last FROM change").fetchone()
        return int(row["last"] or 0)

    def _is_too_much(self, after: int, last: int) -> bool:
        if last - after > MAX_CHANGES:
            return True
        bulk = self._database.reader().execute(
            "SELECT 1 FROM change WHERE sequence > ? AND number = ?", (after, BULK)
        )
        return bulk.fetchone() is not None
