"""The wall as it is now, with undo: the one place that the wall view follows."""

from collections import deque

from desktop.domain import layout as walls
from desktop.domain.camera import CameraId
from desktop.domain.grid import Grid
from desktop.domain.layout import Layout
from desktop.stores.observable import Signal

UNDO_DEPTH = 100


class LayoutStore:
    """Holds the layout and its history; lives with one sign-in, used on the UI thread.

    `changed(old, new)` comes after every change. Maximising and restoring are no steps of the history.
    """

    def __init__(self, layout: Layout | None = None) -> None:
        self.changed: Signal[[Layout, Layout]] = Signal()
        self._layout = layout or walls.empty()
        self._undo: deque[Layout] = deque(maxlen=UNDO_DEPTH)
        self._redo: list[Layout] = []

    @property
    def layout(self) -> Layout:
        """The wall as it is now."""
        return self._layout

    @property
    def can_undo(self) -> bool:
        """True when there is something to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """True when something was taken back."""
        return bool(self._redo)

    def place(self, camera: CameraId, cell: int) -> None:
        """Put a camera on a cell."""
        self.apply(walls.place(self._layout, camera, cell))

    def place_next_free(self, camera: CameraId) -> int | None:
        """Put a camera on the first empty cell; return the cell that shows it, None when the wall is full."""
        layout, cell = walls.place_next_free(self._layout, camera)
        self.apply(layout)
        return cell

    def place_all(self, cameras: tuple[CameraId, ...]) -> None:
        """Show exactly these cameras."""
        self.apply(walls.place_all(self._layout, cameras))

    def swap(self, first: int, second: int) -> None:
        """Exchange two cells."""
        self.apply(walls.swap(self._layout, first, second))

    def move(self, source: int, target: int) -> None:
        """Move a camera to another cell, replacing what is there."""
        self.apply(walls.move(self._layout, source, target))

    def remove(self, cell: int) -> None:
        """Empty a cell."""
        self.apply(walls.remove(self._layout, cell))

    def clear(self) -> None:
        """Empty the wall."""
        self.apply(walls.clear(self._layout))

    def set_grid(self, grid: Grid) -> None:
        """Change the grid; no camera is lost."""
        self.apply(walls.with_grid(self._layout, grid))

    def maximise(self, cell: int) -> None:
        """Let one cell fill the wall."""
        self.apply(walls.maximise(self._layout, cell), undoable=False)

    def restore(self) -> None:
        """Show all cells again."""
        self.apply(walls.restore(self._layout), undoable=False)

    def apply(self, layout: Layout, *, undoable: bool = True) -> None:
        """Take another layout; nothing happens when it is the same."""
        if layout == self._layout:
            return
        if undoable:
            self._undo.append(self._layout)
            self._redo.clear()
        self._set(layout)

    def undo(self) -> None:
        """Take the last change back; nothing happens when there is none."""
        if self._undo:
            self._redo.append(self._layout)
            self._set(self._undo.pop())

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._redo:
            self._undo.append(self._layout)
            self._set(self._redo.pop())

    def _set(self, layout: Layout) -> None:
        old, self._layout = self._layout, layout
        self.changed.emit(old, layout)
