"""What the timeline shows: lanes, instants and the mouse, as plain values."""

from dataclasses import dataclass, field

from desktop.domain.camera import CameraId
from desktop.domain.recording import MarkKind
from desktop.domain.time_range import TimeRange
from ui.playback.timeline.bars import Bar
from ui.playback.timeline.bookmarks import Signs
from ui.playback.timeline.coverage import Coverage
from ui.playback.timeline.lane import Lane


class LaneParts:
    """A lane and what painting it needs, made once for each version of the lane."""

    def __init__(
        self, lane: Lane, former: "LaneParts | None" = None, hidden: frozenset[MarkKind] = frozenset()
    ) -> None:
        self.lane = lane
        self.signs = Signs(lane, hidden)
        if former is not None and not former.coverage.changed(lane):
            self.coverage: Coverage = former.coverage
            self.bar: Bar = former.bar
            self.overview: Bar = former.overview
        else:
            self.coverage = Coverage(lane, None if former is None else former.coverage, hidden)
            self.bar, self.overview = Bar(self.coverage), Bar(self.coverage)


@dataclass(slots=True)
class Scene:
    """The values behind the picture; the view changes them and tells what must be painted anew."""

    parts: list[LaneParts] = field(default_factory=list)
    selected: CameraId | None = None
    playhead_ms: int | None = None
    now_ms: int | None = None
    retention_ms: int | None = None
    in_ms: int | None = None
    out_ms: int | None = None
    hidden: frozenset[MarkKind] = frozenset()
    """What is left out: signs of it, and footage of its kind looks like any other."""
    hover_x: int | None = None
    hover_lane: int | None = None
    overview_end_ms: int = 0
    """Where the overview ended when it was painted last."""

    @property
    def wide(self) -> int | None:
        """The number of the selected lane; the first one where none is."""
        numbers = (i for i, part in enumerate(self.parts) if part.lane.camera_id == self.selected)
        return next(numbers, 0 if self.parts else None)

    def set_lanes(self, lanes: tuple[Lane, ...]) -> bool:
        """Take other lanes and return True if anything differs; what did not change is kept."""
        if lanes == tuple(part.lane for part in self.parts):
            return False
        former = {part.lane.camera_id: part for part in self.parts}
        self.parts = [LaneParts(lane, former.get(lane.camera_id), self.hidden) for lane in lanes]
        return True

    def hide(self, kinds: frozenset[MarkKind]) -> None:
        """Leave out marks of these kinds from now on."""
        self.hidden = kinds
        self.parts = [LaneParts(part.lane, None, kinds) for part in self.parts]

    def extent(self) -> TimeRange | None:
        """Return all of time that is worth a look: from the oldest footage, or its limit, to now."""
        ranges = [found for part in self.parts if (found := part.lane.timeline.range) is not None]
        starts = [found.start_ms for found in ranges]
        ends = [found.end_ms for found in ranges]
        if self.retention_ms is not None:
            starts.append(self.retention_ms)
        if self.now_ms is not None:
            ends.append(self.now_ms)
        if not starts or not ends or min(starts) >= max(ends):
            return None
        return TimeRange(min(starts), max(ends))

    def overview_is_stale(self) -> bool:
        """True when time has gone on so far that the overview is off by a pixel or so."""
        extent = self.extent()
        return extent is not None and extent.end_ms - self.overview_end_ms > extent.duration_ms / 1500

    def ordered_mark(self, ms: int, *, is_in: bool) -> int:
        """Return the instant for a dragged mark: the in mark stays before the out mark."""
        if is_in and self.out_ms is not None:
            return min(ms, self.out_ms - _SHORTEST_MS)
        if not is_in and self.in_ms is not None:
            return max(ms, self.in_ms + _SHORTEST_MS)
        return ms


_SHORTEST_MS = 1000
