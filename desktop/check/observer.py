"""Watches tiles on a screen: which camera each shows, since when, how late, and whether it moves."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import monotonic, time_ns
from typing import Protocol

import numpy as np

from desktop.check.screen import Pixels, Rect

STRIP_SHARE = 18
"""The stamp takes the bottom eighteenth of the picture."""
MOVING_S = 1.0
"""A live tile shows a new picture at least this often."""
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

    def grab_all(self) -> Pixels:
        """Return a copy of all pixels."""
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
    strip: Pixels | None = None
    """The bottom of the tile as it was read last."""

    def note(self, camera: int, stamp_ms: int, at: float, utc_ms: float) -> None:
        """Take in one reading."""
        self.seen = camera
        if camera != self.target.stamp:
            self.strangers.add(camera)
            return
        last = self.pictures[-1].stamp_ms if self.pictures else -1
        if stamp_ms > last:
            self.pictures.append(Sighting(stamp_ms, at, utc_ms - stamp_ms))

    def changed(self, picture: Pixels) -> bool:
        """Tell whether the part with the stamp differs from the last one: reading costs far more."""
        strip = picture[-(picture.shape[0] // STRIP_SHARE) :]
        if self.strip is not None and np.array_equal(strip, self.strip):
            return False
        self.strip = strip.copy()
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
    """Looks at the screen and keeps a `TileWatch` for each tile, by cell."""

    def __init__(self, screen: Source, reader: Reader) -> None:
        self._screen = screen
        self._reader = reader
        self._recent: deque[Snapshot] = deque()
        self.tiles: dict[int, TileWatch] = {}

    def aim(self, targets: Sequence[Target]) -> None:
        """Say where to look; a tile that is new, or asked for another camera, begins afresh."""
        for target in targets:
            known = self.tiles.get(target.cell)
            if known is not None and known.target.stamp == target.stamp and known.pictures:
                known.target = target
                continue
            watch = self.tiles[target.cell] = TileWatch(target)
            for snapshot in self._recent:
                if snapshot.at >= target.opened_at:
                    self._read(watch, snapshot)

    def look(self) -> None:
        """Grab the screen once and read every tile."""
        snapshot = self._grab()
        for watch in self.tiles.values():
            self._read(watch, snapshot)
        self._remember(snapshot)

    def read_once(self) -> tuple[Pixels, dict[int, int | None]]:
        """Return one picture of the screen and the camera readable in each tile of exactly this picture."""
        snapshot = self._grab()
        seen: dict[int, int | None] = {}
        for cell, watch in self.tiles.items():
            stamp = self._reader(_cut(snapshot.pixels, watch.target.rect))
            seen[cell] = stamp.camera if stamp else None
        return snapshot.pixels, seen

    def _grab(self) -> Snapshot:
        pixels = self._screen.grab_all()
        return Snapshot(pixels, monotonic(), time_ns() / 1e6)

    def _read(self, watch: TileWatch, snapshot: Snapshot) -> None:
        picture = _cut(snapshot.pixels, watch.target.rect)
        stamp = self._reader(picture) if watch.changed(picture) else None
        if stamp is not None:
            watch.note(stamp.camera, stamp.time_ms, snapshot.at, snapshot.utc_ms)

    def _remember(self, snapshot: Snapshot) -> None:
        """Keep the last second until every tile has shown its picture; nothing after that."""
        if self.tiles and all(watch.pictures for watch in self.tiles.values()):
            self._recent.clear()
            return
        self._recent.append(snapshot)
        while snapshot.at - self._recent[0].at > RECALL_S:
            self._recent.popleft()


def _cut(pixels: Pixels, rect: Rect) -> Pixels:
    return pixels[rect.y : rect.bottom, rect.x : rect.right]
