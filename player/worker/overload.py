"""What to do when the machine is too slow for its streams: show key frames only, until it has caught up.

libVLC shows every picture, late ones too, so on a busy machine it would fall behind for ever and its
queue would grow; and after five seconds without a picture in time it leaves pictures out that others
build on. The limits here keep the first two bounded and avoid the third.
"""

from typing import Final

_BEHIND_S: Final = 1.0
_LASTING_S: Final = 0.4
_LASTING_TIMES: Final = 3
_CAUGHT_UP_S: Final = 0.5
_SHORTEST_S: Final = 3.0
_LONGEST_S: Final = 48.0
_CALM_S: Final = 60.0


class Overload:
    """Judges one stream's backlog, once a second or so."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._lasting = 0
        self._for_s = _SHORTEST_S
        self._ended = float("-inf")

    def is_thin(self, now: float, behind_s: float) -> bool:
        """Tell whether only key frames are to be fed, by the seconds of pictures not decoded yet.

        Each relapse within a minute doubles the time that it lasts.
        """
        if self._since is None:
            self._lasting = self._lasting + 1 if behind_s > _LASTING_S else 0
            if behind_s < _BEHIND_S and self._lasting < _LASTING_TIMES:
                return False
            relapse = now - self._ended < _CALM_S
            self._for_s = min(self._for_s * 2, _LONGEST_S) if relapse else _SHORTEST_S
            self._since = now
        elif behind_s < _CAUGHT_UP_S and now - self._since >= self._for_s:
            self._since, self._ended = None, now
        return self._since is not None
