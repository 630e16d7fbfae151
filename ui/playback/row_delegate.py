"""Paints a row of a list at the side: its first line stands out, the others are dimmer and smaller."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import COLOURS, SIZES, colour
from ui.wall.lettering import tile_font, tile_metrics

_PAD = 6
_FIRST, _OTHER = 22, 19


def _pixels(line: int) -> int:
    return SIZES.text_small if line else SIZES.text


def row_height(lines: int) -> int:
    """Return the height of a row of so many lines."""
    return 2 * _PAD + _FIRST + max(0, lines - 1) * _OTHER


def text_room(row: QRect) -> int:
    """Return how wide a row's text may be."""
    return row.width() - 2 * _PAD


def line_metrics(line: int) -> QFontMetrics:
    """Return the metrics of a row's line, counted from 0."""
    return tile_metrics(_pixels(line), bold=line == 0)


class RowDelegate(QStyledItemDelegate):
    """For lists whose items' texts have several lines; UI thread."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground as the style does, and the lines over it."""
        self.initStyleOption(option, index)
        lines = str(index.data(Qt.ItemDataRole.DisplayRole)).split("\n")
        option.text = ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        top = option.rect.top() + _PAD
        painter.save()
        for number, line in enumerate(lines):
            height = _FIRST if number == 0 else _OTHER
            area = QRect(option.rect.left() + _PAD, top, text_room(option.rect), height)
            painter.setFont(tile_font(_pixels(number), bold=number == 0))
            ink = COLOURS.text_dim if number else COLOURS.text
            painter.setPen(colour(ink if enabled else COLOURS.text_disabled))
            text = line_metrics(number).elidedText(line, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            top += height
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height that the lines need."""
        return QSize(0, row_height(str(index.data(Qt.ItemDataRole.DisplayRole)).count("\n") + 1))
