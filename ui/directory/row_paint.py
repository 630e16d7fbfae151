"""Painting shared by the directory's rows: background, icon and plain text, cut with an ellipsis."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from ui.theme import COLOURS, SIZES, colour, font

Mark = tuple[int, int]
"""Start and length of a marked part of a text."""

_AFTER_ICON: Final = 8
_KEPT: Final = 4096
"""Measured texts that are remembered: some hundred screens of rows."""
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def row_rect(option: QStyleOptionViewItem) -> QRect:
    """Return the row's rectangle."""
    return QRect(option.rect)


def device_scale(painter: QPainter) -> float:
    """Return the screen's scale, so that pixmaps come out sharp."""
    device = painter.device()
    return device.devicePixelRatioF() if device is not None else 1.0


def draw_background(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw selection and hover as the style sheet has them."""
    widget = option.widget
    style = widget.style() if widget is not None else QApplication.style()
    style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)


def draw_row_icon(painter: QPainter, area: QRect, drawn: QPixmap) -> QRect:
    """Draw the row's icon at the left and return the area that remains."""
    draw_pixmap(painter, QRect(area.left(), area.top(), SIZES.icon, area.height()), drawn)
    return area.adjusted(SIZES.icon + _AFTER_ICON, 0, 0, 0)


def draw_pixmap(painter: QPainter, area: QRect, drawn: QPixmap) -> None:
    """Draw a pixmap in the middle of an area."""
    size = drawn.deviceIndependentSize()
    left = area.left() + (area.width() - size.width()) / 2
    top = area.top() + (area.height() - size.height()) / 2
    painter.drawPixmap(round(left), round(top), drawn)


@cache
def _font(pixels: int, *, bold: bool = False) -> QFont:
    return font(pixels, bold=bold)


@cache
def metrics(pixels: int, *, bold: bool = False) -> QFontMetrics:
    """Return the measures of the interface font at a size."""
    return QFontMetrics(font(pixels, bold=bold))


@lru_cache(_KEPT)
def text_width(text: str, pixels: int = SIZES.text, *, bold: bool = False) -> int:
    """Return the width of a text in device-independent pixels."""
    return metrics(pixels, bold=bold).horizontalAdvance(text)


@lru_cache(_KEPT)
def _cut(text: str, pixels: int, width: int) -> str:
    return metrics(pixels).elidedText(text, Qt.TextElideMode.ElideRight, width)


@cache
def _ink(tint: str) -> QColor:
    return colour(tint)


def draw_text(painter: QPainter, area: QRect, text: str, tint: str, pixels: int = SIZES.text) -> None:
    """Draw one line of plain text, cut to the area."""
    painter.setFont(_font(pixels))
    painter.setPen(_ink(tint))
    painter.drawText(area, _LEFT, _cut(text, pixels, area.width()))


def draw_marked_text(  # noqa: PLR0917 - as `draw_text`, with the marks before the size
    painter: QPainter, area: QRect, text: str, tint: str, marks: Iterable[Mark], pixels: int = SIZES.text
) -> None:
    """Draw one line of plain text with some parts in the accent colour; it is cut to the area."""
    left = area.left()
    for part, is_marked in _parts(_cut(text, pixels, area.width()), marks):
        painter.setFont(_font(pixels, bold=is_marked))
        painter.setPen(_ink(COLOURS.accent if is_marked else tint))
        painter.drawText(QRect(left, area.top(), max(0, area.right() - left), area.height()), _LEFT, part)
        left += text_width(part, pixels, bold=is_marked)


def _parts(text: str, marks: Iterable[Mark]) -> Iterable[tuple[str, bool]]:
    at = 0
    for start, length in sorted(marks):
        if start < at:
            continue
        if start > at:
            yield text[at:start], False
        if start < len(text):
            yield text[start : start + length], True
        at = start + length
    if at < len(text):
        yield text[at:], False
