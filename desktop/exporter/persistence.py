"""When a piece is tried again: back-off, and an end of patience."""

import random
from collections import Counter
from collections.abc import Callable

from desktop.domain.export import PieceId
from desktop.domain.retry import RetryPolicy
from desktop.errors import AppError, ErrorCode
from desktop.exporter.control import Control
from desktop.exporter.messages import Event, Limits, Waiting

_CAP, _SLOW = 20, 30
"""The longest pauses, in first pauses."""
_FINAL = frozenset(
    {
        ErrorCode.TARGET_UNWRITABLE,
        ErrorCode.WRONG_FOOTAGE,
        ErrorCode.ANSWER_TOO_LARGE,
        ErrorCode.NOT_APPROVED,
    }
)
"""Here waiting helps nobody, whatever it does for a picture on the wall."""


class Persistence:
    """Counts one piece's failures and waits between its tries."""

    def __init__(
        self,
        piece: PieceId,
        limits: Limits,
        control: Control,
        waited_s: Callable[[], float],
        report: Callable[[Event], None],
    ) -> None:
        """`waited_s` tells how long the piece had to wait for what is no failure: room, and tickets."""
        self._piece, self._control, self._waited_s, self._report = piece, control, waited_s, report
        first = limits.first_retry_s
        self._policy = RetryPolicy(base_s=first, cap_s=first * _CAP, slow_s=first * _SLOW)
        self._patience_s = limits.patience_s
        self._failures = 0
        self._came_at = self._clock()
        self.retries = 0
        self.errors: Counter[str] = Counter()

    def note_progress(self) -> None:
        """Bytes have come: the next failure is a first one again."""
        self._failures = 0
        self._came_at = self._clock()

    def meet(self, error: AppError) -> None:
        """Wait for the next try; raise the error when there is none."""
        self._failures += 1
        self.errors[error.code.value] += 1
        asked = error.detail.get("retry_after_s", 0)
        wait_s = float(asked) if isinstance(asked, int) else 0.0
        delay = self._policy.delay(error.code, self._failures, random.random(), wait_s)  # noqa: S311
        if delay is None or error.code in _FINAL:
            raise error
        if self._clock() + delay - self._came_at > self._patience_s:
            raise error
        self.retries += 1
        if delay > 0:
            self._report(Waiting(self._piece, error.code, round(delay, 1)))
            self._control.wait(delay)

    def _clock(self) -> float:
        return self._control.clock() - self._waited_s()
