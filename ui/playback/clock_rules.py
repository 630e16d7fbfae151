"""How the clock of playback moves: pure rules, no widgets, no player, no waiting.

A clock belongs to a group of tiles. After a seek it waits (`held`) until the pictures of the asked instant
are there, so that all tiles start together and the first picture is the one that was asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor
from typing import Protocol

from desktop.domain.time_range import TimeRange
from player.api import PlayClock

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""GB/T 28181-2022 C.2 names 0.25, 0.5, 1, 2 and 4; the rest where the platform offers it."""
_BETWEEN_PRESSES_S = 2.0
LIVE_MARGIN_MS = 8000
"""Footage younger than this may not be in the archive yet."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Where a clock stands and how it goes; `speed` is above 0 and counts while it plays."""

    media_ms: float
    at: float
    speed: float = 1.0
    backwards: bool = False
    playing: bool = True
    held: bool = False

    @property
    def rate(self) -> float:
        """Seconds of footage a second, as the player takes it."""
        if not self.playing or self.held:
            return 0.0
        return -self.speed if self.backwards else self.speed

    @property
    def wanted_rate(self) -> float:
        """The rate once the pictures that it waits for are there."""
        return replace(self, held=False).rate

    def clock(self, offset_ms: int = 0) -> PlayClock:
        """Return the clock for a player that shows the footage so much later."""
        return PlayClock(self.media_ms + offset_ms, self.at, self.rate)

    def media_at(self, now: float) -> float:
        """Return the UTC milliseconds of footage at a monotonic second."""
        return self.clock().media_at(now)


def rebased(motion: Motion, now: float) -> Motion:
    """Return the same motion, told from `now`; to be done before its rate changes."""
    return replace(motion, media_ms=motion.media_at(now), at=now)


def seek(motion: Motion, media_ms: float, now: float, *, hold: bool = True) -> Motion:
    """Go to an instant and go on from there as before."""
    return replace(motion, media_ms=media_ms, at=now, held=hold and motion.playing)


def released(motion: Motion, now: float) -> Motion:
    """Let a clock that waited for pictures go."""
    return replace(rebased(motion, now), held=False)


def played(motion: Motion, now: float) -> Motion:
    """Play."""
    return replace(rebased(motion, now), playing=True)


def paused(motion: Motion, now: float) -> Motion:
    """Stand still."""
    return replace(rebased(motion, now), playing=False, held=False)


def at_speed(motion: Motion, speed: float, now: float) -> Motion:
    """Play at another speed, in the same direction."""
    return replace(rebased(motion, now), speed=speed, playing=True)


def turned(motion: Motion, now: float, *, backwards: bool) -> Motion:
    """Play in a direction; a turn begins at ordinary speed."""
    speed = motion.speed if backwards == motion.backwards else 1.0
    return replace(rebased(motion, now), backwards=backwards, speed=speed, playing=True)


def next_speed(speed: float, steps: int, offered: Sequence[float] = SPEEDS) -> float:
    """Return the speed so many steps up (or down) the list that is offered."""
    ladder = sorted(set(offered) or {1.0})
    nearest = min(range(len(ladder)), key=lambda index: abs(ladder[index] - speed))
    return ladder[min(max(nearest + steps, 0), len(ladder) - 1)]


def just_passed_ms(motion: Motion) -> float:
    """Return how much footage goes by between two presses of a key: what lies no further back is passed over.

    Otherwise "the one before" would lead to the same one again and again while it plays fast.
    """
    return _BETWEEN_PRESSES_S * 1000 * max(1.0, abs(motion.wanted_rate))


def bounded(motion: Motion, limits: TimeRange, now: float) -> Motion:
    """Keep a clock inside the archive.

    At the end, which moves on with the day, it goes on at ordinary speed; at the beginning it stands still.
    """
    here = motion.media_at(now)
    if here >= limits.end_ms:
        at_end = replace(motion, media_ms=float(limits.end_ms), at=now)
        if motion.rate > 1.0:
            return replace(at_end, speed=1.0)
        return at_end if here > limits.end_ms else motion
    if here < limits.start_ms:
        at_start = replace(motion, media_ms=float(limits.start_ms), at=now)
        return paused(at_start, now) if motion.rate < 0 else at_start
    return motion


# gaps ---------------------------------------------------------------------------------------------


class Footage(Protocol):
    """What is known of a camera's recordings (`desktop.domain.timeline`)."""

    def at(self, ms: float, /) -> object | None:
        """Return the segment at an instant, None in a gap."""
        ...

    def next_start(self, ms: float, /) -> int | None:
        """Return where the next segment after an instant starts."""
        ...

    def previous_end(self, ms: float, /) -> int | None:
        """Return where the last segment before an instant ends."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one tile of a group stands; `footage` is None while nobody knows its recordings there."""

    footage: Footage | None
    media_ms: float


@dataclass(frozen=True, slots=True)
class GapJump:
    """All tiles are in a gap: how far the clock should jump; None when no footage follows."""

    delta_ms: int | None


_INSIDE_MS = 1
"""Backwards, a segment is entered just before its end, which is not part of it."""


def gap_jump(standings: Sequence[Standing], *, backwards: bool) -> GapJump | None:
    """Return the jump to the first footage that any tile has; None while one has footage or is unknown."""
    distances: list[int] = []
    for standing in standings:
        footage, here = standing.footage, standing.media_ms
        if footage is None or footage.at(here) is not None:
            return None
        if backwards:
            end = footage.previous_end(here)
            if end is not None:
                distances.append(floor(end - here) - _INSIDE_MS)
        elif (start := footage.next_start(here)) is not None:
            distances.append(ceil(start - here))
    if not standings:
        return None
    if not distances:
        return GapJump(None)
    return GapJump(max(distances) if backwards else min(distances))


# 分段回放 -------------------------------------------------------------------------------------------


def slices(span: TimeRange, parts: int) -> tuple[TimeRange, ...]:
    """Return a span cut into equal parts that play at once; together they are the whole span."""
    edges = [span.start_ms + span.duration_ms * index // parts for index in range(parts + 1)]
    return tuple(TimeRange(start, end) for start, end in pairwise(edges))
