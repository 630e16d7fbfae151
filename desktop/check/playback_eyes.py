"""Looks at the tiles of playback: which camera and which instant each shows, or that it shows nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np

from desktop.check.observer import Reader, Source, Target, TileWatch, rows_of, strip_of
from desktop.check.screen import Pixels

BLANK_SPREAD = 6
"""Gray levels that a strip without any picture may differ by; the stamp's cells differ by 70."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a tile shows: a camera's number and an instant, or neither when no stamp can be read.

    `blank` is a tile without a picture: its strip is of one colour. A strip that is neither blank nor
    readable was grabbed half-painted, or something lies over it.
    """

    camera: int | None = None
    time_ms: int | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """All tiles, by cell, at one instant (monotonic seconds)."""

    at: float
    sights: Mapping[int, Sight]


class Eyes:
    """Reads all tiles again at every look; only strips that differ are decoded."""

    def __init__(self, screen: Source, reader: Reader) -> None:
        self._screen = screen
        self._reader = reader
        self._watches: tuple[TileWatch, ...] = ()
        self._sights: dict[int, Sight] = {}

    def aim(self, targets: Sequence[Target]) -> None:
        """Say where the tiles are; those that moved are read anew."""
        if [watch.target for watch in self._watches] != list(targets):
            self._watches = tuple(TileWatch(target) for target in targets)
            self._sights.clear()

    def look(self) -> Glance:
        """Grab the strips of all tiles and read them."""
        on_screen = [watch for watch in self._watches if watch.target.rect.inside(*self._screen.size)]
        for row in rows_of([watch.target.rect for watch in on_screen]):
            pixels = self._screen.grab(row)
            for watch in on_screen:
                strip = strip_of(watch.target.rect)
                if strip.y == row.y:
                    self._read(watch, pixels[: strip.height, strip.x - row.x : strip.right - row.x])
        return Glance(monotonic(), dict(self._sights))

    def _read(self, watch: TileWatch, strip: Pixels) -> None:
        cell = watch.target.cell
        if not watch.update(strip) and cell in self._sights:
            return
        assert watch.picture is not None
        stamp = self._reader(watch.picture)
        if stamp is not None:
            self._sights[cell] = Sight(stamp.camera, stamp.time_ms)
        else:
            self._sights[cell] = Sight(blank=_is_blank(strip))


def _is_blank(strip: Pixels) -> bool:
    gray = strip[..., :3]
    return int(np.ptp(gray.reshape(-1, 3), axis=0).max()) <= BLANK_SPREAD
