"""The small picture that follows the mouse while a tile is dragged to another place."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import COLOURS, colour

_WIDTH = 220
_OFFSET = QPoint(14, 14)


class DragGhost(QLabel):
    """Shows a reduced copy of the dragged tile beside the mouse; a child of what holds the tiles."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._of: QWidget | None = None

    @property
    def active(self) -> bool:
        """True while a tile is dragged."""
        return self._of is not None

    def follow(self, tile: QWidget, point: QPoint) -> None:
        """Show the tile's picture beside a point of the wall."""
        if self._of is not tile:
            self._of = tile
            self.setPixmap(_reduced(tile.grab()))
            self.adjustSize()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.show()
            self.raise_()
        self.move(point + _OFFSET)

    def end(self) -> None:
        """Take the picture away."""
        self._of = None
        self.hide()


def _reduced(picture: QPixmap) -> QPixmap:
    made = picture.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
    painter = QPainter(made)
    painter.setPen(QPen(colour(COLOURS.accent), 2))
    painter.drawRect(made.rect().adjusted(1, 1, -1, -1))
    painter.end()
    return made
