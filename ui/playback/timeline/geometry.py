"""Where the parts of the timeline lie, and what lies under the mouse."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QPoint, QRect

PILLS: Final = 24
"""The row of the playhead's time."""
DATES: Final = 19
TICKS: Final = 19
WIDE: Final = 60
WIDE_LEAST: Final = 36
NARROW: Final = 18
NARROW_OF_MANY: Final = 15
"""With many cameras the pictures need the room more; names can still be read."""
_MANY: Final = 6
NARROW_LEAST: Final = 6
"""On a low screen sixteen cameras' pictures need the room still more."""
OVERVIEW: Final = 22
LEGEND: Final = 24
RIGHT: Final = 10
_NAMES_SHARE: Final = 0.14
_NAMES_LEAST, _NAMES_MOST = 72, 190
_HANDLE: Final = 6
EDGE: Final = 150
"""Width of the arrow that tells where the playhead went."""


class Zone(Enum):
    """What a press of the mouse means where it lands."""

    SCRUB = "scrub"
    LANE = "lane"
    NAME = "name"
    OVERVIEW = "overview"
    MARK_IN = "in"
    MARK_OUT = "out"
    EDGE = "edge"
    """The arrow at the edge: brings the playhead back into view."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Hit:
    """What is under the mouse; `lane` is the lane's number where there is one."""

    zone: Zone
    lane: int | None = None


@dataclass(frozen=True, slots=True)
class Geometry:
    """All rectangles for one size, number of lanes and selection."""

    pills: QRect
    dates: QRect
    ticks: QRect
    names_width: int
    lanes: tuple[QRect, ...]
    """Each lane's bar, without its name."""
    wide: int | None
    body: QRect
    """From the first lane to the overview: where lines run down."""
    overview: QRect
    legend: QRect

    @property
    def left(self) -> int:
        """Where time begins."""
        return self.pills.left()

    @property
    def width(self) -> int:
        """How wide time is."""
        return self.pills.width()

    def name(self, lane: int) -> QRect:
        """Return where a lane's name stands."""
        bar = self.lanes[lane]
        return QRect(0, bar.top(), self.names_width, bar.height())

    def lane_at(self, y: int) -> int | None:
        """Return the lane at a height."""
        return next((i for i, bar in enumerate(self.lanes) if bar.top() <= y <= bar.bottom()), None)

    def hit(self, at: QPoint, *, in_x: float | None, out_x: float | None, edge: str = "") -> Hit:
        """Return what lies at a point; `edge` tells at which side the arrow to the playhead is shown."""
        x, y = at.x(), at.y()
        if y > self.ticks.bottom():
            return self._hit_below(x, y)
        if y <= self.pills.bottom() and self._on_edge(x, edge):
            return Hit(Zone.EDGE)
        handle = _handle(x, in_x, out_x) if y >= self.dates.top() else None
        if handle is not None:
            return Hit(handle)
        return Hit(Zone.SCRUB if x >= self.left else Zone.EMPTY)

    def _hit_below(self, x: int, y: int) -> Hit:
        if self.overview.top() <= y <= self.overview.bottom():
            return Hit(Zone.OVERVIEW if x >= self.left else Zone.EMPTY)
        lane = self.lane_at(y)
        if lane is None:
            return Hit(Zone.EMPTY)
        if x < self.left:
            return Hit(Zone.NAME, lane)
        return Hit(Zone.SCRUB if lane == self.wide else Zone.LANE, lane)

    def _on_edge(self, x: int, edge: str) -> bool:
        if edge == "left":
            return 0 <= x - self.pills.left() < EDGE
        return edge == "right" and 0 <= self.pills.right() - x < EDGE


def _handle(x: float, in_x: float | None, out_x: float | None) -> Zone | None:
    near = [
        (abs(x - at), zone)
        for at, zone, inner in ((in_x, Zone.MARK_IN, -1), (out_x, Zone.MARK_OUT, 1))
        # The handle lies outside of the chosen span, so that both can be taken when the span is short.
        if at is not None and -_HANDLE // 2 <= (x - at) * inner <= _HANDLE * 2
    ]
    return min(near, key=lambda found: found[0])[1] if near else None


def preferred_height(lanes: int) -> int:
    """Return the height at which every lane's name can be read."""
    return _fixed_height(lanes) + _narrow(lanes) * max(0, lanes - 1)


def _narrow(lanes: int) -> int:
    return NARROW if lanes <= _MANY else NARROW_OF_MANY


def least_height(lanes: int) -> int:
    """Return the height below which lanes would vanish."""
    return _fixed_height(lanes) - (WIDE - WIDE_LEAST if lanes else 0) + NARROW_LEAST * max(0, lanes - 1)


def _fixed_height(lanes: int) -> int:
    return PILLS + DATES + TICKS + (WIDE if lanes else 0) + OVERVIEW + LEGEND


def arrange(width: int, height: int, lanes: int, wide: int | None) -> Geometry:
    """Return the geometry of a size; in too little height narrow lanes shrink first, then the wide one."""
    names = min(max(round(width * _NAMES_SHARE), _NAMES_LEAST), _NAMES_MOST)
    room = max(10, width - names - RIGHT)
    narrow_count = max(1, lanes - (1 if wide is not None else 0))
    spare = height - _fixed_height(lanes if wide is not None else 0)
    narrow = min(_narrow(lanes), max(NARROW_LEAST, spare // narrow_count))
    top = PILLS + DATES + TICKS
    tallest = max(WIDE_LEAST, min(WIDE, WIDE + spare - narrow * narrow_count))
    rects = []
    for lane in range(lanes):
        tall = tallest if lane == wide else narrow
        rects.append(QRect(names, top, room, tall - 1))
        top += tall
    legend_top = max(top + OVERVIEW, height - LEGEND)
    overview = QRect(names, legend_top - OVERVIEW, room, OVERVIEW)
    return Geometry(
        pills=QRect(names, 0, room, PILLS),
        dates=QRect(names, PILLS, room, DATES),
        ticks=QRect(names, PILLS + DATES, room, TICKS),
        names_width=names,
        lanes=tuple(rects),
        wide=wide,
        body=QRect(names, PILLS + DATES + TICKS, room, max(0, overview.top() - PILLS - DATES - TICKS)),
        overview=overview,
        legend=QRect(0, legend_top, width, LEGEND),
    )
