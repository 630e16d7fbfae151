"""What is laid over a tile that is not live: where its parts go, and how they are painted.

With an old picture of the same camera behind it the overlay is a band at the top, so that the picture can
still be judged; otherwise it stands in the middle. It never reaches down to the frame stamp.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter

from ui.icons import pixmap
from ui.theme import COLOURS, colour, with_alpha
from ui.wall.lettering import text_width, tile_font, tile_metrics
from ui.wall.looks import Look

MIN_BUTTON_HEIGHT = 20


@dataclass(frozen=True, slots=True)
class OverlayPlan:
    """Places of the parts in widget coordinates; an empty rectangle means that there was no room."""

    band: QRect
    icon: QRect
    words: QRect
    detail: QRect
    button: QRect
    text_pixels: int
    detail_pixels: int


def plan_band(free: QRect, look: Look, text_pixels: int, button: QSize) -> OverlayPlan:
    """Plan a band across the top of `free`: sign, words, what is said beside them, the button at its end."""
    height = min(free.height(), round(text_pixels * 1.9))
    band = QRect(free.left(), free.top(), free.width(), height)
    pad = round(text_pixels * 0.5)
    side = round(text_pixels * 1.15)
    icon = QRect(band.left() + pad, band.center().y() - side // 2, side, side)
    left = icon.right() + pad
    words_width = text_width(look.words, text_pixels, bold=True)
    words = QRect(left, band.top(), min(words_width + 4, band.right() - left - pad), height)
    place = _band_button(free, band, words.right() + pad, button, pad) if look.help else QRect()
    small = max(10, round(text_pixels * 0.72))
    right = place.left() if place.intersects(band) else band.right()
    room = right - pad - (words.right() + pad)
    needed = text_width(look.detail, small)
    detail = (
        QRect(words.right() + pad, band.top(), room, height) if look.detail and needed <= room else QRect()
    )
    return OverlayPlan(band, icon, words, detail, place, text_pixels, small)


def _band_button(free: QRect, band: QRect, left: int, button: QSize, pad: int) -> QRect:
    """Put the button at the band's end, else under the band, else nowhere."""
    if band.right() - left >= button.width() + pad and button.height() <= band.height() - 4:
        top = band.center().y() - button.height() // 2 + 1
        return QRect(band.right() - button.width() - pad // 2, top, button.width(), button.height())
    below = QRect(band.left() + pad, band.bottom() + pad, button.width(), button.height())
    return below if free.contains(below) else QRect()


def plan_centre(free: QRect, look: Look, text_pixels: int, button: QSize) -> OverlayPlan:
    """Plan a stack in the middle of `free`; what does not fit is left out, the words last."""
    small = max(10, round(text_pixels * 0.72))
    gap = max(3, round(text_pixels * 0.35))
    icon_side = max(18, min(72, round(min(free.width(), free.height()) * 0.26)))
    words_height = tile_metrics(text_pixels, bold=True).height()
    detail_height = tile_metrics(small).height() if look.detail else 0
    button_height = button.height() if look.help else 0
    heights = {"icon": icon_side, "words": words_height, "detail": detail_height, "button": button_height}
    for part in ("detail", "icon", "button"):
        if _stacked(heights, gap) <= free.height():
            break
        heights[part] = 0
    top = free.top() + max(0, (free.height() - _stacked(heights, gap)) // 2)
    places: dict[str, QRect] = {}
    for part, height in heights.items():
        width = {"icon": icon_side, "button": button.width()}.get(part, free.width() - 2 * gap)
        places[part] = QRect(free.center().x() - width // 2, top, width, height) if height else QRect()
        top += height + gap if height else 0
    return OverlayPlan(
        QRect(), places["icon"], places["words"], places["detail"], places["button"], text_pixels, small
    )


def _stacked(heights: dict[str, int], gap: int) -> int:
    shown = [height for height in heights.values() if height]
    return sum(shown) + gap * max(0, len(shown) - 1)


def paint(painter: QPainter, plan: OverlayPlan, look: Look, scale: float) -> None:
    """Paint sign and words; the button is a widget of its own."""
    if not plan.band.isEmpty():
        painter.fillRect(plan.band, with_alpha(COLOURS.window, 225))
        edge = QRect(plan.band.left(), plan.band.top(), 3, plan.band.height())
        painter.fillRect(edge, colour(look.tint))
    if not plan.icon.isEmpty():
        sign = pixmap(look.icon, plan.icon.width(), look.tint, scale, slashed=look.slashed)
        painter.drawPixmap(plan.icon.topLeft(), sign)
    align = Qt.AlignmentFlag.AlignCenter if plan.band.isEmpty() else Qt.AlignmentFlag.AlignVCenter
    painter.setPen(colour(look.tint))
    _text(painter, plan.words, align, look.words, plan.text_pixels, bold=True)
    painter.setPen(colour(COLOURS.text))
    _text(painter, plan.detail, align, look.detail, plan.detail_pixels)


def _text(
    painter: QPainter, rect: QRect, align: Qt.AlignmentFlag, text: str, pixels: int, *, bold: bool = False
) -> None:
    if rect.isEmpty() or not text:
        return
    if text_width(text, pixels, bold=bold) > rect.width():
        metrics = tile_metrics(pixels, bold=bold)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(tile_font(pixels, bold=bold))
    painter.drawText(rect, align, text)
