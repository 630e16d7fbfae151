"""What the demo cameras show: places that differ, light by the clock, captions by the rule, life."""

from datetime import datetime
from itertools import groupby, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from desktop.check.stamp_reader import StampReading, read_stamp
from desktop.demo_platform.media.captions import BEIJING, name_caption, time_caption
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.painter import Painter
from desktop.demo_platform.media.profiles import MAIN, SUB
from desktop.demo_platform.media.scenery import Scenery
from desktop.demo_platform.media.scenes import PLACES, build
from desktop.demo_platform.media.scenes.light import Phase, phase_at
from desktop.demo_platform.media.scenes.places.common import Setting
from desktop.demo_platform.media.scenes.tracks import Bay
from desktop.demo_platform.media.yuv import Planes, Sprite

NOON_MS = 1_790_000_000_000
STAMP_TOP = 340


def camera(number: int = 1, scene: str = "road", *, name: str = "湾头村村口", ptz_type: int = 3) -> Camera:
    road = "G320" if number % 2 else ""
    return Camera(number, str(number), name, True, scene, number, ptz_type, "h264", "h264", "湾头村", road)


def luma(painter: Painter, time_ms: int, *, fresh: bool = False) -> NDArray[np.uint8]:
    """Return a copy of the luma of one picture."""
    return Planes.of_frame(painter.paint(time_ms, fresh=fresh)).y.copy()


def at(text: str) -> int:
    """Return the milliseconds of a Beijing time."""
    return round(datetime.fromisoformat(text).replace(tzinfo=BEIJING).timestamp() * 1000)


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("scene", list(PLACES))
def test_every_place_shows_in_every_light(scene: str, phase: Phase) -> None:
    painter = Painter(camera(9, scene), SUB, NOON_MS, phase)
    planes = Planes.of_frame(painter.paint(NOON_MS, fresh=True))
    assert read_stamp(planes.y) == StampReading(9, NOON_MS)
    picture = planes.y[:STAMP_TOP]
    assert picture.std() > 12  # something can be seen
    assert picture.min() >= 16
    assert picture.max() <= 240
    for plane in (planes.u, planes.v):
        assert (plane[STAMP_TOP // 2 :] == 128).all()
        if phase is Phase.INFRARED:
            assert np.abs(plane[20:150].astype(int) - 128).max() <= 1


def test_what_passes_close_by_does_not_colour_the_stamp() -> None:
    coloured = 0
    for number in range(1, 25):
        painter = Painter(camera(number, "village_entrance"), MAIN, NOON_MS, Phase.NIGHT)
        for step in range(40):
            planes = Planes.of_frame(painter.paint(NOON_MS + step * 700, fresh=step == 0))
            above = planes.u[330:339].astype(int)
            coloured += int(np.abs(above - 128).max() > 20)
            assert (planes.u[340:] == 128).all()
            assert (planes.v[340:] == 128).all()
    assert coloured > 0  # something colourful did come close


@pytest.mark.parametrize("scene", list(PLACES))
def test_nights_are_darker_than_days(scene: str) -> None:
    means = {
        phase: luma(Painter(camera(4, scene), SUB, NOON_MS, phase), NOON_MS, fresh=True)[40:300].mean()
        for phase in Phase
    }
    assert means[Phase.DAY] > means[Phase.DUSK] > means[Phase.NIGHT]
    assert means[Phase.DAY] > means[Phase.INFRARED]


@pytest.mark.parametrize("scene", list(PLACES))
def test_no_two_cameras_look_the_same(scene: str) -> None:
    pictures = [
        luma(Painter(camera(number, scene), SUB, NOON_MS, Phase.DAY), NOON_MS, fresh=True)[40:300].astype(int)
        for number in range(1, 13)
    ]
    for index, one in enumerate(pictures):
        for other in pictures[:index]:
            assert np.abs(one - other).mean() > 6


def test_a_camera_always_shows_the_same_place() -> None:
    first, second = (luma(Painter(camera(5), SUB, NOON_MS, Phase.DAY), NOON_MS, fresh=True) for _ in range(2))
    assert (first == second).all()


@pytest.mark.parametrize("scene", list(PLACES))
def test_something_moves_and_leaves_no_trace(scene: str) -> None:
    one = camera(6, scene)
    painter = Painter(one, SUB, NOON_MS, Phase.DUSK, Scenery(one, SUB, Phase.DUSK, steady=True))
    still = luma(painter, NOON_MS, fresh=True)[40:300]
    moved = 0
    for step in range(1, 400):
        seen = luma(painter, NOON_MS + step * 83)
        moved += int((seen[40:300] != still).any())
    last_ms = NOON_MS + 400 * 83
    kept = luma(painter, last_ms)
    assert (kept == luma(painter, last_ms, fresh=True)).all()
    assert moved > 100


@pytest.mark.parametrize("scene", list(PLACES))
def test_a_car_is_parked_for_hours_and_then_gone(scene: str) -> None:
    one = camera(6, scene)
    setting = Setting(one.seed, one.name, one.village, one.road)
    (bay,) = [track for track in build(scene, setting).tracks if isinstance(track, Bay)]
    minutes = range(0, 3 * 24 * 60, 5)
    parked = [bool(list(bay.actors(NOON_MS / 1000 + minute * 60))) for minute in minutes]
    stays = [len(list(run)) * 5 for is_there, run in groupby(parked) if is_there]
    assert len(stays) >= 4
    assert all(60 <= stay <= 210 for stay in stays[1:-1])
    painter = Painter(one, SUB, NOON_MS, Phase.DAY, Scenery(one, SUB, Phase.DAY, steady=True))
    leaves = next(n for n, pair in enumerate(pairwise(parked)) if pair == (True, False))
    there, before, after, later = (
        np.median(
            [
                luma(painter, NOON_MS + minutes[leaves + step] * 60_000 + more * 7_300, fresh=True)[40:340]
                for more in range(9)
            ],
            axis=0,
        )
        for step in (-4, -1, 2, 5)
    )
    assert _changed(there, before) < 300  # what passes does not stay; the hens do stir a little
    assert _changed(before, after) > 300
    assert _changed(after, later) < 300


def _changed(one: NDArray[np.float64], other: NDArray[np.float64]) -> int:
    """Return how many pixels differ clearly."""
    return int((np.abs(one - other) > 20).sum())


def test_the_large_picture_is_drawn_with_care_after_a_quick_start() -> None:
    painter = Painter(camera(7), MAIN, NOON_MS, Phase.DAY)
    quick = luma(painter, NOON_MS, fresh=True)
    assert painter.wants_better(NOON_MS)
    painter.improve(NOON_MS)
    assert not painter.wants_better(NOON_MS)
    assert np.abs(luma(painter, NOON_MS + 1).astype(int) - quick).mean() < 2  # not before a key frame
    careful = luma(painter, NOON_MS + 2, fresh=True)
    assert 0.5 < np.abs(careful[60:600].astype(int) - quick[60:600]).mean() < 20
    assert read_stamp(careful) == StampReading(7, NOON_MS + 2)


def test_a_change_of_light_asks_for_a_new_scenery() -> None:
    painter = Painter(camera(8), SUB, at("2026-11-23 16:00:00"))
    assert not painter.wants_better(at("2026-11-23 16:00:01"))
    assert painter.wants_better(at("2026-11-23 23:00:00"))


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("2026-06-21 12:00", Phase.DAY),
        ("2026-06-21 05:30", Phase.DUSK),
        ("2026-06-21 19:30", Phase.DUSK),
        ("2026-06-21 21:30", Phase.NIGHT),
        ("2026-12-21 08:30", Phase.DAY),
        ("2026-12-21 17:40", Phase.DUSK),
        ("2026-12-21 19:30", Phase.NIGHT),
        ("2026-12-21 05:30", Phase.NIGHT),
    ],
)
def test_the_light_follows_the_beijing_clock_and_the_season(text: str, phase: Phase) -> None:
    assert phase_at(at(text), infrared=False) is phase
    assert phase_at(at(text), infrared=True) is (Phase.INFRARED if phase is Phase.NIGHT else phase)


