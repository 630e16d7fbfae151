"""The line of the last minute: what is kept, where the picture stands, and the present at its right end."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import COLOURS, colour

_SHORTEST_MS = 60_000
_TICK_MS = 10_000
_HANDLE = 7.0
_GROOVE = 6.0
_SNAP_MS = 1_000
"""Who lets go this close to the right end means the present."""


class ReplayTrack(QWidget):
    """Dragged with the mouse; UI thread. All instants are UTC milliseconds."""

    sought = Signal(float, bool)
    """An instant, and whether the button was let go there."""
    live_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._oldest = self._now = self._media = 0.0
        self._dragging = False

    @property
    def dragging(self) -> bool:
        """True while the mouse holds the handle."""
        return self._dragging

    def sizeHint(self) -> QSize:
        """Return a slim line."""
        return QSize(320, 30)

    def set_instants(self, oldest_ms: float, media_ms: float, now_ms: float) -> None:
        """Show what is kept, where the clock stands, and the present."""
        if not self._dragging:
            self._media = media_ms
        self._oldest, self._now = oldest_ms, now_ms
        self.update()

    def x_of(self, media_ms: float) -> float:
        """Return where an instant lies, in pixels from the left."""
        share = 1 - (self._now - media_ms) / self._span()
        return _HANDLE + min(1.0, max(0.0, share)) * (self.width() - 2 * _HANDLE)

    def instant_at(self, x: float) -> float:
        """Return the instant at a place, no older than what is kept and no newer than the present."""
        share = (x - _HANDLE) / max(1.0, self.width() - 2 * _HANDLE)
        return min(self._now, max(self._oldest, self._now - (1 - share) * self._span()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to where the mouse is."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragging = True
            self._seek(event, final=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show pictures while the mouse moves."""
        if self._dragging:
            self._seek(event, final=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go on from here."""
        if not self._dragging:
            return
        self._dragging = False
        if self._now - self.instant_at(event.position().x()) < _SNAP_MS:
            self.live_requested.emit()
        else:
            self._seek(event, final=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the groove, what is kept, a mark every ten seconds, and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        self._bar(painter, _HANDLE, self.width() - _HANDLE, COLOURS.raised)
        kept, here = self.x_of(self._oldest), self.x_of(self._media)
        self._bar(painter, kept, self.width() - _HANDLE, COLOURS.border_strong)
        self._bar(painter, here, self.width() - _HANDLE, COLOURS.replay)
        painter.setBrush(colour(COLOURS.text_dim))
        for back in range(_TICK_MS, int(self._span()) + 1, _TICK_MS):
            painter.drawRect(QRectF(self.x_of(self._now - back) - 0.5, middle + 7, 1, 4))
        painter.setBrush(colour(COLOURS.live))
        painter.drawEllipse(QPointF(self.width() - _HANDLE, middle), 3.5, 3.5)
        painter.setBrush(colour(COLOURS.text))
        painter.drawEllipse(QPointF(here, middle), _HANDLE, _HANDLE)

    def _bar(self, painter: QPainter, left: float, right: float, tint: str) -> None:
        painter.setBrush(colour(tint))
        place = QRectF(left, (self.height() - _GROOVE) / 2, max(0.0, right - left), _GROOVE)
        painter.drawRoundedRect(place, 3, 3)

    def _seek(self, event: QMouseEvent, *, final: bool) -> None:
        self._media = self.instant_at(event.position().x())
        self.update()
        self.sought.emit(self._media, final)

    def _span(self) -> float:
        return max(float(_SHORTEST_MS), self._now - self._oldest)
