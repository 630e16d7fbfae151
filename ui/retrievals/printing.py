"""The printed form of an entry and the list of a package: asked where to, made as a PDF, and opened."""

import platform
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from desktop import VERSION
from desktop.documents.retrieval_form import FormFacts, retrieval_form
from desktop.domain.evidence import KeyCard
from desktop.domain.export_job import ExportJob
from desktop.domain.retrieval import Retrieval
from desktop.errors import AppError, ErrorCode
from desktop.services.author import Author
from desktop.services.papers import Form, Papers
from desktop.services.tasks import TaskOwner
from ui.dialogs import async_dialog
from ui.dialogs.files import save_dialog
from ui.errors.dialog import show_error
from ui.i18n import translate
from ui.retrievals.services import EvidenceServices

Opens = Callable[[Path], object]
_NOT_AS_SIGNED = frozenset({ErrorCode.NOT_FOUND, ErrorCode.PACKAGE_CHANGED})


def _quiet(_words: str, _button: str = "", _action: Callable[[], object] | None = None) -> None:
    """Say nothing."""


def open_file(path: Path) -> None:
    """Show a file or a folder in the desktop's own way."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class FormPrinting(QObject):
    """Lives with the window; UI thread."""

    def __init__(
        self,
        services: EvidenceServices,
        window: QWidget,
        say: Callable[..., None] = _quiet,
        *,
        opens: Opens = open_file,
    ) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._say = say
        self._opens = opens
        self._tasks = TaskOwner()
        app = services.app
        author = Author(services.account, services.platform_name, app.clock)
        self._papers = Papers(services.chain, author, app.lanes.disk)

    def ask(self, retrieval: Retrieval) -> None:
        """Ask where the form is to be saved, and make it."""
        self._tasks.start(self._ask(retrieval), "dialog")

    def ask_list(self, job: ExportJob) -> None:
        """Ask where the list of a package that stands is to be saved, and make it."""
        if job.package is not None:
            self._tasks.start(self._ask_list(job, job.package), "dialog")

    def close(self) -> None:
        """Give up what is asked."""
        self._tasks.cancel_all()

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
        entry = retrieval.request
        self._papers.printed(Form.RETRIEVAL_FORM, retrieval.number, entry.footage, entry.reason)
        self._opens(target)

    async def make_list(self, job: ExportJob, package: Path, target: Path) -> None:
        """Make the list of a package, never inside of it: one file more and it would not be verified."""
        assert job.summary is not None
        try:
            if await self._papers.inside(target, package):
                self._say(translate("FormPrinting", "提取清单不能放进证据包里，请存在旁边"))
                return
            html, facts = await self._papers.extraction_list(package, job.summary)
            await self._services.app.printer.print(html, target)
        except AppError as error:
            if error.code not in _NOT_AS_SIGNED:
                await show_error(self._window, error)
                return
            self._say(translate("FormPrinting", "没有打印：证据包不在原处，或清单与登记的不一致，请先验证"))
            return
        self._papers.printed(
            Form.EXTRACTION_LIST,
            job.order.retrieval,
            job.order.items,
            facts.retrieval.request.reason,
            facts.name,
        )
        words = translate("FormPrinting", "提取清单已保存：{name}").format(name=target.name)
        self._say(words, translate("FormPrinting", "打开"), lambda: self._opens(target))

    async def _ask(self, retrieval: Retrieval) -> None:
        title = translate("FormPrinting", "保存登记表")
        name = f"{translate('FormPrinting', '调取登记表')}_{retrieval.number}.pdf"
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        target = await self._target(title, folder, name)
        if target is not None:
            self._tasks.start(self.make(retrieval, target))

    async def _ask_list(self, job: ExportJob, package: Path) -> None:
        title = translate("FormPrinting", "保存提取清单")
        name = f"{translate('FormPrinting', '提取清单')}_{job.order.retrieval}.pdf"
        target = await self._target(title, str(package.parent), name)
        if target is not None:
            self._tasks.start(self.make_list(job, package, target))

    async def _target(self, title: str, folder: str, name: str) -> Path | None:
        dialog = save_dialog(self._window, title, folder, "pdf")
        dialog.selectFile(name.replace("/", "-"))
        if await async_dialog.run(dialog) != QDialog.DialogCode.Accepted or not dialog.selectedFiles():
            return None
        return Path(dialog.selectedFiles()[0])

    async def facts(self, retrieval: Retrieval) -> FormFacts:
        """Return what is known beside the entry: the chain's end, and the package that was made under it."""
        job = _last_job(retrieval, self._services.exports.jobs)
        summary = None if job is None else job.summary
        card, package = None, None
        if summary is not None:
            card = KeyCard(summary.algorithm, b"", summary.key_fingerprint, summary.key_kept)
        if job is not None and job.package is not None and summary is not None:
            with suppress(AppError):  # it was handed over and is gone: the summary says what is known
                package, card = await self._papers.package(job.package, summary)
        return FormFacts(
            workstation=platform.node(),
            software=f"{translate('MainWindow', '雪亮视墙')} {VERSION}",
            platform=self._services.platform_name,
            register_hash=await self._services.chain.last_hash(),
            manifest_sha256="" if summary is None else summary.manifest_sha256,
            card=card,
            package=package,
            package_name="" if summary is None else summary.package,
            files=0 if summary is None else summary.files,
            bytes=0 if summary is None else summary.bytes,
        )


def _last_job(retrieval: Retrieval, jobs: Sequence[ExportJob]) -> ExportJob | None:
    own = [job for job in jobs if job.order.retrieval == retrieval.number and job.summary is not None]
    return max(own, key=lambda job: job.order.ordered_at_ms) if own else None
