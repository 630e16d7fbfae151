"""Where cells lie, which tile goes where when the layout changes, and which cell is whose neighbour."""

from enum import Enum

from PySide6.QtCore import QRect

from desktop.domain.grid import CellRect, Grid
from desktop.domain.layout import Cells


class Direction(Enum):
    """Where an arrow key leads, as steps on the lattice."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    UP = (0, -1)
    DOWN = (0, 1)


def cell_rects(grid: Grid, area: QRect) -> tuple[QRect, ...]:
    """Return every cell's rectangle; neighbours share an edge and the whole area is used."""

    def x(units: int) -> int:
        return area.left() + area.width() * units // grid.side

    def y(units: int) -> int:
        return area.top() + area.height() * units // grid.side

    return tuple(
        QRect(
            x(cell.x),
            y(cell.y),
            x(cell.x + cell.width) - x(cell.x),
            y(cell.y + cell.height) - y(cell.y),
        )
        for cell in grid.rects
    )


def neighbour(grid: Grid, cell: int, direction: Direction) -> int:
    """Return the nearest cell in a direction, the same one at the wall's edge."""
    dx, dy = direction.value
    here = grid.rects[cell]
    best, best_distance = cell, float("inf")
    for index, there in enumerate(grid.rects):
        along, across = _apart(here, there, dx, dy)
        if along > 0 and across < max(_extent(here, dx), _extent(there, dx)):
            distance = along * 4 + across
            if distance < best_distance:
                best, best_distance = index, distance
    return best


def _apart(here: CellRect, there: CellRect, dx: int, dy: int) -> tuple[float, float]:
    """Return the distance of two centres along the direction and across it, in half units."""
    x = (2 * there.x + there.width) - (2 * here.x + here.width)
    y = (2 * there.y + there.height) - (2 * here.y + here.height)
    return (x * dx, abs(y)) if dx else (y * dy, abs(x))


def _extent(cell: CellRect, dx: int) -> int:
    return cell.height if dx else cell.width


def rearrange(old: Cells, new: Cells) -> tuple[int | None, ...]:
    """Return for every new cell the old cell whose tile it takes over; None: a new tile is needed.

    A camera keeps its tile wherever it goes. A new camera takes the tile that stands there, so that the
    former camera's last picture can stay until the new one comes.
    """
    where = {camera: cell for cell, camera in enumerate(old) if camera is not None}
    taken: list[int | None] = [where.get(camera) if camera is not None else None for camera in new]
    used = {cell for cell in taken if cell is not None}
    for cell, source in enumerate(taken):
        if source is None and cell < len(old) and cell not in used:
            taken[cell] = cell
            used.add(cell)
    spare = iter([cell for cell in range(len(old)) if cell not in used])
    return tuple(next(spare, None) if source is None else source for source in taken)
