"""What tiles of the wall and of playback have in common: a picture, a bar above it, words over it, the mouse.

A tile paints opaquely and in parts: a new picture repaints the picture's rectangle and nothing else.
"""

from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from player.api import PictureSize
from ui.theme import COLOURS, caption_pixels, colour, with_alpha
from ui.video.surface import PictureSurface
from ui.wall import caption as captions
from ui.wall import overlay as overlays
from ui.wall.caption import Caption
from ui.wall.lettering import text_width
from ui.wall.looks import Look

_GAP = 2
_SELECTION = 2
_LARGEST_TEXT = 320
"""Tiles higher than this do not get larger captions: those of 16 tiles are read from three metres already."""


class AnyFace(Protocol):
    """Everything that a tile says beside its picture."""

    @property
    def caption(self) -> Caption | None:
        """Which camera."""
        ...

    @property
    def look(self) -> Look | None:
        """What stands over the picture; None while nothing is wrong."""
        ...

    @property
    def empty(self) -> bool:
        """True when there is no camera."""
        ...


F = TypeVar("F", bound=AnyFace)


class PictureTile(QWidget, Generic[F]):
    """A plain widget that is told what to show; UI thread. Subclasses say what they paint, and how."""

    pressed = Signal()
    activated = Signal()
    """Double click."""
    menu_requested = Signal(QPoint)
    help_requested = Signal(object)
    """What the button on the tile offers."""
    drag_moved = Signal(QPoint)
    drag_dropped = Signal(QPoint)
    """Both in global coordinates, while a tile is dragged with the left button."""
    area_changed = Signal()

    def __init__(self, face: F, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._surface = PictureSurface()
        self._face = face
        self._plan: overlays.OverlayPlan | None = None
        self._selected = False
        self._drop_target = False
        self._caption_scale = 1.0
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self._button = QPushButton(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.hide()
        self._button.clicked.connect(self._ask_help)

    @property
    def face(self) -> F:
        """What the tile says now."""
        return self._face

    @property
    def help_button(self) -> QPushButton:
        """The button on the overlay; hidden when there is nothing that helps."""
        return self._button

    def set_selected(self, selected: bool) -> None:
        """Mark as the tile that keys act on."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def set_drop_target(self, target: bool) -> None:
        """Mark as the tile that a drop would hit."""
        if target != self._drop_target:
            self._drop_target = target
            self.update()

    def wanted_size(self) -> PictureSize:
        """Return the size in device pixels that pictures should have."""
        return self._surface.wanted_size()

    def has_picture(self) -> bool:
        """True when a picture, of whatever instant, is on the tile."""
        return self._surface.frame is not None

    # what a subclass knows ------------------------------------------------------------------------

    def _in_sight(self) -> bool:
        """Tell whether the picture is worth judging while words stand over it: they keep to a band then."""
        raise NotImplementedError

    def _help_words(self, offer: StrEnum) -> str:
        """Return what the button says that offers this."""
        raise NotImplementedError

    # geometry -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts anew; pictures are scaled until the player draws at the new size."""
        super().resizeEvent(event)
        self._place_surface()
        self._plan_overlay()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            captions.caption_pixmap.cache_clear()
            self._plan_overlay()
            self.update()

    def _text_height(self) -> int:
        return round(min(self.height(), _LARGEST_TEXT) * self._caption_scale)

    def _inner(self) -> QRect:
        return self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)

    def _bar(self) -> QRect:
        inner = self._inner()
        height = 0 if self._face.caption is None else captions.bar_height(self._text_height())
        return QRect(inner.left(), inner.top(), inner.width(), height)

    def _place_surface(self) -> None:
        before = self._surface.wanted_size()
        bar = captions.bar_height(self._text_height())
        self._surface.place(self._inner().adjusted(0, bar, 0, 0), self.devicePixelRatioF())
        if self._surface.wanted_size() != before:
            self.area_changed.emit()

    def _plan_overlay(self) -> None:
        look = self._face.look
        if look is None:
            self._plan = None
            self._button.hide()
            return
        size = max(11, min(26, round(caption_pixels(self._text_height()) * 0.9)))
        button = self._fit_button(look.help, size)
        plan = overlays.plan_band if self._in_sight() else overlays.plan_centre
        self._plan = plan(self._surface.stamp_free(), look, size, button)
        self._button.setGeometry(self._plan.button)
        self._button.setVisible(not self._plan.button.isEmpty())

    def _fit_button(self, offer: StrEnum | None, text_pixels: int) -> QSize:
        if offer is None:
            return QSize()
        pixels = max(11, round(text_pixels * 0.75))
        text = self._help_words(offer)
        height = max(overlays.MIN_BUTTON_HEIGHT, round(pixels * 1.8))
        style = f"QPushButton {{ min-height: 0; min-width: 0; padding: 0; font-size: {pixels}px; }}"
        if self._button.text() != text or self._button.styleSheet() != style:
            self._button.setText(text)
            self._button.setStyleSheet(style)
        return QSize(text_width(text, pixels) + round(pixels * 1.6), height)

    # painting -------------------------------------------------------------------------------------

    def _only_picture(self, dirty: QRect) -> bool:
        plain = self._face.look is None and not self._face.empty and not self._drop_target
        return plain and self._surface.picture_rect().contains(dirty)

    def _paint_overlay(self, painter: QPainter) -> None:
        if self._face.look is not None and self._plan is not None:
            overlays.paint(painter, self._plan, self._face.look, self.devicePixelRatioF())

    def _paint_frame(self, painter: QPainter) -> None:
        if not (self._selected or self._drop_target):
            return
        style = Qt.PenStyle.DashLine if self._drop_target else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour(COLOURS.accent), _SELECTION, style))
        painter.setBrush(with_alpha(COLOURS.accent, 40) if self._drop_target else Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    # mouse ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select; a drag may begin here."""
        event.accept()
        self.pressed.emit()
        if event.button() is Qt.MouseButton.LeftButton and not self._face.empty:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the tile once the mouse has left the place where it was pressed."""
        if self._pressed_at is None:
            return
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self._dragging or moved >= QApplication.startDragDistance():
            self._dragging = True
            self.drag_moved.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the tile where the mouse is."""
        dragging = self._dragging
        self.cancel_drag()
        if dragging:
            self.drag_dropped.emit(event.globalPosition().toPoint())

    def cancel_drag(self) -> None:
        """Forget a drag that has begun."""
        self._dragging, self._pressed_at = False, None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the tile fill the view, or give the others their place back."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.cancel_drag()
            self.activated.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of this tile."""
        self.menu_requested.emit(event.globalPos())

    def _ask_help(self) -> None:
        look = self._face.look
        if look is not None and look.help is not None:
            self.help_requested.emit(look.help)
