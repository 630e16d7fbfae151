"""Places in the footage to find again: kept on the platform where it can, otherwise on this machine."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import replace

from desktop import log
from desktop.domain.beijing import moment
from desktop.domain.bookmark import NAME_LENGTH, NOTE_LENGTH, Bookmark, BookmarkDraft, BookmarkId
from desktop.domain.camera import CameraId
from desktop.domain.text import plain_text
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.services.bookmark_keepers import BookmarkKeeper, LocalKeeper
from desktop.services.tasks import TaskOwner
from desktop.stores.observable import Signal

_log = log.get("archive")
_PLATFORM_AWAY = frozenset(
    {
        ErrorCode.UNKNOWN_HOST,
        ErrorCode.CONNECTION_REFUSED,
        ErrorCode.UNREACHABLE,
        ErrorCode.TIMED_OUT,
        ErrorCode.PLATFORM_UNAVAILABLE,
        ErrorCode.PLATFORM_ERROR,
        ErrorCode.NOT_OFFERED,
    }
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Bookmarks:
    """All bookmarks that the account may see; lives with one sign-in, used on the loop's thread."""

    def __init__(self, platform: BookmarkKeeper | None, local: LocalKeeper) -> None:
        self.changed: Signal[[]] = Signal()
        self._platform = platform
        self._local = local
        self._items: dict[BookmarkId, Bookmark] = {}
        self._error: ErrorCode | None = None
        self._loaded = False
        self._tasks = TaskOwner()

    @property
    def items(self) -> tuple[Bookmark, ...]:
        """Those known, the newest footage first."""
        return tuple(sorted(self._items.values(), key=lambda item: item.range, reverse=True))

    @property
    def error(self) -> ErrorCode | None:
        """Why those of the platform could not be read the last time."""
        return self._error

    @property
    def loaded(self) -> bool:
        """True once they were read."""
        return self._loaded

    @property
    def on_platform(self) -> bool:
        """True when new ones are kept on the platform."""
        return self._platform is not None

    def refresh(self) -> None:
        """Read them again; returns at once, `changed` follows."""
        self._tasks.start(self._read(), "read")

    def of_camera(self, camera_id: CameraId, span: TimeRange | None = None) -> tuple[Bookmark, ...]:
        """Return a camera's known bookmarks that touch a span, the earliest first."""
        found = (item for item in self._items.values() if item.camera_id == camera_id)
        return tuple(
            sorted(
                (item for item in found if span is None or _touches(item.range, span)),
                key=lambda item: item.range,
            )
        )

    def search(self, text: str, camera_name: Callable[[CameraId], str] = str) -> tuple[Bookmark, ...]:
        """Return those whose name, note, user or camera hold every word, the newest footage first."""
        words = text.casefold().split()
        return tuple(item for item in self.items if _holds(item, camera_name(item.camera_id), words))

    async def add(self, draft: BookmarkDraft) -> Bookmark:
        """Keep a bookmark: on the platform, or here when the platform has no place or is away."""
        clean = replace(
            draft, name=plain_text(draft.name, NAME_LENGTH), note=plain_text(draft.note, NOTE_LENGTH)
        )
        bookmark = await self._add(clean)
        self._items[bookmark.id] = bookmark
        self.changed.emit()
        return bookmark

    async def change(self, bookmark: Bookmark) -> Bookmark:
        """Replace range, name and note; FORBIDDEN for somebody else's."""
        clean = replace(
            bookmark, name=plain_text(bookmark.name, NAME_LENGTH), note=plain_text(bookmark.note, NOTE_LENGTH)
        )
        changed = await self._keeper(bookmark).change(clean)
        self._items[changed.id] = changed
        self.changed.emit()
        return changed

    async def remove(self, bookmark: Bookmark) -> None:
        """Remove a bookmark; FORBIDDEN for somebody else's."""
        try:
            await self._keeper(bookmark).remove(bookmark.id)
        except AppError as error:
            if error.code is not ErrorCode.NOT_FOUND:  # gone already
                raise
        self._items.pop(bookmark.id, None)
        self.changed.emit()

    async def close(self) -> None:
        """Stop, and write what is unsaved."""
        await self._tasks.close()
        self._local.flush()

    def _keeper(self, bookmark: Bookmark) -> BookmarkKeeper:
        return self._local if bookmark.local or self._platform is None else self._platform

    async def _add(self, draft: BookmarkDraft) -> Bookmark:
        if self._platform is not None:
            try:
                return await self._platform.add(draft)
            except AppError as error:
                if error.code not in _PLATFORM_AWAY:
                    raise
                _log.warning("a bookmark is kept on this machine: %s", error.code.value)
        return await self._local.add(draft)

    async def _read(self) -> None:
        found = {item.id: item for item in await self._local.all()}
        self._error = None
        if self._platform is not None:
            try:
                found |= {item.id: item for item in await self._platform.all()}
            except AppError as error:
                _log.info("bookmarks: %s", error.code.value)
                self._error = error.code
                found |= {item.id: item for item in self._items.values() if not item.local}
        self._items = found
        self._loaded = True
        self.changed.emit()


def csv_text(
    bookmarks: Iterable[Bookmark], camera_name: Callable[[CameraId], str], head: tuple[str, ...]
) -> str:
    """Return a list for a spreadsheet, with Beijing times; `head` has the seven column titles.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for item in bookmarks:
        row = (
            item.name,
            camera_name(item.camera_id),
            item.camera_id,
            _time(item.range.start_ms),
            _time(item.range.end_ms),
            item.note,
            item.user,
        )
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in row])
    return f"\ufeff{out.getvalue()}"  # Excel takes UTF-8 for what it is only with a mark


def _time(ms: int) -> str:
    return moment(ms).strftime("%Y-%m-%d %H:%M:%S")


def _touches(one: TimeRange, other: TimeRange) -> bool:
    return one.start_ms < other.end_ms and other.start_ms <= one.end_ms


def _holds(bookmark: Bookmark, camera_name: str, words: list[str]) -> bool:
    return all(bookmark.matches(word) or word in camera_name.casefold() for word in words)
