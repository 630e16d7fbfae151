"""One tile: caption, picture, and the truth about it; a plain widget that is told what to show.

It paints opaquely and in parts: a new picture repaints the picture's rectangle and nothing else.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.domain.tile_state import TilePhase
from player.api import Frame, PictureSize
from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.theme import COLOURS, caption_pixels, colour, with_alpha
from ui.video.surface import PictureSurface
from ui.wall import caption as captions
from ui.wall import overlay as overlays
from ui.wall.caption import Caption
from ui.wall.lettering import text_width, tile_font
from ui.wall.looks import Look, dot_colour, help_text
from ui.wall.replay.mark import ReplayMark, paint_frame, paint_mark


class Behind(StrEnum):
    """Whose picture lies behind the overlay."""

    NOTHING = "nothing"
    OWN = "own"
    """An old picture of the camera in the caption."""
    ANOTHER = "another"
    """The last picture of the camera that was here before; must not be taken for this one's."""


@dataclass(frozen=True, slots=True)
class Face:
    """Everything that a tile says beside its picture."""

    phase: TilePhase = TilePhase.EMPTY
    caption: Caption | None = None
    look: Look | None = None
    behind: Behind = Behind.NOTHING


EMPTY_FACE = Face()
_GAP = 2
_SELECTION = 2
_LARGEST_TEXT = 320
"""Tiles higher than this do not get larger captions: those of 16 tiles are read from three metres already."""


