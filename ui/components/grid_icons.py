"""Little pictures of the grids, drawn from the same geometry as the wall."""

from functools import cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from desktop.domain.grid import Grid
from ui.theme import COLOURS, colour
from ui.wall.geometry import cell_rects

_SIZES = (20, 40)
"""The tool bar's size, on an ordinary screen and on one of twice the density."""


@cache
def grid_icon(grid: Grid) -> QIcon:
    """Return the picture of a grid; brighter while it is the chosen one."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(grid, size, colour(COLOURS.text_dim)), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(_drawn(grid, size, colour(COLOURS.accent)), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _drawn(grid: Grid, size: int, tint: QColor) -> QPixmap:
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    margin = max(1, size // 12)
    gap = 1 if grid.side > 3 else max(1, size // 14)
    for rect in cell_rects(grid, QRect(0, 0, size - 2 * margin + gap, size - 2 * margin + gap)):
        cell = QRectF(rect).translated(margin, margin).adjusted(0, 0, -gap, -gap)
        painter.drawRect(cell)
    painter.end()
    return made
