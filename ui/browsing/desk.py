"""Lets a person make a browsing copy of a package, and says what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QWidget

from desktop.domain.beijing import moment
from desktop.domain.export_job import ExportJob
from desktop.errors import AppError
from desktop.services.browsing.wishes import BrowsingOrder, originals
from desktop.services.tasks import TaskOwner
from ui.browsing.dialog import BrowsingDialog
from ui.dialogs import async_dialog
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.retrievals.services import EvidenceServices

_READ_S = 10.0


class BrowsingDesk(QObject):
    """Lives with one sign-in's window; UI thread."""

    def __init__(self, services: EvidenceServices, say: Callable[..., None], parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._say = say
        self._tasks = TaskOwner()

    def open(self, job: ExportJob, window: QWidget) -> None:
        """Ask what is wanted of a package that stands, and make it."""
        if job.package is not None and not self._tasks.running("dialog"):
            self._tasks.start(self._open(job, job.package, window), "dialog")

    def close(self) -> None:
        """Let go of everything; a copy that is not done leaves nothing."""
        self._tasks.cancel_all()

    async def _open(self, job: ExportJob, package: Path, window: QWidget) -> None:
        dialog = BrowsingDialog(job, self._mark_text(), window)

        def show(name: str, at_ms: int) -> None:
            self._tasks.start(self._show(dialog, package / name, at_ms), "picture")

        def make(order: BrowsingOrder) -> None:
            self._tasks.start(self._make(dialog, order), "make")

        dialog.picture_wanted.connect(show)
        dialog.begun.connect(make)
        dialog.stopped.connect(lambda: self._tasks.cancel("make"))
        for first in originals(job)[:1]:
            show(first.facts.file_name, 0)
        try:
            await async_dialog.run(dialog)
        finally:
            self._tasks.cancel("picture")
            self._tasks.cancel("make")

    async def _show(self, dialog: BrowsingDialog, file: Path, at_ms: int) -> None:
        try:
            png = await self._services.browsing.preview(file, at_ms)
            lane = self._services.app.lanes.disk
            picture = await lane.run(lambda _: QImage.fromData(png), deadline_s=_READ_S)
        except AppError as error:
            dialog.show_no_picture(short_text(error.code))
        else:
            dialog.show_picture(picture)

    async def _make(self, dialog: BrowsingDialog, order: BrowsingOrder) -> None:
        try:
            folder = await self._services.browsing.make(order, dialog.show_progress)
        except AppError as error:
            words = translate("Browsing", "没有做成：{reason}")
            dialog.fail(words.format(reason=short_text(error.code)))
            return
        dialog.accept()
        self._say(
            translate("Browsing", "浏览件做好了：{name}").format(name=folder.name),
            translate("Browsing", "打开文件夹"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
        )

    def _mark_text(self) -> str:
        account = self._services.account
        now = moment(self._services.app.clock.now_ms())
        return f"{account.unit} · {account.display_name} · {now:%Y-%m-%d %H:%M}"
