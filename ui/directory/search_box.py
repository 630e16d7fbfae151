"""The search field: typing searches, arrows move among the hits, Enter opens, Esc clears."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.i18n import translate
from ui.widgets.search_field import SearchField

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}


class SearchBox(SearchField):
    """A line edit that keeps the focus while the hits are walked through."""

    moved = Signal(int)
    """Rows to move the current hit down (negative: up)."""
    opened = Signal()
    left = Signal()
    """Esc in an empty box."""

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

    def retranslate(self) -> None:
        """Set all texts in the current language."""
        super().retranslate()
        self.setPlaceholderText(translate("SearchBox", "搜索名称、村名、编号、拼音"))
        self.setAccessibleName(translate("SearchBox", "搜索摄像机"))
