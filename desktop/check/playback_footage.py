"""What the archive has around an instant, by the platform's own word, and where a click can be judged."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.check.playback_metrics import Ruler
from desktop.check.processes import StartError

KEY_FRAME_MS = 2000
"""A picture so much before the asked instant is still right: the archive's interval of key frames."""
BEFORE_MS = KEY_FRAME_MS + 500
AFTER_MS = 8_000
"""Footage has to reach so far around an instant for all that is watched there to be demanded."""
EDGE_SHARE = 0.08
"""The timeline turns over when the playhead comes this near to its edge: not clicked on."""
YOUNG_MS = 180_000
"""What is younger may not be in the archive yet."""
APART_MS = 60_000
"""Instants nearer than this to the one on show are not asked for: an old picture could pass for the new."""
_DRAWS = 500

Span = tuple[int, int]
Recordings = Callable[[str, int, int], Sequence[Span]]
"""Asks the platform for start and end of a camera's recordings in a span."""


class Footage(StrEnum):
    """What there is around an instant."""

    FULL = "full"
    NONE = "none"
    EDGE = "edge"
    """Footage begins or ends nearby: nothing is demanded."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A place to click, and what each camera has there."""

    x: int
    asked_ms: int
    footage: Mapping[str, Footage]


def footage_at(recordings: Sequence[Span], at_ms: int) -> Footage:
    """Judge recordings (in any order, overlapping or not) around an instant."""
    start_ms, end_ms = at_ms - BEFORE_MS, at_ms + AFTER_MS
    near = sorted(span for span in recordings if span[0] < end_ms and span[1] > start_ms)
    if not near:
        return Footage.NONE
    covered_to = start_ms
    for first, last in near:
        if first > covered_to:
            return Footage.EDGE
        covered_to = max(covered_to, last)
    return Footage.FULL if covered_to >= end_ms else Footage.EDGE


class Chooser:
    """Draws places on the timeline where at least one camera has footage."""

    def __init__(self, cameras: Sequence[str], recordings: Recordings, dice: random.Random) -> None:
        self._cameras = cameras
        self._recordings = recordings
        self._dice = dice

    def choose(self, ruler: Ruler, *, now_ms: int, shown_ms: float) -> Choice:
        """Draw a place; StartError when there is hardly any footage in view."""
        margin = round(ruler.rect.width * EDGE_SHARE)
        first, last = ruler.rect.x + margin, min(ruler.rect.right - margin, ruler.x_of(now_ms - YOUNG_MS))
        for _ in range(_DRAWS if last > first else 0):
            x = self._dice.randrange(first, last)
            asked_ms = ruler.ms_at(x)
            if abs(asked_ms - shown_ms) < APART_MS:
                continue
            footage = {camera: self._footage(camera, asked_ms) for camera in self._cameras}
            if Footage.FULL in footage.values():
                return Choice(x, asked_ms, footage)
        raise StartError("时间轴上没有可以核对的录像（no footage in the timeline's window to seek to）")

    def _footage(self, camera: str, at_ms: int) -> Footage:
        return footage_at(self._recordings(camera, at_ms - BEFORE_MS, at_ms + AFTER_MS), at_ms)
