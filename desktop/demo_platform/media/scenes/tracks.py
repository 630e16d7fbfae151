"""The ways along which people and vehicles move, and who is where at which instant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import atan2, hypot
from typing import NamedTuple

from desktop.demo_platform.media.scenes.models.cast import WALKING, Look
from desktop.demo_platform.media.scenes.models.people import STEPS

GroundPoint = tuple[float, float]
_STRIDE_M = 1.25
"""Length of a double step."""
_SPELL_S = 6 * 3600
"""In each spell of this length at most one car comes to a parking bay, and leaves it."""


class Actor(NamedTuple):
    """Something that moves, at one instant."""

    look: Look
    x: float
    z: float
    yaw: float


@dataclass
class Track:
    """A way and its traffic: about one mover of a `kind` every `period` seconds, at `speed` m/s."""

    kind: str
    points: Sequence[GroundPoint]
    speed: float
    period: float
    seed: int
    look: int = 0
    """Decides about colours and clothes; ways with the same look share their movers."""

    choices: int = 3
    """How many different movers use this way."""

    _known: tuple[int, list[tuple[float, int]]] = field(default_factory=lambda: (-1, []), repr=False)

    @cached_property
    def _lengths(self) -> list[float]:
        lengths = [0.0]
        for (x0, z0), (x1, z1) in zip(self.points[:-1], self.points[1:], strict=True):
            lengths.append(lengths[-1] + hypot(x1 - x0, z1 - z0))
        return lengths

    @cached_property
    def length(self) -> float:
        """Length of the way in metres."""
        return self._lengths[-1]

    def place(self, way: float) -> tuple[float, float, float]:
        """Return (x, z, yaw) after so many metres."""
        index = 1
        while index < len(self._lengths) - 1 and self._lengths[index] < way:
            index += 1
        (x0, z0), (x1, z1) = self.points[index - 1], self.points[index]
        start, end = self._lengths[index - 1], self._lengths[index]
        share = (way - start) / max(end - start, 1e-6)
        return x0 + (x1 - x0) * share, z0 + (z1 - z0) * share, atan2(x0 - x1, z0 - z1)

    def actors(self, seconds: float) -> Iterator[Actor]:
        """Yield who is on the way at this instant."""
        for start, pick in self._departures(int(seconds // self.period)):
            way = (seconds - start) * self.speed
            if 0.0 <= way < self.length:
                step = int(way / _STRIDE_M * STEPS) % STEPS if self.kind in WALKING else 0
                yield Actor(Look(self.kind, pick, step), *self.place(way))

    def _departures(self, last: int) -> list[tuple[float, int]]:
        """Return when movers set out, and which, as far as they can still be on the way in this period."""
        known, found = self._known  # other threads may ask for another period meanwhile
        if known != last:
            found = []
            for cycle in range(last, last - int(self.length / self.speed // self.period) - 3, -1):
                draw = _mixed(self.seed, cycle)
                if draw % 100 >= 18:  # sometimes nobody comes
                    start = (cycle + draw // 100 % 1000 / 1000 * 0.8) * self.period
                    found.append((start, _mixed(self.seed, draw) % self.choices + self.look))
            self._known = (last, found)
        return found


@dataclass(frozen=True)
class Spot:
    """Somebody or something that stays in one place and moves there: a dancer, a hen, the flag."""

    kind: str
    x: float
    z: float
    yaw: float
    pick: int
    pace: float = 1.0
    """Movements per second."""

    def actors(self, seconds: float) -> Iterator[Actor]:
        """Yield it in its present pose."""
        step = int(seconds * self.pace * STEPS + self.pick) % (2 * STEPS if self.kind == "flag" else STEPS)
        yield Actor(Look(self.kind, self.pick, step), self.x, self.z, self.yaw)


@dataclass(frozen=True)
class Bay:
    """Where a car is parked for an hour or three, several times a day: what is there and later is not."""

    x: float
    z: float
    yaw: float
    seed: int
    look: int = 0
    """Decides about the colour of the cars."""

    kind: str = "parked_car"

    def actors(self, seconds: float) -> Iterator[Actor]:
        """Yield the car that stands there at this instant."""
        shifted = seconds - self.seed * 977 % _SPELL_S  # not everywhere at the same time of day
        spell = int(shifted // _SPELL_S)
        stay = self._stay(spell)
        if stay is not None and stay[0] <= shifted - spell * _SPELL_S < stay[1]:
            pick = (_mixed(self.seed, spell) >> 4) + self.look
            yield Actor(Look(self.kind, pick % 35, 0), self.x, self.z, self.yaw)

    def _stay(self, spell: int) -> tuple[float, float] | None:
        """Return the seconds of a spell at which its car comes and goes; None when none comes."""
        draw = _mixed(self.seed + 1, spell)
        if draw % 100 < 20:
            return None
        comes = draw // 100 % 1000 / 1000 * 0.4 * _SPELL_S
        return comes, comes + (0.2 + draw // 100_000 % 1000 / 1000 * 0.35) * _SPELL_S


def _mixed(seed: int, value: int) -> int:
    """Return a number that depends on both in no obvious way."""
    mixed = (seed * 0x9E3779B1 + value * 0x85EBCA77) & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 15) * 0x2C1B3C6D & 0xFFFFFFFF
    return mixed ^ mixed >> 13
