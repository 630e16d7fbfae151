"""The deletion duty (Order 799 Art. 17): which copies lie on this machine, until when, and how they go.

There is no other list of copies than the register: what was exported and not deleted is still a duty. An
entry EXPORT_FINISHED or SNAPSHOT tells of it by `folder`, for single files `files`, and `copy_expires_at_ms`.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from desktop.audit.entry import AccessAction, KeptEntry, RegisterEntry, RegisterQuery
from desktop.audit.register import AccessRegister
from desktop.domain.beijing import DAY_MS
from desktop.errors import AppError
from desktop.lanes import Lane
from desktop.services import copy_files
from desktop.services.author import Author, Footage
from desktop.services.copy_files import Removal
from desktop.services.tasks import TaskOwner
from desktop.stores.observable import Signal

SOON_MS = 3 * DAY_MS
LOOK_S = 1800.0
FILES_S = 600.0
_MADE = frozenset({AccessAction.EXPORT_FINISHED, AccessAction.SNAPSHOT})


class CopyState(StrEnum):
    """How urgent it is."""

    KEPT = "kept"
    SOON = "soon"
    """To be deleted within three days."""
    OVERDUE = "overdue"
    GONE = "gone"
    """Not where it was made: moved, deleted by hand, or its disk is not here."""


@dataclass(frozen=True, slots=True)
class LocalCopy:
    """Footage that lies on this machine; `files` are empty for a package, which is its whole folder."""

    subject: str
    """Name of the package or of the picture, as the register has it."""
    retrieval: str
    folder: Path
    files: tuple[str, ...]
    camera_name: str
    made_at_ms: int
    made_by: str
    expires_at_ms: int | None
    state: CopyState
    entry: RegisterEntry


class LocalCopies:
    """Knows the copies and deletes them; lives with one sign-in, used on the loop's thread.

    `due(copies)` comes after `start`, and whenever other copies than before are to be deleted.
    """

    def __init__(self, register: AccessRegister, author: Author, lane: Lane) -> None:
        self.due: Signal[[tuple[LocalCopy, ...]]] = Signal()
        self._register = register
        self._author = author
        self._clock = author.clock
        self._lane = lane
        self.waiting: tuple[LocalCopy, ...] = ()
        """What was due when it was last looked."""
        self._tasks = TaskOwner()
        self._deleting: dict[tuple[Path, tuple[str, ...]], asyncio.Lock] = defaultdict(asyncio.Lock)

    def start(self) -> None:
        """Remind of what is due, now and from time to time."""
        self._tasks.start(self._remind_now_and_then(), "remind")

    async def list(self) -> tuple[LocalCopy, ...]:
        """Return the copies of this machine that are not deleted, the most urgent first."""
        kept = await self._register.read(RegisterQuery(actions=_MADE | {AccessAction.COPY_DELETED}))
        found = _folded(kept)
        there = await self._lane.run(
            lambda _: [copy_files.exists(copy.folder, copy.files) for copy in found], deadline_s=FILES_S
        )
        copies = [self._judged(copy, there=is_there) for copy, is_there in zip(found, there, strict=True)]
        return tuple(sorted(copies, key=lambda copy: (copy.expires_at_ms is None, copy.expires_at_ms or 0)))

    async def delete(self, copy: LocalCopy) -> Removal:
        """Remove a copy from the disk and enter it, with what could not be removed.

        What is incomplete stays on the list. A copy that is gone is entered as found gone. What has begun is
        entered, even when whoever asked for it goes away.
        """
        removal = await self._tasks.finish(self._delete(copy))
        await self._look()
        return removal

    async def close(self) -> None:
        """Stop reminding; what is being deleted is entered first, unless its disk hangs."""
        await self._tasks.close()

    async def _delete(self, copy: LocalCopy) -> Removal:
        remove = copy_files.remove_files if copy.files else _remove_package
        async with self._deleting[copy.folder, copy.files]:  # the same one twice: the second finds it gone
            removal = await self._lane.run(lambda _: remove(copy.folder, copy.files), deadline_s=FILES_S)
            await self._register.enter_now(self._entry(copy, removal))
        return removal

    async def _remind_now_and_then(self) -> None:
        while True:
            await self._look()
            await self._clock.sleep(LOOK_S)

    async def _look(self) -> None:
        """Tell of what is due when it is not what was told last."""
        try:
            copies = await self.list()
        except AppError:
            return  # the register or a disk does not answer now; it is asked again
        due = tuple(copy for copy in copies if copy.state in {CopyState.SOON, CopyState.OVERDUE})
        before, self.waiting = self.waiting, due
        if [(copy.subject, copy.state) for copy in before] != [(copy.subject, copy.state) for copy in due]:
            self.due.emit(due)

    def _judged(self, copy: LocalCopy, *, there: bool) -> LocalCopy:
        return replace(copy, state=self._state(copy, there=there))

    def _state(self, copy: LocalCopy, *, there: bool) -> CopyState:
        if not there:
            return CopyState.GONE
        if copy.expires_at_ms is None:
            return CopyState.KEPT
        left_ms = copy.expires_at_ms - self._clock.now_ms()
        if left_ms <= 0:
            return CopyState.OVERDUE
        return CopyState.SOON if left_ms <= SOON_MS else CopyState.KEPT

    def _entry(self, copy: LocalCopy, removal: Removal) -> RegisterEntry:
        made = copy.entry
        return self._author.entry(
            AccessAction.COPY_DELETED,
            Footage(made.camera_id, made.camera_name, made.range),
            reason=made.reason,
            detail="" if removal.complete else "、".join(removal.left)[:500],
            subject=copy.subject,
            body={
                "retrieval": copy.retrieval,
                "folder": str(copy.folder),
                "removed": removal.removed,
                "left": list(removal.left),
                "complete": removal.complete,
                "found": removal.found,
            },
        )


def _remove_package(folder: Path, _files: Sequence[str]) -> Removal:
    return copy_files.remove_package(folder)


def _folded(entries: Sequence[KeptEntry]) -> list[LocalCopy]:
    """Return the copies that were made and not deleted, by subject and place."""
    found: dict[tuple[str, str], LocalCopy] = {}
    for kept in entries:
        entry = kept.entry
        folder = entry.body.get("folder")
        if not isinstance(folder, str) or not Path(folder).is_absolute():
            continue
        if entry.action is AccessAction.SNAPSHOT and not entry.body.get("files"):
            continue  # a folder of the person's own is no copy
        key = (entry.subject, folder)
        if entry.action is not AccessAction.COPY_DELETED:
            found[key] = _copy(entry, Path(folder))
        elif entry.body.get("complete") is True:
            found.pop(key, None)
    return list(found.values())


def _copy(entry: RegisterEntry, folder: Path) -> LocalCopy:
    files = entry.body.get("files")
    expires = entry.body.get("copy_expires_at_ms")
    return LocalCopy(
        subject=entry.subject,
        retrieval=str(entry.body.get("retrieval", "")),
        folder=folder,
        files=tuple(str(name) for name in files) if isinstance(files, list) else (),
        camera_name=entry.camera_name,
        made_at_ms=entry.at_ms,
        made_by=entry.who,
        expires_at_ms=expires if isinstance(expires, int) else None,
        state=CopyState.KEPT,
        entry=entry,
    )
