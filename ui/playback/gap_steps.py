"""Single pictures across a gap: before the first one after a gap comes the last one before it."""

from typing import Final

from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from ui.playback.cell import PlaybackCell
from ui.playback.knowledge import Knowledge

SURE_MS: Final = 40
"""At 25 pictures a second there is no other picture between this one and the end of the footage."""
PERHAPS_MS: Final = 500
"""Slow cameras' pictures are so far apart: nearer to the end than this it may be the last one."""
PATIENCE_S: Final = 1.2
"""A player that has no other picture after so long has none."""


class GapSteps:
    """Knows when a step must leave the footage around it; UI thread."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._waits: tuple[PlaybackCell, int, int, float] | None = None

    def stepped(self, cell: PlaybackCell, pictures: int, now: float) -> None:
        """Remember that the player was asked for the next or the previous picture."""
        shown = cell.feed.shown_ms
        self._waits = None if shown is None else (cell, pictures, shown, now)

    def forget(self) -> None:
        """Something else was asked for since."""
        self._waits = None

    def beyond(self, cell: PlaybackCell, pictures: int) -> int | None:
        """Return the instant beyond the gap, when the picture on show is surely the last before it."""
        shown = cell.feed.shown_ms
        return None if shown is None else self._beyond(cell, shown, pictures, SURE_MS)

    def overdue(self, now: float) -> tuple[PlaybackCell, int] | None:
        """Return where a step must go that the player could not take: the cell, and the instant."""
        if self._waits is None:
            return None
        cell, pictures, shown, asked = self._waits
        if cell.feed.shown_ms != shown:
            self._waits = None
        elif now - asked >= PATIENCE_S:
            self._waits = None
            target = self._beyond(cell, shown, pictures, PERHAPS_MS)
            return None if target is None else (cell, target)
        return None

    def _beyond(self, cell: PlaybackCell, shown: int, pictures: int, reach_ms: int) -> int | None:
        camera_id = cell.camera.id
        timeline = self._knowledge.timeline(camera_id)
        run = timeline.run(shown) or timeline.run(shown + SURE_MS)
        if run is None:
            return None
        gap = _gap_before(timeline, run) if pictures < 0 else _gap_after(timeline, run)
        distance = shown - run.start_ms if pictures < 0 else run.end_ms - shown
        if gap is None or distance > reach_ms or not self._knowledge.known(camera_id, gap):
            return None
        return gap.start_ms - 1 if pictures < 0 else gap.end_ms


def _gap_before(timeline: Timeline, run: TimeRange) -> TimeRange | None:
    end = timeline.previous_end(run.start_ms)
    return None if end is None else TimeRange(end, run.start_ms)


def _gap_after(timeline: Timeline, run: TimeRange) -> TimeRange | None:
    start = timeline.next_start(run.end_ms)
    return None if start is None else TimeRange(run.end_ms, start)
