"""A new surface that races from the last key frame to the present, to take over from the one on the screen.

The one on the screen goes on meanwhile. Time must not step back when the new one takes over, so it publishes
only pictures later than the last one of the old: when it lags a little, the old one stands still so long.
"""

import time
from typing import Final

from player.worker.surface import Surface

_LONGEST_S: Final = 3.0
_STAND_STILL_S: Final = 1.5
_PATIENCE_S: Final = 0.3
"""For each such time that a race has lasted, one picture more to stand still for."""
_STILL: Final = 5
"""So often the same picture drawn again: nothing waits to be drawn, and nothing is seen to step back."""
_MARGIN: Final = 1
"""Pictures that the old surface may have drawn while they were counted."""
_QUIET_S: Final = 1.0


class Race:
    """Decides when the new surface takes over.

    Args:
        new: what races; it has been held back.
        old: what is on the screen.
        pictures: how many the new one has been fed with at once; these are old ones.
    """

    def __init__(self, new: Surface, old: Surface | None, pictures: int) -> None:
        self.new = new
        self._old = old
        self._pictures = pictures
        self._begun = time.monotonic()
        self._is_over = False

    def watch(self, now: float, sent: int, waiting: int) -> None:
        """End the race when it is time; call it often.

        Args:
            now: the monotonic second.
            sent: how many pictures the new surface has been fed with so far.
            waiting: how many of the old surface's pictures have not been drawn yet.
        """
        if self._is_over:
            return
        new, old = self.new, self._old
        lasted_s = now - self._begun
        shows = old is not None and now - old.memory.shown_at() < _QUIET_S
        behind = max(0, sent - new.shown - waiting) if shows else 0
        caught_up = new.shown >= self._pictures and behind <= lasted_s / _PATIENCE_S
        still = new.redrawn >= _STILL and new.decoded() >= self._pictures
        if caught_up or still or lasted_s > _LONGEST_S:
            self._is_over = True
            if old is not None:
                old.hold_back()
            new.publish_after(behind + _MARGIN, _STAND_STILL_S)

    def give_up(self) -> None:
        """Let the old surface go on: another race follows, or the end."""
        if self._old is not None:
            self._old.publish_after(0, 0.0)
