"""Finds the mark before or after an instant, as far as the archive reaches."""

from collections.abc import Collection, Sequence

from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.recording import Mark, MarkKind
from desktop.domain.time_range import TimeRange
from desktop.ports import Archive

STRETCHES_MS = (DAY_MS, 7 * DAY_MS, 31 * DAY_MS)
"""How much is asked for at a time: little first, because marks are mostly near."""


class MarkSearch:
    """Asks the platform, stretch by stretch; lives with one sign-in, used on the loop's thread."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def after(
        self, camera_id: CameraId, ms: int, end_ms: int, kinds: Collection[MarkKind]
    ) -> Mark | None:
        """Return the first mark of some kinds that begins after an instant, None where none does."""
        for step in _steps(end_ms - ms):
            span = TimeRange(ms, min(ms + step, end_ms))
            found = await self._begun(camera_id, TimeRange(ms + 1, span.end_ms), kinds)
            if found:
                return found[0]
            ms = span.end_ms - 1
        return None

    async def before(
        self, camera_id: CameraId, ms: int, start_ms: int, kinds: Collection[MarkKind]
    ) -> Mark | None:
        """Return the last mark of some kinds that begins before an instant, None where none does."""
        for step in _steps(ms - start_ms):
            span = TimeRange(max(ms - step, start_ms), ms)
            found = await self._begun(camera_id, span, kinds)
            if found:
                return found[-1]
            ms = span.start_ms
        return None

    async def _begun(
        self, camera_id: CameraId, span: TimeRange, kinds: Collection[MarkKind]
    ) -> Sequence[Mark]:
        """Return the marks that begin in a span; the platform also names those that reach into it."""
        if span.empty:
            return ()
        marks = await self._archive.marks(camera_id, span)
        found = (mark for mark in marks if mark.kind in kinds and span.contains(mark.range.start_ms))
        return sorted(found, key=lambda mark: mark.range)


def _steps(length_ms: int) -> Sequence[int]:
    """Return the stretches that a length is searched in."""
    steps, left = [], length_ms
    for step in STRETCHES_MS:
        if left > 0:
            steps.append(step)
            left -= step
    while left > 0:
        steps.append(STRETCHES_MS[-1])
        left -= STRETCHES_MS[-1]
    return steps
