"""Cameras inside a scope."""

import sqlite3
from collections.abc import Sequence

from desktop.demo_platform.directory.paths import Paths
from desktop.demo_platform.directory.records import CameraRecord, Page
from desktop.demo_platform.directory.scope import Scope
from desktop.demo_platform.storage.database import Database


class Cameras:
    """The cameras as one account sees them."""

    def __init__(self, database: Database, paths: Paths, scope: Scope) -> None:
        self._database = database
        self._paths = paths
        self._scope = scope

    def get(self, camera_id: str) -> CameraRecord | None:
        """Return a camera; None when there is none inside the scope."""
        return next(iter(self.by_ids((camera_id,))), None)

    def by_ids(self, ids: Sequence[str]) -> tuple[CameraRecord, ...]:
        """Return those of the cameras that are inside the scope, in the order of the tree."""
        marks = ", ".join("?" * len(ids))
        return self.select(f"camera.id IN ({marks})", ids, limit=len(ids))

    def in_region(
        self, code: str, after: int, limit: int, *, deep: bool, online_only: bool
    ) -> Page[CameraRecord]:
        """Return the cameras of a region, with `deep` of all below it too, in the order of the tree."""
        place: tuple[object, ...] = self._interval(code) if deep else (code,)
        condition = "camera.number BETWEEN ? AND ?" if deep else "camera.region_code = ?"
        online = " AND camera.online" if online_only else ""
        found = self.select(f"{condition} AND camera.number > ?{online}", (*place, after), limit=limit + 1)
        return Page(found[:limit], found[limit - 1].number if len(found) > limit else None)

    def concerned(self, code: str, divisor: int, remainder: int) -> CameraRecord | None:
        """Return a region's camera whose number has this remainder, a household's before a public one."""
        condition = "camera.number BETWEEN ? AND ? AND camera.number % ? = ?"
        values = (*self._interval(code), divisor, remainder)
        order = "camera.kind = 'public', camera.number"
        return next(iter(self.select(condition, values, limit=1, order=order)), None)

    def camera_condition(self) -> str:
        """Return the SQL condition for records about cameras inside the scope."""
        return self._scope.camera_condition()

    def region_condition(self) -> str:
        """Return the SQL condition for records about any camera of the region (as Scope says)."""
        return self._scope.region_condition()

    def retrieval_condition(self) -> str:
        """Return the SQL condition for retrievals whose cameras all lie in the region (as Scope says)."""
        return self._scope.retrieval_condition()

    def words_column(self) -> str:
        """Return which column of a retrieval a search of this account may look through."""
        return "words" if self._scope.household else "public_words"

    def select(
        self,
        condition: str,
        values: Sequence[object],
        *,
        limit: int,
        order: str = "camera.number",
        source: str = "camera",
    ) -> tuple[CameraRecord, ...]:
        """Return the cameras that meet a condition; the scope's condition is added here and nowhere else."""
        query = (
            f"SELECT camera.* FROM {source} WHERE {self._scope.camera_condition()} AND ({condition})"  # noqa: S608
            f" ORDER BY {order} LIMIT ?"
        )
        return tuple(self._record(row) for row in self._database.reader().execute(query, (*values, limit)))

    def _interval(self, code: str) -> tuple[int, int]:
        row = (
            self._database.reader()
            .execute("SELECT first_number, last_number FROM region WHERE code = ?", (code,))
            .fetchone()
        )
        return (row["first_number"], row["last_number"]) if row else (0, -1)

    def _record(self, row: sqlite3.Row) -> CameraRecord:
        return CameraRecord(
            number=row["number"],
            id=row["id"],
            name=row["name"],
            common_name=row["common_name"],
            kind=row["kind"],
            online=bool(row["online"]),
            ptz_type=row["ptz_type"],
            region_code=row["region_code"],
            region_path=self._paths.below(self._scope.code, row["region_code"]),
            civil_code=row["civil_code"],
            grassroots_code=row["grassroots_code"],
            point_type=row["point_type"],
            management_unit=row["management_unit"],
            record_save_days=row["record_save_days"],
            road=row["road"],
            longitude=row["longitude"],
            latitude=row["latitude"],
            talk=bool(row["talk"]),
            codec_main=row["codec_main"],
            codec_sub=row["codec_sub"],
        )
