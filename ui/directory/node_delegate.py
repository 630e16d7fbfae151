"""Draws a row of the tree: icon, name, and on the right the counts, the state or the way to try again."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.camera import CameraId
from desktop.stores.tree_node import LoadState, TreeNode
from ui.directory.row_paint import (
    device_scale,
    draw_background,
    draw_pixmap,
    draw_row_icon,
    draw_text,
    row_rect,
    text_width,
)
from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.models.camera_text import LEVEL_ICONS, kind_pixmap, online_name
from ui.models.region_text import counts_text
from ui.models.roles import Role
from ui.theme import COLOURS, SIZES

Index = QModelIndex | QPersistentModelIndex
_PAD: Final = 6


@dataclass(frozen=True, slots=True)
class Trailer:
    """What stands at the right end of a row."""

    text: str
    tint: str
    is_retry: bool = False


class NodeDelegate(QStyledItemDelegate):
    """Paints rows of a tree of `TreeNode`s; names are drawn as plain text, whatever they hold."""

    retry_requested = QtSignal(object)
    """TreeNode whose children could not be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.favourites: frozenset[CameraId] = frozenset()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        node = index.data(Role.NODE)
        if not isinstance(node, TreeNode):
            return
        draw_background(painter, option)
        area = _inner(option)
        trailer = trailer_of(node)
        if trailer.text:
            place = _trailer_rect(option, trailer)
            draw_text(painter, place, trailer.text, trailer.tint, SIZES.text_small)
            area.setRight(place.left() - _PAD)
        area = draw_row_icon(painter, area, node_pixmap(node, device_scale(painter)))
        if node.camera is not None and node.camera.id in self.favourites:
            area = _draw_star(painter, area)
        draw_text(painter, area, node.name, _name_tint(node))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Take a click on 重试."""
        node = index.data(Role.NODE)
        if (
            event.type() is QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and isinstance(node, TreeNode)
        ):
            trailer = trailer_of(node)
            if trailer.is_retry and _trailer_rect(option, trailer).contains(event.position().toPoint()):
                self.retry_requested.emit(node)
                return True
        return super().editorEvent(event, model, option, index)


def trailer_of(node: TreeNode) -> Trailer:
    """Return what a row says at its right end."""
    if node.camera is not None:
        return Trailer("" if node.camera.online else online_name(node.camera), COLOURS.offline)
    if node.load is LoadState.FAILED:
        return Trailer(translate("directory", "没有读到 · 重试"), COLOURS.error, is_retry=True)
    if node.load is LoadState.LOADING:
        return Trailer(translate("directory", "读取中…"), COLOURS.text_dim)
    if node.region is None:
        return Trailer("", COLOURS.text_dim)
    return Trailer(counts_text(node.region), _count_tint(node))


def node_pixmap(node: TreeNode, scale: float) -> QPixmap:
    """Return the icon of a row."""
    if node.camera is not None:
        return kind_pixmap(node.camera, scale)
    level = LEVEL_ICONS[node.region.level] if node.region is not None else Icon.INFO
    return pixmap(level, SIZES.icon, COLOURS.text_dim, scale)


def _count_tint(node: TreeNode) -> str:
    return COLOURS.text_dim if node.region is not None and node.region.cameras_online else COLOURS.offline


def _name_tint(node: TreeNode) -> str:
    if node.camera is not None:
        return COLOURS.text if node.camera.online else COLOURS.offline
    return COLOURS.text if node.region is not None and node.region.cameras_total else COLOURS.text_dim


def _inner(option: QStyleOptionViewItem) -> QRect:
    return row_rect(option).adjusted(2, 0, -_PAD, 0)


def _trailer_rect(option: QStyleOptionViewItem, trailer: Trailer) -> QRect:
    area = _inner(option)
    area.setLeft(area.right() - text_width(trailer.text, SIZES.text_small))
    return area


def _draw_star(painter: QPainter, area: QRect) -> QRect:
    place = QRect(area.right() - SIZES.icon, area.top(), SIZES.icon, area.height())
    draw_pixmap(painter, place, pixmap(Icon.STAR_FILLED, 14, COLOURS.favourite, device_scale(painter)))
    return area.adjusted(0, 0, -SIZES.icon - _PAD, 0)


def is_retry(index: Index) -> bool:
    """True for a row whose children could not be read."""
    node = index.data(Role.NODE)
    return isinstance(node, TreeNode) and node.load is LoadState.FAILED