class Tile(QWidget):
    """A cell of the wall; UI thread; lives as long as the wall view keeps it."""

    pressed = Signal()
    activated = Signal()
    """Double click."""
    menu_requested = Signal(QPoint)
    help_requested = Signal(object)
    """A `TileHelp`: the person pressed the button on the tile."""
    drag_moved = Signal(QPoint)
    drag_dropped = Signal(QPoint)
    """Both in global coordinates, while a tile is dragged with the left button."""
    area_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self._surface = PictureSurface()
        self._face = EMPTY_FACE
        self._plan: overlays.OverlayPlan | None = None
        self._selected = False
        self._drop_target = False
        self._caption_scale = 1.0
        self._info: QPixmap | None = None
        self._mark: ReplayMark | None = None
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self._button = QPushButton(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.hide()
        self._button.clicked.connect(self._ask_help)

    # what to show ---------------------------------------------------------------------------------

    @property
    def face(self) -> Face:
        """What the tile says now."""
        return self._face

    @property
    def help_button(self) -> QPushButton:
        """The button on the overlay; hidden when there is nothing that helps."""
        return self._button

    def set_face(self, face: Face) -> None:
        """Say something else; nothing is painted when it is the same."""
        if face == self._face:
            return
        former, self._face = self._face, face
        if (face.caption is None) != (former.caption is None):
            self._place_surface()
        band = self._plan.band if self._plan is not None else QRect()
        self._plan_overlay()
        plan = self._plan
        same = replace(former, look=face.look) == face
        if same and plan is not None and plan.band == band and not band.isEmpty():
            self.update(band)  # only the seconds in the band have changed
        else:
            self.update()

    def show_frame(self, frame: Frame | None) -> None:
        """Show another picture (None: no picture); only the picture's rectangle is painted anew."""
        before = self._surface.picture_rect()
        self._surface.show(frame)
        after = self._surface.picture_rect()
        if before == after and self._face.look is None:
            self.update(after)
        else:
            if before != after:
                self._plan_overlay()
            self.update()

    def set_info(self, picture: QPixmap | None) -> None:
        """Lay a drawn text over the picture's top left corner, or take it away."""
        if picture is not self._info:
            self._info = picture
            self.update()

    @property
    def mark(self) -> ReplayMark | None:
        """What says that the picture is not the present; None while it is."""
        return self._mark

    def set_mark(self, mark: ReplayMark | None) -> None:
        """Say which instant is on show, or that it is the present again."""
        if mark == self._mark:
            return
        former, self._mark = self._mark, mark
        self.update(self._bar() if former is not None and mark is not None else self.rect())

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

    def set_caption_scale(self, scale: float) -> None:
        """Make the caption smaller or larger than the size that is read from three metres."""
        self._caption_scale = scale
        self._place_surface()
        self._plan_overlay()
        self.update()

    def wanted_size(self) -> PictureSize:
        """Return the size in device pixels that pictures should have."""
        return self._surface.wanted_size()

    def picture_rect(self) -> QRect:
        """Return where the picture lies, in tile coordinates."""
        return self._surface.picture_rect()

    def expected_picture_rect(self) -> QRect:
        """Return where a 16:9 picture will lie, in tile coordinates."""
        return self._surface.fitted(QSize(16, 9))

    def has_picture(self) -> bool:
        """True when a picture, old or new, is on the tile."""
        return self._surface.frame is not None

    # geometry -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts anew; pictures are scaled until the player draws at the new size."""
        super().resizeEvent(event)
        self._place_surface()
        self._plan_overlay()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language or of the screen's scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            captions.caption_pixmap.cache_clear()
            self._plan_overlay()
            self.update()

    def _text_height(self) -> int:
        return round(min(self.height(), _LARGEST_TEXT) * self._caption_scale)

    def _bar(self) -> QRect:
        inner = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        if self._face.caption is None:
            return QRect(inner.left(), inner.top(), inner.width(), 0)
        return QRect(inner.left(), inner.top(), inner.width(), captions.bar_height(self._text_height()))

    def _place_surface(self) -> None:
        before = self._surface.wanted_size()
        inner = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        bar = captions.bar_height(self._text_height())
        self._surface.place(inner.adjusted(0, bar, 0, 0), self.devicePixelRatioF())
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
        free = self._surface.stamp_free()
        if self._face.behind is Behind.OWN:
            self._plan = overlays.plan_band(free, look, size, button)
        else:
            self._plan = overlays.plan_centre(free, look, size, button)
        self._button.setGeometry(self._plan.button)
        self._button.setVisible(not self._plan.button.isEmpty())

    def _fit_button(self, offer: StrEnum | None, text_pixels: int) -> QSize:
        if offer is None:
            return QSize()
        pixels = max(11, round(text_pixels * 0.75))
        text = help_text(offer)
        height = max(overlays.MIN_BUTTON_HEIGHT, round(pixels * 1.8))
        style = f"QPushButton {{ min-height: 0; min-width: 0; padding: 0; font-size: {pixels}px; }}"
        if self._button.text() != text or self._button.styleSheet() != style:
            self._button.setText(text)
            self._button.setStyleSheet(style)
        return QSize(text_width(text, pixels) + round(pixels * 1.6), height)

    # painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what the event's region needs."""
        painter = QPainter(self)
        if self._only_picture(event.rect()):
            self._surface.paint(painter, colour(COLOURS.window), margins=False)
            self._paint_info(painter)
            return
        painter.fillRect(self.rect(), colour(COLOURS.wall))
        if self._face.phase is TilePhase.EMPTY:
            self._paint_empty(painter)
        else:
            margin = COLOURS.window if self._mark is None else COLOURS.replay_margin
            self._surface.paint(painter, colour(margin))
            self._paint_dimming(painter)
            self._paint_info(painter)
            if self._face.caption is not None:
                self._paint_caption(painter, self._face.caption)
            if self._face.look is not None and self._plan is not None:
                overlays.paint(painter, self._plan, self._face.look, self.devicePixelRatioF())
        self._paint_frame(painter)

    def _only_picture(self, dirty: QRect) -> bool:
        return (
            self._face.look is None
            and self._face.phase is not TilePhase.EMPTY
            and not self._drop_target
            and self._surface.picture_rect().contains(dirty)
        )

    def _paint_caption(self, painter: QPainter, caption: Caption) -> None:
        bar, dot = self._bar(), dot_colour(self._face.phase)
        height, scale = self._text_height(), self.devicePixelRatioF()
        room = bar.width() if self._mark is None else paint_mark(painter, bar, self._mark, height)
        painter.drawPixmap(bar.topLeft(), captions.caption_pixmap(caption, dot, room, height, scale))

    def _paint_dimming(self, painter: QPainter) -> None:
        if self._face.look is None or self._surface.frame is None:
            return
        if self._face.behind is Behind.OWN:
            painter.fillRect(self._surface.stamp_free(), with_alpha(COLOURS.wall, 110))
        else:
            painter.fillRect(self._surface.area, with_alpha(COLOURS.wall, 215))

    def _paint_info(self, painter: QPainter) -> None:
        if self._info is not None and self._face.phase is not TilePhase.EMPTY:
            painter.drawPixmap(self._surface.stamp_free().topLeft(), self._info)

    def _paint_empty(self, painter: QPainter) -> None:
        inner = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        painter.fillRect(inner, colour(COLOURS.window))
        size = max(16, min(40, inner.height() // 5))
        sign = pixmap(Icon.PLUS, size, COLOURS.border, self.devicePixelRatioF())
        painter.drawPixmap(inner.center().x() - size // 2, inner.center().y() - size // 2, sign)
        if not self._selected:
            return
        text = translate("Tile", "拖入或双击摄像机放到这里")
        pixels = max(11, min(15, inner.height() // 12))
        painter.setFont(tile_font(pixels))
        painter.setPen(colour(COLOURS.text_dim))
        place = QRect(inner.left(), inner.center().y() + size // 2, inner.width(), pixels * 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_frame(self, painter: QPainter) -> None:
        if self._mark is not None and not self._drop_target:
            paint_frame(painter, self.rect(), selected=self._selected)
            return
        if not (self._selected or self._drop_target):
            return
        style = Qt.PenStyle.DashLine if self._drop_target else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour(COLOURS.accent), _SELECTION, style))
        painter.setBrush(with_alpha(COLOURS.accent, 40) if self._drop_target else Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    # mouse ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select; a drag may begin here."""
        self.pressed.emit()
        if event.button() is Qt.MouseButton.LeftButton and self._face.phase is not TilePhase.EMPTY:
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
        dragging, self._dragging, self._pressed_at = self._dragging, False, None
        if dragging:
            self.drag_dropped.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Maximise or restore."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = None
            self.activated.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of this tile."""
        self.menu_requested.emit(event.globalPos())

    def cancel_drag(self) -> None:
        """Forget a drag that has begun."""
        self._dragging, self._pressed_at = False, None

    def _ask_help(self) -> None:
        look = self._face.look
        if look is not None and look.help is not None:
            self.help_requested.emit(look.help)
