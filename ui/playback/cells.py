"""Which cameras the playback view shows, which clock each follows, and which one is selected."""

from collections.abc import Callable

from desktop.domain.camera import Camera
from desktop.domain.time_range import TimeRange
from ui.playback import clock_rules as rules
from ui.playback.cell import PlaybackCell
from ui.playback.clock_group import ClockGroup
from ui.playback.clock_rules import Motion
from ui.playback.grid import MOST_TILES, PlaybackGrid
from ui.playback.tile import PlaybackTile

MakeCell = Callable[[Camera, PlaybackTile, Motion, int], PlaybackCell]
"""Makes and starts the cell of a camera on a tile, on a clock, so many milliseconds later than it."""


class Cells:
    """Lives as long as the view; UI thread."""

    def __init__(self, grid: PlaybackGrid, make: MakeCell, gone: Callable[[PlaybackCell], None]) -> None:
        self._grid = grid
        self._make = make
        self._gone = gone
        self._cells: list[PlaybackCell] = []
        self._tied = ClockGroup(Motion(0.0, 0.0))
        self._own: dict[PlaybackCell, ClockGroup] = {}
        self._selected: PlaybackCell | None = None
        self.before_split: tuple[Camera, ...] = ()
        """The cameras that had to make room for one camera's slices."""

    def __len__(self) -> int:
        return len(self._cells)

    @property
    def all(self) -> tuple[PlaybackCell, ...]:
        """The cells in the order of their tiles."""
        return tuple(self._cells)

    @property
    def full(self) -> bool:
        """True when there is no room for another camera."""
        return len(self._cells) >= MOST_TILES

    @property
    def selected(self) -> PlaybackCell | None:
        """The cell that commands are about."""
        return self._selected

    @property
    def tied(self) -> ClockGroup:
        """The common clock."""
        return self._tied

    @property
    def groups(self) -> tuple[ClockGroup, ...]:
        """All clocks, the common one first."""
        return (self._tied, *self._own.values())

    @property
    def is_split(self) -> bool:
        """True while one camera's span is split over the tiles."""
        return self._tied.span is not None

    def group_of(self, cell: PlaybackCell | None) -> ClockGroup:
        """Return the clock that a cell follows; the common one for None."""
        return self._tied if cell is None else self._own.get(cell, self._tied)

    def of_tile(self, tile: PlaybackTile) -> PlaybackCell | None:
        """Return the cell that stands on a tile."""
        return next((cell for cell in self._cells if cell.tile is tile), None)

    def of_camera(self, camera_id: str) -> PlaybackCell | None:
        """Return the first cell that shows a camera."""
        return next((cell for cell in self._cells if cell.camera.id == camera_id), None)

    def begin(self, motion: Motion, span: TimeRange | None = None) -> None:
        """Take all cells away and start a common clock; `span`: the first slice of a split."""
        if span is None:
            self.before_split = ()
        elif not self.is_split:
            self.before_split = tuple(cell.camera for cell in self._cells)
        for cell in tuple(self._cells):
            self.remove(cell)
        self._tied = ClockGroup(motion, span)
        self._grid.movable = span is None

    def add(self, camera: Camera, *, offset_ms: int = 0) -> PlaybackCell:
        """Show one more camera on the common clock."""
        cell = self._make(camera, self._grid.add(), self._tied.motion, offset_ms)
        self._cells.append(cell)
        self._tied.cells.append(cell)
        return cell

    def remove(self, cell: PlaybackCell) -> None:
        """Take a camera away; its neighbour is selected then."""
        self.group_of(cell).cells.remove(cell)
        self._own.pop(cell, None)
        index = self._cells.index(cell)
        self._cells.remove(cell)
        cell.close()
        self._gone(cell)
        self._grid.drop(cell.tile)
        if cell is self._selected:
            self._selected = self._cells[min(index, len(self._cells) - 1)] if self._cells else None
        self.select(self._selected)

    def swap(self, one: PlaybackCell, other: PlaybackCell) -> None:
        """Let two cameras change places."""
        first, second = self._cells.index(one), self._cells.index(other)
        self._cells[first], self._cells[second] = other, one
        self._grid.swap(one.tile, other.tile)

    def select(self, cell: PlaybackCell | None) -> None:
        """Let commands be about another cell."""
        self._selected = cell
        for each in self._cells:
            each.tile.set_selected(each is cell and len(self._cells) > 1)

    def select_next(self, steps: int) -> None:
        """Select the cell so many places further on."""
        if self._cells:
            index = self._cells.index(self._selected) if self._selected in self._cells else 0
            self.select(self._cells[(index + steps) % len(self._cells)])

    def untie(self, cell: PlaybackCell, now: float) -> None:
        """Give a cell a clock of its own, which goes on as the common one does."""
        self._tied.cells.remove(cell)
        own = ClockGroup(rules.rebased(self._tied.motion, now))
        own.cells.append(cell)
        self._own[cell] = own
        cell.tied = False
        cell.show_face()

    def tie(self, cell: PlaybackCell) -> None:
        """Bring a cell back to the common clock."""
        del self._own[cell]
        self._tied.cells.append(cell)
        cell.tied = True
        cell.follow(self._tied.motion, moved=True)
