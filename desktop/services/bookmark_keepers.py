"""Where bookmarks are kept: on the platform, or in a file of this machine."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from desktop.domain.bookmark import (
    NAME_LENGTH,
    NOTE_LENGTH,
    Bookmark,
    BookmarkDraft,
    BookmarkId,
    BookmarkQuery,
)
from desktop.domain.camera import CameraId
from desktop.domain.text import plain_text
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane
from desktop.ports import Archive, Clock
from desktop.stores.json_file import Json, JsonFile
from desktop.stores.saver import Saver

MOST = 10_000
_LOCAL = "local-"


class BookmarkKeeper(Protocol):
    """Keeps bookmarks."""

    async def all(self) -> Sequence[Bookmark]:
        """Return all that the account may see."""
        ...

    async def add(self, draft: BookmarkDraft) -> Bookmark:
        """Keep one more."""
        ...

    async def change(self, bookmark: Bookmark) -> Bookmark:
        """Replace range, name and note."""
        ...

    async def remove(self, bookmark_id: BookmarkId) -> None:
        """Remove one."""
        ...


class PlatformKeeper:
    """Keeps bookmarks on the platform, where colleagues see them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def all(self) -> Sequence[Bookmark]:
        """Return all that the account may see."""
        return await self._archive.bookmarks(BookmarkQuery())

    async def add(self, draft: BookmarkDraft) -> Bookmark:
        """Keep one more."""
        return await self._archive.add_bookmark(draft)

    async def change(self, bookmark: Bookmark) -> Bookmark:
        """Replace range, name and note."""
        return await self._archive.change_bookmark(bookmark)

    async def remove(self, bookmark_id: BookmarkId) -> None:
        """Remove one."""
        await self._archive.remove_bookmark(bookmark_id)


class LocalKeeper:
    """Keeps bookmarks in a file of this account on this machine."""

    def __init__(self, file: JsonFile, user: str, clock: Clock, lane: Lane | None) -> None:
        self._user = user
        self._clock = clock
        data = file.load().data
        entries = data[:MOST] if isinstance(data, list) else []
        read = (_read(entry) for entry in entries)
        self._kept = {bookmark.id: bookmark for bookmark in read if bookmark is not None}
        self._saver = Saver(file, self._snapshot, lane)

    def flush(self) -> None:
        """Write now what is unsaved."""
        self._saver.flush()

    async def all(self) -> Sequence[Bookmark]:
        """Return all."""
        return tuple(self._kept.values())

    async def add(self, draft: BookmarkDraft) -> Bookmark:
        """Keep one more; STORAGE_FAILED when there are far too many."""
        if len(self._kept) >= MOST:
            raise AppError(ErrorCode.STORAGE_FAILED)
        bookmark = Bookmark(
            id=BookmarkId(f"{_LOCAL}{secrets.token_hex(8)}"),
            camera_id=draft.camera_id,
            range=draft.range,
            name=draft.name,
            note=draft.note,
            user=self._user,
            created_ms=self._clock.now_ms(),
            local=True,
        )
        self._kept[bookmark.id] = bookmark
        self._saver.soon()
        return bookmark

    async def change(self, bookmark: Bookmark) -> Bookmark:
        """Replace range, name and note; NOT_FOUND when it is gone."""
        kept = self._kept.get(bookmark.id)
        if kept is None:
            raise AppError(ErrorCode.NOT_FOUND)
        changed = replace(kept, range=bookmark.range, name=bookmark.name, note=bookmark.note)
        self._kept[bookmark.id] = changed
        self._saver.soon()
        return changed

    async def remove(self, bookmark_id: BookmarkId) -> None:
        """Remove one; harmless when it is gone."""
        if self._kept.pop(bookmark_id, None) is not None:
            self._saver.soon()

    def _snapshot(self) -> Json:
        return [
            {
                "id": bookmark.id,
                "camera_id": bookmark.camera_id,
                "start_ms": bookmark.range.start_ms,
                "end_ms": bookmark.range.end_ms,
                "name": bookmark.name,
                "note": bookmark.note,
                "user": bookmark.user,
                "created_ms": bookmark.created_ms,
            }
            for bookmark in self._kept.values()
        ]


def _read(entry: object) -> Bookmark | None:
    """Return the bookmark that an entry of the file describes, None when it describes none."""
    if not isinstance(entry, dict):
        return None
    texts = [entry.get(key) for key in ("id", "camera_id", "name", "note", "user")]
    numbers = [entry.get(key) for key in ("start_ms", "end_ms", "created_ms")]
    if not all(isinstance(text, str) for text in texts):
        return None
    if not all(isinstance(number, int) and number >= 0 for number in numbers):
        return None
    own_id, camera_id, name, note, user = (str(text) for text in texts)
    start, end, created = (int(number) for number in numbers if number is not None)
    if end < start or not own_id.startswith(_LOCAL) or not 0 < len(camera_id) <= 64:
        return None
    return Bookmark(
        id=BookmarkId(own_id),
        camera_id=CameraId(camera_id),
        range=TimeRange(start, end),
        name=plain_text(name, NAME_LENGTH),
        note=plain_text(note, NOTE_LENGTH),
        user=plain_text(user),
        created_ms=created,
        local=True,
    )
