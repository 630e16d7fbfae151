"""Keeps the tree opened as it was while its model is rebuilt (a filter changes every row)."""

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QTreeView

from desktop.stores.tree_node import TreeNode
from desktop.stores.tree_rows import subtree
from ui.models.visible_regions import VisibleRegions


class Expansion(QObject):
    """Remembers by region code which rows are open, what is current and where the view stands."""

    def __init__(self, view: QTreeView, tree: VisibleRegions) -> None:
        super().__init__(view)
        self._view = view
        self._tree = tree
        self._open: set[str] = set()
        self._current = ""
        tree.modelAboutToBeReset.connect(self._remember)
        tree.modelReset.connect(self._restore)
        view.expanded.connect(self._on_expanded)
        view.collapsed.connect(self._on_collapsed)
        self._restoring = False

    def _on_expanded(self, index: QModelIndex) -> None:
        self._open.add(self._tree.node(index).key)

    def _on_collapsed(self, index: QModelIndex) -> None:
        if not self._restoring:
            self._open.discard(self._tree.node(index).key)

    def _remember(self) -> None:
        index = self._view.currentIndex()
        self._current = self._tree.node(index).key if index.isValid() else ""

    def _restore(self) -> None:
        self._restoring = True
        for node in subtree(self._tree.node(QModelIndex())):
            if node.key in self._open:
                self._view.setExpanded(self._tree.index_of(node), True)
            if node.key == self._current and self._current:
                self._select(node)
        self._restoring = False

    def _select(self, node: TreeNode) -> None:
        index = self._tree.index_of(node)
        if index.isValid():
            self._view.setCurrentIndex(index)
