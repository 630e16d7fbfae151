"""A rectangle drawn with the mouse on a tile's picture."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.playback.tile import PlaybackTile
from ui.theme import COLOURS, colour, with_alpha

_LEAST = 12
"""A smaller rectangle, in pixels, is taken for a click."""


class AreaPicker(QWidget):
    """Lies over a tile's picture and moves with it; once an area is picked it only shows it. UI thread."""

    picked = Signal(QRectF)
    """The area, in shares of the picture's width and height."""

    def __init__(self, tile: PlaybackTile) -> None:
        super().__init__(tile)
        self._tile = tile
        self._from: QPoint | None = None
        self._area = QRect()
        self._shares = QRectF()
        tile.area_changed.connect(self._follow)
        self._follow()
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.show()

    @property
    def asking(self) -> bool:
        """True until an area was picked."""
        return not self.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a corner."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw to the other corner."""
        if self._from is not None:
            self._area = QRect(self._from, event.position().toPoint()).normalized() & self.rect()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the area, unless it is too small to mean anything."""
        if self._from is None:
            return
        self._area = QRect(self._from, event.position().toPoint()).normalized() & self.rect()
        self._from = None
        self.update()
        if min(self._area.width(), self._area.height()) < _LEAST:
            self._area = QRect()
            return
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.unsetCursor()
        width, height = max(1, self.width()), max(1, self.height())
        area = self._area
        self._shares = QRectF(
            area.x() / width, area.y() / height, area.width() / width, area.height() / height
        )
        self.picked.emit(self._shares)

    def _follow(self) -> None:
        """Stay over the picture; a rectangle that was picked keeps its place in it."""
        self.setGeometry(self._tile.picture_rect())
        if self.asking:
            self._from, self._area = None, QRect()
        else:
            share, width, height = self._shares, self.width(), self.height()
            self._area = QRectF(
                share.x() * width, share.y() * height, share.width() * width, share.height() * height
            ).toRect()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame; what is outside of it is dimmed while one draws."""
        painter = QPainter(self)
        if self.asking:
            painter.fillRect(self.rect(), with_alpha(COLOURS.wall, 70))
        if not self._area.isEmpty():
            painter.setPen(QPen(colour(COLOURS.accent), 2, Qt.PenStyle.DashLine))
            painter.setBrush(with_alpha(COLOURS.accent, 30))
            painter.drawRect(self._area.adjusted(0, 0, -1, -1))
