"""The search field: typing searches, arrows move among the hits, Enter opens, Esc clears."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.i18n import translate
from ui.icons import Icon, icon

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}


class SearchBox(QLineEdit):
    """A line edit that keeps the focus while the hits are walked through."""

    moved = Signal(int)
    """Rows to move the current hit down (negative: up)."""
    opened = Signal()
    left = Signal()
    """Esc in an empty box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(100)
        self.addAction(icon(Icon.SEARCH), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(icon(Icon.CLOSE), "", self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self._clear.setVisible(False)
        self._retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that are about the hits."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif key is Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setPlaceholderText(translate("SearchBox", "搜索名称、俗称、编号、村名、拼音"))
        self._clear.setToolTip(translate("SearchBox", "清除（Esc）"))
        self.setAccessibleName(translate("SearchBox", "搜索摄像机"))
