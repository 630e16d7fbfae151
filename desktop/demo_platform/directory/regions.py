"""Regions inside a scope."""

import sqlite3

from desktop.demo_platform.directory.paths import Paths
from desktop.demo_platform.directory.records import Page, RegionRecord, RegionStep
from desktop.demo_platform.directory.scope import Scope
from desktop.demo_platform.storage.database import Database

_VILLAGE_DIGITS = 12


class Regions:
    """The tree as one account sees it."""

    def __init__(self, database: Database, paths: Paths, scope: Scope) -> None:
        self._database = database
        self._paths = paths
        self._scope = scope

    def get(self, code: str) -> RegionRecord | None:
        """Return a region; None when there is none inside the scope."""
        row = self._database.reader().execute("SELECT * FROM region WHERE code = ?", (code,)).fetchone()
        if row is None or not self._scope.covers_region(row["code"], row["level"]):
            return None
        return self._record(row)

    def top(self) -> RegionRecord:
        """Return the top of the scope."""
        record = self.get(self._scope.code)
        if record is None:
            raise LookupError(self._scope.code)
        return record

    def path(self, code: str) -> tuple[RegionStep, ...]:
        """Return the steps from the scope's top to a region inside it."""
        return self._paths.below(self._scope.code, code)

    def children(self, code: str, after: int, limit: int) -> Page[RegionRecord]:
        """Return the children of a region inside the scope, in the order of the tree."""
        groups = "" if self._scope.household else " AND level != 'group'"
        rows = (
            self._database.reader()
            .execute(
                "SELECT * FROM region WHERE parent_code = ? AND position > ?"  # noqa: S608 - constant parts
                f"{groups} ORDER BY position LIMIT ?",
                (code, after, limit + 1),
            )
            .fetchall()
        )
        following = rows[limit - 1]["position"] if len(rows) > limit else None
        return Page(tuple(self._record(row) for row in rows[:limit]), following)

    def villages(self, code: str) -> tuple[str, ...]:
        """Return the villages with cameras of a region inside the scope, that of a group included."""
        counted = "public_total + household_total" if self._scope.household else "public_total"
        rows = self._database.reader().execute(
            "SELECT code FROM region WHERE level = 'village' AND code BETWEEN ? AND ?"  # noqa: S608 - constant
            f" AND {counted} > 0 ORDER BY code",
            (code[:_VILLAGE_DIGITS], code[:_VILLAGE_DIGITS] + "~"),
        )
        return tuple(row["code"] for row in rows)

    def _record(self, row: sqlite3.Row) -> RegionRecord:
        household = self._scope.household
        return RegionRecord(
            row["code"],
            row["name"],
            row["level"],
            None if row["code"] == self._scope.code else row["parent_code"],
            row["public_total"] + (row["household_total"] if household else 0),
            row["public_online"] + (row["household_online"] if household else 0),
            row["child_count"] > 0 and (household or row["level"] != "village"),
        )
