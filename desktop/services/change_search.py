"""跳到有变化处: finds when something changed inside a part of the picture, by looking at few small pictures.

Looking at every second of a night takes hours. But what stays changed — a parked car, a broken door — is seen
in any two pictures before and after it, and bisection between them takes a dozen more. So a span is sampled
coarsely, and each pair of neighbours that differ is narrowed down to the second. Then the place is looked at
a little earlier and later, to tell what stays from what only passes by.
"""

import asyncio
import math
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from desktop.domain.camera import CameraId
from desktop.domain.likeness import DIFFERS, STAYS_DIFFERENT, Signature, difference, usual
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from desktop.errors import AppError, ErrorCode
from desktop.services.change_staying import Staying, judged
from desktop.services.tasks import TaskOwner
from desktop.stores.observable import Signal

FINEST_MS = 1_000
"""Small pictures are offered for whole seconds."""
COARSE_STEP_MS = 60_000
MOST_SAMPLES = 240
"""Longer spans are sampled more coarsely: what comes and goes between two samples is not found."""
MOST_CHANGES = 50
"""With so many that (may) last a search ends; with so many brief ones it goes on for lasting ones only."""
TOGETHER_MS = 15_000
"""Changes this close to each other are one: somebody walks through the picture."""
_AT_ONCE = 2
_LIGHT_STAYS_MS = 300_000
"""Over longer steps shadows and dusk change a place as much as a dark car does."""
_AROUND = 3
"""So many coarse samples on each side tell whether anything can have stayed."""

Fetch = Callable[[CameraId, int], Awaitable[bytes]]
"""Returns the small picture (JPEG) of an instant; raises NO_RECORDING in a gap."""
Reader = Callable[[bytes], Signature | None]
"""Reads the part of the picture that is searched; None for a picture that cannot be read."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something changed inside `range`, which is at least a second long; `strength` is 0 … 2."""

    range: TimeRange
    strength: float
    staying: Staying | None = None
    """None until it has been looked at more closely."""


@dataclass(frozen=True, slots=True)
class SearchState:
    """How far a search is; `share` of 0 … 1."""

    running: bool = False
    share: float = 0.0
    looked: int = 0
    """Pictures looked at so far."""
    changes: tuple[Change, ...] = ()
    """Found so far, in order of time."""
    step_ms: int = COARSE_STEP_MS
    """What lasts for less may have been missed."""
    brief_until_ms: int | None = None
    """There were too many brief changes: after this instant only lasting ones are listed."""
    ended_ms: int | None = None
    """There were too many changes: nothing after this instant was looked at."""
    error: ErrorCode | None = None
    """Why it ended early."""


def footage(timeline: Timeline, span: TimeRange) -> list[TimeRange]:
    """Return the pieces of a span with footage, in order of time; those that touch are one."""
    pieces: list[TimeRange] = []
    for one in timeline.segments:
        part = one.range.intersection(span)
        if part is not None and pieces and pieces[-1].end_ms == part.start_ms:
            pieces[-1] = TimeRange(pieces[-1].start_ms, part.end_ms)
        elif part is not None:
            pieces.append(part)
    return pieces


def samples(timeline: Timeline, span: TimeRange) -> tuple[list[int], int]:
    """Return the instants to look at first and their distance: only where there is footage."""
    pieces = footage(timeline, span)
    covered = sum(piece.duration_ms for piece in pieces)
    step = max(COARSE_STEP_MS, math.ceil(covered / MOST_SAMPLES / FINEST_MS) * FINEST_MS)
    instants: list[int] = []
    for piece in pieces:
        first = math.ceil(piece.start_ms / FINEST_MS) * FINEST_MS
        last = (piece.end_ms - 1) // FINEST_MS * FINEST_MS
        instants += [at for at in range(first, last, step) if not instants or at > instants[-1]]
        if last >= first and (not instants or last > instants[-1]):
            instants.append(last)
    return instants, step


