"""Painting shared by the directory's rows: background, icon and plain text, cut with an ellipsis."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from ui.theme import COLOURS, SIZES, colour, font

Index = QModelIndex | QPersistentModelIndex
Mark = tuple[int, int]
"""Start and length of a marked part of a text."""

_AFTER_ICON: Final = 8
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


def draw_row_icon(painter: QPainter, area: QRect, index: Index) -> QRect:
    """Draw the row's icon at the left and return the area that remains."""
    made = index.data(Qt.ItemDataRole.DecorationRole)
    if isinstance(made, QIcon):
        place = QRect(area.left(), area.top(), SIZES.icon, area.height())
        made.paint(painter, place)
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


def text_width(text: str, pixels: int = SIZES.text) -> int:
    """Return the width of a text in device-independent pixels."""
    return metrics(pixels).horizontalAdvance(text)


def draw_text(painter: QPainter, area: QRect, text: str, tint: str, pixels: int = SIZES.text) -> None:
    """Draw one line of plain text, cut to the area."""
    painter.setFont(_font(pixels))
    painter.setPen(colour(tint))
    shown = metrics(pixels).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, _LEFT, shown)


def draw_marked_text(  # noqa: PLR0917 - as `draw_text`, with the marks before the size
    painter: QPainter, area: QRect, text: str, tint: str, marks: Iterable[Mark], pixels: int = SIZES.text
) -> None:
    """Draw one line of plain text with some parts in the accent colour; it is cut to the area."""
    shown = metrics(pixels).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    left = area.left()
    for part, is_marked in _parts(shown, marks):
        painter.setFont(_font(pixels, bold=is_marked))
        painter.setPen(colour(COLOURS.accent if is_marked else tint))
        painter.drawText(QRect(left, area.top(), max(0, area.right() - left), area.height()), _LEFT, part)
        left += metrics(pixels, bold=is_marked).horizontalAdvance(part)


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
