"""One tile of playback: which camera, which instant, its picture, and the truth about it.

The last picture stays until the one of the asked instant is there; whatever is on show carries its own
instant in the caption, so that nobody takes an old picture for the one that was asked for.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from player.api import Frame, PictureSize
from ui.icons import Icon, pixmap
from ui.playback.looks import dot_colour, help_text
from ui.playback.states import Phase, PlaybackHelp
from ui.playback.time_text import near_text
from ui.theme import COLOURS, caption_pixels, colour, with_alpha
from ui.video.surface import PictureSurface
from ui.wall import caption as captions
from ui.wall import overlay as overlays
from ui.wall.caption import Caption
from ui.wall.lettering import text_width, tile_font
from ui.wall.looks import Look

_GAP = 2
_SELECTION = 2
_LARGEST_TEXT = 320
_IN_SIGHT = frozenset({Phase.SHOWING, Phase.LOADING, Phase.SEEKING, Phase.ENDED, Phase.SLICE_ENDED})
"""States in which the picture on show is worth judging; in the others it stands far back."""


@dataclass(frozen=True, slots=True)
class TileFace:
    """Everything that a tile says beside its picture."""

    phase: Phase = Phase.EMPTY
    caption: Caption | None = None
    look: Look | None = None
    tied: bool = True
    near_ms: float = 0.0
    """The instant that the caption's time is written in relation to (another day shows its date)."""


