"""A small window over the timeline: a picture, and words under it."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import COLOURS, SIZES, colour, with_alpha
from ui.wall.lettering import text_width, tile_font, tile_metrics

PICTURE: Final = QSize(320, 180)
_BORDER: Final = 1
_PAD: Final = 8
_LINE: Final = 18
_ABOVE: Final = 8
_STALE_ALPHA: Final = 175


class ThumbnailPopup(QWidget):
    """Never takes the mouse or the focus; follows the mouse over the timeline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint
        super().__init__(parent, flags | Qt.WindowType.WindowTransparentForInput)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._image: QImage | None = None
        self._stale = True
        self._message = ""
        self._room = False
        self._anchor = QPoint()
        self._title = ""
        self._lines: tuple[str, ...] = ()

    @property
    def picture(self) -> QImage | None:
        """The picture that is shown as that of the instant; None while it has none."""
        return None if self._stale else self._image

    @property
    def words(self) -> tuple[str, ...]:
        """What stands in it, from top to bottom."""
        return tuple(word for word in (self._message, self._title, *self._lines) if word)

    def show_picture(self, image: QImage) -> None:
        """Show the picture of the instant."""
        self._image = image.scaled(
            PICTURE * self.devicePixelRatioF(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._stale, self._message, self._room = False, "", True
        self._fit()
        self.update()

    def stale(self, message: str, *, room: bool) -> None:
        """Dim the picture: it is that of another instant; `room` keeps the place of one that will come."""
        if (self._stale, self._message, self._room) != (True, message, room):
            self._stale, self._message, self._room = True, message, room
            self._fit()
            self.update()

    def describe(self, title: str, lines: tuple[str, ...]) -> None:
        """Say which camera and instant this is, and what is there."""
        if (title, lines) != (self._title, self._lines):
            self._title, self._lines = title, lines
            self._fit()
            self.update()

    def clear(self) -> None:
        """Forget the picture."""
        self._image, self._stale, self._message, self._room = None, True, "", False

    def stand_over(self, anchor: QPoint) -> None:
        """Stand over a point of the screen, without leaving the screen."""
        self._anchor = anchor
        self._fit()

    def _fit(self) -> None:
        """Take size and place in one step: a window that is under the mouse for a moment takes it away."""
        width, height = PICTURE.width() + 2 * _BORDER, self._words_height() + 2 * _BORDER
        if self._room:
            height += PICTURE.height()
        screen = QGuiApplication.screenAt(self._anchor) or QGuiApplication.primaryScreen()
        bounds = screen.availableGeometry()
        left = min(max(self._anchor.x() - width // 2, bounds.left()), bounds.right() + 1 - width)
        top = max(bounds.top(), self._anchor.y() - height - _ABOVE)
        self.setGeometry(left, top, width, height)

    def _words_height(self) -> int:
        return _LINE * (1 + len(self._lines)) + _PAD

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture and words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(COLOURS.border_strong))
        inner = self.rect().adjusted(_BORDER, _BORDER, -_BORDER, -_BORDER)
        painter.fillRect(inner, colour(COLOURS.raised))
        if self._room:
            self._paint_picture(painter, QRect(inner.topLeft(), PICTURE))
            inner.setTop(inner.top() + PICTURE.height())
        self._paint_words(painter, inner.adjusted(_PAD, _PAD // 2, -_PAD, 0))
        painter.end()

    def _paint_picture(self, painter: QPainter, area: QRect) -> None:
        painter.fillRect(area, colour(COLOURS.wall))
        if self._image is not None:
            ratio = self.devicePixelRatioF()
            rect = QRect(QPoint(), (QSize(self._image.width(), self._image.height()) / ratio))
            rect.moveCenter(area.center())
            painter.drawImage(rect, self._image)
            if self._stale:
                painter.fillRect(area, with_alpha(COLOURS.wall, _STALE_ALPHA))
        if self._message:
            painter.setFont(tile_font(SIZES.text))
            painter.setPen(colour(COLOURS.text))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._message)

    def _paint_words(self, painter: QPainter, area: QRect) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for index, text in enumerate((self._title, *self._lines)):
            bold = index == 0
            row = QRect(area.left(), area.top() + index * _LINE, area.width(), _LINE)
            painter.setFont(tile_font(SIZES.text_small, bold=bold))
            painter.setPen(colour(COLOURS.text if bold else COLOURS.text_dim))
            if text_width(text, SIZES.text_small, bold=bold) > row.width():
                metrics = tile_metrics(SIZES.text_small, bold=bold)
                text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, row.width())  # noqa: PLW2901
            painter.drawText(row, left, text)
