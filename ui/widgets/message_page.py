"""A page that says one thing: loading, nothing here, or what failed and the link that tries again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import Icon, pixmap
from ui.theme import COLOURS, SIZES
from ui.widgets.notice import plain_label


class MessagePage(QWidget):
    """An icon, a sentence and perhaps a link, in the middle of the room it gets."""

    link_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = plain_label(self)
        self._text.setObjectName("dim")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.link = QPushButton(self)
        self.link.setProperty("link", "true")
        self.link.setCursor(Qt.CursorShape.PointingHandCursor)
        self.link.clicked.connect(self.link_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(SIZES.gap)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(self._text)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def text(self) -> str:
        """Return what it says."""
        return self._text.text()

    def say(self, drawn: Icon, text: str, link: str = "", *, tint: str = COLOURS.text_dim) -> None:
        """Show an icon, a text, and a link where there is something to do."""
        self._icon.setPixmap(pixmap(drawn, 32, tint, self.devicePixelRatioF()))
        self._text.setText(text)
        self.link.setText(link)
        self.link.setVisible(bool(link))
