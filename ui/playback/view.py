"""The playback view: tiles, timeline, transport bar, and the lists at the side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.playback.grid import PlaybackGrid
from ui.playback.timeline.view import TimelineView

_SIDE_WIDTH = 320


class Stage(QWidget):
    """Tiles, timeline and bar: where the keys of playback work (those of the lists are their own)."""

    digit_typed = Signal(str)
    """Somebody begins to type a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits begin a time: 0210 goes to ten past two."""
        text = event.text()
        if len(text) == 1 and text.isascii() and text.isdigit():
            self.digit_typed.emit(text)
        else:
            super().keyPressEvent(event)


class PlaybackView(QSplitter):
    """Puts the parts in their places; UI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.stage = Stage(self)
        self.grid = PlaybackGrid(self.stage)
        self.timeline = TimelineView(self.stage)
        self.side = QStackedWidget(self)
        self.side.setMinimumWidth(_SIDE_WIDTH)
        self.side.hide()
        self.addWidget(self.stage)
        self.addWidget(self.side)
        self.setStretchFactor(0, 1)
        self.setChildrenCollapsible(False)
        self._column = QVBoxLayout(self.stage)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.grid, 1)
        self._column.addWidget(self.timeline)
        self.setFocusProxy(self.stage)
        self.grid.pressed.connect(lambda _tile: self.stage.setFocus(Qt.FocusReason.MouseFocusReason))

    def add_bar(self, bar: QWidget) -> None:
        """Put the transport bar in its place."""
        self._column.addWidget(bar)

    def show_side(self, page: QWidget | None) -> None:
        """Show a list at the side, or none."""
        if page is not None:
            self.side.setCurrentWidget(page)
        self.side.setVisible(page is not None)
