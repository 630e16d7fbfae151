"""Geometry of the wall: no gap, no overlap, every cell reachable, no tile lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from desktop.domain import layout as walls
from desktop.domain.camera import CameraId
from desktop.domain.grid import Grid
from ui.wall.geometry import Direction, cell_rects, neighbour, rearrange
from ui.wall.placing import drop, open_next

GRIDS = st.sampled_from(list(Grid))
CAMERA = st.integers(0, 30).map(lambda number: CameraId(f"{number:020d}"))


@given(GRIDS, st.integers(64, 4000), st.integers(64, 2400))
def test_cells_cover_the_wall_exactly(grid: Grid, width: int, height: int) -> None:
    rects = cell_rects(grid, QRect(0, 0, width, height))
    assert len(rects) == int(grid)
    assert sum(rect.width() * rect.height() for rect in rects) == width * height
    for index, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[index + 1 :])


@pytest.mark.parametrize("grid", list(Grid))
def test_arrow_keys_reach_every_cell(grid: Grid) -> None:
    reached, queue = {0}, [0]
    while queue:
        cell = queue.pop()
        for direction in Direction:
            following = neighbour(grid, cell, direction)
            if following not in reached:
                reached.add(following)
                queue.append(following)
    assert reached == set(range(int(grid)))


@given(GRIDS, st.sampled_from(list(Direction)), st.data())
def test_an_arrow_key_never_leads_the_other_way(
    grid: Grid, direction: Direction, data: st.DataObject
) -> None:
    cell = data.draw(st.integers(0, int(grid) - 1))
    here, there = grid.rects[cell], grid.rects[neighbour(grid, cell, direction)]
    dx, dy = direction.value
    moved_x = (2 * there.x + there.width) - (2 * here.x + here.width)
    moved_y = (2 * there.y + there.height) - (2 * here.y + here.height)
    assert moved_x * dx + moved_y * dy >= 0


@given(GRIDS, GRIDS, st.lists(CAMERA, unique=True, max_size=20), st.lists(CAMERA, unique=True, max_size=20))
def test_cameras_keep_their_tiles_and_no_tile_serves_twice(
    old_grid: Grid, new_grid: Grid, before: list[CameraId], after: list[CameraId]
) -> None:
    old = walls.place_all(walls.empty(old_grid), tuple(before)).cells
    new = walls.place_all(walls.empty(new_grid), tuple(after)).cells
    sources = rearrange(old, new)
    used = [source for source in sources if source is not None]
    assert len(sources) == len(new)
    assert len(set(used)) == len(used)
    for cell, camera in enumerate(new):
        if camera is not None and camera in old:
            source = sources[cell]
            assert source is not None
            assert old[source] == camera


@given(GRIDS, st.lists(CAMERA, unique=True, min_size=1, max_size=12), st.data())
def test_dropped_cameras_stand_from_the_cell_on(
    grid: Grid, cameras: list[CameraId], data: st.DataObject
) -> None:
    cell = data.draw(st.integers(0, int(grid) - 1))
    layout = drop(walls.empty(grid), cameras, cell)
    room = int(grid) - cell
    assert layout.cells[cell : cell + len(cameras)] == tuple(cameras[:room])


@given(st.lists(CAMERA, unique=True, max_size=9), st.lists(CAMERA, unique=True, min_size=1, max_size=9))
def test_opened_cameras_are_on_the_wall_and_those_shown_stay(
    shown: list[CameraId], opened: list[CameraId]
) -> None:
    layout = walls.place_all(walls.empty(Grid.NINE), tuple(shown))
    after, cell = open_next(layout, opened, [3, 1, 2, 0, 4, 5, 6, 7, 8])
    assert cell is not None
    assert after.cells[cell] == opened[0]
    for camera in opened:
        if camera in shown:
            assert after.find(camera) == layout.find(camera)
