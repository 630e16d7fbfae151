"""Paints a lane's bookmarks and alarm signs: few things, each of which somebody wants to find."""

from bisect import bisect_left, bisect_right
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.domain.bookmark import Bookmark
from desktop.domain.recording import Mark, MarkKind
from ui.playback.timeline.lane import Lane
from ui.playback.timeline.scale import Scale
from ui.playback.timeline.sides import paint_alarm
from ui.theme import COLOURS, colour
from ui.wall.caption import plain
from ui.wall.lettering import text_width, tile_font, tile_metrics

RIBBON: Final = 14
NARROW_RIBBON: Final = 3
_PIXELS: Final = 11
_LEAST: Final = 4
_APART: Final = 7
"""Signs closer than this are one sign."""
_MOST: Final = 400


class Signs:
    """What of a lane is painted one by one."""

    def __init__(self, lane: Lane, hidden: frozenset[MarkKind] = frozenset()) -> None:
        self._bookmarks = sorted(lane.bookmarks, key=lambda bookmark: bookmark.range)
        shown = lane.marks if MarkKind.ALARM not in hidden else ()
        alarms = (mark for mark in shown if mark.kind is MarkKind.ALARM)
        self._alarms = sorted(alarms, key=lambda mark: mark.range)
        self._alarm_starts = [mark.range.start_ms for mark in self._alarms]

    def paint_bookmarks(self, painter: QPainter, rect: QRect, scale: Scale, *, named: bool) -> None:
        """Paint ribbons along the bottom of a bar; with names where there is room."""
        height = RIBBON if named else NARROW_RIBBON
        row = QRectF(rect.x(), rect.bottom() + 1 - height, rect.width(), height)
        for bookmark in self._bookmarks:
            ribbon = _ribbon(bookmark, row, scale)
            if ribbon is None:
                continue
            painter.fillRect(ribbon, colour(COLOURS.bookmark))
            if named and ribbon.width() > 24:
                painter.setFont(tile_font(_PIXELS))
                painter.setPen(colour(COLOURS.on_accent))
                inner = ribbon.adjusted(4, 0, -4, 0)
                painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, _fitted(bookmark.name, inner.width()))

    def paint_alarms(self, painter: QPainter, rect: QRect, scale: Scale) -> None:
        """Paint the signs of alarms in the strip above a wide bar."""
        window = scale.window
        first = bisect_left(self._alarm_starts, window.start_ms)
        last = bisect_right(self._alarm_starts, window.end_ms)
        previous = -1e9
        for mark in self._alarms[first : min(last, first + _MOST)]:
            x = scale.x(mark.range.start_ms)
            if x - previous >= _APART:
                previous = x
                paint_alarm(painter, x, rect.top() + 10.0)

    def bookmark_at(self, ms: float, reach_ms: float) -> Bookmark | None:
        """Return the bookmark at an instant, the shortest of several."""
        near = [
            mark
            for mark in self._bookmarks
            if mark.range.start_ms - reach_ms <= ms <= mark.range.end_ms + reach_ms
        ]
        return min(near, key=lambda mark: mark.range.duration_ms, default=None)

    def alarm_at(self, ms: float, reach_ms: float) -> Mark | None:
        """Return the alarm nearest to an instant, within reach."""
        first = bisect_left(self._alarm_starts, ms - reach_ms)
        last = bisect_right(self._alarm_starts, ms + reach_ms)
        return min(self._alarms[first:last], key=lambda mark: abs(mark.range.start_ms - ms), default=None)


def _ribbon(bookmark: Bookmark, row: QRectF, scale: Scale) -> QRectF | None:
    left = max(scale.x(bookmark.range.start_ms), row.left())
    right = min(max(scale.x(bookmark.range.end_ms), left + _LEAST), row.right())
    if right <= left or scale.x(bookmark.range.end_ms) < row.left() - _LEAST:
        return None
    return QRectF(round(left), row.top(), max(1, round(right - left)), row.height())


def _fitted(name: str, width: float) -> str:
    text = plain(name)
    if text_width(text, _PIXELS) <= width:
        return text
    return tile_metrics(_PIXELS).elidedText(text, Qt.TextElideMode.ElideRight, int(width))
