"""What the eyes see in tiles that the test paints with real stamps."""

from itertools import pairwise

import numpy as np

from desktop.check.observer import Target
from desktop.check.playback_eyes import Eyes, Sight
from desktop.check.screen import Pixels, Rect
from desktop.check.stamp_reader import read_stamp
from desktop.demo_platform.media.stamp import stamper

LEFT, RIGHT, BELOW = Rect(10, 20, 480, 270), Rect(500, 20, 480, 270), Rect(10, 300, 480, 270)


class PaintedScreen:
    """A screen on which the test paints stamped pictures; counts what is grabbed."""

    def __init__(self) -> None:
        self.pixels = np.full((600, 1000, 4), 17, np.uint8)
        self.grabs: list[Rect] = []

    def paint(self, rect: Rect, camera: int, time_ms: int) -> None:
        luma = np.full((rect.height, rect.width), 90, np.uint8)
        stamper(luma)(camera, time_ms)
        self.pixels[rect.y : rect.bottom, rect.x : rect.right] = luma[..., None]

    def clear(self, rect: Rect, level: int) -> None:
        self.pixels[rect.y : rect.bottom, rect.x : rect.right] = level

    @property
    def size(self) -> tuple[int, int]:
        return 1000, 600

    def grab_all(self) -> Pixels:
        return self.pixels.copy()

    def grab(self, rect: Rect) -> Pixels:
        self.grabs.append(rect)
        return self.pixels[rect.y : rect.bottom, rect.x : rect.right].copy()


def eyes_on(screen: PaintedScreen, *rects: Rect) -> Eyes:
    eyes = Eyes(screen, read_stamp)
    eyes.aim([Target(cell, 7 + cell, rect, 0.0) for cell, rect in enumerate(rects)])
    return eyes


def test_every_tile_is_read() -> None:
    screen = PaintedScreen()
    for cell, rect in enumerate((LEFT, RIGHT, BELOW)):
        screen.paint(rect, 7 + cell, 1_795_440_908_000 + cell)
    glance = eyes_on(screen, LEFT, RIGHT, BELOW).look()
    assert glance.sights == {cell: Sight(7 + cell, 1_795_440_908_000 + cell) for cell in range(3)}
    assert len(screen.grabs) == 2, "one grab for each row of tiles"


def test_what_changes_is_read_again() -> None:
    screen = PaintedScreen()
    screen.paint(LEFT, 7, 1_000)
    eyes = eyes_on(screen, LEFT)
    glances = [eyes.look()]
    screen.paint(LEFT, 7, 1_083)
    glances.append(eyes.look())
    assert [glance.sights[0].time_ms for glance in glances] == [1_000, 1_083]
    assert all(former.at <= latter.at for former, latter in pairwise(glances))


def test_blank_and_unreadable_are_two_things() -> None:
    screen = PaintedScreen()
    screen.paint(LEFT, 7, 1_000)
    screen.pixels[LEFT.bottom - 8 : LEFT.bottom, LEFT.x : LEFT.right : 3] = 200
    screen.clear(RIGHT, 0)
    sights = eyes_on(screen, LEFT, RIGHT).look().sights
    assert sights == {0: Sight(), 1: Sight(blank=True)}


def test_a_picture_that_goes_is_seen_as_blank_at_once() -> None:
    screen = PaintedScreen()
    screen.paint(LEFT, 7, 1_000)
    eyes = eyes_on(screen, LEFT)
    eyes.look()
    screen.clear(LEFT, 30)
    assert eyes.look().sights == {0: Sight(blank=True)}


def test_a_tile_that_moved_is_read_where_it_is() -> None:
    screen = PaintedScreen()
    screen.paint(LEFT, 7, 1_000)
    eyes = eyes_on(screen, LEFT)
    eyes.look()
    screen.paint(BELOW, 7, 2_000)
    eyes.aim([Target(0, 7, BELOW, 0.0)])
    assert eyes.look().sights == {0: Sight(7, 2_000)}
