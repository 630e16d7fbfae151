"""The bar over a tile's picture: which camera this is, readable from three metres."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from desktop.domain.camera import Camera
from ui.i18n import translate
from ui.theme import COLOURS, caption_pixels, colour, font

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control and direction marks: a name must not reorder or break the line that it stands in."""


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
    return Caption(
        name=plain(camera.name) or camera.id,
        village=plain(camera.village()),
        town=plain(camera.town()),
        ptz=camera.has_ptz,
    )


def bar_height(tile_height: int) -> int:
    """Return the height of the bar of a tile, in device-independent pixels."""
    return round(caption_pixels(tile_height) * 1.45)


def paint(painter: QPainter, bar: QRect, caption: Caption, dot: str, tile_height: int) -> None:
    """Paint the bar: state dot, name, place, 「云台」."""
    painter.fillRect(bar, colour(COLOURS.panel))
    size = caption_pixels(tile_height)
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
    small = font(max(10, round(size * 0.62)))
    metrics = QFontMetrics(small)
    width = metrics.horizontalAdvance(text) + round(size * 0.6)
    height = metrics.height() + 2
    box = QRectF(inner.right() - width + 0.5, inner.center().y() - height / 2 + 1, width, height)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(COLOURS.accent), 1))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(small)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return int(box.left())


def _paint_words(painter: QPainter, inner: QRect, caption: Caption, size: int) -> None:
    """Paint the name, and as much of village and town as fits behind it."""
    big, small = font(size, bold=True), font(max(10, round(size * 0.68)))
    metrics = QFontMetrics(big)
    name_width = metrics.horizontalAdvance(caption.name)
    place = _place_that_fits(caption, QFontMetrics(small), inner.width() - name_width - size)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(big)
    painter.setPen(colour(COLOURS.text))
    name = caption.name
    if name_width > inner.width():
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, flags, name)
    if place:
        painter.setFont(small)
        painter.setPen(colour(COLOURS.text_dim))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, place)


def _place_that_fits(caption: Caption, metrics: QFontMetrics, room: int) -> str:
    both = " · ".join(part for part in (caption.village, caption.town) if part)
    for candidate in (both, caption.village or caption.town):
        if candidate and metrics.horizontalAdvance(candidate) <= room:
            return candidate
    return ""
