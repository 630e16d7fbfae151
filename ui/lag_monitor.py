"""How late the UI thread answers: the figure behind "nothing blocks the interface".

A precise timer is due every five milliseconds; the lag of a tick is how much later than due it ran. The
samples go into a histogram, so that a run of days costs no memory.
"""

from collections import Counter
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 5
_BIN_MS = 0.1
_BINS = 20_000
"""Two seconds in tenths of a millisecond; longer lags count as two seconds, `max` is exact."""


@dataclass(frozen=True, slots=True)
class LagFigures:
    """Lag of the UI thread in milliseconds."""

    p50: float
    p99: float
    max: float
    samples: int


class LagHistogram:
    """Counts lags; the percentiles come from the counts (resolution 0.1 ms)."""

    def __init__(self) -> None:
        self._bins: Counter[int] = Counter()
        self._samples = 0
        self._max = 0.0

    def add(self, lag_ms: float) -> None:
        """Count one lag; what is early counts as zero."""
        lag_ms = max(0.0, lag_ms)
        self._bins[min(_BINS, int(lag_ms / _BIN_MS))] += 1
        self._samples += 1
        self._max = max(self._max, lag_ms)

    def figures(self) -> LagFigures:
        """Return what was counted since the start."""
        return LagFigures(self._percentile(0.50), self._percentile(0.99), round(self._max, 2), self._samples)

    def _percentile(self, share: float) -> float:
        if not self._samples:
            return 0.0
        left = share * self._samples
        for index in sorted(self._bins):
            left -= self._bins[index]
            if left <= 0:
                return round((index + 1) * _BIN_MS, 2)
        return self._max


class LagMonitor(QObject):
    """Measures the lag of the thread it lives in, from `start` until it is destroyed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._histogram = LagHistogram()
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to measure."""
        self._due = perf_counter() + INTERVAL_MS / 1000
        self._timer.start()

    def stop(self) -> None:
        """Stop measuring; the figures stay."""
        self._timer.stop()

    def figures(self) -> LagFigures:
        """Return the lag over the run so far."""
        return self._histogram.figures()

    def _tick(self) -> None:
        now = perf_counter()
        self._histogram.add((now - self._due) * 1000)
        self._due = now + INTERVAL_MS / 1000
