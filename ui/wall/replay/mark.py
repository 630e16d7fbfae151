"""What says on a tile, unmistakably, that it does not show the present: how long ago, and which instant."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.domain.beijing import moment
from ui.i18n import translate
from ui.icons import Icon
from ui.theme import COLOURS, caption_pixels, colour
from ui.wall.lettering import text_width, tile_font
from ui.wall.looks import Look

_FRAME = 2
_WIDEST_SHARE = 0.62
"""The camera's name keeps the rest of the bar."""


@dataclass(frozen=True, slots=True)
class ReplayMark:
    """The instant on show (UTC milliseconds) and its age in whole seconds; None while it is looked for."""

    media_ms: int | None = None
    ago_s: int | None = None


def mark_of(media_ms: int | None, now_ms: float) -> ReplayMark:
    """Return the mark for a picture of an instant; its time and its age in whole seconds add up to now."""
    if media_ms is None:
        return ReplayMark()
    return ReplayMark(media_ms - media_ms % 1000, max(0, int(now_ms // 1000) - media_ms // 1000))


def clock_text(media_ms: float) -> str:
    """Return the Beijing time of an instant, with seconds."""
    return moment(media_ms).strftime("%H:%M:%S")


def mark_texts(mark: ReplayMark) -> tuple[str, ...]:
    """Return what the mark says, the longest form first."""
    word = translate("Replay", "回看")
    if mark.media_ms is None or mark.ago_s is None:
        return (translate("Replay", "回看 定位中"), word)
    time = clock_text(mark.media_ms)
    ago = translate("Replay", "−{n} s").format(n=mark.ago_s)
    return f"{word} {ago} {time}", f"{ago} {time}", time


def waiting_look(oldest_ms: int) -> Look:
    """Return what is laid over a tile that has nothing older to show."""
    words = translate("Replay", "此路 {time} 起才有").format(time=clock_text(oldest_ms))
    return Look(Icon.REWIND, COLOURS.replay, words)


def paint_mark(painter: QPainter, bar: QRect, mark: ReplayMark, tile_height: int) -> int:
    """Paint the mark at the right end of the caption; return the width that is left for the name."""
    pixels = max(10, round(caption_pixels(tile_height) * 0.8))
    pad = round(pixels * 0.5)
    texts = mark_texts(mark)
    fitting = (text for text in texts if _width(text, pixels, pad) <= bar.width() * _WIDEST_SHARE)
    text = next(fitting, texts[-1])
    width = min(bar.width(), _width(text, pixels, pad))
    box = QRect(bar.right() + 1 - width, bar.top(), width, bar.height())
    painter.fillRect(box, colour(COLOURS.replay))
    painter.setFont(tile_font(pixels, bold=True))
    painter.setPen(colour(COLOURS.wall))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return bar.width() - width


def paint_frame(painter: QPainter, tile: QRect, *, selected: bool) -> None:
    """Paint the frame; the selected tile's is dashed in the colour of selection."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(COLOURS.replay), _FRAME))
    painter.drawRect(tile.adjusted(1, 1, -1, -1))
    if selected:
        painter.setPen(QPen(colour(COLOURS.accent), _FRAME, Qt.PenStyle.DashLine))
        painter.drawRect(tile.adjusted(1, 1, -1, -1))


def _width(text: str, pixels: int, pad: int) -> int:
    return text_width(text, pixels, bold=True) + 2 * pad
