"""How often players change pictures when there are too many of them for the machine.

Each player would leave out other pictures when it comes late, and tied tiles would show different instants.
So all players of a worker take longer turns together; counted in footage, so that all leave out the same.
"""

import threading
from dataclasses import dataclass
from typing import Final

_LATE_S: Final = 0.008
_SPAN_S: Final = 0.4
_FEW: Final = 8
"""Fewer pictures in a span say nothing."""
_MANY_LATE: Final = 0.12
_HARDLY_ANY: Final = 0.02
_CALM_S: Final = (4.0, 64.0)
"""Shorter turns are tried after so long; twice as long after each time that this was too early."""
LONGEST: Final = 4
_AGREED_S: Final = 0.5
"""Turns change so long after it was decided: by then nobody holds a picture of the old turns any more."""


@dataclass(frozen=True, slots=True)
class Turns:
    """How many of the shortest turns make one: powers of two, so that long ones begin with short ones."""

    now: int = 1
    then: int = 1
    since: float = 0.0
    """The monotonic second from which on `then` counts, for all players at once."""

    def at(self, due: float) -> int:
        """Return what counts for a picture that is due at a monotonic second."""
        return self.then if due >= self.since else self.now


class Paces:
    """One pace for each speed, which tied players have in common; any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._paces: dict[float, Pace] = {}

    def at(self, rate: float) -> "Pace":
        """Return the pace of a speed."""
        with self._lock:
            return self._paces.setdefault(abs(rate), Pace())


class Pace:
    """Any thread."""

    def __init__(self) -> None:
        self.turns = Turns()
        self._lock = threading.Lock()
        self._span_end = 0.0
        self._pictures = self._late = 0
        self._try_at = self._tried_until = 0.0
        self._calm_s = _CALM_S[0]

    def note(self, now: float, late_s: float) -> None:
        """Take note of a picture that was ready so long after (below 0: before) its moment."""
        with self._lock:
            self._pictures += 1
            self._late += late_s > _LATE_S
            if now >= self._span_end:
                if self._pictures >= _FEW:
                    self._judge(now, self._late / self._pictures)
                self._span_end = now + _SPAN_S
                self._pictures = self._late = 0

    def _judge(self, now: float, late_share: float) -> None:
        turns = self.turns.then
        if now < self.turns.since:
            return  # what has been decided has had no effect yet
        if late_share > _MANY_LATE and turns < LONGEST:
            self.turns = Turns(turns, turns * 2, now + _AGREED_S)
            if now < self._tried_until:
                self._calm_s, self._tried_until = min(self._calm_s * 2, _CALM_S[1]), 0.0
            self._try_at = now + self._calm_s
        elif late_share > _HARDLY_ANY:
            self._try_at = max(self._try_at, now + _CALM_S[0])
        elif turns > 1 and now >= self._try_at:
            self.turns = Turns(turns, turns // 2, now + _AGREED_S)
            self._try_at = now + self._calm_s
            self._tried_until = now + _CALM_S[0]
