"""Cells on one clock: pushes the clock to all of them, lets it wait for pictures, leads it over gaps."""

from collections.abc import Callable

from desktop.domain.time_range import TimeRange
from ui.playback import clock_rules as rules
from ui.playback.cell import PlaybackCell
from ui.playback.clock_rules import GapJump, Motion, Standing
from ui.playback.states import Phase

HOLD_S = 2.5
"""The clock waits no longer than this for some tiles while others are ready."""
LATE_S = 2.0
"""When all tiles wait for pictures for so long while the clock runs, it waits for them."""
LONGEST_HOLD_S = 10.0
"""It waits no longer than this when none is."""


class ClockGroup:
    """All tied tiles, or a single one that was untied; UI thread."""

    def __init__(self, motion: Motion, span: TimeRange | None = None) -> None:
        self.motion = motion
        self.span = span
        """分段回放: the first slice, at whose end all tiles stop."""
        self.cells: list[PlaybackCell] = []
        self._stepping: PlaybackCell | None = None
        self._late_since: float | None = None

    def push(self, motion: Motion, *, quick: bool = False, moved: bool = False) -> None:
        """Let all cells follow another motion; `moved`: it stands elsewhere now."""
        self._stepping = None
        self.motion = motion
        for cell in self.cells:
            cell.follow(motion, quick=quick, moved=moved)

    def step(self, leader: PlaybackCell, pictures: int, now: float) -> None:
        """Go one picture on or back, counted in the leader's pictures; the others follow its instant."""
        if self.motion.playing:
            self.push(rules.paused(self.motion, now))
        self._stepping = leader
        leader.feed.step(pictures)

    def poll(self, now: float) -> bool:
        """Bring new pictures to the tiles; true while some are expected at any moment."""
        expecting = False
        for cell in self.cells:
            if cell.poll() and cell is self._stepping:
                self._stepped(cell, now)
            expecting = expecting or cell.expecting
        if self.motion.held:
            self._release(now)
        return expecting

    def tick(
        self, now: float, limits: TimeRange, standing: Callable[[PlaybackCell, float], Standing]
    ) -> GapJump | None:
        """Keep the clock inside the archive and out of gaps; return the jump that was made."""
        for cell in self.cells:
            cell.tick()
        if self.motion.held:
            self._release(now)
            return None
        self._bound(now, limits)
        self._wait_for_late(now)
        return self._skip(now, standing) if self.motion.rate else None

    def _stepped(self, leader: PlaybackCell, now: float) -> None:
        shown = leader.feed.shown_ms
        if shown is None:
            return
        self.motion = Motion(
            float(shown - leader.offset_ms), now, self.motion.speed, self.motion.backwards, playing=False
        )
        leader.follows_silently(self.motion)
        for cell in self.cells:
            if cell is not leader:
                cell.follow(self.motion, moved=True)

    def _release(self, now: float) -> None:
        ready = [cell.feed.settled for cell in self.cells]
        patience = HOLD_S if any(ready) else LONGEST_HOLD_S
        if all(ready) or now - self.motion.at >= patience:
            self.push(rules.released(self.motion, now))

    def _wait_for_late(self, now: float) -> None:
        """Stop and go where pictures come slower than the clock runs, instead of chasing it for ever."""
        able = [cell for cell in self.cells if cell.expecting or cell.state.phase is Phase.SHOWING]
        if not self.motion.rate or not able or not all(cell.expecting for cell in able):
            self._late_since = None
        elif self._late_since is None:
            self._late_since = now
        elif now - self._late_since >= LATE_S:
            self._late_since = None
            self.push(rules.seek(self.motion, self.motion.media_at(now), now))

    def _bound(self, now: float, limits: TimeRange) -> None:
        if self.span is None:
            motion = rules.bounded(self.motion, limits, now)
        else:
            motion = rules.bounded(self.motion, self.span, now)
            if motion is not self.motion and motion.playing:
                motion = rules.paused(motion, now)
        if motion is not self.motion:
            self.push(motion)
            for cell in self.cells:
                cell.slice_ended = self.span is not None and motion.media_ms >= self.span.end_ms
                cell.show_face()

    def _skip(self, now: float, standing: Callable[[PlaybackCell, float], Standing]) -> GapJump | None:
        backwards = self.motion.backwards
        jump = rules.gap_jump([standing(cell, now) for cell in self.cells], backwards=backwards)
        if jump is not None and jump.delta_ms is not None:
            target = self.motion.media_at(now) + jump.delta_ms
            self.push(rules.seek(self.motion, target, now), moved=True)
        return jump
