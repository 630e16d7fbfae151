"""How cameras come onto the wall: pure functions from one layout to the next."""

from collections.abc import Sequence

from desktop.domain import layout as walls
from desktop.domain.camera import CameraId
from desktop.domain.layout import Layout


def drop(layout: Layout, cameras: Sequence[CameraId], cell: int) -> Layout:
    """Put cameras on a cell and on those after it; what would fall off the wall's end is left out."""
    for offset, camera in enumerate(cameras):
        if layout.is_cell(cell + offset):
            layout = walls.place(layout, camera, cell + offset)
    return layout


def open_next(
    layout: Layout, cameras: Sequence[CameraId], replaceable: Sequence[int]
) -> tuple[Layout, int | None]:
    """Put cameras on free cells, then on the replaceable ones in that order.

    Returns the layout and the cell of the first camera. Cameras that are shown already stay where they are.
    """
    first: int | None = None
    victims = list(replaceable)
    for camera in cameras:
        layout, cell = walls.place_next_free(layout, camera)
        if cell is None:
            cell = next((each for each in victims if layout.cells[each] not in cameras), None)
            if cell is None:
                break
            victims.remove(cell)
            layout = walls.place(layout, camera, cell)
        first = cell if first is None else first
    return layout, first
