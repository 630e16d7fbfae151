"""Moves the window smoothly to where it is wanted."""

from math import exp
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from ui.playback.timeline.scale import Window

_TICK_MS: Final = 16
_HALF_WAY_MS: Final = 38.0
"""Time constant: three of them are 95 % of the way."""
_ARRIVED: Final = 0.0004
"""A rest of this share of the window is less than a pixel."""


class WindowMotion(QObject):
    """The window that is shown, on its way to the one that is wanted; UI thread."""

    moved = Signal()
    """What is shown changed."""

    def __init__(self, window: Window, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = self._wanted = window
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._step)

    @property
    def shown(self) -> Window:
        """The window that is on the screen."""
        return self._shown

    @property
    def wanted(self) -> Window:
        """The window that it will be in a moment."""
        return self._wanted

    def jump(self, window: Window) -> None:
        """Be there at once."""
        self._timer.stop()
        changed = window != self._shown
        self._shown = self._wanted = window
        if changed:
            self.moved.emit()

    def glide(self, window: Window) -> None:
        """Go there within a tenth of a second or so."""
        if window == self._wanted:
            return
        self._wanted = window
        if not self._timer.isActive():
            self._clock.start()
            self._timer.start()

    def _step(self) -> None:
        passed = min(100.0, float(self._clock.restart()))
        shown = self._shown.towards(self._wanted, 1.0 - exp(-max(1.0, passed) / _HALF_WAY_MS))
        rest = abs(shown.start_ms - self._wanted.start_ms) + abs(shown.span_ms - self._wanted.span_ms)
        if rest < _ARRIVED * self._wanted.span_ms:
            shown = self._wanted
            self._timer.stop()
        self._shown = shown
        self.moved.emit()
