"""The directory's tree as a Qt model: no data of its own, everything is read from the store."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.domain.camera import Camera
from desktop.ports import Unsubscribe
from desktop.stores.directory_store import DirectoryStore
from desktop.stores.tree_node import LoadState, TreeNode
from desktop.stores.tree_rows import subtree
from ui.models.camera_text import camera_tooltip
from ui.models.mime import MIME_TYPE, REGION_TYPE, cameras_mime, region_mime
from ui.models.region_text import region_tooltip
from ui.models.roles import Role

Index = QModelIndex | QPersistentModelIndex


class DirectoryModel(QAbstractItemModel):
    """Adapter over a `DirectoryStore`; lives with one sign-in.

    An index carries a node's number, looked up here, and never a pointer: an index that outlived its row
    finds nothing instead of freed memory.
    """

    def __init__(
        self, store: DirectoryStore, fetch: Callable[[TreeNode], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._fetch = fetch
        self._nodes: dict[int, TreeNode] = {}
        self._leaving: list[TreeNode] = []
        self._asked: set[TreeNode] = set()
        self._subscriptions: list[Unsubscribe] = [
            store.inserting.connect(self._on_inserting),
            store.inserted.connect(self.endInsertRows),
            store.removing.connect(self._on_removing),
            store.removed.connect(self._on_removed),
            store.node_changed.connect(self._on_changed),
            store.resetting.connect(self._on_resetting),
            store.was_reset.connect(self.endResetModel),
        ]

    def detach(self) -> None:
        """Stop following the store; the model is empty afterwards."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self.beginResetModel()
        self._nodes.clear()
        self._store = DirectoryStore()
        self.endResetModel()

    def node(self, index: Index) -> TreeNode:
        """Return the node of an index; the root for an invalid one."""
        if not index.isValid():
            return self._store.root
        return self._nodes.get(index.internalId(), self._store.root)

    def index_of(self, node: TreeNode) -> QModelIndex:
        """Return the index of a node that is in the tree."""
        if node.parent is None:
            return QModelIndex()
        self._nodes[id(node)] = node
        return self.createIndex(node.row, 0, id(node))

    # Qt's interface

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the index of a child."""
        children = self.node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.index_of(children[row])

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        """Return the index of the row above in the tree."""
        above = self.node(child).parent
        return QModelIndex() if above is None else self.index_of(above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of children that are here."""
        return len(self.node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """Return 1: name, state and counts are one cell, drawn by the delegate."""
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Return whether a row can be expanded."""
        return self.node(parent).may_have_children

    def canFetchMore(self, parent: Index) -> bool:
        """Return whether nobody has asked for a row's children yet.

        Qt's tree view fetches again with every layout as long as this holds and would load a village of
        10,000 cameras to its end; further pages are asked for by our own view, as they come into sight.
        """
        node = self.node(parent)
        return node.load is LoadState.UNLOADED and self.has_next_page(node)

    def has_next_page(self, node: TreeNode) -> bool:
        """Return whether another page can be asked for and was not asked for yet."""
        return node.can_fetch and node not in self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page; its rows come later."""
        node = self.node(parent)
        if self.has_next_page(node) and _loop_runs():
            self._asked.add(node)
            self._fetch(node)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what may be done with a row; cameras and regions that have some can be dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        node = self.node(index)
        if node.camera is not None:
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
        elif node.region is not None and node.region.cameras_total:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's name, tooltip, node or camera; icons are the delegate's business."""
        read = _READERS.get(role)
        return read(self.node(index)) if read is not None and index.isValid() else None

    def mimeTypes(self) -> list[str]:
        """Return the types that a drag may carry."""
        return [MIME_TYPE, REGION_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged cameras; where there are none, the region of the first row."""
        cameras = self.cameras(indexes)
        region = self.node(indexes[0]).region if indexes and not cameras else None
        return cameras_mime(camera.id for camera in cameras) if region is None else region_mime(region.code)

    def supportedDragActions(self) -> Qt.DropAction:
        """Return copy: a camera stays in the tree."""
        return Qt.DropAction.CopyAction

    def cameras(self, indexes: Sequence[QModelIndex]) -> list[Camera]:
        """Return the cameras among rows."""
        found = (self.node(index).camera for index in indexes)
        return [camera for camera in found if camera is not None]

    # the store's signals

    def _on_inserting(self, parent: TreeNode, first: int, last: int) -> None:
        self.beginInsertRows(self.index_of(parent), first, last)

    def _on_removing(self, parent: TreeNode, first: int, last: int) -> None:
        self._leaving = parent.children[first : last + 1]
        self.beginRemoveRows(self.index_of(parent), first, last)

    def _on_removed(self) -> None:
        self.endRemoveRows()
        for gone in (below for node in self._leaving for below in subtree(node)):
            self._nodes.pop(id(gone), None)
            self._asked.discard(gone)
        self._leaving = []

    def _on_changed(self, node: TreeNode) -> None:
        if node.load is not LoadState.LOADING:
            self._asked.discard(node)
        index = self.index_of(node)
        self.dataChanged.emit(index, index)

    def _on_resetting(self) -> None:
        self.beginResetModel()
        self._nodes.clear()


def _loop_runs() -> bool:
    """False while Qt handles its last events after the loop has ended: nothing can be started then."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _tooltip(node: TreeNode) -> str | None:
    if node.camera is not None:
        return camera_tooltip(node.camera)
    return None if node.region is None else region_tooltip(node.region, node.error)


_READERS: Final[dict[int, Callable[[TreeNode], object]]] = {
    Qt.ItemDataRole.DisplayRole: lambda node: node.name,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Role.NODE: lambda node: node,
    Role.CAMERA: lambda node: node.camera,
}
