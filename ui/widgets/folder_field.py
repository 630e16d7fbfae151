"""A field for a folder: typed, or chosen in a dialog that blocks nothing."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from ui.dialogs.files import folder_dialog
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.theme import SIZES


class FolderField(QWidget):
    """`changed` comes when the person has finished, not with every letter."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.button = QToolButton(self)
        self.button.setIcon(icon(Icon.FOLDER))
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.gap_small)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.line.editingFinished.connect(lambda: self.changed.emit(self.text()))
        self.button.clicked.connect(self._choose)
        self._retranslate()

    def text(self) -> str:
        """Return what is typed."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Show a folder."""
        self.line.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.button.setToolTip(translate("FolderField", "选择文件夹…"))
        self.button.setAccessibleName(self.button.toolTip())

    def _choose(self) -> None:
        start = self.text() if Path(self.text()).is_dir() else ""
        dialog = folder_dialog(self, translate("FolderField", "选择文件夹"), start)
        dialog.fileSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, folder: str) -> None:
        self.set_text(folder)
        self.changed.emit(self.text())
