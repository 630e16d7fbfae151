"""Turns the clips' looping stamps into UTC, so that latency can be read off the screen."""

import time
from dataclasses import dataclass

from desktop.check.screen import Pixels
from desktop.check.stamp_reader import read_stamp
from tests.benchmarks.clip import LOOP_MS


@dataclass(frozen=True, slots=True)
class LoopStamp:
    """A stamp with the UTC milliseconds at which the picture left the clip server."""

    camera: int
    time_ms: int


class LoopClock:
    """Knows when the clip server began; correct for pictures younger than one loop."""

    def __init__(self, t0_ms: float) -> None:
        self._t0_ms = t0_ms

    def read(self, pixels: Pixels) -> LoopStamp | None:
        """Read the stamp in a tile's pixels; None when there is none."""
        stamp = read_stamp(pixels)
        if stamp is None:
            return None
        return LoopStamp(stamp.camera, round(self.sent_at(stamp.time_ms, time.time_ns() / 1e6)))

    def sent_at(self, loop_ms: int, now_ms: float) -> float:
        """Return the last instant before now at which the loop stood at `loop_ms`."""
        since = now_ms - self._t0_ms - loop_ms
        return now_ms - since % LOOP_MS
