"""The observer's judgement on tiles, from readings of a screen that the test paints."""

import numpy as np
import pytest

from desktop.check import observer as module
from desktop.check.observer import Observer, Stamp, Target
from desktop.check.screen import Pixels, Rect


class PaintedScreen:
    """A screen of 40×20 pixels that the test sets: the camera's number (0: nothing) and the stamp's time."""

    def __init__(self) -> None:
        self.pixels = np.zeros((20, 40, 4), np.uint8)

    def show(self, rect: Rect, camera: int, stamp_ms: int) -> None:
        self.pixels[rect.y : rect.bottom, rect.x : rect.right] = (camera, *stamp_ms.to_bytes(3, "big"))

    @property
    def size(self) -> tuple[int, int]:
        return 40, 20

    def grab_all(self) -> Pixels:
        return self.pixels.copy()

    def grab(self, rect: Rect) -> Pixels:
        return self.pixels[rect.y : rect.bottom, rect.x : rect.right].copy()


class Reading:
    def __init__(self, camera: int, time_ms: int) -> None:
        self.camera = camera
        self.time_ms = time_ms


class Bench:
    """Two tiles under watch, with a clock that the test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(module, "monotonic", lambda: self.now)
        monkeypatch.setattr(module, "time_ns", lambda: int(self.now * 1e9))
        self.screen = PaintedScreen()
        self.left = Target(0, 7, Rect(0, 0, 20, 20), opened_at=100.0)
        self.right = Target(1, 8, Rect(20, 0, 20, 20), opened_at=100.0)
        self.observer = Observer(self.screen, self.read, expected=2)

    def read(self, pixels: Pixels) -> Stamp | None:
        camera, *time_bytes = pixels[-1, 0].tolist()
        return Reading(camera, int.from_bytes(bytes(time_bytes), "big")) if camera else None

    def play(self, *, left: int = 7, right: int = 8, pictures: int = 6, age_ms: int = 200) -> None:
        for _ in range(pictures):
            self.now += 0.1
            stamp_ms = round(self.now * 1000) - age_ms
            self.screen.show(self.left.rect, left, stamp_ms)
            self.screen.show(self.right.rect, right, stamp_ms)
            self.observer.look()


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench = Bench(monkeypatch)
    bench.observer.aim([bench.left, bench.right])
    return bench


def live(bench: Bench) -> list[bool]:
    return [tile.is_live(bench.now) for tile in bench.observer.tiles.values()]


def test_two_tiles_with_their_own_moving_pictures_are_live(bench: Bench) -> None:
    bench.play()
    assert live(bench) == [True, True]
    assert bench.observer.tiles[0].first_at == pytest.approx(100.1)
    assert bench.observer.tiles[0].latency_ms(since=100.0) == pytest.approx(200, abs=1)


def test_swapped_cameras_are_not_live_and_are_named(bench: Bench) -> None:
    bench.play(left=8, right=7)
    assert live(bench) == [False, False]
    assert bench.observer.tiles[0].strangers == {8}
    assert bench.observer.tiles[0].first_at is None


def test_a_stranger_that_showed_once_is_remembered(bench: Bench) -> None:
    bench.play(left=9, pictures=1)
    bench.play()
    assert bench.observer.tiles[0].strangers == {9}
    assert bench.observer.tiles[1].strangers == set()


def test_aiming_again_forgets_no_stranger(bench: Bench) -> None:
    bench.play(left=9, pictures=1)
    bench.observer.aim([bench.left, bench.right])
    bench.play()
    assert bench.observer.tiles[0].strangers == {9}


def test_a_picture_that_no_longer_changes_is_not_live(bench: Bench) -> None:
    bench.play()
    for _ in range(22):
        bench.now += 0.1
        bench.screen.show(bench.right.rect, 8, round(bench.now * 1000) - 200)
        bench.observer.look()
    assert live(bench) == [False, True]


def test_a_moving_picture_that_is_too_old_is_not_live(bench: Bench) -> None:
    bench.play(age_ms=2500)
    assert live(bench) == [False, False]


def test_one_picture_proves_no_movement(bench: Bench) -> None:
    bench.play(pictures=1)
    assert live(bench) == [False, False]


def test_a_picture_that_came_before_its_place_was_known_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch)
    bench.play(pictures=3)
    bench.observer.aim([bench.left])
    assert bench.observer.tiles[0].first_at == pytest.approx(100.1)


def test_pictures_from_before_the_open_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch)
    bench.play(pictures=3)
    bench.observer.aim([Target(0, 7, bench.left.rect, opened_at=100.25)])
    assert bench.observer.tiles[0].first_at == pytest.approx(100.3)


def test_one_reading_of_the_screen_names_what_is_unreadable(bench: Bench) -> None:
    bench.screen.show(bench.left.rect, 7, 1000)
    _, seen = bench.observer.read_once()
    assert seen == {0: 7, 1: None}


def test_tiles_in_two_rows_are_read_from_two_narrow_grabs(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch)
    bench.left = Target(0, 7, Rect(0, 0, 20, 10), opened_at=100.0)
    bench.right = Target(1, 8, Rect(20, 10, 20, 10), opened_at=100.0)
    bench.observer.aim([bench.left, bench.right])
    grabbed: list[Rect] = []
    real = bench.screen.grab

    def grab(rect: Rect) -> Pixels:
        grabbed.append(rect)
        return real(rect)

    monkeypatch.setattr(bench.screen, "grab", grab)
    bench.play()
    assert live(bench) == [True, True]
    assert set(grabbed) == {Rect(0, 4, 20, 6), Rect(20, 14, 20, 6)}


def test_a_tile_off_the_screen_is_never_seen(bench: Bench) -> None:
    bench.observer.aim([Target(1, 8, Rect(30, 0, 20, 20), opened_at=100.0)])
    bench.play()
    assert live(bench) == [True, False]
    assert bench.observer.read_once()[1] == {0: 7, 1: None}
