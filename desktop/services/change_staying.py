"""Whether a change lasts: the parked car and the broken door stay, who walks past does not.

What the place usually looked like before is compared with what it usually looks like afterwards. "Usually" is
the middle value of several pictures in each cell, so that passers-by in some of them do not count.
"""

from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum

from desktop.domain.likeness import STAYS_DIFFERENT, Signature, difference, usual
from desktop.domain.time_range import TimeRange

LASTS_MS = 120_000
"""What stays for so long lasts; whoever waits for a bus for a minute does not."""
_FEW = (20_000, 70_000, LASTS_MS)
_MORE = (45_000, 95_000)
"""So far before and after a change its place is looked at; the second lot only to make sure that it lasts."""
_REACH_MS = 600_000
"""Footage further away, behind a gap, tells nothing about what is here."""
_LEAST = 2
_SECOND_MS = 1000

Look = Callable[[int], Awaitable[Signature | None]]


class Staying(StrEnum):
    """What becomes of a change."""

    LASTS = "lasts"
    BRIEF = "brief"
    UNCLEAR = "unclear"
    """There is too little footage around it to tell."""


async def judged(look: Look, pieces: Sequence[TimeRange], change: TimeRange) -> Staying:
    """Tell whether a change lasts, from footage in `pieces` (in order of time) and nowhere else."""
    first, last = await look(change.start_ms), await look(change.end_ms)
    if first is not None and last is not None and difference(first, last) < STAYS_DIFFERENT:
        return Staying.BRIEF  # somebody came and went
    for away in (_FEW, (*_FEW, *_MORE)):
        before = await _seen(look, [earlier(pieces, change.start_ms, one) for one in away])
        after = await _seen(look, [later(pieces, change.end_ms, one) for one in away])
        if min(len(before), len(after)) < _LEAST:
            return Staying.UNCLEAR
        if not _lasts(usual(before), first, last, usual(after)):
            return Staying.BRIEF
    return Staying.LASTS


def _lasts(before: Signature, first: Signature | None, last: Signature | None, after: Signature) -> bool:
    """Tell whether the place has changed, and by this change: not by another one a minute away."""
    if difference(before, after) < STAYS_DIFFERENT:
        return False
    begins_as_before = first is None or difference(first, before) < difference(first, after)
    return begins_as_before and (last is None or difference(last, after) < difference(last, before))


async def _seen(look: Look, instants: Sequence[int | None]) -> list[Signature]:
    return [seen for at in instants if at is not None and (seen := await look(at)) is not None]


def later(pieces: Sequence[TimeRange], from_ms: int, footage_ms: int) -> int | None:
    """Return the whole second after so much more footage; None where there is not that much nearby."""
    for piece in pieces:
        start = max(piece.start_ms, from_ms)
        length = piece.end_ms - start
        if footage_ms < length:
            at = -(-(start + footage_ms) // _SECOND_MS) * _SECOND_MS
            return at if piece.contains(at) and at - from_ms <= _REACH_MS else None
        footage_ms -= max(0, length)
    return None


def earlier(pieces: Sequence[TimeRange], from_ms: int, footage_ms: int) -> int | None:
    """Return the whole second before so much footage; None where there is not that much nearby."""
    for piece in reversed(pieces):
        end = min(piece.end_ms, from_ms)
        length = end - piece.start_ms
        if footage_ms < length:
            at = (end - footage_ms) // _SECOND_MS * _SECOND_MS
            return at if piece.contains(at) and from_ms - at <= _REACH_MS else None
        footage_ms -= max(0, length)
    return None
