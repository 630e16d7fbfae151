"""A new surface that races from the last key frame to the present, to take over from the one on the screen.

The one on the screen goes on meanwhile. Time must not step back when the new one takes over, so it publishes
only pictures later than the last one of the old: when it lags a little, the old one stands still so long.
"""

import time
from collections.abc import Callable
from typing import Final

from player.worker.surface import Surface

_LONGEST_S: Final = 3.0
_STAND_STILL_S: Final = 1.5
_PATIENCE_S: Final = 0.3
"""For each such time that a race has lasted, one picture more to stand still for."""
_STILL: Final = 5
"""So often the same picture drawn again: nothing waits to be drawn, and nothing is seen to step back."""
_MARGIN: Final = 1
"""A picture that the old surface was just drawing when it was held back."""
_QUIET_S: Final = 1.0


class Race:
    """Decides when the new surface takes over.

    Args:
        new: what races; it has been held back.
        old: what is on the screen.
        pictures: how many the new one has been fed with at once; these are old ones.
        sent: returns how many the new one has been fed with so far.
        waiting: returns how many of the old one's pictures have not been drawn yet.
    """

    def __init__(
        self,
        new: Surface,
        old: Surface,
        pictures: int,
        *,
        sent: Callable[[], int],
        waiting: Callable[[], int],
    ) -> None:
        self.new = new
        self._old = old
        self._pictures = pictures
        self._sent, self._waiting = sent, waiting
        self._begun = time.monotonic()
        self._is_over = False

    def watch(self, now: float) -> None:
        """End the race when it is time; call it often, with the monotonic second."""
        if self._is_over:
            return
        new, old = self.new, self._old
        lasted_s = now - self._begun
        shows = now - old.memory.shown_at() < _QUIET_S
        caught_up = new.different >= self._pictures
        if caught_up and shows:
            caught_up = self._behind() <= lasted_s / _PATIENCE_S
        still = new.alike >= _STILL and new.decoded() >= self._pictures
        if not (caught_up or still or lasted_s > _LONGEST_S):
            return
        self._is_over = True
        old.hold_back()  # before it is counted how far it has come
        if shows and not still:
            new.publish_after(self._behind() + _MARGIN, _STAND_STILL_S)
        else:
            new.publish_after(0, 0.0)

    def _behind(self) -> int:
        # What changes between two counts makes the new surface seem later than it is, not earlier.
        drawn = self.new.different
        waiting = self._waiting()
        return max(0, self._sent() - drawn - waiting)

    def give_up(self) -> None:
        """Let the old surface go on: another race follows, or the end."""
        self._old.publish_after(0, 0.0)
