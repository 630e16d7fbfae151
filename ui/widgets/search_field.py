"""A line to search with: a lens in front, and a cross that empties it."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.i18n import translate
from ui.icons import Icon, icon

_LONGEST = 100


class SearchField(QLineEdit):
    """A line edit; what it searches is its owner's business."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.addAction(icon(Icon.SEARCH), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(icon(Icon.CLOSE), "", self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self._clear.setVisible(False)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts in the current language."""
        self._clear.setToolTip(translate("SearchField", "清除（Esc）"))
