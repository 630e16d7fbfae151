"""What to do when the machine is too slow for its streams: start afresh, then show key frames only.

libVLC shows every picture, late ones too, so on a busy machine it would fall behind for ever and its
queue would grow. The limits here keep both bounded.
"""

from enum import Enum, auto
from typing import Final

_BEHIND_S: Final = 1.5
_AGAIN_S: Final = 20.0
_THIN_S: Final = 15.0


class Measure(Enum):
    """What a player has to do about its backlog."""

    NONE = auto()
    RESTART = auto()
    """Throw the backlog away: a new surface from the last key frame on."""
    THIN = auto()
    """Throw it away and feed only key frames for a while."""


class Overload:
    """Judges one stream's backlog."""

    def __init__(self) -> None:
        self._restarted_at = float("-inf")
        self._thin_until = float("-inf")

    def judge(self, now: float, behind_s: float) -> Measure:
        """Decide about a backlog of so many seconds of pictures that libVLC has not decoded yet."""
        if behind_s < _BEHIND_S:
            return Measure.NONE
        if now - self._restarted_at < _AGAIN_S:
            self._thin_until = now + _THIN_S
            return Measure.THIN
        self._restarted_at = now
        return Measure.RESTART

    def is_thin(self, now: float) -> bool:
        """Tell whether only key frames are to be fed at present."""
        return now < self._thin_until
