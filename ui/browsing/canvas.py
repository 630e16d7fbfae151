"""The picture on which mosaics are drawn: drag for a new one, click to choose one, arrows to move it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.domain.browsing import Mask
from ui.theme import COLOURS

_STEP: Final = 0.01
_ARROWS: Final = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}
_VEIL: Final = 150


class MaskCanvas(QWidget):
    """Knows a picture and what is to be shown on it; UI thread."""

    drawn = Signal(QRectF)
    """A new rectangle in shares of the picture."""
    chosen = Signal(int)
    """The mosaic that was clicked, -1 for none."""
    nudged = Signal(float, float, bool)
    """By how much the chosen mosaic is to move, or with True to grow."""
    removed = Signal()
    """The chosen one is to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(480, 270)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._picture, self._mark = QImage(), QImage()
        self._words = ""
        self._masks: Sequence[tuple[int, Mask]] = ()
        self._current = -1
        self._from: QPointF | None = None
        self._to = QPointF()

    def sizeHint(self) -> QSize:
        """Return a size that suits most screens."""
        return QSize(800, 450)

    @property
    def has_picture(self) -> bool:
        """True once there is something to draw on."""
        return not self._picture.isNull()

    def show_picture(self, picture: QImage) -> None:
        """Show another picture."""
        self._picture, self._words = picture, ""
        self.update()

    def say(self, words: str) -> None:
        """Say why there is no picture."""
        self._picture, self._words = QImage(), words
        self.update()

    def show_mark(self, mark: QImage) -> None:
        """Show a watermark over the picture; a null one is none."""
        self._mark = mark
        self.update()

    def show_masks(self, masks: Sequence[tuple[int, Mask]], current: int) -> None:
        """Show mosaics by their number, one of them chosen."""
        self._masks, self._current = masks, current
        self.update()

    def picture_rect(self) -> QRectF:
        """Return where the picture lies in the widget."""
        size = QSizeF(self._picture.size() if self.has_picture else QSize(16, 9))
        size.scale(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(QPointF(left, top), size)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a rectangle."""
        if event.button() is Qt.MouseButton.LeftButton and self.has_picture:
            self._from = self._to = event.position()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw it."""
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it; where the mouse did not move, choose what lies there."""
        if self._from is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        drawn, self._from = QRectF(self._from, event.position()).normalized(), None
        if drawn.width() + drawn.height() < 2 * self.logicalDpiX() / 24:
            self.chosen.emit(self._hit(event.position()))
        else:
            self.drawn.emit(self._shares(drawn))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen mosaic, with Shift make it bigger or smaller, delete it."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            grows = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.nudged.emit(*_ARROWS[key], grows)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint picture, mosaics, watermark and the rectangle that is being drawn."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(COLOURS.wall))
        if not self.has_picture:
            painter.setPen(QColor(COLOURS.text_dim))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
            return
        whole = self.picture_rect()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(whole, self._picture)
        for number, mask in self._masks:
            self._paint_mask(painter, self._place(mask), number)
        if not self._mark.isNull():
            painter.drawImage(whole, self._mark)
        if self._from is not None:
            painter.setPen(QPen(QColor(COLOURS.accent), 2, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self._from, self._to).normalized().intersected(whole))
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_mask(self, painter: QPainter, place: QRectF, number: int) -> None:
        """Show the picture below in coarse squares, as the copy will have it."""
        whole = self.picture_rect()
        scale = self._picture.width() / whole.width()
        moved = place.translated(-whole.topLeft())
        source = QRectF(moved.topLeft() * scale, moved.size() * scale).toRect()
        part = self._picture.copy(source)
        if not part.isNull():
            blocks = QSize(max(1, source.width() // 48), max(1, source.height() // 48))
            coarse = part.scaled(
                blocks, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
            painter.drawImage(place, coarse)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        current = number == self._current
        painter.setPen(QPen(QColor(COLOURS.accent if current else COLOURS.frozen), 3 if current else 2))
        painter.drawRect(place)
        label = QRectF(place.topLeft(), QSizeF(24, 20))
        painter.fillRect(label, QColor(0, 0, 0, _VEIL))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _place(self, mask: Mask) -> QRectF:
        whole = self.picture_rect()
        return QRectF(
            whole.x() + mask.x * whole.width(),
            whole.y() + mask.y * whole.height(),
            mask.width * whole.width(),
            mask.height * whole.height(),
        )

    def _shares(self, drawn: QRectF) -> QRectF:
        whole = self.picture_rect()
        return QRectF(
            (drawn.x() - whole.x()) / whole.width(),
            (drawn.y() - whole.y()) / whole.height(),
            drawn.width() / whole.width(),
            drawn.height() / whole.height(),
        )

    def _hit(self, point: QPointF) -> int:
        hits = [number for number, mask in self._masks if self._place(mask).contains(point)]
        return hits[-1] if hits else -1
