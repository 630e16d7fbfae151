"""Draws a camera of a list in two lines: name with the matched part, then 点位俗称, town and village."""

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.camera import Camera, CameraId
from ui.directory.highlight import Mark, marks_of
from ui.directory.row_paint import (
    device_scale,
    draw_background,
    draw_marked_text,
    draw_pixmap,
    draw_row_icon,
    row_rect,
    text_width,
)
from ui.icons import Icon, pixmap
from ui.models.camera_text import kind_pixmap, online_name, place_parts
from ui.models.roles import Role
from ui.theme import COLOURS, SIZES

Index = QModelIndex | QPersistentModelIndex
_HEIGHT: Final = 50
_LINE: Final = 21
_PAD: Final = 8


class CameraDelegate(QStyledItemDelegate):
    """Paints rows of a `CameraListModel`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.favourites: frozenset[CameraId] = frozenset()
        self.query = ""
        """What was searched for; its words are marked in names and places."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return two lines' height; the width is the view's."""
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        camera = index.data(Role.CAMERA)
        if not isinstance(camera, Camera):
            return
        draw_background(painter, option)
        row = row_rect(option).adjusted(_PAD, 0, -_PAD, 0)
        area = draw_row_icon(painter, row, kind_pixmap(camera, device_scale(painter)))
        top = area.top() + (area.height() - 2 * _LINE) // 2
        upper = QRect(area.left(), top, area.width(), _LINE)
        lower = upper.translated(0, _LINE)
        tint = COLOURS.text if camera.online else COLOURS.offline
        self._draw_line(painter, self._draw_state(painter, upper, camera), camera.name, tint)
        self._draw_place(painter, lower, camera)

    def _draw_line(self, painter: QPainter, area: QRect, text: str, tint: str) -> None:
        draw_marked_text(painter, area, text, tint, self._marks(text))

    def _draw_state(self, painter: QPainter, area: QRect, camera: Camera) -> QRect:
        """Draw 在线/离线 and the star at the right; return what remains for the name."""
        text = online_name(camera)
        width = text_width(text, SIZES.text_small)
        place = QRect(area.right() - width, area.top(), width + 1, area.height())
        tint = COLOURS.text_dim if camera.online else COLOURS.offline
        draw_marked_text(painter, place, text, tint, (), SIZES.text_small)
        rest = area.adjusted(0, 0, -width - _PAD, 0)
        if camera.id in self.favourites:
            star = QRect(rest.right() - SIZES.icon, rest.top(), SIZES.icon, rest.height())
            draw_pixmap(painter, star, pixmap(Icon.STAR_FILLED, 14, COLOURS.favourite, device_scale(painter)))
            rest.adjust(0, 0, -SIZES.icon - _PAD, 0)
        return rest

    def _draw_place(self, painter: QPainter, area: QRect, camera: Camera) -> None:
        text, marks = "", list[Mark]()
        for part in place_parts(camera):
            text += " · " if text else ""
            marks += [(len(text) + start, length) for start, length in self._marks(part)]
            text += part
        tint = COLOURS.text_dim if camera.online else COLOURS.offline
        draw_marked_text(painter, area, text, tint, marks, SIZES.text_small)

    def _marks(self, text: str) -> tuple[Mark, ...]:
        return marks_of(self.query, text) if self.query else ()
