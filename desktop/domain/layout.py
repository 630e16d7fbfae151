"""What stands where on the wall: an immutable layout and the pure operations on it.

A camera stands on a wall at most once: putting it somewhere else moves it.
"""

from dataclasses import dataclass, field, replace

from desktop.domain.camera import CameraId
from desktop.domain.grid import Grid

Cells = tuple[CameraId | None, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A wall: one entry per cell, and the cameras that found no room when the grid shrank.

    `maximised` is the cell that fills the wall. `before` remembers the cells before the last shrinking, so
    that growing back to that grid restores every place; any other operation forgets it.
    """

    grid: Grid
    cells: Cells
    overflow: tuple[CameraId, ...] = ()
    maximised: int | None = None
    before: Cells = field(default=(), compare=False)

    def __post_init__(self) -> None:
        cameras = self.cameras()
        if len(self.cells) != int(self.grid):
            raise ValueError("a layout has one entry per cell")
        if len(set(cameras)) != len(cameras):
            raise ValueError("a camera stands on a wall at most once")
        if self.maximised is not None and not self.is_cell(self.maximised):
            raise ValueError("the maximised cell is not on the grid")

    def cameras(self) -> tuple[CameraId, ...]:
        """Return all cameras in order, those without a cell last."""
        return (*(camera for camera in self.cells if camera is not None), *self.overflow)

    def find(self, camera: CameraId) -> int | None:
        """Return the cell that shows a camera, or None."""
        return self.cells.index(camera) if camera in self.cells else None

    def is_cell(self, cell: int) -> bool:
        """True for a cell of this grid."""
        return 0 <= cell < len(self.cells)

    def first_free(self) -> int | None:
        """Return the first empty cell, or None when the wall is full."""
        return self.cells.index(None) if None in self.cells else None


def empty(grid: Grid = Grid.SIXTEEN) -> Layout:
    """Return a wall with nothing on it."""
    return Layout(grid, (None,) * int(grid))


def place(layout: Layout, camera: CameraId, cell: int) -> Layout:
    """Put a camera on a cell; it leaves its former cell, and the camera that was here leaves the wall."""
    _check(layout, cell)
    if layout.cells[cell] == camera:
        return layout
    cells = [None if shown == camera else shown for shown in layout.cells]
    cells[cell] = camera
    return _edited(layout, tuple(cells), tuple(waiting for waiting in layout.overflow if waiting != camera))


def place_next_free(layout: Layout, camera: CameraId) -> tuple[Layout, int | None]:
    """Put a camera on the first empty cell; return the new layout and the cell that shows it.

    A camera that is shown already stays. The cell is None when the wall is full: nothing changed.
    """
    shown = layout.find(camera)
    if shown is not None:
        return layout, shown
    free = layout.first_free()
    if free is None:
        return layout, None
    return place(layout, camera, free), free


def place_all(layout: Layout, cameras: tuple[CameraId, ...]) -> Layout:
    """Show exactly these cameras from the first cell on; those beyond the grid wait in the overflow."""
    unique = tuple(dict.fromkeys(cameras))
    return _edited(layout, _filled(unique, layout.grid), unique[int(layout.grid) :])


def swap(layout: Layout, first: int, second: int) -> Layout:
    """Exchange what two cells show; a maximised camera stays maximised."""
    _check(layout, first)
    _check(layout, second)
    if first == second:
        return layout
    cells = list(layout.cells)
    cells[first], cells[second] = cells[second], cells[first]
    follow = {first: second, second: first}
    maximised = None if layout.maximised is None else follow.get(layout.maximised, layout.maximised)
    return replace(layout, cells=tuple(cells), maximised=maximised, before=())


def move(layout: Layout, source: int, target: int) -> Layout:
    """Move a camera to another cell; a camera that is there is replaced and leaves the wall."""
    _check(layout, source)
    _check(layout, target)
    camera = layout.cells[source]
    return layout if camera is None else place(layout, camera, target)


def remove(layout: Layout, cell: int) -> Layout:
    """Empty a cell."""
    _check(layout, cell)
    if layout.cells[cell] is None:
        return layout
    return _edited(layout, (*layout.cells[:cell], None, *layout.cells[cell + 1 :]), layout.overflow)


def remove_camera(layout: Layout, camera: CameraId) -> Layout:
    """Take a camera off the wall, shown or waiting."""
    if camera not in layout.cameras():
        return layout
    cells = tuple(None if shown == camera else shown for shown in layout.cells)
    return _edited(layout, cells, tuple(waiting for waiting in layout.overflow if waiting != camera))


def clear(layout: Layout) -> Layout:
    """Empty the wall, the overflow included."""
    return empty(layout.grid)


def with_grid(layout: Layout, grid: Grid) -> Layout:
    """Change the grid and lose no camera.

    Cameras keep their cells where all of them lie within the new grid; otherwise they close up in order and
    the rest waits in the overflow. Waiting cameras fill empty cells as soon as there are some. Growing back
    to the grid before the shrinking restores every place.
    """
    if grid == layout.grid:
        return layout
    if len(layout.before) == int(grid):
        return Layout(grid, layout.before)
    cameras = layout.cameras()
    kept = _kept(layout.cells, grid)
    if kept is None:
        cells, overflow = _filled(cameras, grid), cameras[int(grid) :]
    else:
        cells, overflow = _refill(kept, layout.overflow)
    before: Cells = () if grid > layout.grid else layout.before or (() if layout.overflow else layout.cells)
    return Layout(grid, cells, overflow, before=before)


def maximise(layout: Layout, cell: int) -> Layout:
    """Let one cell fill the wall; an empty cell cannot."""
    _check(layout, cell)
    return layout if layout.cells[cell] is None else replace(layout, maximised=cell)


def restore(layout: Layout) -> Layout:
    """Show all cells again."""
    return replace(layout, maximised=None)


def _check(layout: Layout, cell: int) -> None:
    if not layout.is_cell(cell):
        raise ValueError("no such cell on this grid")


def _edited(layout: Layout, cells: Cells, overflow: tuple[CameraId, ...]) -> Layout:
    big = layout.maximised
    return Layout(layout.grid, cells, overflow, None if big is None or cells[big] is None else big)


def _filled(cameras: tuple[CameraId, ...], grid: Grid) -> Cells:
    shown = cameras[: int(grid)]
    return (*shown, *(None,) * (int(grid) - len(shown)))


def _kept(cells: Cells, grid: Grid) -> Cells | None:
    """Return the cells cut or padded to the grid, or None when a camera would be cut off."""
    if any(camera is not None for camera in cells[int(grid) :]):
        return None
    return (*cells[: int(grid)], *(None,) * (int(grid) - len(cells)))


def _refill(cells: Cells, waiting: tuple[CameraId, ...]) -> tuple[Cells, tuple[CameraId, ...]]:
    queue = list(waiting)
    refilled = tuple(queue.pop(0) if shown is None and queue else shown for shown in cells)
    return refilled, tuple(queue)
