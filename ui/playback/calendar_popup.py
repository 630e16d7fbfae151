"""A calendar that shows on which days a camera has recordings, and how long they are kept."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.domain.beijing import day_of, day_range
from desktop.domain.recording import RecordingDays, RecordingKind, Retention
from desktop.errors import AppError
from desktop.services.tasks import TaskOwner
from ui.errors.texts import short_text
from ui.i18n import current, translate
from ui.icons import Icon, icon
from ui.playback.month_grid import MonthFacts, MonthGrid, day_in_month, month_after
from ui.playback.time_text import clock_text, full_text
from ui.theme import COLOURS, SIZES
from ui.widgets.notice import plain_label

DaysProvider = Callable[[int, int], Awaitable[RecordingDays]]
"""Returns the days of a year's month; raises `AppError`."""
_DAY_LINES = 2
"""What is to say of a day is never longer, in no language."""
_TASK: Final = "month"
_EARLIEST, _LATEST = (1970, 1), (2099, 12)


class CalendarPopup(QFrame):
    """Opens under a button, closes when a day was chosen or on Esc; months load while it can be used."""

    day_chosen = Signal(object)
    """A `date`, of Beijing."""

    def __init__(self, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        ground = f"background: {COLOURS.raised}; border: 1px solid {COLOURS.border_strong};"
        self.setStyleSheet(f"QFrame#calendar {{ {ground} }}")
        self._now = now
        self._provider: DaysProvider | None = None
        self._tasks = TaskOwner()
        self._facts = MonthFacts(1970, 1, 0)
        self._retention: Retention | None = None
        self._playing: date | None = None
        self.grid = MonthGrid(self)
        self.grid.chosen.connect(self._choose)
        self.grid.pointed.connect(self._tell)
        self.grid.month_wanted.connect(self._turn)
        self.earlier, self.later = QToolButton(self), QToolButton(self)
        self.earlier.setIcon(icon(Icon.CHEVRON_LEFT))
        self.later.setIcon(icon(Icon.CHEVRON_RIGHT))
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(1))
        self._title = QLabel(self)
        self._title.setObjectName("heading")
        self._today = _link(self)
        self._today.clicked.connect(self._go_today)
        self.day_line, self.limit_line = plain_label(self), plain_label(self)
        self.limit_line.setObjectName("small")
        self.retry = _link(self)
        self.retry.clicked.connect(self._load)
        self._error = ""
        self._lay_out()
        self._retranslate()

    @property
    def words(self) -> tuple[str, str]:
        """What stands under the days: of the day, and of how long footage is kept."""
        return self.day_line.text(), self.limit_line.text()

    @property
    def facts(self) -> MonthFacts:
        """What is shown of the month."""
        return self._facts

    def open_at(self, corner: QPoint, playing_ms: int, provider: DaysProvider) -> None:
        """Open with the top left corner at a point of the screen, on the month of the playhead."""
        self._provider = provider
        self._retention = None
        self._playing = day_of(playing_ms)
        self._show_month(self._playing)
        for line, most in ((self.day_line, _DAY_LINES), (self.limit_line, 1)):
            line.ensurePolished()
            line.setMinimumHeight(most * line.fontMetrics().lineSpacing())
        self.adjustSize()
        bounds = self.screen().availableGeometry()
        left = max(bounds.left(), min(corner.x(), bounds.right() + 1 - self.width()))
        top = corner.y() if corner.y() + self.height() <= bounds.bottom() else corner.y() - self.height() - 40
        self.move(left, max(bounds.top(), top))
        self.show()
        self.grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give up what is still loading."""
        self._tasks.cancel(_TASK)
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give up what is still loading."""
        self._tasks.cancel(_TASK)
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    # months ---------------------------------------------------------------------------------------

    def _turn(self, by: int) -> None:
        year, month = month_after(self._facts.year, self._facts.month, by)
        if _EARLIEST <= (year, month) <= _LATEST:
            at = self.grid.at
            same = (at.year, at.month) == (year, month)
            self._show_month(at if same else day_in_month(year, month, at.day))

    def _go_today(self) -> None:
        self._show_month(day_of(self._now()))

    def _show_month(self, at: date) -> None:
        self._facts = MonthFacts(at.year, at.month, self._now(), None, self._retention)
        self.grid.show_month(self._facts, at, self._playing)
        self._retranslate()
        self._load()

    def _load(self) -> None:
        provider = self._provider
        if provider is not None:
            self._error = ""
            self._tell(self.grid.at)
            self._tasks.start(self._fetch(provider, self._facts.year, self._facts.month), _TASK)

    async def _fetch(self, provider: DaysProvider, year: int, month: int) -> None:
        try:
            found = await provider(year, month)
        except AppError as error:
            self._error = short_text(error.code)
        else:
            self._retention = found.retention or self._retention
            self._facts = MonthFacts(year, month, self._now(), found.days, self._retention)
            self.grid.show_month(self._facts, self.grid.at, self._playing)
        self._tell(self.grid.at)

    def _choose(self, day: date) -> None:
        self.close()
        self.day_chosen.emit(day)

    # words ----------------------------------------------------------------------------------------

    def _tell(self, day: date) -> None:
        self.day_line.setText(self._error or _day_text(self._facts, day))
        self.limit_line.setText(_limit_text(self._retention))
        self.retry.setVisible(bool(self._error))
        self.setAccessibleDescription(self.day_line.text())

    def _retranslate(self) -> None:
        locale = QLocale(current().value)
        form = translate("Calendar", "yyyy年M月")
        self._title.setText(locale.toString(QDate(self._facts.year, self._facts.month, 1), form))
        self._today.setText(translate("Calendar", "今天"))
        self.retry.setText(translate("Calendar", "重试"))
        self.earlier.setToolTip(translate("Calendar", "上个月（PageUp）"))
        self.later.setToolTip(translate("Calendar", "下个月（PageDown）"))
        self.setAccessibleName(translate("Calendar", "录像日历"))
        self._tell(self.grid.at)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.earlier)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignCenter)
        head.addWidget(self._today)
        head.addWidget(self.later)
        foot = QHBoxLayout()
        foot.addWidget(self.day_line, 1)
        self.day_line.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self.retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(SIZES.gap)
        column.addLayout(head)
        column.addWidget(self.grid)
        column.addLayout(foot)
        column.addWidget(self.limit_line)


