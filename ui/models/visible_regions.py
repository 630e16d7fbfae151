"""Leaves regions without any camera out of the tree when the person wants that."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel

from desktop.stores.tree_node import LoadState, TreeNode
from ui.models.directory_model import DirectoryModel

Index = QModelIndex | QPersistentModelIndex
_WAITING: Final = frozenset({LoadState.LOADING, LoadState.FAILED})


class VisibleRegions(QSortFilterProxyModel):
    """A filter over a `DirectoryModel`; most villages of a county may have no camera yet."""

    def __init__(self, source: DirectoryModel) -> None:
        super().__init__(source)
        self._tree = source
        self._hides_empty = False
        self.setSourceModel(source)

    @property
    def hides_empty(self) -> bool:
        """True while regions without cameras are left out."""
        return self._hides_empty

    def set_hides_empty(self, *, hides: bool) -> None:
        """Leave regions without cameras out, or show them again."""
        if hides != self._hides_empty:
            self._hides_empty = hides
            self.invalidate()

    def node(self, index: Index) -> TreeNode:
        """Return the node of an index of this model."""
        return self._tree.node(self.mapToSource(index))

    def index_of(self, node: TreeNode) -> QModelIndex:
        """Return the index of a node; invalid while it is left out."""
        return self.mapFromSource(self._tree.index_of(node))

    def fetch_next_page(self, index: Index) -> None:
        """Ask for a row's next page where there is one."""
        if self._tree.has_next_page(self.node(index)):
            self._tree.fetchMore(self.mapToSource(index))

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Return whether a row is shown."""
        if not self._hides_empty:
            return True
        region = self._tree.node(source_parent).children[source_row].region
        return region is None or region.cameras_total > 0

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Return whether a row can be expanded; one that waits for its children keeps its arrow."""
        node = self.node(parent)
        if node.load in _WAITING:
            return node.may_have_children
        return super().hasChildren(parent)
