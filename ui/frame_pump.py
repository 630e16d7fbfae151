"""One timer for all pictures: polls every player and lets only tiles with something new be painted.

One pass over all tiles at about 40 Hz makes Qt paint all new pictures of that instant together and send them
to the screen at once; a signal per picture would do so up to 400 times a second at 16 tiles.
"""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 25
EAGER_MS = 8
"""While somebody waits for a first picture; it is a delay that people see."""

Poll = Callable[[float], object]
"""Takes the monotonic time in seconds; must return at once, and true to be called more often for now."""


class FramePump(QObject):
    """Calls its polls at a steady rate on the UI thread while there is at least one."""

    def __init__(self, parent: QObject | None = None, *, interval_ms: int = INTERVAL_MS) -> None:
        super().__init__(parent)
        self._polls: dict[int, Poll] = {}
        self._next_key = 0
        self._interval_ms = interval_ms
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self._tick)

    def add(self, poll: Poll) -> Callable[[], None]:
        """Call `poll` from now on; the returned function ends that."""
        key = self._next_key
        self._next_key += 1
        self._polls[key] = poll
        if not self._timer.isActive():
            self._timer.start()
        return lambda: self._remove(key)

    def stop(self) -> None:
        """Drop all polls."""
        self._polls.clear()
        self._timer.stop()

    def _remove(self, key: int) -> None:
        self._polls.pop(key, None)
        if not self._polls:
            self._timer.stop()

    def _tick(self) -> None:
        now = monotonic()
        eager = False
        for poll in tuple(self._polls.values()):
            eager = bool(poll(now)) or eager
        interval = min(EAGER_MS, self._interval_ms) if eager else self._interval_ms
        if interval != self._timer.interval():
            self._timer.setInterval(interval)
