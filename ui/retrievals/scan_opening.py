"""Looking at the scans of a request: fetched, proved, and shown by the desktop's own viewer.

What is shown lies in a folder of its own that goes with the window.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.retrieval import Attachment, Retrieval
from desktop.errors import AppError, ErrorCode
from desktop.lanes import CallScope
from desktop.services.tasks import TaskOwner
from ui.errors.texts import short_text
from ui.retrievals.scans_box import SUFFIXES
from ui.retrievals.services import EvidenceServices

_WRITE_S = 20.0
Opens = Callable[[Path], object]


def open_in_viewer(path: Path) -> None:
    """Show a file in the desktop's own way."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class ScanOpening(QObject):
    """Lives with the window; UI thread."""

    def __init__(
        self,
        services: EvidenceServices,
        say: Callable[[str], object],
        parent: QObject,
        *,
        opens: Opens = open_in_viewer,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._say = say
        self._opens = opens
        self._tasks = TaskOwner()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def show_scan(self, retrieval: Retrieval, sha256: str) -> None:
        """Show one scan of an entry."""
        self._tasks.start(self.open(retrieval, sha256), "scan")

    async def open(self, retrieval: Retrieval, sha256: str) -> None:
        """Fetch a scan, write it where only this account can read it, and show it."""
        document = retrieval.request.legal_document
        scans = () if document is None else document.scans
        scan = next((each for each in scans if each.sha256 == sha256), None)
        if scan is None:
            return
        try:
            content = await self._services.register.scan(retrieval.number, sha256)
            path = await self._services.app.lanes.storage.run(
                lambda _scope: self._write(_scope, scan, content), deadline_s=_WRITE_S
            )
        except AppError as error:
            self._say(short_text(error.code))
            return
        self._opens(path)

    def close(self) -> None:
        """Remove what was shown."""
        self._tasks.cancel("scan")
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _write(self, _scope: CallScope, scan: Attachment, content: bytes) -> Path:
        """Write the file under a name of our own: only its kind is taken from outside."""
        suffix = Path(scan.name).suffix.lower()
        try:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(
                    prefix="xueliang-scan-", ignore_cleanup_errors=True
                )
            path = Path(self._folder.name) / f"{scan.sha256[:16]}{suffix if suffix in SUFFIXES else ''}"
            path.write_bytes(content)
        except OSError as error:
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": scan.name}) from error
        return path
