"""Verification in the program: one window that comes to the front, folders chosen, verdicts saved as PDF."""

import platform
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.errors import AppError
from desktop.evidence.verdict import Verdict
from desktop.evidence.verdict_document import verdict_document
from desktop.ports import Clock, DocumentPrinter
from desktop.services.tasks import TaskOwner
from ui.dialogs.files import folder_dialog, save_dialog
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.verify.run import WitnessSource
from ui.verify.window import VerifyWindow


class VerifyDesk(QObject):
    """Lives with the window that it belongs to; UI thread."""

    def __init__(
        self,
        witness: WitnessSource,
        clock: Clock,
        printer: DocumentPrinter | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._printer = printer
        self._tasks = TaskOwner()
        self.window = VerifyWindow(witness, parent)
        self.window.choose_wanted.connect(self._choose)
        self.window.save_wanted.connect(self._save)

    def open(self, folder: Path | None = None) -> None:
        """Come to the front, and judge a folder where one is given."""
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        if folder is not None:
            self.window.open_folder(folder)

    def close(self) -> None:
        """End what runs."""
        self._tasks.cancel_all()
        self.window.close()

    def _choose(self) -> None:
        dialog = folder_dialog(self.window, translate("VerifyDesk", "选择证据包文件夹"))
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, verdict: Verdict) -> None:
        title = translate("VerifyDesk", "核验结论")
        name = f"{title}_{Path(verdict.folder).name}.pdf"
        start = str(Path(verdict.folder).parent / name)
        dialog = save_dialog(self.window, translate("VerifyDesk", "保存结论"), start, "pdf")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self.save(verdict, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, verdict: Verdict, target: Path) -> None:
        """Print a verdict to a file; never into the package, which would then have a file too many."""
        if self._printer is None:
            return
        if Path(verdict.folder).resolve() in target.resolve().parents:
            self.window.say(translate("VerifyDesk", "结论不能保存在证据包文件夹里：那里不得增加文件。"))
            return
        self._tasks.start(self._print(self._printer, verdict, target))

    async def _print(self, printer: DocumentPrinter, verdict: Verdict, target: Path) -> None:
        html = verdict_document(verdict, self._clock.now_ms(), platform.node())
        try:
            await printer.print(html, target)
        except AppError as error:
            self.window.say(short_text(error.code))
        else:
            self.window.say(translate("VerifyDesk", "结论已保存：{name}").format(name=target.name))
