"""The bar over a tile's picture: which camera this is, readable from three metres."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from desktop.domain.camera import Camera
from ui.i18n import translate
from ui.theme import COLOURS, caption_pixels, colour
from ui.wall.lettering import text_width, tile_font, tile_metrics

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control and direction marks: a name must not reorder or break the line that it stands in."""
_SMALLEST = 0.8
"""So much of their size letters keep before a name is shortened."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What the bar says; `name` equals the tree's."""

    name: str
    village: str = ""
    town: str = ""
    ptz: bool = False


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a name as one line of plain text."""
    return "".join(char for char in text if unicodedata.category(char) not in _HIDDEN_CATEGORIES).strip()


def caption_of(camera: Camera) -> Caption:
    """Return the caption of a camera."""
    village, town = plain(camera.village()), plain(camera.town())
    return Caption(
        name=plain(camera.name) or camera.id,
        village=village,
        town=town if town != village else "",  # an account of one village knows no town
        ptz=camera.has_ptz,
    )


def bar_height(tile_height: int) -> int:
    """Return the height of the bar of a tile, in device-independent pixels."""
    return round(caption_pixels(tile_height) * 1.45)


@lru_cache(maxsize=512)
def caption_pixmap(caption: Caption, dot: str, width: int, tile_height: int, scale: float) -> QPixmap:
    """Return the bar as a picture: state dot, name, place, 「云台」; captions hardly ever change."""
    bar = QRect(0, 0, width, bar_height(tile_height))
    made = QPixmap(round(bar.width() * scale), round(bar.height() * scale))
    made.setDevicePixelRatio(scale)
    made.fill(colour(COLOURS.panel))
    painter = QPainter(made)
    _paint(painter, bar, caption, dot, caption_pixels(tile_height))
    painter.end()
    return made


def _paint(painter: QPainter, bar: QRect, caption: Caption, dot: str, size: int) -> None:
    pad = round(size * 0.45)
    inner = bar.adjusted(pad, 0, -pad, 0)
    radius = size * 0.2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(dot))
    painter.drawEllipse(QPointF(inner.left() + radius, bar.center().y() + 0.5), radius, radius)
    inner.setLeft(inner.left() + round(radius * 2 + pad * 0.9))
    if caption.ptz:
        inner.setRight(_paint_badge(painter, inner, size) - pad)
    _paint_words(painter, inner, caption, size)


def _paint_badge(painter: QPainter, inner: QRect, size: int) -> int:
    """Paint the mark of a camera that can be steered; return its left edge."""
    text = translate("Tile", "云台")
    small = max(10, round(size * 0.62))
    width = text_width(text, small) + round(size * 0.6)
    height = tile_metrics(small).height() + 2
    box = QRectF(inner.right() - width + 0.5, inner.center().y() - height / 2 + 1, width, height)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(COLOURS.accent), 1))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(tile_font(small))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return int(box.left())


def _paint_words(painter: QPainter, inner: QRect, caption: Caption, size: int) -> None:
    """Paint the name, and as much of village and town as fits behind it."""
    small = max(10, round(size * 0.68))
    name, name_size = fitted_name(caption.name, size, inner.width())
    name_width = text_width(name, name_size, bold=True)
    place = _place_that_fits(caption, small, inner.width() - name_width - size)
    painter.setFont(tile_font(name_size, bold=True))
    painter.setPen(colour(COLOURS.text))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
    if place:
        painter.setFont(tile_font(small))
        painter.setPen(colour(COLOURS.text_dim))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, place)


def fitted_name(name: str, size: int, room: int) -> tuple[str, int]:
    """Return a name that fits and its letters' size: smaller letters first, then without its middle.

    Names of one village's cameras begin alike; which camera it is stands at the end.
    """
    least = min(size, max(10, round(size * _SMALLEST)))
    for pixels in range(size, least - 1, -1):
        if text_width(name, pixels, bold=True) <= room:
            return name, pixels
    shown = tile_metrics(least, bold=True).elidedText(name, Qt.TextElideMode.ElideMiddle, room)
    return shown, least


def _place_that_fits(caption: Caption, pixels: int, room: int) -> str:
    both = " · ".join(part for part in (caption.village, caption.town) if part)
    for candidate in (both, caption.village or caption.town):
        if candidate and text_width(candidate, pixels) <= room:
            return candidate
    return ""
