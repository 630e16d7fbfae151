"""A framed message inside a window: an icon, a title and a text, never markup."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import Icon, pixmap
from ui.theme import COLOURS, SIZES


class Tone(StrEnum):
    """How a notice is meant."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_LOOKS: Final = {
    Tone.INFO: (Icon.INFO, COLOURS.accent),
    Tone.WARNING: (Icon.WARNING, COLOURS.frozen),
    Tone.ERROR: (Icon.ERROR, COLOURS.error),
}


class Notice(QFrame):
    """Hidden until something is to be said; read out by screen readers as one text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._icon = QLabel(self)
        self._title = plain_label(self)
        self._title.setObjectName("heading")
        self._text = plain_label(self)
        texts = QVBoxLayout()
        texts.setSpacing(SIZES.gap_small)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.hide()

    @property
    def text(self) -> str:
        """Return everything that it says."""
        return f"{self._title.text()}\n{self._text.text()}".strip()

    def say(self, tone: Tone, text: str, title: str = "") -> None:
        """Show a message."""
        drawn, tint = _LOOKS[tone]
        self._icon.setPixmap(pixmap(drawn, 20, tint, self.devicePixelRatioF()))
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        if self.property("tone") != tone.value:
            self.setProperty("tone", tone.value)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setAccessibleName(self.text)
        self.show()


def plain_label(parent: QWidget | None = None, *, wrap: bool = True) -> QLabel:
    """Return a label that shows plain text only, whatever it is given."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    return label


def shortened(text: str, most: int) -> str:
    """Return a text from outside that cannot push a layout apart; cut with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
