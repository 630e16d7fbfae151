"""The days of a month: which have recordings, which are overwritten, which soon will be."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.domain.beijing import day_of, day_range
from desktop.domain.recording import RecordingKind, Retention
from ui.playback.time_text import weekday_text
from ui.theme import COLOURS, SIZES, colour
from ui.wall.lettering import tile_font

CELL: Final = QSize(48, 44)
_HEADER: Final = 24
_WEEKS: Final = 6
_DAYS: Final = 7
SOON_DAYS: Final = 3
"""Footage that is overwritten within so many days is pointed out."""
_KINDS: Final = (
    (RecordingKind.TIMED, COLOURS.recorded, 3),
    (RecordingKind.MOTION, COLOURS.motion, 5),
    (RecordingKind.ALARM, COLOURS.alarm, 7),
)


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """What is known of a month; `days` is None while it is loading."""

    year: int
    month: int
    now_ms: int
    days: Mapping[int, frozenset[RecordingKind]] | None = None
    retention: Retention | None = None

    def kinds(self, day: date) -> frozenset[RecordingKind]:
        """Return which recordings a day of this month has."""
        if self.days is None or (day.year, day.month) != (self.year, self.month):
            return frozenset()
        return self.days.get(day.day, frozenset())

    def overwritten(self, day: date) -> bool:
        """True for a day of which nothing is left."""
        return self.retention is not None and self.retention.overwritten(day_range(day).end_ms - 1)

    def days_left(self, day: date) -> int | None:
        """Return in how many whole days the first of a day's footage is overwritten; None if unknown."""
        if self.retention is None or self.overwritten(day):
            return None
        return self.retention.days_left(day_range(day).start_ms, self.now_ms)

    def to_come(self, day: date) -> bool:
        """True for days after today."""
        return day > day_of(self.now_ms)


class MonthGrid(QWidget):
    """Six weeks from Monday to Sunday; arrows move the mark, Enter and a click choose; UI thread."""

    chosen = Signal(object)
    """A `date`."""
    pointed = Signal(object)
    """The `date` that mouse or keys are on."""
    month_wanted = Signal(int)
    """So many months on (or back): the mark left the month, or the wheel turned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = MonthFacts(1970, 1, 0)
        self._at = date(1970, 1, 1)
        self._playing: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(CELL.width() * _DAYS, CELL.height() * _WEEKS + _HEADER)

    @property
    def facts(self) -> MonthFacts:
        """What is shown."""
        return self._facts

    @property
    def at(self) -> date:
        """The day that Enter would choose."""
        return self._at

    def show_month(self, facts: MonthFacts, at: date, playing: date | None) -> None:
        """Show a month with the mark on a day; `playing` is the day of the playhead."""
        self._facts, self._at, self._playing = facts, at, playing
        self.update()

    def may_be_chosen(self, day: date) -> bool:
        """True for a day that may have something to see: not to come, not gone."""
        return not self._facts.to_come(day) and not self._facts.overwritten(day)

    def cell(self, day: date) -> QRect:
        """Return where a day stands."""
        index = (day - self._first()).days
        return QRect(QPoint(index % _DAYS * CELL.width(), index // _DAYS * CELL.height() + _HEADER), CELL)

    def day_at(self, point: QPoint) -> date | None:
        """Return the day at a point."""
        row, column = (point.y() - _HEADER) // CELL.height(), point.x() // CELL.width()
        if not (0 <= row < _WEEKS and 0 <= column < _DAYS):
            return None
        return self._first() + timedelta(days=row * _DAYS + column)

    def _first(self) -> date:
        first = date(self._facts.year, self._facts.month, 1)
        return first - timedelta(days=first.weekday())

    # events ---------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._point(day)
            self._choose(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell about the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        self.pointed.emit(day if day is not None else self._at)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell about the marked day again."""
        self.pointed.emit(self._at)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the mark, or choose."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_DAYS, Qt.Key.Key_Down: _DAYS}
        if event.key() in steps:
            self._point(self._at + timedelta(days=steps[Qt.Key(event.key())]))
        elif event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.month_wanted.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def _choose(self, day: date) -> None:
        if self.may_be_chosen(day):
            self.chosen.emit(day)

    def _point(self, day: date) -> None:
        former, self._at = self._at, day
        self.update()
        self.pointed.emit(day)
        months = (day.year - former.year) * 12 + day.month - former.month
        if (day.year, day.month) != (self._facts.year, self._facts.month) and months:
            self.month_wanted.emit(1 if day > former else -1)

    # painting -------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names of the days, and the days."""
        painter = QPainter(self)
        painter.setFont(tile_font(SIZES.text_small))
        painter.setPen(colour(COLOURS.text_dim))
        first = self._first()
        for index in range(_DAYS):
            name = weekday_text(day_range(first + timedelta(days=index)).start_ms)
            box = QRect(index * CELL.width(), 0, CELL.width(), _HEADER)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        for index in range(_WEEKS * _DAYS):
            self._paint_day(painter, first + timedelta(days=index))
        painter.end()

    def _paint_day(self, painter: QPainter, day: date) -> None:
        box = self.cell(day).adjusted(2, 2, -2, -2)
        inside = day.month == self._facts.month
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if day == self._playing and inside:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(COLOURS.selected))
            painter.drawRoundedRect(QRectF(box), 4, 4)
        if day == self._at and (self.hasFocus() or inside):
            painter.setPen(QPen(colour(COLOURS.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        kinds = self._facts.kinds(day)
        self._paint_number(painter, box, day, bold=bool(kinds), inside=inside)
        self._paint_kinds(painter, box, kinds)
        self._paint_limit(painter, box, day, inside=inside)

    def _paint_number(self, painter: QPainter, box: QRect, day: date, *, bold: bool, inside: bool) -> None:
        today = day == day_of(self._facts.now_ms)
        painter.setFont(tile_font(SIZES.text, bold=bold or today))
        dim = not inside or self._facts.to_come(day) or self._facts.overwritten(day)
        ink = COLOURS.text_disabled if dim else COLOURS.text if bold else COLOURS.text_dim
        painter.setPen(colour(COLOURS.live if today else ink))
        top = box.adjusted(0, 2, 0, -16)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if inside and self._facts.overwritten(day):
            middle = top.center().y() + 1
            painter.fillRect(QRect(top.center().x() - 9, middle, 19, 1), colour(COLOURS.text_disabled))

    def _paint_kinds(self, painter: QPainter, box: QRect, kinds: frozenset[RecordingKind]) -> None:
        """Paint a bar for each kind: they differ in height and place as well as in colour."""
        left = box.center().x() - 16
        for index, (kind, ink, height) in enumerate(_KINDS):
            if kind in kinds:
                painter.fillRect(QRect(left + index * 12, box.bottom() - 3 - height, 10, height), colour(ink))

    def _paint_limit(self, painter: QPainter, box: QRect, day: date, *, inside: bool) -> None:
        """Fold the corner of a day that will soon be overwritten."""
        left = self._facts.days_left(day)
        if inside and left is not None and left < SOON_DAYS and self._facts.kinds(day):
            corner = QPointF(box.right(), box.top() + 1)
            fold = QPolygonF([corner, corner - QPointF(10, 0), corner + QPointF(0, 10)])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(COLOURS.frozen))
            painter.drawPolygon(fold)


def month_after(year: int, month: int, by: int) -> tuple[int, int]:
    """Return the month so many months later."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def day_in_month(year: int, month: int, day: int) -> date:
    """Return a day of a month, the last one where the month is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))
