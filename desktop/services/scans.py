"""Scanned documents: as they were picked, what a request says of them, and as files of this machine."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.domain.retrieval import Attachment, LegalDocument, Retrieval, RetrievalRequest
from desktop.domain.retrieval_rules import Problem, ProblemCode
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane

FILE_S = 30.0
_STARTS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned document as it was picked: a name for people, and the file's content (PDF, JPEG, PNG)."""

    name: str
    content: bytes = field(repr=False)

    @property
    def attachment(self) -> Attachment:
        """What a request says of it."""
        return Attachment(self.name, len(self.content), digest(self.content))


def digest(content: bytes) -> str:
    """Return the SHA-256 in lower-case hex."""
    return hashlib.sha256(content).hexdigest()


def digests(retrieval: Retrieval) -> frozenset[str]:
    """Return the hashes of the scans that an entry has."""
    document = retrieval.request.legal_document
    return frozenset() if document is None else frozenset(scan.sha256 for scan in document.scans)


def with_scans(request: RetrievalRequest, scans: Sequence[Scan]) -> RetrievalRequest:
    """Return a request that names these scans and no others."""
    document = request.legal_document or LegalDocument("", "")
    if not scans and not document.scans:
        return request
    named = replace(document, scans=tuple(scan.attachment for scan in scans))
    return replace(request, legal_document=named)


def bad_scans(scans: Sequence[Scan]) -> tuple[Problem, ...]:
    """Return a problem for each file that is no PDF, JPEG or PNG by its first bytes."""
    return tuple(
        Problem(f"legal_document.scans.{index}", ProblemCode.BAD_FILE)
        for index, scan in enumerate(scans)
        if scan.content and not scan.content.startswith(_STARTS)
    )


class ScanFiles:
    """Scans as files named by their SHA-256; lives with one sign-in, works on the storage lane."""

    def __init__(self, folder: Path, lane: Lane) -> None:
        self._folder = folder
        self._lane = lane

    async def keep(self, content: bytes) -> str:
        """Write a scan durably; return its SHA-256. STORAGE_FAILED."""
        return await self._lane.run(lambda _: self._write(content), deadline_s=FILE_S)

    async def read(self, sha256: str) -> bytes:
        """Return a scan; NOT_FOUND, and STORAGE_FAILED when it is not what was kept."""
        return await self._lane.run(lambda _: self._load(sha256), deadline_s=FILE_S)

    def _write(self, content: bytes) -> str:
        name = digest(content)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".scan-", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
                Path(temporary).replace(self._folder / name)
            except BaseException:
                with suppress(OSError):
                    Path(temporary).unlink()
                raise
        except OSError as error:
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": name[:12]}) from error
        return name

    def _load(self, sha256: str) -> bytes:
        try:
            content = (self._folder / sha256).read_bytes()
        except FileNotFoundError as error:
            raise AppError(ErrorCode.NOT_FOUND, {"file": sha256[:12]}) from error
        except OSError as error:
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": sha256[:12]}) from error
        if digest(content) != sha256:
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": sha256[:12]})
        return content
