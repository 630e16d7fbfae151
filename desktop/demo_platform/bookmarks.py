"""Bookmarks: places in the footage to be found again, shared by all who may see the camera."""

import sqlite3
from dataclasses import dataclass, replace

from desktop.demo_platform.clock import Clock
from desktop.demo_platform.directory.cameras import Cameras
from desktop.demo_platform.directory.records import CameraRecord
from desktop.demo_platform.storage.database import Database

_JOINED = "SELECT bookmark.*, camera.id AS camera_id FROM bookmark JOIN camera USING (number)"
_ESCAPED = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})
_MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One bookmark; an instant is an empty range."""

    id: int
    camera_id: str
    start_ms: int
    end_ms: int
    name: str
    note: str
    user: str
    created_ms: int


@dataclass(frozen=True, slots=True)
class BookmarkFilter:
    """Which bookmarks are wanted; None and the empty text mean all."""

    camera_id: str | None = None
    from_ms: int | None = None
    to_ms: int | None = None
    text: str = ""


class Bookmarks:
    """Keeps the bookmarks; what a reader gets is bound to the reader's cameras. Any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(
        self, cameras: Cameras, wanted: BookmarkFilter, before: int | None, limit: int
    ) -> tuple[tuple[Bookmark, ...], int | None]:
        """Return bookmarks, the newest first, and where the next page begins."""
        conditions = [cameras.camera_condition(), "bookmark.id < ?"]
        values: list[object] = [before if before is not None else 2**62]
        if wanted.camera_id is not None:
            conditions.append("camera.id = ?")
            values.append(wanted.camera_id)
        if wanted.from_ms is not None:
            conditions.append("bookmark.end_ms >= ?")
            values.append(wanted.from_ms)
        if wanted.to_ms is not None:
            conditions.append("bookmark.start_ms < ?")
            values.append(wanted.to_ms)
        for word in wanted.text.split()[:_MAX_WORDS]:
            conditions.append(
                "(bookmark.name || ' ' || bookmark.note || ' ' || bookmark.user) LIKE ? ESCAPE '\\'"
            )
            values.append(f"%{word.translate(_ESCAPED)}%")
        query = f"{_JOINED} WHERE {' AND '.join(conditions)} ORDER BY bookmark.id DESC LIMIT ?"
        rows = self._database.reader().execute(query, (*values, limit + 1)).fetchall()
        items = tuple(_bookmark(row) for row in rows[:limit])
        return items, (items[-1].id if len(rows) > limit else None)

    def get(self, cameras: Cameras, bookmark_id: int) -> Bookmark | None:
        """Return a bookmark of a camera inside the scope, None when there is none."""
        query = f"{_JOINED} WHERE {cameras.camera_condition()} AND bookmark.id = ?"
        row = self._database.reader().execute(query, (bookmark_id,)).fetchone()
        return None if row is None else _bookmark(row)

    def add(self, user: str, camera: CameraRecord, span: tuple[int, int], name: str, note: str) -> Bookmark:
        """Keep a new bookmark."""
        created_ms = self._clock.now_ms()
        with self._database.write() as connection:
            cursor = connection.execute(
                "INSERT INTO bookmark (number, user, start_ms, end_ms, name, note, created_ms)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (camera.number, user, *span, name, note, created_ms),
            )
        return Bookmark(cursor.lastrowid or 0, camera.id, *span, name, note, user, created_ms)

    def change(self, bookmark: Bookmark, span: tuple[int, int], name: str, note: str) -> Bookmark:
        """Change range, name and note; return the bookmark as it is now."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE bookmark SET start_ms = ?, end_ms = ?, name = ?, note = ? WHERE id = ?",
                (*span, name, note, bookmark.id),
            )
        return replace(bookmark, start_ms=span[0], end_ms=span[1], name=name, note=note)

    def remove(self, bookmark: Bookmark) -> None:
        """Remove a bookmark; one that is gone already stays gone."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM bookmark WHERE id = ?", (bookmark.id,))


def _bookmark(row: sqlite3.Row) -> Bookmark:
    return Bookmark(
        row["id"],
        row["camera_id"],
        row["start_ms"],
        row["end_ms"],
        row["name"],
        row["note"],
        row["user"],
        row["created_ms"],
    )
