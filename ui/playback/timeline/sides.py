"""Paints what stands beside time: the lanes' names, and the legend below."""

from typing import Final, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygonF

from desktop.domain.recording import RecordingKind
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


def paint_legend(painter: QPainter, geometry: Geometry) -> None:
    """Paint what the colours and heights mean."""
    row = geometry.legend
    painter.setFont(tile_font(SIZES.text_small))
    x = geometry.left
    for text, draw in _entries():
        width = _SWATCH[0] + 5 + text_width(text, SIZES.text_small)
        if x + width > geometry.left + geometry.width - _SPAN_WIDTH:
            return
        draw(painter, QRect(x, row.top() + (row.height() - _SWATCH[1]) // 2, *_SWATCH))
        painter.setPen(colour(COLOURS.text_dim))
        at = QRect(x + _SWATCH[0] + 5, row.top(), width, row.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        x += width + _BETWEEN


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


def _entries() -> tuple[tuple[str, "_Draw"], ...]:
    return (
        (texts.kind_text(RecordingKind.TIMED), _Level(COLOURS.recorded, 2)),
        (texts.kind_text(RecordingKind.MOTION), _Level(COLOURS.motion, 3)),
        (texts.kind_text(RecordingKind.ALARM), _Level(COLOURS.alarm, 4)),
        (translate("Timeline", "无录像"), _Level(GAP_COLOUR, 0)),
        (translate("Timeline", "报警点"), _Triangle()),
        (translate("Timeline", "书签"), _Ribbon()),
        (translate("Timeline", "已覆盖或尚未录制"), _Hatch()),
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
