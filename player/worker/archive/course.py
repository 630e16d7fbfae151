"""What a clock asks of a recording: which pictures, how far ahead, from where, and when each is due."""

import math
from dataclasses import dataclass
from typing import Final

from player.api import ArchiveSource, ArchiveState, PlayClock
from player.worker.archive.pace import Turns
from player.worker.archive.packets import Demand, PacketStore

_ALL_PICTURES_UP_TO: Final = 4.0
"""At higher speeds platforms send key frames only."""
_AHEAD_S: Final = 3.0
_AHEAD_PAUSED_MS: Final = 1000.0
"""Enough for some steps; more would be sent for nothing when another seek follows."""
_HOLD_MS: Final = 1500.0
_SHORTEST_MS: Final = 30.0
"""Pictures that would stand for less are left out (four times the speed of 12 pictures a second)."""
_HAIR_MS: Final = 0.01
"""Instants are compared with this tolerance: what is due now must not be taken for the future."""
_BLOCK_GROUPS: Final = 8


@dataclass(frozen=True, slots=True)
class Course:
    """A clock over a source; pure."""

    source: ArchiveSource
    clock: PlayClock
    quick: bool = False
    order: int = 0
    """Which of the owner's orders this answers."""
    pace: float = 1.0
    """How fast it ran before it stood still: it will go on like that when the pictures are there."""
    turns: Turns = Turns()  # noqa: RUF009 - a frozen value

    @property
    def backwards(self) -> bool:
        """True when the footage runs backwards."""
        return self.clock.rate < 0

    @property
    def running(self) -> bool:
        """True unless paused."""
        return self.clock.rate != 0

    @property
    def keys_only(self) -> bool:
        """True when key frames suffice."""
        return self.quick or self.backwards or self.clock.rate > _ALL_PICTURES_UP_TO

    @property
    def hold_ms(self) -> float:
        """For how long a picture stands without a successor before that is a gap."""
        return max(_HOLD_MS, 2.5 * self.source.gop_ms) if self.keys_only else _HOLD_MS

    @property
    def ahead_ms(self) -> float:
        """How far to read ahead."""
        if not self.running and not self.quick:
            return _AHEAD_PAUSED_MS
        running = _AHEAD_S * 1000 * max(1.0, abs(self.clock.rate))
        return max(running / 2, 4.0 * self.source.gop_ms) if self.keys_only else running

    @property
    def reach_ms(self) -> float:
        """How far beyond what has been read an instant may lie without another connection."""
        return (8 if self.keys_only and not self.quick else 2) * float(self.source.gop_ms)

    def now(self, monotonic: float) -> float:
        """Return the instant of the footage, a hair further in the direction of play."""
        hair = -_HAIR_MS if self.backwards else _HAIR_MS
        return self.clock.media_at(monotonic) + hair

    def due(self, media_ms: int) -> float:
        """Return the monotonic second at which a picture is due; never while paused."""
        if not self.running:
            return math.inf
        return self.clock.at + (media_ms - self.clock.media_ms) / 1000 / self.clock.rate

    def demand(self, media_ms: float) -> Demand:
        """Return what to ask for at an instant."""
        source, rate = self.source, abs(self.clock.rate)
        start, group = max(0, math.floor(media_ms)), source.gop_ms
        fastest = max(source.speeds, default=1.0)
        if not self.keys_only:
            return Demand(start, self._offered(rate or min(self.pace, _ALL_PICTURES_UP_TO)))
        if not self.backwards:
            return Demand(start, fastest if self.quick else self._offered(rate), keys_only=True)
        if source.reverse:
            # From the group ahead: the picture that belongs to the instant lies at its end.
            return Demand(start + group, self._offered(rate), reverse=True, keys_only=True)
        return Demand(max(0, start - _BLOCK_GROUPS * group), fastest, keys_only=True)

    def outruns(self, store: PacketStore, media_ms: float) -> bool:
        """Tell whether nothing is left to show because the platform was asked to send more slowly."""
        if not self.running or self.keys_only or store.finished or store.is_empty:
            return False
        return self._offered(self.clock.rate) > store.demand.speed and not store.is_certain(media_ms)

    def serves(self, store: PacketStore) -> bool:
        """Tell whether a store holds the kind of pictures that this course needs."""
        demand = store.demand
        if not self.keys_only:
            return not demand.keys_only
        if self.quick:
            return not demand.reverse
        return demand.keys_only and demand.reverse == (self.backwards and self.source.reverse)

    def wanted(self, store: PacketStore, media_ms: float) -> int | None:
        """Return which of the pictures read so far belongs to an instant."""
        if self.quick:
            return store.key_near(media_ms)
        if self.backwards:
            return store.ceil(media_ms)
        newest = store.floor(media_ms)
        return newest if newest is None or not self.running else self.first_of_turn(store, newest)

    def turn(self, media_ms: int) -> float:
        """Return where the turn of the screen begins that a picture belongs to; of each one picture is shown.

        Turns are counted in footage, so that all players on one clock leave out the same pictures.
        """
        turn_ms = _SHORTEST_MS * self.turns.at(self.due(media_ms)) * abs(self.clock.rate)
        return media_ms // turn_ms * turn_ms

    def first_of_turn(self, store: PacketStore, media_ms: int) -> int:
        """Return the first picture that has been read of a picture's turn."""
        first = store.ceil(self.turn(media_ms))
        return media_ms if first is None else min(first, media_ms)

    def beyond(self, store: PacketStore, media_ms: float) -> int | None:
        """Return the picture that comes next in the direction of play."""
        return store.floor(media_ms) if self.backwards else store.ceil(media_ms)

    def is_known(self, store: PacketStore, media_ms: float) -> bool:
        """Tell whether what belongs to the instant has been read."""
        if store.is_certain(media_ms):
            return True
        key = store.key_near(media_ms) if self.quick else None
        return key is not None and 0 <= media_ms - key < self.source.gop_ms

    def _offered(self, rate: float) -> float:
        """Return the platform's speed for a rate: the next higher one, or its highest."""
        speeds = sorted(self.source.speeds) or [1.0]
        return next((speed for speed in speeds if speed >= rate), speeds[-1])


def judge(
    course: Course, store: PacketStore, media_ms: float, wanted: int | None, *, shown: bool
) -> tuple[ArchiveState, int | None]:
    """Return the state that a tile may truthfully show, and for a gap where it ends."""
    near = wanted is not None and abs(media_ms - wanted) <= course.hold_ms
    if not course.is_known(store, media_ms):
        return (ArchiveState.SHOWING if shown and near else ArchiveState.SEEKING), None
    if not near:
        beyond = course.beyond(store, media_ms)
        if beyond is None and store.finished:
            return ArchiveState.ENDED, None
        if beyond is not None and (wanted is None or abs(beyond - wanted) > course.hold_ms):
            return ArchiveState.GAP, beyond
    return (ArchiveState.SHOWING if shown else ArchiveState.SEEKING), None
