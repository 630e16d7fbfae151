"""One seek under watch: from the click until every tile shows the asked instant, and while it plays on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.check.playback_eyes import Glance, Sight
from desktop.check.playback_footage import KEY_FRAME_MS, Footage

SETTLE_S = 0.3
"""After the last tile has come to the asked instant they get so long to play in step before skew counts."""
STRAY_MS = KEY_FRAME_MS
"""While it plays on, a tile may be so far from where a clock that never stood still would be."""


@dataclass(slots=True)
class TileSeek:
    """What one tile showed after the click; instants of footage in UTC milliseconds."""

    cell: int
    camera: int
    footage: Footage
    had_picture: bool = True
    """False until the tile has ever shown a picture: it cannot keep the last one then."""
    right_at: float | None = None
    """Monotonic seconds of the first right picture."""
    seen_ms: int | None = None
    """The instant of the first right picture; before there is one, of the last picture."""
    exact_at: float | None = None
    """Monotonic seconds of the first picture of the asked instant itself, or of a later one."""
    exact_ms: int | None = None
    last_ms: int | None = None
    blank: int = 0
    """Looks at which the tile had lost its picture."""
    unreadable: int = 0
    strangers: set[int] = field(default_factory=set)
    strayed_to: int | None = None

    @property
    def demanded(self) -> bool:
        """True where the archive has everything that is watched."""
        return self.footage is Footage.FULL

    @property
    def plays(self) -> bool:
        """True once pictures have come after that of the asked instant."""
        return self.last_ms is not None and self.exact_ms is not None and self.last_ms > self.exact_ms


class SeekWatch:
    """Takes in one glance after another."""

    def __init__(
        self, asked_ms: int, pressed_at: float, tiles: Sequence[TileSeek], *, picture_ms: float
    ) -> None:
        self.asked_ms = asked_ms
        self.pressed_at = pressed_at
        self.tiles = tuple(tiles)
        self.skews: list[float] = []
        self._picture_ms = picture_ms
        self._before = pressed_at
        self._demanded = tuple(tile for tile in tiles if tile.demanded)

    @property
    def all_right_at(self) -> float | None:
        """Monotonic seconds at which the last tile showed its first right picture."""
        return _last([tile.right_at for tile in self._demanded])

    @property
    def all_exact_at(self) -> float | None:
        """Monotonic seconds at which the last tile had come to the asked instant itself."""
        return _last([tile.exact_at for tile in self._demanded])

    @property
    def all_play(self) -> bool:
        """True once every tile has gone on."""
        return all(tile.plays for tile in self._demanded)

    def note(self, glance: Glance) -> None:
        """Take in what the tiles show; a later glance each time."""
        latest_ms = self._latest_ms(glance)
        for tile in self.tiles:
            self._note(tile, glance.sights.get(tile.cell, Sight()), glance.at, latest_ms)
        self._before = glance.at
        self._note_skew(glance)

    def _latest_ms(self, glance: Glance) -> float:
        """Return the latest instant that is right for a tile that shows its first picture now.

        It plays from the asked instant on: what is seen one look later may have gone on by that look. Where
        the tiles that were ready do not wait any longer for a late one, it has to join where they are.
        """
        others = [glance.sights.get(tile.cell, Sight()).time_ms for tile in self._demanded if tile.right_at]
        furthest = max([self.asked_ms, *(ms for ms in others if ms is not None)])
        since_last_ms = max(0.0, glance.at - self._before) * 1000
        return min(furthest, self._furthest_ms(glance.at)) + self._picture_ms + since_last_ms

    def _note(self, tile: TileSeek, sight: Sight, at: float, latest_ms: float) -> None:
        if sight.time_ms is None or sight.camera is None:
            tile.blank += sight.blank and tile.had_picture
            tile.unreadable += not sight.blank
            return
        tile.had_picture = True
        if sight.camera != tile.camera:
            tile.strangers.add(sight.camera)
            return
        tile.last_ms = sight.time_ms
        if tile.right_at is None:
            tile.seen_ms = sight.time_ms
            if self.asked_ms - KEY_FRAME_MS <= sight.time_ms <= latest_ms:
                tile.right_at = at
        elif not self.asked_ms - STRAY_MS <= sight.time_ms <= self._furthest_ms(at) + STRAY_MS:
            tile.strayed_to = sight.time_ms
        is_exact = tile.right_at is not None and sight.time_ms > self.asked_ms - self._picture_ms
        if is_exact and tile.exact_at is None:
            tile.exact_at, tile.exact_ms = at, sight.time_ms

    def _furthest_ms(self, at: float) -> float:
        """Return where a clock would be that did not wait at all."""
        return self.asked_ms + (at - self.pressed_at) * 1000

    def _note_skew(self, glance: Glance) -> None:
        begun_at = self.all_exact_at
        if begun_at is None or glance.at < begun_at + SETTLE_S or len(self._demanded) < 2:
            return
        sights = [glance.sights.get(tile.cell, Sight()) for tile in self._demanded]
        times = [
            sight.time_ms
            for sight, tile in zip(sights, self._demanded, strict=True)
            if sight.time_ms is not None and sight.camera == tile.camera
        ]
        if len(times) == len(self._demanded):
            self.skews.append(float(max(times) - min(times)))


def _last(instants: Sequence[float | None]) -> float | None:
    """Return the latest one when all are known."""
    known = [at for at in instants if at is not None]
    return max(known) if len(known) == len(instants) else None
