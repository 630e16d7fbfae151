"""New time stamps for live packets, so that libVLC shows the newest picture and not yesterday's.

The rule is measured, not guessed: a stamp follows its predecessor by the source's spacing, is never later
than the packet's arrival (a burst from a GOP cache folds into steps of 1 ms), is pulled slowly towards
the arrival, and never lies more than `SLACK_S` before it. The slack is below the delay that
`player.worker.program_clock` leaves for jitter, so a picture within it is shown in time.
"""

from typing import Final

SLACK_S: Final = 0.070
_PULL: Final = 1 / 64
_STEP_S: Final = 0.001
_LONGEST_SPACING_S: Final = 2.0
_LONGEST_REORDER_S: Final = 1.0


class LiveStamps:
    """Restamps the packets of one stream for one sink; seconds in, seconds out, strictly rising."""

    def __init__(self, slack_s: float = SLACK_S) -> None:
        self._slack = slack_s
        self._source: float | None = None
        self._spacing = 0.04
        self._out: float | None = None

    def next(self, dts: float | None, pts: float | None, arrival: float) -> tuple[float, float]:
        """Return the decode and the presentation stamp for a packet that came at `arrival`."""
        if dts is None:
            dts = pts
        spacing = self._spacing_to(dts)
        if self._out is None:
            stamp = arrival
        else:
            stamp = min(self._out + spacing, arrival)
            stamp += (arrival - stamp) * _PULL
            stamp = max(stamp, arrival - self._slack, self._out + _STEP_S)
            # A fold squeezes the distance between decoding and showing as it squeezes the spacing.
            spacing_out = stamp - self._out
            squeeze = min(1.0, spacing_out / spacing) if spacing > 0 else 0.0
            self._out = stamp
            return stamp, stamp + self._reorder(dts, pts) * squeeze
        self._out = stamp
        return stamp, stamp

    def _spacing_to(self, dts: float | None) -> float:
        if dts is None:
            self._source = None if self._source is None else self._source + self._spacing
            return self._spacing
        previous, self._source = self._source, dts
        if previous is not None and 0 < dts - previous <= _LONGEST_SPACING_S:
            self._spacing = dts - previous
        return self._spacing

    @staticmethod
    def _reorder(dts: float | None, pts: float | None) -> float:
        if dts is None or pts is None:
            return 0.0
        return pts - dts if 0 <= pts - dts <= _LONGEST_REORDER_S else 0.0
