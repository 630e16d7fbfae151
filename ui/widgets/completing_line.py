"""A line that offers what was typed into it before."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from ui.theme import COLOURS


class CompletingLine(QLineEdit):
    """Asks its source with every letter; the person chooses with the arrows and Enter."""

    def __init__(
        self, source: Callable[[str], Sequence[str]], parent: QWidget | None = None, *, longest: int = 200
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._words = QStringListModel(self)
        self.setMaxLength(longest)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        dressed_popup(completer)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)

    def offered(self) -> list[str]:
        """Return what is offered for the present text."""
        return self._words.stringList()

    def _offer(self, text: str) -> None:
        self._words.setStringList([word for word in self._source(text.strip()) if word != text])


def dressed_popup(completer: QCompleter) -> QAbstractItemView:
    """Return a completer's popup with a surface of its own: lists are transparent elsewhere."""
    popup = completer.popup()
    assert popup is not None, "a completer with a popup mode has one"
    popup.setStyleSheet(f"background: {COLOURS.raised}; border: 1px solid {COLOURS.border_strong};")
    return popup
