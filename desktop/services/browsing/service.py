"""Making browsing copies: the package is judged, the copies are made, sealed and registered, then shown.

They stand in a folder of their own beside the package, whose name says what they are.
"""

import asyncio
import hashlib
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop.domain.account import Right
from desktop.domain.evidence import ManifestSummary
from desktop.domain.retrieval import Retrieval
from desktop.errors import AppError, ErrorCode
from desktop.evidence import names
from desktop.evidence.verify import Witness, verify
from desktop.exporter.messages import Browse, Browsed, Grab, GrabSource
from desktop.lanes import CallScope, Lane
from desktop.services.browsing.coder import Coder
from desktop.services.browsing.entries import BrowsingEntries
from desktop.services.browsing.packing import facts_of
from desktop.services.browsing.wishes import BrowsingOrder, Wish
from desktop.services.exports import folders
from desktop.services.exports.packing import Maker
from desktop.services.exports.record import CameraFacts
from desktop.services.retrievals import RetrievalService
from desktop.services.snapshots.grabber import Grabber
from desktop.services.tasks import TaskOwner, made_or_undone
from desktop.session.session import Session

T = TypeVar("T")
PREFIX = "浏览件_"
DISK_S = 60.0
JUDGE_S = 3600.0
_MARK = "watermark.png"


@dataclass(frozen=True, slots=True)
class BrowsingParts:
    """What a `BrowsingService` works with."""

    session: Session
    retrievals: RetrievalService
    coder: Coder
    grabber: Grabber
    entries: BrowsingEntries
    maker: Maker
    disk: Lane


