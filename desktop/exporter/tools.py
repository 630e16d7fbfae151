"""What every piece of a job works with."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.export import PieceId
from desktop.exporter.control import Control
from desktop.exporter.disk import Disk
from desktop.exporter.messages import Event, Limits, Progress
from desktop.exporter.tickets import TicketDesk

_EVERY_S = 0.25
_SMOOTH = 0.3


@dataclass(frozen=True, slots=True)
class Tools:
    """One job's; `report` sends an event to the application, from any thread."""

    folder: Path
    limits: Limits
    control: Control
    disk: Disk
    tickets: TicketDesk
    report: Callable[[Event], None]


class Meter:
    """Reports one piece's progress, some times a second at most; the rate is smoothed."""

    def __init__(self, piece: PieceId, report: Callable[[Event], None]) -> None:
        self._piece, self._report = piece, report
        self._at = time.monotonic()
        self._bytes: int | None = None
        self._rate = 0.0

    def note(self, done: int, total: int | None, footage_ms: int, *, now: bool = False) -> None:
        """Say how far it is."""
        at = time.monotonic()
        if self._bytes is None:
            self._bytes = done
        elif not now and at - self._at < _EVERY_S:
            return
        elif at > self._at:
            rate = max(done - self._bytes, 0) / (at - self._at)
            self._rate += (rate - self._rate) * (_SMOOTH if self._rate else 1.0)
        self._at, self._bytes = at, done
        self._report(Progress(self._piece, done, total, footage_ms, round(self._rate)))