def merged(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return changes in order of time, those close together as one."""
    found: list[Change] = []
    for change in sorted(changes, key=lambda one: one.range.start_ms):
        before = found[-1] if found else None
        if before is None or change.range.start_ms - before.range.end_ms > TOGETHER_MS:
            found.append(change)
            continue
        end_ms = max(before.range.end_ms, change.range.end_ms)
        both = TimeRange(before.range.start_ms, end_ms)
        found[-1] = Change(both, max(before.strength, change.strength))
    return tuple(found)


class ChangeSearch:
    """One search at a time; a new one ends the one before. Lives with one sign-in, on the loop's thread."""

    def __init__(self, fetch: Fetch) -> None:
        self.changed: Signal[[SearchState]] = Signal()
        self._fetch = fetch
        self._state = SearchState()
        self._tasks = TaskOwner()

    @property
    def state(self) -> SearchState:
        """How far the last search is."""
        return self._state

    def start(self, camera_id: CameraId, timeline: Timeline, span: TimeRange, read: Reader) -> None:
        """Search a span of a camera's footage; `changed` tells how it goes."""
        instants, step = samples(timeline, span)
        self._set(SearchState(running=True, step_ms=step))
        looker = _Looker(camera_id, self._fetch, read, self._count)
        self._tasks.start(self._run(looker, instants, footage(timeline, span)), "search")

    def cancel(self) -> None:
        """End the search; what was found stays."""
        self._tasks.cancel("search")
        if self._state.running:
            self._set(replace(self._state, running=False))

    async def close(self) -> None:
        """End for good."""
        await self._tasks.close()

    async def _run(self, looker: "_Looker", instants: list[int], pieces: list[TimeRange]) -> None:
        try:
            await self._search(looker, instants, pieces)
        except AppError as error:
            self._set(replace(self._state, running=False, error=error.code))
            return
        self._set(replace(self._state, running=False, share=1.0))

    async def _search(self, looker: "_Looker", instants: list[int], pieces: list[TimeRange]) -> None:
        before: int | None = None
        for start in range(0, len(instants), _AT_ONCE):
            batch = instants[start : start + _AT_ONCE]
            await asyncio.gather(*[looker.look(at) for at in batch])
            for number, at in enumerate(batch, start):
                if await looker.look(at) is None:
                    continue
                if before is not None:
                    await self._compare(looker, instants, number, before)
                before = at
                await self._judge(looker, pieces, at - TOGETHER_MS)
            self._set(replace(self._state, share=(start + len(batch)) / len(instants)))
            if self._is_full(before):
                break
        await self._judge(looker, pieces, None)

    def _is_full(self, at: int | None) -> bool:
        """Note that there are too many changes of a kind; true when the search ends here."""
        kinds = Counter(change.staying is Staying.BRIEF for change in self._state.changes)
        if kinds[True] >= MOST_CHANGES and self._state.brief_until_ms is None:
            self._set(replace(self._state, brief_until_ms=at))
        if kinds[False] >= MOST_CHANGES:
            self._set(replace(self._state, ended_ms=at))
        return kinds[False] >= MOST_CHANGES

    async def _compare(self, looker: "_Looker", instants: list[int], number: int, before: int) -> None:
        """Look between a sample and the last one for what changed, be it little, as long as it stays so."""
        at = instants[number]
        first, last = await looker.look(before), await looker.look(at)
        if first is None or last is None:
            return
        crowded = self._state.brief_until_ms is not None
        if not crowded and difference(first, last) >= DIFFERS:
            await self._narrow(looker, before, at)
            return
        if not crowded and self._state.step_ms > _LIGHT_STAYS_MS:
            return
        sides = instants[max(0, number - _AROUND) : number], instants[number : number + _AROUND]
        early, late = [
            [seen for one in side if (seen := await looker.look(one)) is not None] for side in sides
        ]
        old, new = usual(early), usual(late)
        if difference(old, new) < STAYS_DIFFERENT or _is_new(first, old, new) or not _is_new(last, old, new):
            return
        while (between := await looker.look_near((before + at) // 2, before, at)) is not None:
            middle, seen = between
            before, at = (before, middle) if _is_new(seen, old, new) else (middle, at)
        self._found(Change(TimeRange(before, at), difference(old, new)))

    async def _judge(self, looker: "_Looker", pieces: list[TimeRange], until_ms: int | None) -> None:
        """Tell of the changes that are over whether they last; None: of all."""
        for change in self._state.changes:
            if change.staying is None and (until_ms is None or change.range.end_ms < until_ms):
                staying = await judged(looker.look, pieces, change.range)
                changes = [replace(o, staying=staying) if o is change else o for o in self._state.changes]
                self._set(replace(self._state, changes=tuple(changes)))

    async def _narrow(self, looker: "_Looker", early: int, late: int) -> None:
        """Bisect between two pictures; both halves are followed where both differ."""
        first, last = await looker.look(early), await looker.look(late)
        if first is None or last is None:
            return
        strength = difference(first, last)
        if strength < DIFFERS:
            return
        middle = (early + late) // 2 // FINEST_MS * FINEST_MS
        between = await looker.look_near(middle, early, late)
        if between is None:
            self._found(Change(TimeRange(early, max(late, early + FINEST_MS)), strength))
            return
        at, seen = between
        left, right = difference(first, seen) >= DIFFERS, difference(seen, last) >= DIFFERS
        if left:
            await self._narrow(looker, early, at)
        if right:
            await self._narrow(looker, at, late)
        if not left and not right:  # it changed little by little
            self._found(Change(TimeRange(early, late), strength))

    def _found(self, change: Change) -> None:
        self._set(replace(self._state, changes=merged((*self._state.changes, change))))

    def _count(self) -> None:
        self._set(replace(self._state, looked=self._state.looked + 1))

    def _set(self, state: SearchState) -> None:
        self._state = state
        self.changed.emit(state)


class _Looker:
    """Looks at pictures, at each once."""

    def __init__(self, camera_id: CameraId, fetch: Fetch, read: Reader, looked: Callable[[], None]) -> None:
        self._camera_id = camera_id
        self._fetch = fetch
        self._read = read
        self._looked = looked
        self._seen: dict[int, Signature | None] = {}

    async def look(self, at_ms: int) -> Signature | None:
        """Return what is seen at an instant, None where there is no picture."""
        if at_ms not in self._seen:
            try:
                picture = await self._fetch(self._camera_id, at_ms)
            except AppError as error:
                if error.code is not ErrorCode.NO_RECORDING:
                    raise
                self._seen[at_ms] = None
            else:
                self._seen[at_ms] = self._read(picture)
            self._looked()
        return self._seen[at_ms]

    async def look_near(self, middle: int, early: int, late: int) -> tuple[int, Signature] | None:
        """Return what is seen in the middle, or elsewhere between when there is a gap; None for nothing."""
        candidates = [middle, (early + middle) // 2, (middle + late) // 2]
        for candidate in candidates:
            at = candidate // FINEST_MS * FINEST_MS
            if early < at < late and (seen := await self.look(at)) is not None:
                return at, seen
        return None


def _is_new(seen: Signature, old: Signature, new: Signature) -> bool:
    return difference(seen, new) < difference(seen, old)
