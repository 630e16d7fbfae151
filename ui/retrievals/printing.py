"""The printed form of an entry: asked where to, made as a PDF, and opened for printing."""

import platform
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop import VERSION
from desktop.documents.retrieval_form import FormFacts, retrieval_form
from desktop.domain.evidence import KeyCard, ManifestSummary
from desktop.domain.export_job import ExportJob
from desktop.domain.retrieval import Retrieval
from desktop.errors import AppError
from desktop.services.tasks import TaskOwner
from ui.dialogs import async_dialog
from ui.errors.dialog import show_error
from ui.i18n import translate
from ui.retrievals.services import EvidenceServices

Opens = Callable[[Path], object]


def open_file(path: Path) -> None:
    """Show a file or a folder in the desktop's own way."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class FormPrinting(QObject):
    """Lives with the window; UI thread."""

    def __init__(self, services: EvidenceServices, window: QWidget, *, opens: Opens = open_file) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._opens = opens
        self._tasks = TaskOwner()

    def ask(self, retrieval: Retrieval) -> None:
        """Ask where the form is to be saved, and make it."""
        self._tasks.start(self._ask(retrieval), "print")

    def close(self) -> None:
        """Give up what is asked."""
        self._tasks.cancel("print")

    async def make(self, retrieval: Retrieval, target: Path) -> None:
        """Make the form of an entry as it stands now; says what went wrong in a dialog."""
        services = self._services
        try:
            facts = await self.facts(retrieval)
            html = retrieval_form(retrieval, facts, services.app.clock.now_ms())
            await services.app.printer.print(html, target)
        except AppError as error:
            await show_error(self._window, error)
            return
        self._opens(target)

    async def _ask(self, retrieval: Retrieval) -> None:
        title = translate("FormPrinting", "保存登记表")
        name = f"{translate('FormPrinting', '调取登记表')}_{retrieval.number}.pdf".replace("/", "-")
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, title, folder, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        if await async_dialog.run(dialog) == QDialog.DialogCode.Accepted and dialog.selectedFiles():
            await self.make(retrieval, Path(dialog.selectedFiles()[0]))

    async def facts(self, retrieval: Retrieval) -> FormFacts:
        """Return what is known beside the entry: the chain's end, and the package that was made under it."""
        summary = _last_summary(retrieval, self._services.exports.jobs)
        card = None
        if summary is not None:
            card = KeyCard(summary.algorithm, b"", summary.key_fingerprint, summary.key_kept)
        return FormFacts(
            workstation=platform.node(),
            software=f"{translate('MainWindow', '雪亮视墙')} {VERSION}",
            platform=self._services.platform_name,
            register_hash=await self._services.chain.last_hash(),
            manifest_sha256="" if summary is None else summary.manifest_sha256,
            card=card,
            package_name="" if summary is None else summary.package,
            files=0 if summary is None else summary.files,
            bytes=0 if summary is None else summary.bytes,
        )


def _last_summary(retrieval: Retrieval, jobs: Sequence[ExportJob]) -> ManifestSummary | None:
    own = [job for job in jobs if job.order.retrieval == retrieval.number and job.summary is not None]
    return max(own, key=lambda job: job.order.ordered_at_ms).summary if own else None
