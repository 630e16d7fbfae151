"""Paints what stands beside time: the lanes' names, and the legend below."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPolygonF

from desktop.domain.recording import MarkKind, RecordingKind
from ui.i18n import translate
from ui.playback.timeline import texts
from ui.playback.timeline.bars import GAP_COLOUR, TINT
from ui.playback.timeline.geometry import Geometry
from ui.playback.timeline.lane import Lane
from ui.theme import COLOURS, SIZES, colour
from ui.wall.caption import plain
from ui.wall.lettering import text_width, tile_font, tile_metrics

_PAD: Final = 8
READABLE: Final = 12
"""A lane lower than this has no room for its name; the mouse over it tells it."""
_SWATCH: Final = (14, 14)
_SWATCH_GAP: Final = 5
_OFF_OPACITY: Final = 0.3
_SPAN_WIDTH: Final = 130
_BETWEEN: Final = 20


def paint_names(painter: QPainter, geometry: Geometry, lanes: tuple[Lane, ...]) -> None:
    """Paint every lane's name in front of its bar, the selected one's larger and marked."""
    for index, lane in enumerate(lanes):
        rect = geometry.name(index)
        chosen = index == geometry.wide
        if chosen:
            painter.fillRect(rect, colour(COLOURS.selected))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour(COLOURS.accent))
        if rect.height() >= READABLE:
            pixels = SIZES.text if chosen else min(SIZES.text_small, rect.height() - 1)
            painter.setPen(colour(COLOURS.text if chosen else COLOURS.text_dim))
            paint_elided(painter, rect.adjusted(_PAD, 0, -_PAD, 0), plain(lane.name), pixels, bold=chosen)


def paint_elided(painter: QPainter, rect: QRect, text: str, pixels: int, *, bold: bool) -> None:
    """Paint one line, shortened in its middle where it does not fit."""
    painter.setFont(tile_font(pixels, bold=bold))
    if text_width(text, pixels, bold=bold) > rect.width():
        # The end tells cameras of one place apart.
        text = tile_metrics(pixels, bold=bold).elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the legend; a click on one with a kind shows or hides what is of it."""

    text: str
    draw: "_Draw"
    kind: MarkKind | None = None


def legend_entries(geometry: Geometry) -> Iterator[tuple[QRect, Entry]]:
    """Return what stands in the legend and where, as much as there is room for."""
    row, x = geometry.legend, geometry.left
    for entry in _entries():
        width = _SWATCH[0] + _SWATCH_GAP + text_width(entry.text, SIZES.text_small)
        if x + width > geometry.left + geometry.width - _SPAN_WIDTH:
            return
        yield QRect(x, row.top(), width, row.height()), entry
        x += width + _BETWEEN


def legend_kind_at(geometry: Geometry, at: QPoint) -> MarkKind | None:
    """Return which kind of marks a click on the legend is about."""
    if not geometry.legend.contains(at):
        return None
    reach = _BETWEEN // 2
    hits = (entry.kind for rect, entry in legend_entries(geometry) if _grown(rect, reach).contains(at))
    return next(hits, None)


def _grown(rect: QRect, by: int) -> QRect:
    return rect.adjusted(-by, 0, by, 0)


def paint_legend(painter: QPainter, geometry: Geometry, hidden: frozenset[MarkKind]) -> None:
    """Paint what the colours and heights mean; what is hidden is struck out."""
    for rect, entry in legend_entries(geometry):
        off = entry.kind in hidden
        swatch = QRect(rect.left(), rect.top() + (rect.height() - _SWATCH[1]) // 2, *_SWATCH)
        painter.setOpacity(_OFF_OPACITY if off else 1.0)
        entry.draw(painter, swatch)
        painter.setOpacity(1.0)
        face = QFont(tile_font(SIZES.text_small))
        face.setStrikeOut(off)
        face.setUnderline(entry.kind is not None and not off)
        painter.setFont(face)
        painter.setPen(colour(COLOURS.text_disabled if off else COLOURS.text_dim))
        words = rect.adjusted(_SWATCH[0] + _SWATCH_GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.text)


def paint_span(painter: QPainter, geometry: Geometry, span_ms: float) -> None:
    """Paint how much time is in view, at the right of the legend."""
    row = geometry.legend
    area = QRect(geometry.left + geometry.width - _SPAN_WIDTH, row.top(), _SPAN_WIDTH, row.height())
    painter.fillRect(area, colour(COLOURS.panel))
    painter.setFont(tile_font(SIZES.text_small))
    painter.setPen(colour(COLOURS.text_dim))
    painter.drawText(
        area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, texts.span_text(span_ms)
    )


def _entries() -> tuple[Entry, ...]:
    return (
        Entry(texts.kind_text(RecordingKind.TIMED), _Level(COLOURS.recorded, 2)),
        Entry(texts.kind_text(RecordingKind.MOTION), _Level(COLOURS.motion, 3), MarkKind.MOTION),
        Entry(texts.kind_text(RecordingKind.ALARM), _Level(COLOURS.alarm, 4), MarkKind.ALARM),
        Entry(translate("Timeline", "报警点"), _Triangle(), MarkKind.ALARM),
        Entry(translate("Timeline", "无录像"), _Level(GAP_COLOUR, 0)),
        Entry(translate("Timeline", "书签"), _Ribbon()),
        Entry(translate("Timeline", "已覆盖或尚未录制"), _Hatch()),
    )


class _Draw(Protocol):
    def __call__(self, painter: QPainter, rect: QRect) -> None: ...


class _Level(_Draw):
    """A piece of bar at the height of its kind, in quarters."""

    def __init__(self, ink: str, quarters: int) -> None:
        self._ink, self._quarters = ink, quarters

    def __call__(self, painter: QPainter, rect: QRect) -> None:
        height = rect.height() * self._quarters // 4
        painter.fillRect(rect, TINT if self._quarters else QColor(GAP_COLOUR))
        painter.fillRect(rect.adjusted(0, rect.height() - height, 0, 0), colour(self._ink))
        if not self._quarters:
            painter.setPen(colour(COLOURS.border_strong))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))


class _Triangle(_Draw):
    def __call__(self, painter: QPainter, rect: QRect) -> None:
        paint_alarm(painter, rect.center().x() + 0.5, rect.center().y() + 4.0)


class _Ribbon(_Draw):
    def __call__(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect.adjusted(0, 4, 0, -4), colour(COLOURS.bookmark))


class _Hatch(_Draw):
    def __call__(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect, colour(GAP_COLOUR))
        painter.fillRect(rect, hatch())
        painter.setPen(colour(COLOURS.border_strong))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


def hatch() -> QBrush:
    """Return the brush of time that has no footage because it is gone, or has not come."""
    return QBrush(colour(COLOURS.border_strong), Qt.BrushStyle.BDiagPattern)


def paint_alarm(painter: QPainter, x: float, bottom: float) -> None:
    """Paint the sign of an alarm: a triangle that points down at its instant."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(COLOURS.alarm))
    painter.drawPolygon(
        QPolygonF([QPointF(x - 5, bottom - 8), QPointF(x + 5, bottom - 8), QPointF(x, bottom)])
    )
    painter.restore()


def pill(
    painter: QPainter, rect: QRectF, text: str, pixels: int, *, ground: str, ink: str = COLOURS.on_accent
) -> None:
    """Paint a text on a rounded ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(colour(ink))
    painter.setFont(tile_font(pixels, bold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
