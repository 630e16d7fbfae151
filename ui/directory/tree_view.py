"""The tree on screen: keyboard, mouse, dragging, and asking for pages as they come into view."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from desktop.domain.camera import Camera
from desktop.stores.tree_node import LoadState, TreeNode
from ui.directory.drag_chip import drag_cameras
from ui.directory.expansion import Expansion
from ui.directory.node_delegate import NodeDelegate
from ui.models.visible_regions import VisibleRegions
from ui.theme import SIZES

_OPEN_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class DirectoryTree(QTreeView):
    """Shows a `VisibleRegions`; the view itself never blocks and never waits."""

    open_requested = Signal(object)
    """Cameras (tuple) that are to be put on the wall."""
    menu_requested = Signal(object, QPoint)
    """Nodes (tuple) and the place on screen."""
    retry_requested = Signal(object)
    """TreeNode whose children could not be read."""

    def __init__(self, tree: VisibleRegions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = tree
        self.delegate = NodeDelegate(self)
        self.setItemDelegate(self.delegate)
        self.delegate.retry_requested.connect(self.retry_requested)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(tree)
        self._expansion = Expansion(self, tree)
        self._fetching = QTimer(self, interval=0, singleShot=True)
        self._fetching.timeout.connect(self._fetch_in_view)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._fetching.start())
        self.expanded.connect(lambda _: self._fetching.start())
        tree.rowsInserted.connect(lambda *_: self._fetching.start())
        tree.dataChanged.connect(lambda *_: self._fetching.start())
        tree.modelReset.connect(self._fetching.start)

    def node(self, index: QModelIndex) -> TreeNode:
        """Return the node of a row."""
        return self._tree.node(index)

    def selected_nodes(self) -> tuple[TreeNode, ...]:
        """Return the selected nodes from top to bottom."""
        rows = sorted(self.selectedIndexes(), key=lambda index: self.visualRect(index).top())
        return tuple(self.node(index) for index in rows)

    def selected_cameras(self) -> tuple[Camera, ...]:
        """Return the selected cameras from top to bottom."""
        return tuple(node.camera for node in self.selected_nodes() if node.camera is not None)

    def show_node(self, node: TreeNode) -> None:
        """Scroll to a node, open what is above it and select it."""
        index = self._tree.index_of(node)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the selected cameras, opens or closes a region, or tries again."""
        if event.key() not in _OPEN_KEYS:
            super().keyPressEvent(event)
            return
        cameras = self.selected_cameras()
        index = self.currentIndex()
        if cameras:
            self.open_requested.emit(cameras)
        elif index.isValid() and self.node(index).load is LoadState.FAILED:
            self.retry_requested.emit(self.node(index))
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a camera; a region opens or closes."""
        index = self.indexAt(event.position().toPoint())
        camera = self.node(index).camera if index.isValid() else None
        if camera is not None and event.button() is Qt.MouseButton.LeftButton:
            self.open_requested.emit((camera,))
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected rows."""
        nodes = self.selected_nodes()
        if nodes:
            self.menu_requested.emit(nodes, event.globalPos())

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: ARG002, N803 - Qt's signature
        """Drag the selected cameras; where none is selected, the region under the mouse."""
        rows = sorted(self.selectedIndexes(), key=lambda index: self.visualRect(index).top())
        cameras = [index for index in rows if self.node(index).camera is not None]
        drag_cameras(self, cameras or [self.currentIndex()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More rows may be in view now."""
        super().resizeEvent(event)
        self._fetching.start()

    def sizeHintForRow(self, row: int) -> int:  # noqa: ARG002 - all rows are equal
        """Return the height of every row."""
        return SIZES.row

    def _fetch_in_view(self) -> None:
        """Ask for the next page wherever the end of an unfinished list is in view.

        Qt knows no such thing below the top level: it would load every page at once.
        """
        index = self.indexAt(QPoint(2, 2))
        below = self.viewport().height()
        while index.isValid() and self.visualRect(index).top() <= below:
            following = self.indexBelow(index)
            self._fetch_ended(index, following)
            index = following

    def _fetch_ended(self, index: QModelIndex, following: QModelIndex) -> None:
        """Fetch for every list that ends between two neighbouring rows."""
        if self.isExpanded(index) and following.parent() != index:
            self._tree.fetch_next_page(index)
        above = index.parent()
        while above.isValid() and above != following.parent() and following.parent() != index:
            self._tree.fetch_next_page(above)
            above = above.parent()
