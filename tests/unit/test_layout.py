"""The wall's layout: nothing is lost, nothing stands twice, whatever a person does."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.domain import layout as walls
from desktop.domain.camera import CameraId
from desktop.domain.grid import Grid
from desktop.domain.layout import Layout
from desktop.stores.layout_store import LayoutStore

CAMERAS = [CameraId(f"4313211032501310{number:04}") for number in range(80)]
grids = st.sampled_from(list(Grid))
cameras = st.sampled_from(CAMERAS)
some_cameras = st.lists(cameras, unique=True, max_size=70).map(tuple)


@pytest.mark.parametrize("grid", list(Grid))
def test_cells_cover_the_lattice_exactly_once(grid: Grid) -> None:
    covered = [
        (x, y)
        for rect in grid.rects
        for x in range(rect.x, rect.x + rect.width)
        for y in range(rect.y, rect.y + rect.height)
    ]
    assert len(grid.rects) == int(grid)
    assert sorted(covered) == [(x, y) for x in range(grid.side) for y in range(grid.side)]


@pytest.mark.parametrize(
    ("grid", "size"), [(Grid.SIX, 2), (Grid.EIGHT, 3), (Grid.TEN, 4), (Grid.THIRTEEN, 2)]
)
def test_the_large_cell_comes_first(grid: Grid, size: int) -> None:
    assert (grid.rects[0].width, grid.rects[0].height) == (size, size)
    assert [rect.large for rect in grid.rects[1:]] == [False] * (int(grid) - 1)


def test_thirteen_has_its_large_cell_in_the_centre() -> None:
    assert (Grid.THIRTEEN.rects[0].x, Grid.THIRTEEN.rects[0].y) == (1, 1)


@given(st.integers(0, 100))
def test_the_fitting_grid_is_the_smallest_with_room(count: int) -> None:
    grid = Grid.fitting(count)
    assert grid >= min(count, 64)
    assert all(smaller < count for smaller in Grid if smaller < grid)


@given(some_cameras, grids, grids)
def test_shrinking_and_growing_back_loses_nothing(
    chosen: tuple[CameraId, ...], big: Grid, small: Grid
) -> None:
    before = walls.place_all(walls.empty(big), chosen)
    shrunk = walls.with_grid(before, small)
    assert shrunk.cameras() == before.cameras()
    assert set(walls.with_grid(shrunk, big).cameras()) == set(chosen)


@given(st.lists(st.sampled_from(range(16)), unique=True), st.sampled_from([Grid.ONE, Grid.FOUR, Grid.NINE]))
def test_growing_back_restores_every_place(taken: list[int], small: Grid) -> None:
    before = walls.empty(Grid.SIXTEEN)
    for cell in taken:
        before = walls.place(before, CAMERAS[cell], cell)
    by_steps = walls.with_grid(walls.with_grid(before, small), Grid.SIXTEEN)
    assert by_steps.cells == before.cells


def test_waiting_cameras_fill_the_cells_of_a_larger_grid() -> None:
    wall = walls.place_all(walls.empty(Grid.FOUR), tuple(CAMERAS[:9]))
    assert wall.overflow == tuple(CAMERAS[4:9])
    grown = walls.with_grid(wall, Grid.NINE)
    assert grown.cells == tuple(CAMERAS[:9])
    assert grown.overflow == ()


def test_placing_a_camera_twice_moves_it() -> None:
    wall = walls.place(walls.place(walls.empty(Grid.FOUR), CAMERAS[0], 0), CAMERAS[0], 3)
    assert wall.cells == (None, None, None, CAMERAS[0])


def test_a_full_wall_has_no_next_free_cell() -> None:
    wall = walls.place_all(walls.empty(Grid.FOUR), tuple(CAMERAS[:4]))
    assert walls.place_next_free(wall, CAMERAS[5]) == (wall, None)
    assert walls.place_next_free(wall, CAMERAS[2]) == (wall, 2)


def test_swapping_keeps_the_maximised_camera_maximised() -> None:
    wall = walls.maximise(walls.place_all(walls.empty(Grid.FOUR), tuple(CAMERAS[:2])), 0)
    swapped = walls.swap(wall, 0, 3)
    assert swapped.maximised == 3
    assert swapped.cells[3] == CAMERAS[0]


def test_removing_the_maximised_camera_shows_the_others() -> None:
    wall = walls.maximise(walls.place_all(walls.empty(Grid.FOUR), tuple(CAMERAS[:2])), 1)
    assert walls.remove(wall, 1).maximised is None


def test_an_empty_cell_cannot_be_maximised() -> None:
    assert walls.maximise(walls.empty(Grid.FOUR), 2).maximised is None


@pytest.mark.parametrize("cell", [-1, 4, 100])
def test_a_cell_off_the_grid_is_an_error(cell: int) -> None:
    with pytest.raises(ValueError, match="no such cell"):
        walls.place(walls.empty(Grid.FOUR), CAMERAS[0], cell)


class WallMonkey(RuleBasedStateMachine):
    """Does anything in any order and checks that the wall stays a wall, and that undo takes all back."""

    @initialize(grid=grids)
    def start(self, grid: Grid) -> None:
        self.store = LayoutStore(walls.empty(grid))
        self.first = self.store.layout
        self.seen: list[tuple[Layout, Layout]] = []
        self.store.changed.connect(lambda old, new: self.seen.append((old, new)))

    def cell(self, number: int) -> int:
        return number % int(self.store.layout.grid)

    @rule(camera=cameras, cell=st.integers(0, 63))
    def place(self, camera: CameraId, cell: int) -> None:
        self.store.place(camera, self.cell(cell))
        assert self.store.layout.cells[self.cell(cell)] == camera

    @rule(camera=cameras)
    def place_next_free(self, camera: CameraId) -> None:
        cell = self.store.place_next_free(camera)
        assert cell is None or self.store.layout.cells[cell] == camera

    @rule(source=st.integers(0, 63), goal=st.integers(0, 63))
    def move(self, source: int, goal: int) -> None:
        camera = self.store.layout.cells[self.cell(source)]
        self.store.move(self.cell(source), self.cell(goal))
        if camera is not None:
            assert self.store.layout.cells[self.cell(goal)] == camera

    @rule(first=st.integers(0, 63), second=st.integers(0, 63))
    def swap(self, first: int, second: int) -> None:
        before = self.store.layout.cameras()
        self.store.swap(self.cell(first), self.cell(second))
        assert set(self.store.layout.cameras()) == set(before)

    @rule(cell=st.integers(0, 63))
    def remove(self, cell: int) -> None:
        self.store.remove(self.cell(cell))
        assert self.store.layout.cells[self.cell(cell)] is None

    @rule(grid=grids)
    def set_grid(self, grid: Grid) -> None:
        before = set(self.store.layout.cameras())
        self.store.set_grid(grid)
        assert set(self.store.layout.cameras()) == before

    @rule(cell=st.integers(0, 63))
    def maximise(self, cell: int) -> None:
        self.store.maximise(self.cell(cell))

    @rule()
    def restore(self) -> None:
        self.store.restore()
        assert self.store.layout.maximised is None

    @rule()
    def undo_and_redo(self) -> None:
        before = self.store.layout
        if self.store.can_undo:
            self.store.undo()
            self.store.redo()
            assert self.store.layout == before

    @invariant()
    def told_every_change(self) -> None:
        if self.seen:
            assert self.seen[-1][1] is self.store.layout
            assert all(old != new for old, new in self.seen)
            assert all(one[1] == two[0] for one, two in pairwise(self.seen))

    @invariant()
    def no_camera_waits_beside_an_empty_cell_after_growing(self) -> None:
        layout = self.store.layout
        shown = [camera for camera in layout.cells if camera is not None]
        assert len(set(shown) | set(layout.overflow)) == len(shown) + len(layout.overflow)


TestWallMonkey = WallMonkey.TestCase


def test_undo_takes_everything_back() -> None:
    store = LayoutStore()
    first = store.layout
    store.place(CAMERAS[0], 3)
    store.set_grid(Grid.FOUR)
    store.maximise(3)
    store.remove(3)
    while store.can_undo:
        store.undo()
    assert store.layout == first
    while store.can_redo:
        store.redo()
    assert store.layout.cameras() == ()


def test_a_new_change_forgets_what_was_taken_back() -> None:
    store = LayoutStore()
    store.place(CAMERAS[0], 0)
    store.undo()
    store.place(CAMERAS[1], 0)
    assert not store.can_redo