def test_the_time_stands_at_the_top_right_and_changes_every_second() -> None:
    one, two = time_caption(NOON_MS, SUB), time_caption(NOON_MS + 999, SUB)
    assert one is two
    assert time_caption(NOON_MS + 1000, SUB) is not one
    left, top, right, bottom = one.rect
    assert (left > 320, top < 10, right <= 640, bottom < 40) == (True, True, True, True)


def test_the_name_stands_at_the_bottom_left_above_the_stamp() -> None:
    left, top, right, bottom = name_caption(camera(), SUB).rect
    assert (left < 20, top > 300, bottom <= STAMP_TOP, right < 320) == (True, True, True, True)


@pytest.mark.parametrize(
    ("ptz_type", "is_movable"), [(0, False), (1, True), (2, False), (3, False), (4, True), (5, True)]
)
def test_a_movable_camera_is_marked(ptz_type: int, *, is_movable: bool) -> None:
    plain, marked = name_caption(camera(), SUB), name_caption(camera(ptz_type=ptz_type), SUB)
    assert (marked.rect[2] > plain.rect[2]) is is_movable


@given(st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_any_name_fits_into_the_picture(name: str) -> None:
    left, top, right, bottom = name_caption(camera(name=name, ptz_type=1), SUB).rect
    assert 0 <= left < right <= 640
    assert 0 <= top < bottom <= STAMP_TOP


@given(
    st.integers(-60, 700),
    st.integers(-60, 400),
    st.integers(1, 70),
    st.integers(1, 50),
    st.sampled_from([0, 90, 255]),
)
@settings(max_examples=80, deadline=None)
def test_a_sprite_touches_nothing_but_its_rectangle(
    x: int, y: int, width: int, height: int, alpha: int
) -> None:
    rng = np.random.default_rng(1)
    shapes = ((360, 640), (180, 320), (180, 320))
    planes = Planes(*(rng.integers(16, 236, shape, dtype=np.uint8) for shape in shapes))
    before = [plane.copy() for plane in planes.parts]
    rect = Sprite(Image.new("RGBA", (width, height), (200, 40, 90, alpha))).blend(planes, x, y)
    changed = [np.argwhere(plane != old) for plane, old in zip(planes.parts, before, strict=True)]
    if alpha == 0 or rect is None:
        assert all(len(where) == 0 for where in changed)
        return
    left, top, right, bottom = rect
    for shift, where in zip((0, 1, 1), changed, strict=True):
        rows, columns = where[:, 0] << shift, where[:, 1] << shift
        assert ((rows >= top) & (rows < bottom) & (columns >= left) & (columns < right)).all()
