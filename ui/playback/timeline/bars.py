"""Paints a lane's footage: one picture of texels, stretched onto the bar.

The kinds differ in height as well as in colour, for those who cannot tell the colours apart: footage by
timetable fills half of the bar, motion three quarters, an alarm all of it.
"""

from dataclasses import dataclass
from math import floor, log2
from typing import Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ui.playback.timeline.coverage import (
    ALARM,
    MARK_ALARM,
    MARK_MOTION,
    MOTION,
    TILE,
    TIMED,
    UNKNOWN,
    Coverage,
    widened,
)
from ui.playback.timeline.scale import Scale
from ui.theme import COLOURS

EVENTS: Final = 11
"""Height of the strip above a wide bar, in which events are marked."""
NARROW_EVENTS: Final = 2
_STRIP_ROWS: Final = 2
"""The upper half of the strip has alarms only, the lower half motion as well."""
_NEAR_MS: Final = 120_000
"""With less time than this to a pixel, single movements can be told apart."""
_LEVELS: Final = 4
_GAP, _TINT, _TIMED, _MOTION, _ALARM, _UNKNOWN, _STRIP = range(7)
_TIMED_HEIGHT, _MOTION_HEIGHT = 2, 3


def mixed(first: str, second: str, share: float) -> QColor:
    """Return a colour between two: 0 is the first."""
    a, b = QColor(first), QColor(second)
    parts = ((x + (y - x) * share) for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))  # type: ignore[index]
    return QColor(*(round(part) for part in parts))


GAP_COLOUR: Final = COLOURS.wall
TINT: Final = mixed(COLOURS.wall, COLOURS.recorded, 0.26)
UNKNOWN_COLOUR: Final = COLOURS.hover
_COLOURS: Final = [
    ink.rgb()
    for ink in (
        QColor(GAP_COLOUR),
        TINT,
        QColor(COLOURS.recorded),
        QColor(COLOURS.motion),
        QColor(COLOURS.alarm),
        QColor(UNKNOWN_COLOUR),
        QColor(COLOURS.panel),
    )
]


def _bar_index(flags: int, level: int) -> int:
    """Return the colour of a texel at a level of the bar, 1 at the top.

    Where a texel has both, motion is a cap on the ordinary footage: a day of short movements, seen from a
    month's distance, would otherwise look like a day of nothing else.
    """
    if flags & ALARM:
        return _ALARM
    if flags & TIMED and level > _LEVELS - _TIMED_HEIGHT:
        return _TIMED
    if flags & MOTION and level > _LEVELS - _MOTION_HEIGHT:
        return _MOTION
    if flags & (TIMED | MOTION):
        return _TINT
    return _UNKNOWN if flags & UNKNOWN else _GAP


def _event_index(flags: int) -> int:
    return _ALARM if flags & MARK_ALARM else _MOTION if flags & MARK_MOTION else _STRIP


_TABLES: Final = (
    bytes(_ALARM if flags & MARK_ALARM else _STRIP for flags in range(256)),
    bytes(_event_index(flags) for flags in range(256)),
    *(bytes(_bar_index(flags, level) for flags in range(256)) for level in range(1, _LEVELS + 1)),
)
_FOOTAGE: Final = bytes(1 if flags & (TIMED | MOTION | ALARM | UNKNOWN) else 0 for flags in range(256))


@dataclass(slots=True)
class _Picture:
    """The texels that were needed last, as a picture: kept while the window stays inside of them."""

    level: int
    first: int
    count: int
    texels: bytes
    image: QImage

    def holds(self, first: int, count: int) -> bool:
        """True when texels lie inside."""
        return self.first <= first and first + count <= self.first + self.count


class Bar:
    """A lane's footage at one place of the widget; made anew when what the lane holds changes."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._picture: _Picture | None = None

    def paint(self, painter: QPainter, rect: QRect, scale: Scale, device_ratio: float, events: int) -> None:
        """Paint the bar, with a strip of events of the given height at its top."""
        level = max(0, floor(log2(scale.ms_per_px / device_ratio)))
        texel_ms = float(1 << level)
        first = floor(scale.window.start_ms / texel_ms)
        count = floor(scale.window.end_ms / texel_ms) + 1 - first
        picture = self._pictured(level, first, count)
        left = scale.window.start_ms / texel_ms - picture.first
        width = scale.window.span_ms / texel_ms
        strip = QRectF(rect.x(), rect.y(), rect.width(), events)
        # Over a narrow bar, or from far away, signs of motion would be noise.
        rows = _STRIP_ROWS if events == EVENTS and scale.ms_per_px < _NEAR_MS else 1
        painter.drawImage(strip, picture.image, QRectF(left, 0, width, rows))
        body = QRectF(rect.adjusted(0, events, 0, 0))
        painter.drawImage(body, picture.image, QRectF(left, _STRIP_ROWS, width, _LEVELS))

    def has_footage(self, scale: Scale) -> bool:
        """True when something was painted in the window (or may be there, still unknown)."""
        picture = self._picture
        if picture is None:
            return False
        first = max(0, floor(scale.window.start_ms / (1 << picture.level)) - picture.first)
        count = floor(scale.window.span_ms / (1 << picture.level)) + 1
        return 1 in picture.texels[first : first + count].translate(_FOOTAGE)

    def _pictured(self, level: int, first: int, count: int) -> _Picture:
        old = self._picture
        if old is not None and old.level == level and old.holds(first, count):
            return old
        begin = first // TILE * TILE
        end = -(-(first + count) // TILE) * TILE
        texels = widened(self._coverage.texels(level, begin, end - begin))
        self._picture = _Picture(level, begin, end - begin, texels, _image(texels))
        return self._picture


def _image(texels: bytes) -> QImage:
    """Return a picture of the strip's two rows and the bar's four levels."""
    rows = b"".join([texels.translate(table) for table in _TABLES])
    image = QImage(rows, len(texels), len(_TABLES), len(texels), QImage.Format.Format_Indexed8)
    image.setColorTable(_COLOURS)
    return image.convertToFormat(QImage.Format.Format_RGB32)
