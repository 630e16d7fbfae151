"""Watches tiles on a screen: which camera each shows, since when, how late, and whether it moves."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import monotonic, time_ns
from typing import Protocol

import numpy as np

from desktop.check.screen import Pixels, Rect, bounding

STRIP_SHARE = 18
"""The stamp takes the bottom eighteenth of the picture."""
SPARE_ROWS = 6
MOVING_S = 2.0
"""A live tile shows a new picture at least this often; after 3 s the wall itself calls it frozen."""
FRESH_MS = 2000.0
"""A picture older than this is not live, even if it moves."""
MIN_PICTURES = 5
"""So many pictures, each newer than the one before, prove that a tile moves."""
RECALL_S = 1.0
"""The screen is remembered so long, for tiles whose place becomes known after their first picture."""


class Stamp(Protocol):
    """What a stamp reader returns: the camera's number and the picture's UTC milliseconds."""

    @property
    def camera(self) -> int:
        """Number of the camera."""
        ...

    @property
    def time_ms(self) -> int:
        """UTC milliseconds since 1970."""
        ...


class Source(Protocol):
    """What is looked at: a screen."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        ...

    def grab_all(self) -> Pixels:
        """Return a copy of all pixels."""
        ...

    def grab(self, rect: Rect) -> Pixels:
        """Return a copy of the pixels in a rectangle."""
        ...


Reader = Callable[[Pixels], Stamp | None]


@dataclass(frozen=True, slots=True)
class Target:
    """A tile to watch: the camera it has to show, where, and when it was asked to (monotonic seconds)."""

    cell: int
    stamp: int
    rect: Rect
    opened_at: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The screen at one instant."""

    pixels: Pixels
    at: float
    """Monotonic seconds after the grab: what is in it was on the screen by then."""
    utc_ms: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """A picture seen for the first time."""

    stamp_ms: int
    at: float
    latency_ms: float


@dataclass(slots=True)
class TileWatch:
    """Everything seen in one tile."""

    target: Target
    seen: int | None = None
    """The camera in the last readable picture."""
    strangers: set[int] = field(default_factory=set)
    """Cameras other than the asked one that ever showed."""
    pictures: list[Sighting] = field(default_factory=list)
    picture: Pixels | None = None
    """A picture of the tile's size of which only the strip with the stamp is kept up to date."""

    def serves(self, target: Target) -> bool:
        """Tell whether this watch can go on for a target: the same camera, and nothing missed so far."""
        same = self.target.stamp == target.stamp and self.target.opened_at == target.opened_at
        return same and (self.target.rect == target.rect or bool(self.pictures or self.strangers))

    def note(self, camera: int, stamp_ms: int, at: float, utc_ms: float) -> None:
        """Take in one reading."""
        self.seen = camera
        if camera != self.target.stamp:
            self.strangers.add(camera)
            return
        last = self.pictures[-1].stamp_ms if self.pictures else -1
        if stamp_ms > last:
            self.pictures.append(Sighting(stamp_ms, at, utc_ms - stamp_ms))

    def update(self, strip: Pixels) -> bool:
        """Take in the strip at the bottom of the tile; tell whether it differs: reading costs far more."""
        if self.picture is None or self.picture.shape[:2] != (
            self.target.rect.height,
            self.target.rect.width,
        ):
            self.picture = np.zeros((self.target.rect.height, self.target.rect.width, 4), np.uint8)
        kept = self.picture[-strip.shape[0] :]
        if np.array_equal(kept, strip):
            return False
        kept[:] = strip
        return True

    @property
    def first_at(self) -> float | None:
        """Monotonic seconds of the first right picture."""
        return self.pictures[0].at if self.pictures else None

    def is_live(self, now: float) -> bool:
        """Tell whether the tile shows its camera, and only it, moving and fresh."""
        if len(self.pictures) < MIN_PICTURES or self.seen != self.target.stamp:
            return False
        last = self.pictures[-1]
        return now - last.at <= MOVING_S and last.latency_ms <= FRESH_MS

    def latency_ms(self, since: float) -> float | None:
        """Return the median age of pictures when they appeared, of those that came after an instant."""
        ages = [picture.latency_ms for picture in self.pictures if picture.at >= since]
        return median(ages) if ages else None