class PlaybackTile(QWidget):
    """A plain widget that is told what to show; UI thread."""

    pressed = Signal()
    activated = Signal()
    """Double click."""
    menu_requested = Signal(QPoint)
    help_requested = Signal(object)
    """A `PlaybackHelp`."""
    area_changed = Signal()
    drag_moved = Signal(QPoint)
    drag_dropped = Signal(QPoint)
    """Both in global coordinates, while the tile is dragged with the left button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._surface = PictureSurface()
        self._face = TileFace()
        self._plan: overlays.OverlayPlan | None = None
        self._selected = False
        self._time = ""
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self._drop_target = False
        self._button = QPushButton(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.hide()
        self._button.clicked.connect(self._ask_help)

    # what to show ---------------------------------------------------------------------------------

    @property
    def face(self) -> TileFace:
        """What the tile says now."""
        return self._face

    @property
    def shown_time(self) -> str:
        """The instant of the picture on show, as the caption says it; empty without a picture."""
        return self._time

    @property
    def help_button(self) -> QPushButton:
        """The button on the overlay; hidden when there is nothing that helps."""
        return self._button

    def set_face(self, face: TileFace) -> None:
        """Say something else; nothing is painted when it is the same."""
        if face == self._face:
            return
        former, self._face = self._face, face
        if (face.caption is None) != (former.caption is None):
            self._place_surface()
        self._plan_overlay()
        self._follow_time()
        self.update()

    def show_frame(self, frame: Frame | None) -> None:
        """Show another picture (None: no picture)."""
        before = self._surface.picture_rect()
        self._surface.show(frame)
        after = self._surface.picture_rect()
        if before != after:
            self._plan_overlay()
            self.update()
        else:
            self.update(after)
        self._follow_time()

    def set_selected(self, selected: bool) -> None:
        """Mark as the tile that keys and the wide bar of the timeline are about."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def set_drop_target(self, target: bool) -> None:
        """Mark as the place that a dragged tile would change places with."""
        self._drop_target = target
        self.update()

    def wanted_size(self) -> PictureSize:
        """Return the size in device pixels that pictures should have."""
        return self._surface.wanted_size()

    def picture_rect(self) -> QRect:
        """Return where the picture lies, in tile coordinates; where it will lie before there is one."""
        rect = self._surface.picture_rect()
        return rect if not rect.isEmpty() else self._surface.fitted(QSize(16, 9))

    def has_picture(self) -> bool:
        """True when a picture, of whatever instant, is on the tile."""
        return self._surface.frame is not None

    def _follow_time(self) -> None:
        frame = self._surface.frame
        shown = None if frame is None else frame.media_ms
        text = "" if shown is None else near_text(shown, self._face.near_ms)
        if text != self._time:
            self._time = text
            self.update(self._bar())

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
            self._plan_overlay()
            self.update()

    def _text_height(self) -> int:
        return min(self.height(), _LARGEST_TEXT)

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
        button = self._fit_button(look, size)
        free = self._surface.stamp_free()
        if self._in_sight():
            self._plan = overlays.plan_band(free, look, size, button)
        else:
            self._plan = overlays.plan_centre(free, look, size, button)
        self._button.setGeometry(self._plan.button)
        self._button.setVisible(not self._plan.button.isEmpty())

    def _fit_button(self, look: Look, text_pixels: int) -> QSize:
        offer = look.help
        if not isinstance(offer, PlaybackHelp):
            return QSize()
        pixels = max(11, round(text_pixels * 0.75))
        text = help_text(offer)
        height = max(overlays.MIN_BUTTON_HEIGHT, round(pixels * 1.8))
        style = f"QPushButton {{ min-height: 0; min-width: 0; padding: 0; font-size: {pixels}px; }}"
        if self._button.text() != text or self._button.styleSheet() != style:
            self._button.setText(text)
            self._button.setStyleSheet(style)
        return QSize(text_width(text, pixels) + round(pixels * 1.6), height)

    def _in_sight(self) -> bool:
        return self.has_picture() and self._face.phase in _IN_SIGHT

    # painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what the event's region needs."""
        painter = QPainter(self)
        if self._only_picture(event.rect()):
            self._surface.paint(painter, colour(COLOURS.window), margins=False)
            return
        painter.fillRect(self.rect(), colour(COLOURS.wall))
        face = self._face
        if face.phase is Phase.EMPTY:
            painter.fillRect(self._inner(), colour(COLOURS.window))
        else:
            self._surface.paint(painter, colour(COLOURS.window))
            if self.has_picture() and not self._in_sight():
                painter.fillRect(self._surface.area, with_alpha(COLOURS.wall, 215))
            if face.caption is not None:
                self._paint_bar(painter, face.caption)
            if face.look is not None and self._plan is not None:
                overlays.paint(painter, self._plan, face.look, self.devicePixelRatioF())
        if self._selected or self._drop_target:
            self._paint_frame(painter)

    def _only_picture(self, dirty: QRect) -> bool:
        plain = self._face.look is None and self._face.phase is not Phase.EMPTY and not self._drop_target
        return plain and self._surface.picture_rect().contains(dirty)

    def _paint_frame(self, painter: QPainter) -> None:
        style = Qt.PenStyle.DashLine if self._drop_target else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour(COLOURS.accent), _SELECTION, style))
        painter.setBrush(with_alpha(COLOURS.accent, 40) if self._drop_target else Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_bar(self, painter: QPainter, caption: Caption) -> None:
        bar, height = self._bar(), self._text_height()
        pixels = max(11, round(caption_pixels(height) * 0.85))
        pad = round(pixels * 0.5)
        words = text_width(self._time, pixels, bold=True) + 2 * pad if self._time else 0
        sign = 0 if self._face.tied else pixels + pad
        room = max(0, bar.width() - words - sign)
        drawn = captions.caption_pixmap(
            caption, dot_colour(self._face.phase), room, height, self.devicePixelRatioF()
        )
        painter.drawPixmap(bar.topLeft(), drawn)
        rest = QRect(bar.left() + room, bar.top(), bar.width() - room, bar.height())
        painter.fillRect(rest, colour(COLOURS.panel))
        if sign:
            mark = pixmap(Icon.UNLINK, pixels, COLOURS.frozen, self.devicePixelRatioF())
            painter.drawPixmap(rest.left(), rest.center().y() - pixels // 2, mark)
        painter.setFont(tile_font(pixels, bold=True))
        painter.setPen(colour(COLOURS.text if self._face.phase is Phase.SHOWING else COLOURS.frozen))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rest.adjusted(0, 0, -pad, 0), align, self._time)

    # mouse ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select; a drag may begin here."""
        event.accept()
        self.pressed.emit()
        if event.button() is Qt.MouseButton.LeftButton:
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
