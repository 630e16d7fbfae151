"""Full screen: the wall and nothing else, with or without a window manager."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtWidgets import QMainWindow, QWidget

_PATIENCE_MS = 250
"""A window manager has answered by then; where there is none, the window takes the screen by itself."""


class FullScreen(QObject):
    """Switches one window; remembers what to give back."""

    def __init__(self, window: QMainWindow, bars: Sequence[QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._bars = bars
        self._normal = QRect()
        self._was_maximised = False
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(_PATIENCE_MS)
        self._check.timeout.connect(self._take_screen)

    def enter(self) -> None:
        """Hide the bars and fill the screen."""
        window = self._window
        if window.isFullScreen():
            return
        self._normal, self._was_maximised = window.geometry(), window.isMaximized()
        for bar in self._bars:
            bar.hide()
        window.showFullScreen()
        self._check.start()

    def leave(self) -> None:
        """Give the bars and the former place back."""
        self._check.stop()
        for bar in self._bars:
            bar.show()
        if self._was_maximised:
            self._window.showMaximized()
        else:
            self._window.showNormal()
        if not self._normal.isEmpty():
            self._window.setGeometry(self._normal)

    def _take_screen(self) -> None:
        window, handle = self._window, self._window.windowHandle()
        whole = window.screen().geometry()
        if window.isFullScreen() and window.geometry() != whole:
            handle.setGeometry(whole)  # QWidget.setGeometry would end the full screen