class Observer:
    """Looks at the screen and keeps a `TileWatch` for each tile, by cell.

    Until `expected` tiles are known it grabs and remembers the whole screen; from then on only the strips.
    """

    def __init__(self, screen: Source, reader: Reader, *, expected: int) -> None:
        self._screen = screen
        self._reader = reader
        self._expected = expected
        self._recent: deque[Snapshot] = deque()
        self.tiles: dict[int, TileWatch] = {}

    def aim(self, targets: Sequence[Target]) -> None:
        """Say where to look; a tile that is new, or asked for another camera, begins afresh."""
        for target in targets:
            known = self.tiles.get(target.cell)
            if known is not None and known.serves(target):
                known.target = target
                continue
            watch = self.tiles[target.cell] = TileWatch(target)
            for snapshot in self._recent if self._on_screen(watch) else ():
                if snapshot.at >= target.opened_at:
                    strip = _cut(snapshot.pixels, strip_of(target.rect))
                    self._read(watch, strip, snapshot.at, snapshot.utc_ms)

    def look(self) -> None:
        """Grab the screen once and read every tile."""
        if len(self.tiles) < self._expected:
            self._look_at_all()
            return
        self._recent.clear()
        watches = [watch for watch in self.tiles.values() if self._on_screen(watch)]
        for row in rows_of([watch.target.rect for watch in watches]):
            pixels, at, utc_ms = self._screen.grab(row), monotonic(), time_ns() / 1e6
            for watch in watches:
                strip = strip_of(watch.target.rect)
                if strip.y == row.y:
                    part = pixels[: strip.height, strip.x - row.x : strip.right - row.x]
                    self._read(watch, part, at, utc_ms)

    def read_once(self) -> tuple[Pixels, dict[int, int | None]]:
        """Return one picture of the screen and the camera readable in each tile of exactly this picture."""
        pixels = self._screen.grab_all()
        seen: dict[int, int | None] = {}
        for cell, watch in self.tiles.items():
            stamp = self._reader(_cut(pixels, watch.target.rect)) if self._on_screen(watch) else None
            seen[cell] = stamp.camera if stamp else None
        return pixels, seen

    def _on_screen(self, watch: TileWatch) -> bool:
        return watch.target.rect.inside(*self._screen.size)

    def _look_at_all(self) -> None:
        """Grab everything, and remember it for tiles whose place is not known yet."""
        snapshot = Snapshot(self._screen.grab_all(), monotonic(), time_ns() / 1e6)
        for watch in filter(self._on_screen, self.tiles.values()):
            strip = _cut(snapshot.pixels, strip_of(watch.target.rect))
            self._read(watch, strip, snapshot.at, snapshot.utc_ms)
        self._recent.append(snapshot)
        while snapshot.at - self._recent[0].at > RECALL_S:
            self._recent.popleft()

    def _read(self, watch: TileWatch, strip: Pixels, at: float, utc_ms: float) -> None:
        if not watch.update(strip):
            return
        assert watch.picture is not None
        stamp = self._reader(watch.picture)
        if stamp is not None:
            watch.note(stamp.camera, stamp.time_ms, at, utc_ms)


def strip_of(rect: Rect) -> Rect:
    """Return the part of a tile's picture that holds the stamp, with some rows more for the reader."""
    height = min(rect.height, rect.height // STRIP_SHARE + SPARE_ROWS)
    return Rect(rect.x, rect.bottom - height, rect.width, height)


def rows_of(rects: Sequence[Rect]) -> list[Rect]:
    """Return the areas to grab: one for each height on the screen at which strips lie."""
    strips = [strip_of(rect) for rect in rects]
    heights = sorted({strip.y for strip in strips})
    return [bounding([strip for strip in strips if strip.y == y]) for y in heights]


def _cut(pixels: Pixels, rect: Rect) -> Pixels:
    return pixels[rect.y : rect.bottom, rect.x : rect.right]
