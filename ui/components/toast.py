"""A short message over the wall that goes away by itself; it may carry one button and a small picture."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import SIZES
from ui.widgets.notice import plain_label

SHOWN_MS = 6000
_MARGIN = 24


class Toast(QFrame):
    """A child of the widget that it lies over; `room` says on which part of it."""

    def __init__(self, parent: QWidget, room: Callable[[], QRect] | None = None) -> None:
        super().__init__(parent)
        self._room = room or parent.rect
        self.setObjectName("notice")
        self._picture = QLabel(self)
        self._words = plain_label(self, wrap=False)
        self._button = QPushButton(self)
        self._button.setProperty("link", "true")
        self._button.clicked.connect(self._act)
        self._action: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap_large, SIZES.gap, SIZES.gap_large, SIZES.gap)
        row.setSpacing(SIZES.gap)
        row.addWidget(self._picture)
        row.addWidget(self._words)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def picture(self) -> QPixmap:
        """The small picture beside the words; null where there is none."""
        return self._picture.pixmap()

    def say(
        self,
        words: str,
        button: str = "",
        action: Callable[[], object] | None = None,
        picture: QPixmap | None = None,
    ) -> None:
        """Show a message for a few seconds."""
        self._words.setText(words)
        self._picture.setPixmap(picture or QPixmap())
        self._picture.setVisible(picture is not None)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._action = action
        self.adjustSize()
        room = self._room()
        self.move(room.center().x() - self.width() // 2, room.bottom() - self.height() - _MARGIN)
        self.show()
        self.raise_()
        self._timer.start()

    def _act(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()
