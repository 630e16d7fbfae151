"""The wall's grids: how many cells, and where each lies on a lattice of equal units."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache


@dataclass(frozen=True, slots=True)
class CellRect:
    """A cell's place on its grid's lattice, in whole lattice units from the top left."""

    x: int
    y: int
    width: int
    height: int

    @property
    def large(self) -> bool:
        """True for a cell of more than one unit."""
        return self.width > 1


class Grid(IntEnum):
    """The grids by their number of cells; cell 0 is the large one where there is one.

    6 = 3×3 with one 2×2 · 8 = 4×4 with one 3×3 · 10 = 5×5 with one 4×4 · 13 = 4×4 with a 2×2 in the centre.
    """

    ONE = 1
    FOUR = 4
    SIX = 6
    EIGHT = 8
    NINE = 9
    TEN = 10
    THIRTEEN = 13
    SIXTEEN = 16
    TWENTY_FIVE = 25
    THIRTY_SIX = 36
    SIXTY_FOUR = 64

    @property
    def side(self) -> int:
        """Columns of the lattice, and rows: every grid is square."""
        return _SIDES[int(self)]

    @property
    def rects(self) -> tuple[CellRect, ...]:
        """Place of every cell: the large one first, the others in reading order."""
        return _rects(int(self))

    @classmethod
    def fitting(cls, cameras: int) -> "Grid":
        """Return the smallest grid with room for so many cameras, or the largest there is."""
        return next((grid for grid in cls if grid >= cameras), cls.SIXTY_FOUR)


_SIDES = {1: 1, 4: 2, 6: 3, 8: 4, 9: 3, 10: 5, 13: 4, 16: 4, 25: 5, 36: 6, 64: 8}
_LARGE = {
    6: CellRect(0, 0, 2, 2),
    8: CellRect(0, 0, 3, 3),
    10: CellRect(0, 0, 4, 4),
    13: CellRect(1, 1, 2, 2),
}


@cache
def _rects(cells: int) -> tuple[CellRect, ...]:
    side = _SIDES[cells]
    large = _LARGE.get(cells)
    units = [CellRect(x, y, 1, 1) for y in range(side) for x in range(side)]
    if large is None:
        return tuple(units)
    return (large, *(unit for unit in units if not _inside(unit, large)))


def _inside(unit: CellRect, large: CellRect) -> bool:
    return large.x <= unit.x < large.x + large.width and large.y <= unit.y < large.y + large.height
