"""The window of verification: a folder is dropped or chosen, read in a process of its own, and judged."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.evidence.verdict import Verdict
from ui.i18n import translate
from ui.icons import Icon, app_icon, icon
from ui.theme import COLOURS, SIZES
from ui.verify.run import VerifyRun, WitnessSource
from ui.verify.verdict_view import VerdictView
from ui.wall.caption import plain
from ui.widgets.message_page import MessagePage
from ui.widgets.notice import plain_label
from ui.widgets.size_text import size_text

_PER_MILLE = 1000


class Page(Enum):
    """What the window shows."""

    EMPTY = 0
    RUNNING = 1
    VERDICT = 2


class VerifyWindow(QWidget):
    """Stands by itself; closing it ends what runs."""

    choose_wanted = Signal()
    save_wanted = Signal(object)
    """The Verdict that should be printed to a PDF."""
    judged = Signal(object)

    def __init__(self, witness: WitnessSource, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self._witness = witness
        self._folder: Path | None = None
        self._run: VerifyRun | None = None
        self._first: Verdict | None = None
        """As the process gave it, before a fingerprint was typed."""
        self.verdict: Verdict | None = None
        self.pages = QStackedWidget(self)
        self.message = MessagePage(self)
        self.view = VerdictView(self)
        self._doing = plain_label(self)
        self._doing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, _PER_MILLE)
        self._bar.setTextVisible(False)
        self.choose = QPushButton(icon(Icon.FOLDER), "", self)
        self.again = QPushButton(icon(Icon.REFRESH), "", self)
        self.save = QPushButton(icon(Icon.PRINT), "", self)
        self.cancel = QPushButton(self)
        self.statement = plain_label(self)
        self.statement.setObjectName("dim")
        self._said = plain_label(self)
        self._said.setObjectName("dim")
        self._lay_out()
        self._connect()
        self._retranslate()
        self._turn_to(Page.EMPTY)
        self.resize(900, 700)
        self.setMinimumSize(760, 600)

    @property
    def page(self) -> Page:
        """What is on show."""
        return Page(self.pages.currentIndex())

    @property
    def said(self) -> str:
        """What was said in passing."""
        return self._said.text()

    def open_folder(self, folder: Path) -> None:
        """Judge a folder; what runs already is ended."""
        self._end_run()
        self._folder, self.verdict, self._first = folder, None, None
        self._bar.setValue(0)
        self._tell_progress(0, 0)
        self._turn_to(Page.RUNNING)
        self._run = VerifyRun(self)
        self._run.progressed.connect(self._tell_progress)
        self._run.judged.connect(self._judged)
        self._run.failed.connect(self._failed)
        self._run.start(folder, self._witness)

    def say(self, text: str) -> None:
        """Say something in passing, beside the buttons."""
        self._said.setText(text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a folder of this machine, or a file of one."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Judge the folder that was dropped."""
        folder = _dropped(event)
        if folder is not None:
            event.acceptProposedAction()
            self.open_folder(folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends what runs, and closes the window when nothing does."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._run is not None:
            self._cancel()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what runs."""
        self._end_run()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _judged(self, verdict: Verdict) -> None:
        self._end_run()
        self._first = self.verdict = verdict
        self.view.show_verdict(verdict)
        self._turn_to(Page.VERDICT)
        self.judged.emit(verdict)

    def _failed(self, why: str) -> None:
        self._end_run()
        told = f"{translate('VerifyWindow', '无法读取这个文件夹。')}\n{plain(why)}".strip()
        self.message.say(Icon.WARNING, told, self._choose_text(), tint=COLOURS.frozen)
        self._turn_to(Page.EMPTY)

    def _cancel(self) -> None:
        self._end_run()
        self._invite()
        self._turn_to(Page.EMPTY)

    def _end_run(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            run.cancel()
            run.deleteLater()

    def _compare(self, fingerprint: str) -> None:
        if self._first is not None:
            self.verdict = self._first.beside(fingerprint)
            self.view.show_verdict(self.verdict)

    def _tell_progress(self, done: int, total: int) -> None:
        self._bar.setValue(done * _PER_MILLE // total if total else 0)
        name = plain(self._folder.name) if self._folder is not None else ""
        self._doing.setText(
            translate("VerifyWindow", "正在核验“{name}”：{done} / {total}").format(
                name=name, done=size_text(done), total=size_text(total)
            )
        )

    def _turn_to(self, page: Page) -> None:
        self.pages.setCurrentIndex(page.value)
        self.again.setVisible(page is Page.VERDICT)
        self.save.setVisible(page is Page.VERDICT)
        self.choose.setVisible(page is Page.VERDICT)
        self.statement.setVisible(page is Page.VERDICT)
        self.say("")

    def _invite(self) -> None:
        self.message.say(
            Icon.SHIELD,
            translate("VerifyWindow", "把证据包文件夹拖到这里，核验它自导出后是否被改动"),
            self._choose_text(),
        )

    def _choose_text(self) -> str:
        return translate("VerifyWindow", "选择文件夹…")

    def _connect(self) -> None:
        self.choose.clicked.connect(self.choose_wanted)
        self.message.link_clicked.connect(self.choose_wanted)
        self.again.clicked.connect(self._repeat)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._cancel)
        self.view.fingerprint_given.connect(self._compare)

    def _repeat(self) -> None:
        if self._folder is not None:
            self.open_folder(self._folder)

    def _save(self) -> None:
        if self.verdict is not None:
            self.save_wanted.emit(self.verdict)

    def _lay_out(self) -> None:
        running = QWidget(self)
        middle = QVBoxLayout(running)
        middle.setContentsMargins(60, 0, 60, 0)
        middle.setSpacing(SIZES.gap_large)
        middle.addStretch(2)
        middle.addWidget(self._doing)
        middle.addWidget(self._bar)
        middle.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)
        for page in (self.message, running, self.view):
            self.pages.addWidget(page)
        buttons = QHBoxLayout()
        buttons.setSpacing(SIZES.gap)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.again)
        buttons.addWidget(self._said, 1)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(SIZES.gap_large)
        column.addWidget(self.pages, 1)
        column.addWidget(self.statement)
        column.addLayout(buttons)

    def _retranslate(self) -> None:
        self.setWindowTitle(translate("VerifyWindow", "验证证据包"))
        self.choose.setText(self._choose_text())
        self.again.setText(translate("VerifyWindow", "重新核验"))
        self.save.setText(translate("VerifyWindow", "保存结论为 PDF…"))
        self.statement.setText(
            translate("VerifyWindow", "校验值与签名只证明文件自导出后有没有被改动，不证明画面内容的真伪。")
        )
        self.cancel.setText(translate("VerifyWindow", "取消"))
        self.view.retranslate()
        self._invite()


def _dropped(event: QDropEvent) -> Path | None:
    """Return the folder that is being dropped: a package, or the one that a dropped file lies in."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if len(paths) != 1:
        return None
    return paths[0] if paths[0].is_dir() else paths[0].parent
