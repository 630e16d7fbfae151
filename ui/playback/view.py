"""The playback view: tiles, timeline, transport bar, and the lists at the side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.playback.grid import PlaybackGrid
from ui.playback.timeline.geometry import preferred_height
from ui.playback.timeline.view import TimelineView

SIDE_WIDTH = 280
_TIMELINE_SHARE = 0.28
_FEW = 4
"""So many cameras keep their names beside the bars, on a low screen too."""


class Stage(QWidget):
    """Where the keys of playback work; digits begin a time."""

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


class PlaybackView(Stage):
    """Tiles with the lists beside them, the timeline beneath, and the bar; UI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = PlaybackGrid(self)
        self.timeline = TimelineView(self)
        self.side = QStackedWidget(self)
        self.side.setMinimumWidth(SIDE_WIDTH)
        self.side.hide()
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.grid)
        across.addWidget(self.side)
        across.setStretchFactor(0, 1)
        across.setChildrenCollapsible(False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(across, 1)
        self._column.addWidget(self.timeline)
        self.grid.pressed.connect(lambda _tile: self.setFocus(Qt.FocusReason.MouseFocusReason))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of the height to the pictures."""
        super().resizeEvent(event)
        self.fit_timeline()

    def fit_timeline(self) -> None:
        """Let many lanes be narrow rather than pictures small; called when their number changes."""
        least = self.timeline.minimumSizeHint().height()
        few = min(self.timeline.sizeHint().height(), preferred_height(_FEW))
        self.timeline.setMaximumHeight(max(least, few, round(self.height() * _TIMELINE_SHARE)))

    def add_bar(self, bar: QWidget) -> None:
        """Put the transport bar in its place."""
        self._column.addWidget(bar)

    def show_side(self, page: QWidget | None) -> None:
        """Show a list at the side, or none."""
        if page is not None:
            self.side.setCurrentWidget(page)
        self.side.setVisible(page is not None)
