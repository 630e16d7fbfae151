"""Paints the ruler: days (or months) in the upper row, round instants in the lower, all in Beijing time."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.domain.beijing import DAY_MS
from ui.playback.timeline import texts
from ui.playback.timeline.geometry import Geometry
from ui.playback.timeline.scale import Scale
from ui.playback.timeline.ticks import Band, Ruler, Tick, bands, ruler_for, ticks
from ui.theme import COLOURS, colour
from ui.wall.lettering import text_width, tile_font

TICK_PIXELS: Final = 12
DATE_PIXELS: Final = 13
_PAD: Final = 6
_MAJOR, _MINOR = 6, 3
_MIDNIGHT_ALPHA: Final = 90


def paint_ruler(painter: QPainter, geometry: Geometry, scale: Scale) -> None:
    """Paint both rows; the ground is painted already."""
    ruler = ruler_for(scale.ms_per_px)
    painter.save()
    painter.setClipRect(geometry.dates.united(geometry.ticks))
    _paint_bands(painter, geometry, scale, ruler)
    _paint_ticks(painter, geometry, scale, ruler)
    painter.restore()


def paint_midnights(painter: QPainter, geometry: Geometry, scale: Scale) -> None:
    """Paint a thin line down the lanes where a day (or, where days are marks, a month) begins."""
    ink = colour(COLOURS.border_strong)
    ink.setAlpha(_MIDNIGHT_ALPHA)
    for band in bands(scale.window, ruler_for(scale.ms_per_px)):
        x = round(scale.x(band.start_ms))
        if geometry.left < x < geometry.left + geometry.width:
            painter.fillRect(QRect(x, geometry.body.top(), 1, geometry.body.height()), ink)


def _paint_bands(painter: QPainter, geometry: Geometry, scale: Scale, ruler: Ruler) -> None:
    row = geometry.dates
    painter.setFont(tile_font(DATE_PIXELS, bold=True))
    for band in bands(scale.window, ruler):
        left, right = scale.x(band.start_ms), scale.x(band.end_ms)
        if left > scale.left:
            painter.fillRect(
                QRectF(round(left), row.top() + 3, 1, row.height() - 3), colour(COLOURS.border_strong)
            )
        shown_left, shown_right = max(left, scale.left), min(right, scale.right)
        label = _label_that_fits(band, ruler, shown_right - shown_left - 2 * _PAD)
        if label:
            painter.setPen(colour(COLOURS.text))
            room = QRectF(shown_left + _PAD, row.top(), shown_right - shown_left, row.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)


def _label_that_fits(band: Band, ruler: Ruler, room: float) -> str:
    labels = texts.month_texts(band.start_ms) if ruler.by_days else texts.day_texts(band.start_ms)
    return next((label for label in labels if text_width(label, DATE_PIXELS, bold=True) <= room), "")


def _paint_ticks(painter: QPainter, geometry: Geometry, scale: Scale, ruler: Ruler) -> None:
    row = geometry.ticks
    bottom = row.bottom() + 1
    painter.setFont(tile_font(TICK_PIXELS))
    painter.setPen(colour(COLOURS.text_dim))
    major: list[QRect] = []
    minor: list[QRect] = []
    for tick in ticks(scale, ruler):
        x = round(scale.x(tick.ms))
        if tick.major:
            major.append(QRect(x, bottom - _MAJOR, 1, _MAJOR))
            _paint_label(painter, row, tick, scale, ruler)
        else:
            minor.append(QRect(x, bottom - _MINOR, 1, _MINOR))
    painter.setPen(Qt.PenStyle.NoPen)
    for rects, ink in ((major, COLOURS.border_strong), (minor, COLOURS.border)):
        painter.setBrush(colour(ink))
        painter.drawRects(rects)


def _paint_label(painter: QPainter, row: QRect, tick: Tick, scale: Scale, ruler: Ruler) -> None:
    """Write a mark's time in the middle over it; a day's number stands in the middle of its day."""
    label = texts.tick_text(tick.ms, ruler.label)
    centre = scale.x(tick.ms)
    if ruler.by_days:
        centre += DAY_MS / scale.ms_per_px / 2
    width = text_width(label, TICK_PIXELS)
    left = centre - width / 2
    if left < scale.left or left + width > scale.right:
        return  # half a time would be another time
    painter.drawText(QPointF(round(left), row.bottom() - _MAJOR), label)
