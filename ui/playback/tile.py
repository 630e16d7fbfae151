"""One tile of playback: which camera, which instant, its picture, and the truth about it.

The last picture stays until the one of the asked instant is there; whatever is on show carries its own
instant in the caption, so that nobody takes an old picture for the one that was asked for.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from player.api import Frame
from ui.icons import Icon, pixmap
from ui.playback.looks import dot_colour, help_text
from ui.playback.states import Phase, PlaybackHelp
from ui.playback.time_text import near_text
from ui.theme import COLOURS, caption_pixels, colour, with_alpha
from ui.wall import caption as captions
from ui.wall.caption import Caption
from ui.wall.lettering import text_width, tile_font
from ui.wall.looks import Look
from ui.wall.picture_tile import PictureTile

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

    @property
    def empty(self) -> bool:
        """True when there is no camera."""
        return self.phase is Phase.EMPTY


class PlaybackTile(PictureTile[TileFace]):
    """A plain widget that is told what to show; UI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TileFace(), parent)
        self._time = ""

    # what to show ---------------------------------------------------------------------------------

    @property
    def shown_time(self) -> str:
        """The instant of the picture on show, as the caption says it; empty without a picture."""
        return self._time

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

    def picture_rect(self) -> QRect:
        """Return where the picture lies, in tile coordinates; where it will lie before there is one."""
        rect = self._surface.picture_rect()
        return rect if not rect.isEmpty() else self._surface.fitted(QSize(16, 9))

    def _follow_time(self) -> None:
        frame = self._surface.frame
        shown = None if frame is None else frame.media_ms
        text = "" if shown is None else near_text(shown, self._face.near_ms)
        if text != self._time:
            self._time = text
            self.update(self._bar())

    def _in_sight(self) -> bool:
        return self.has_picture() and self._face.phase in _IN_SIGHT

    def _help_words(self, offer: StrEnum) -> str:
        return help_text(PlaybackHelp(offer))

    # painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what the event's region needs."""
        painter = QPainter(self)
        if self._only_picture(event.rect()):
            self._surface.paint(painter, colour(COLOURS.window), margins=False)
            return
        painter.fillRect(self.rect(), colour(COLOURS.wall))
        face = self._face
        if face.empty:
            painter.fillRect(self._inner(), colour(COLOURS.window))
        else:
            self._surface.paint(painter, colour(COLOURS.window))
            if self.has_picture() and not self._in_sight():
                painter.fillRect(self._surface.area, with_alpha(COLOURS.wall, 215))
            if face.caption is not None:
                self._paint_bar(painter, face.caption)
            self._paint_overlay(painter)
        self._paint_frame(painter)

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
