"""One tile of the live wall: which camera, its picture, and the truth about it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.domain.tile_state import TilePhase
from player.api import Frame
from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.theme import COLOURS, colour, with_alpha
from ui.wall import caption as captions
from ui.wall.caption import Caption
from ui.wall.lettering import tile_font
from ui.wall.looks import Look, dot_colour, help_text
from ui.wall.picture_tile import PictureTile
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

    @property
    def empty(self) -> bool:
        """True when there is no camera."""
        return self.phase is TilePhase.EMPTY


EMPTY_FACE = Face()


class Tile(PictureTile[Face]):
    """A cell of the wall; UI thread; lives as long as the wall view keeps it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(EMPTY_FACE, parent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self._info: QPixmap | None = None
        self._mark: ReplayMark | None = None

    # what to show ---------------------------------------------------------------------------------

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

    def set_caption_scale(self, scale: float) -> None:
        """Make the caption smaller or larger than the size that is read from three metres."""
        self._caption_scale = scale
        self._place_surface()
        self._plan_overlay()
        self.update()

    def picture_rect(self) -> QRect:
        """Return where the picture lies, in tile coordinates."""
        return self._surface.picture_rect()

    def expected_picture_rect(self) -> QRect:
        """Return where a 16:9 picture will lie, in tile coordinates."""
        return self._surface.fitted(QSize(16, 9))

    def _in_sight(self) -> bool:
        return self._face.behind is Behind.OWN

    def _help_words(self, offer: StrEnum) -> str:
        return help_text(offer)

    # painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what the event's region needs."""
        painter = QPainter(self)
        if self._only_picture(event.rect()):
            self._surface.paint(painter, colour(COLOURS.window), margins=False)
            self._paint_info(painter)
            return
        painter.fillRect(self.rect(), colour(COLOURS.wall))
        if self._face.empty:
            self._paint_empty(painter)
        else:
            margin = COLOURS.window if self._mark is None else COLOURS.replay_margin
            self._surface.paint(painter, colour(margin))
            self._paint_dimming(painter)
            self._paint_info(painter)
            if self._face.caption is not None:
                self._paint_caption(painter, self._face.caption)
            self._paint_overlay(painter)
        self._paint_frame(painter)

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
        if self._info is not None and not self._face.empty:
            painter.drawPixmap(self._surface.stamp_free().topLeft(), self._info)

    def _paint_empty(self, painter: QPainter) -> None:
        inner = self._inner()
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
        else:
            super()._paint_frame(painter)