def _link(parent: QWidget) -> QPushButton:
    button = QPushButton(parent)
    button.setProperty("link", "true")
    return button


def _day_text(facts: MonthFacts, day: date) -> str:
    """Return what is to say of a day."""
    name = f"{day.month}-{day.day:02d}"
    if facts.to_come(day):
        return translate("Calendar", "{day} 尚未到来").format(day=name)
    if facts.overwritten(day):
        return translate("Calendar", "{day} 的录像已被覆盖").format(day=name)
    if facts.days is None:
        return translate("Calendar", "{day} 录像日期载入中…").format(day=name)
    if (day.year, day.month) != (facts.year, facts.month):
        return name
    kinds = facts.kinds(day)
    if not kinds:
        return translate("Calendar", "{day} 无录像").format(day=name)
    return _kept_text(facts, day, name, kinds)


def _kept_text(facts: MonthFacts, day: date, name: str, kinds: frozenset[RecordingKind]) -> str:
    names = {
        RecordingKind.TIMED: translate("Calendar", "定时"),
        RecordingKind.MOTION: translate("Calendar", "移动"),
        RecordingKind.ALARM: translate("Calendar", "报警"),
    }
    listed = translate("Calendar", "、").join(names[kind] for kind in RecordingKind if kind in kinds)
    left = facts.days_left(day)
    if left is None:
        return translate("Calendar", "{day} 有录像（{kinds}）").format(day=name, kinds=listed)
    retention = facts.retention
    if retention is not None and retention.overwritten(day_range(day).start_ms):
        text = translate("Calendar", "{day} 有录像（{kinds}），{time} 之前的已被覆盖")
        return text.format(day=name, kinds=listed, time=clock_text(retention.from_ms))
    if left == 0:
        text = translate("Calendar", "{day} 有录像（{kinds}），今天就将开始被覆盖")
        return text.format(day=name, kinds=listed)
    text = translate("Calendar", "{day} 有录像（{kinds}），还剩 {n} 天将被覆盖")
    return text.format(day=name, kinds=listed, n=left)


def _limit_text(retention: Retention | None) -> str:
    if retention is None:
        return translate("Calendar", "平台没有说明录像保留多久")
    text = translate("Calendar", "录像保留 {n} 天，最早 {time}")
    return text.format(n=retention.days, time=full_text(retention.from_ms))