class BrowsingService:
    """Lives with one sign-in, used on the loop's thread."""

    def __init__(self, parts: BrowsingParts) -> None:
        self._parts = parts
        self._tasks = TaskOwner()

    async def preview(self, file: Path, at_ms: int) -> bytes:
        """Return a PNG of the picture so many milliseconds after a file's beginning; decoded by a worker.

        Raises NO_RECORDING, BAD_STREAM, TIMED_OUT, WORKER_FAILED and what the disk gives.
        """
        folder = await self._on_disk(lambda: Path(tempfile.mkdtemp()))
        try:
            order = Grab(secrets.token_hex(6), GrabSource.FILE, str(file), folder / "preview.png", at_ms)
            grabbed = await self._parts.grabber.grab(order)
            return await self._on_disk(grabbed.target.read_bytes)
        finally:
            await asyncio.shield(self._on_disk(lambda: shutil.rmtree(folder, ignore_errors=True)))

    async def make(
        self, order: BrowsingOrder, progress: Callable[[float], object] = lambda _share: None
    ) -> Path:
        """Make the copies and return their folder; `progress` hears shares of the whole.

        A caller that is cancelled before they are registered, like a failure, leaves nothing. Raises
        FORBIDDEN, NOT_APPROVED, INCOMPLETE_REQUEST without files, PACKAGE_CHANGED (`file`) where the package
        is not what it was, BAD_STREAM, DISK_FULL, TARGET_UNWRITABLE, what worker, keyring and register give.
        """
        job, package = order.job, order.job.package
        if package is None or job.summary is None or not order.wishes:
            raise AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": "files"})
        retrieval = await self._allowed(order)
        began_ms = self._parts.maker.clock.now_ms()
        await self._judge(package, job.summary)
        needed = sum(wish.original.facts.bytes for wish in order.wishes)
        folder = await self._new_folder(package, needed)
        try:
            made = await self._coded(order, package, folder, progress)
            return await self._kept(order, made, retrieval, folder, began_ms)
        except BaseException:
            await asyncio.shield(self._on_disk(lambda: folders.remove(folder)))
            raise

    async def close(self) -> None:
        """End the worker of previews; what is registered is put in its place first."""
        await self._tasks.close()
        await self._parts.grabber.close()

    async def _new_folder(self, package: Path, needed: int) -> Path:
        """Return a new folder for copies; a caller that is cancelled meanwhile leaves none."""
        return await made_or_undone(
            self._on_disk(lambda: _opened(package, needed)),
            lambda folder: self._on_disk(lambda: folders.remove(folder)),
        )

    async def _allowed(self, order: BrowsingOrder) -> Retrieval:
        session = self._parts.session
        if not session.account.may(Right.EXPORT):
            raise AppError(ErrorCode.FORBIDDEN, {"right": Right.EXPORT.value})
        retrieval = await self._parts.retrievals.get(order.job.order.retrieval)
        now_ms = self._parts.maker.clock.now_ms()
        for wish in order.wishes:
            piece = wish.original.status.piece
            item = order.job.order.items[piece.item]
            span = piece.range.intersection(item.range) or item.range
            if not retrieval.allows(piece.camera_id, span, now_ms):
                raise AppError(
                    ErrorCode.NOT_APPROVED, {"retrieval": retrieval.number, "camera": item.camera_name}
                )
        return retrieval

    async def _judge(self, package: Path, summary: ManifestSummary) -> None:
        """Refuse a package that is not what was sealed."""

        def judged(scope: CallScope) -> str:
            return _judged(package, summary, scope)

        wrong = await self._parts.disk.run(judged, deadline_s=JUDGE_S)
        if wrong:
            raise AppError(ErrorCode.PACKAGE_CHANGED, {"file": wrong})

    async def _coded(
        self, order: BrowsingOrder, package: Path, folder: Path, progress: Callable[[float], object]
    ) -> list[tuple[Wish, Browsed]]:
        partial, mark = folders.partial_of(folder), None
        if order.watermark is not None:
            png, mark = order.watermark.png, partial / folders.WORK / _MARK
            await self._on_disk(lambda: _written(mark, png))
        made, count = [], len(order.wishes)
        for index, wish in enumerate(order.wishes):
            name = wish.original.facts.file_name
            browse = Browse(
                secrets.token_hex(6), package / name, partial / f"{PREFIX}{name}", mark, wish.masks
            )
            done = index / count

            def told(share: float, done: float = done) -> None:
                progress(done + share / count)

            made.append((wish, await self._parts.coder.code(browse, told)))
            progress((index + 1) / count)
        return made

    async def _kept(
        self,
        order: BrowsingOrder,
        made: list[tuple[Wish, Browsed]],
        retrieval: Retrieval,
        folder: Path,
        began_ms: int,
    ) -> Path:
        parts = self._parts
        ids = list(dict.fromkeys(wish.original.status.piece.camera_id for wish in order.wishes))
        cameras = await parts.session.directory.cameras_by_id(ids)
        known = {camera.id: CameraFacts.of(camera, None, None) for camera in cameras}
        facts = await facts_of(
            parts.maker, order, made, retrieval, known, package=folder.name, began_ms=began_ms
        )
        summary = await parts.maker.seal(facts, folders.partial_of(folder))

        async def put_in_place() -> None:
            await parts.entries.made(order, retrieval, folder, summary)
            await self._on_disk(lambda: folders.put_in_place(folder))

        await self._tasks.finish(put_in_place())
        return folder

    async def _on_disk(self, call: Callable[[], T]) -> T:
        return await self._parts.disk.run(lambda _: call(), deadline_s=DISK_S)


def _opened(package: Path, needed_bytes: int) -> Path:
    folders.check_space(package.parent, needed_bytes)
    return folders.create(package.parent, f"{PREFIX}{package.name}")


def _written(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise folders.target_error(error, path.parent) from error


def _judged(package: Path, summary: ManifestSummary, scope: CallScope) -> str:
    """Return the name of what is wrong with a package, empty for one that is untouched."""

    def go_on(_done: int, _total: int) -> None:
        if scope.aborted:
            raise AppError(ErrorCode.CANCELLED)

    try:
        verdict = verify(package, Witness(fingerprint=summary.key_fingerprint), go_on)
        if not verdict.untouched:
            return next((found.file for found in verdict.findings if found.file), package.name)
        manifest = (package / names.MANIFEST).read_bytes()
    except OSError as error:
        raise AppError(ErrorCode.STORAGE_FAILED, {"file": package.name}) from error
    same = hashlib.sha256(manifest).hexdigest() == summary.manifest_sha256
    return "" if same else names.MANIFEST
