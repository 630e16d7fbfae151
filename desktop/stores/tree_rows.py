"""Rows of the tree with the signals that an item model needs before and after every change."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from desktop.stores.observable import Signal
from desktop.stores.tree_node import TreeNode


class TreeRows:
    """Inserts, removes, shows and hides rows; the only code that touches `members` and `children`."""

    def __init__(self) -> None:
        self.root = TreeNode(None)
        self.online_only = False
        self.inserting: Signal[[TreeNode, int, int]] = Signal()
        self.inserted: Signal[[]] = Signal()
        self.removing: Signal[[TreeNode, int, int]] = Signal()
        self.removed: Signal[[]] = Signal()
        self.node_changed: Signal[[TreeNode]] = Signal()
        self.resetting: Signal[[]] = Signal()
        self.was_reset: Signal[[]] = Signal()

    def shows(self, node: TreeNode) -> bool:
        """True when the filter lets a node be seen."""
        if not self.online_only:
            return True
        if node.camera is not None:
            return node.camera.online
        return node.region is None or node.region.cameras_online > 0

    def insert(self, parent: TreeNode, index: int, nodes: Sequence[TreeNode]) -> None:
        """Insert members before `index`."""
        if not nodes:
            return
        parent.members[index:index] = nodes
        _renumber_order(parent, index)
        visible = [node for node in nodes if self.shows(node)]
        if visible:
            self._insert_rows(parent, _row_of_order(parent, index), visible)

    def remove(self, parent: TreeNode, first: int, last: int) -> None:
        """Remove the members from `first` to `last`, both included."""
        doomed = parent.members[first : last + 1]
        rows = [node.row for node in doomed if _is_visible(parent, node)]
        if rows:
            self._remove_rows(parent, rows[0], rows[-1])
        del parent.members[first : last + 1]
        _renumber_order(parent, first)

    def review(self, node: TreeNode) -> None:
        """Tell that a node changed, and show or hide it as the filter now demands."""
        parent = node.parent
        if parent is None:
            return
        visible, wanted = _is_visible(parent, node), self.shows(node)
        if visible and not wanted:
            self._remove_rows(parent, node.row, node.row)
        elif wanted and not visible:
            self._insert_rows(parent, _row_of_order(parent, node.order), [node])
        elif visible:
            self.node_changed.emit(node)

    def filter(self, *, online_only: bool) -> None:
        """Change the filter for the whole tree."""
        if online_only == self.online_only:
            return
        self.resetting.emit()
        self.online_only = online_only
        for node in subtree(self.root):
            node.children = [member for member in node.members if self.shows(member)]
            _renumber_rows(node, 0)
        self.was_reset.emit()

    def clear(self) -> None:
        """Remove everything."""
        self.resetting.emit()
        self.root = TreeNode(None)
        self.was_reset.emit()

    def _insert_rows(self, parent: TreeNode, row: int, nodes: list[TreeNode]) -> None:
        self.inserting.emit(parent, row, row + len(nodes) - 1)
        parent.children[row:row] = nodes
        _renumber_rows(parent, row)
        self.inserted.emit()

    def _remove_rows(self, parent: TreeNode, first: int, last: int) -> None:
        self.removing.emit(parent, first, last)
        del parent.children[first : last + 1]
        _renumber_rows(parent, first)
        self.removed.emit()


def subtree(top: TreeNode) -> Iterator[TreeNode]:
    """Yield a node and everything below it, without recursion."""
    waiting = [top]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.members)


def _is_visible(parent: TreeNode, node: TreeNode) -> bool:
    return node.row < len(parent.children) and parent.children[node.row] is node


def _row_of_order(parent: TreeNode, order: int) -> int:
    return bisect_left(parent.children, order, key=lambda child: child.order)


def _renumber_order(parent: TreeNode, start: int) -> None:
    for index in range(start, len(parent.members)):
        parent.members[index].order = index


def _renumber_rows(parent: TreeNode, start: int) -> None:
    for index in range(start, len(parent.children)):
        parent.children[index].row = index
