"""Scans of the legal document: chosen in a dialog or dropped on the box, listed by name and size."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.retrieval_rules import LARGEST_SCAN, MOST_SCANS
from desktop.services.retrievals import Scan
from ui.dialogs.files import files_dialog
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.theme import SIZES
from ui.wall.caption import plain
from ui.widgets.notice import plain_label, shortened
from ui.widgets.size_text import size_text

SUFFIXES: Final = (".pdf", ".jpg", ".jpeg", ".png")


def read_scan(path: Path) -> Scan | None:
    """Return a file as a scan, None where it cannot be read; blocks, so run it on a lane.

    Of a file that is too large no more is read than shows that it is.
    """
    try:
        with path.open("rb") as file:
            return Scan(path.name, file.read(LARGEST_SCAN + 1))
    except OSError:
        return None


def refusal(name: str, scan: Scan | None, taken: Sequence[Scan]) -> str:
    """Return why a file cannot be taken as a scan, empty when it can."""
    shown = shortened(plain(name), 40)
    if scan is None:
        return translate("ScansBox", "读不到文件“{name}”").format(name=shown)
    reasons = (
        (Path(name).suffix.lower() not in SUFFIXES, translate("ScansBox", "“{name}”不是 PDF、JPEG 或 PNG")),
        (not scan.content, translate("ScansBox", "“{name}”是空文件")),
        (len(scan.content) > LARGEST_SCAN, translate("ScansBox", "“{name}”超过 10 MB")),
        (
            any(other.content == scan.content for other in taken),
            translate("ScansBox", "“{name}”已经在列表里"),
        ),
        (len(taken) >= MOST_SCANS, translate("ScansBox", "文件够多了，“{name}”没有加入")),
    )
    return next((text.format(name=shown) for holds, text in reasons if holds), "")


class ScansBox(QFrame):
    """UI thread; whoever owns it reads the files that were picked and gives them back with `take`."""

    changed = Signal()
    picked = Signal(object)
    """The paths of files to read (tuple)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setObjectName("notice")
        self.scans: tuple[Scan, ...] = ()
        self._rows: list[QWidget] = []
        self.add = QPushButton(self)
        self.add.setIcon(icon(Icon.ATTACHMENT))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._choose)
        self._hint = plain_label(self)
        self._hint.setObjectName("small")
        self._refusal = plain_label(self)
        self._refusal.setObjectName("error")
        self._refusal.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addWidget(self._hint, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SIZES.gap, SIZES.gap_small, SIZES.gap, SIZES.gap_small)
        self._column.setSpacing(SIZES.gap_small)
        self._column.addLayout(foot)
        self._column.addWidget(self._refusal)
        self._retranslate()

    @property
    def refused(self) -> str:
        """Why the last file was not taken; empty when it was."""
        return self._refusal.text()

    def take(self, read: Sequence[tuple[str, Scan | None]]) -> None:
        """Add files as they were read; say of the first that cannot be taken why."""
        said = ""
        for name, scan in read:
            reason = refusal(name, scan, self.scans)
            said = said or reason
            if scan is not None and not reason:
                self.scans = (*self.scans, scan)
        self._refusal.setText(said)
        self._refusal.setVisible(bool(said))
        self._show()

    def set_scans(self, scans: Sequence[Scan]) -> None:
        """Show these scans."""
        self.scans = tuple(scans)
        self._refusal.hide()
        self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        urls = event.mimeData().urls()
        self.picked.emit(tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile()))
        event.acceptProposedAction()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _choose(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kind = translate("ScansBox", "图片和 PDF")
        title = translate("ScansBox", "选择扫描件")
        dialog = files_dialog(self, title, f"{kind} ({patterns})")
        dialog.filesSelected.connect(lambda names: self.picked.emit(tuple(map(Path, names))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self) -> None:
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(scan) for scan in self.scans]
        for index, row in enumerate(self._rows):
            self._column.insertWidget(index, row)
        self.changed.emit()

    def _row(self, scan: Scan) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        name = plain_label(row, wrap=False)
        name.setText(f"{shortened(plain(scan.name), 44)}　{size_text(len(scan.content))}")
        name.setToolTip(plain(scan.name))
        remove = QToolButton(row)
        remove.setIcon(icon(Icon.CLOSE))
        remove.setToolTip(translate("ScansBox", "去掉此文件"))
        remove.clicked.connect(self._remover(scan))
        line.addWidget(name, 1, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(remove)
        return row

    def _remover(self, scan: Scan) -> Callable[[], None]:
        def remove() -> None:
            self.set_scans([each for each in self.scans if each is not scan])

        return remove

    def _retranslate(self) -> None:
        self.add.setText(translate("ScansBox", "加扫描件…"))
        self._hint.setText(translate("ScansBox", "或把图片、PDF 拖到这里，每个不超过 10 MB"))
