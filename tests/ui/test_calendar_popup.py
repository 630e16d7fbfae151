"""The calendar: recording days that load late, fail, and are overtaken by another month."""

import asyncio
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.beijing import DAY_MS
from desktop.domain.recording import RecordingDays, RecordingKind, Retention
from desktop.errors import AppError, ErrorCode
from tests.support.footage import NOW_MS
from tests.support.mouse import move, park
from tests.support.waiting import turns, until
from tests.ui.conftest import QtLoop
from ui import i18n
from ui.errors.texts import short_text
from ui.i18n import Language
from ui.playback.calendar_popup import CalendarPopup
from ui.theme import COLOURS

LEFT = Qt.MouseButton.LeftButton
TIMED = frozenset({RecordingKind.TIMED})
ALL = frozenset(RecordingKind)
RETENTION = Retention(NOW_MS - 30 * DAY_MS, 30)
"""From 2026-02-13 01:40; today is 2026-03-15."""


class Months:
    """A provider that answers when the test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []
        self.hold = asyncio.Event()
        self.hold.set()
        self.error: AppError | None = None
        self.cancelled = 0
        self.retention: Retention | None = RETENTION

    async def __call__(self, year: int, month: int) -> RecordingDays:
        self.asked.append((year, month))
        try:
            await self.hold.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.error is not None:
            raise self.error
        days = {2: dict.fromkeys(range(13, 29), TIMED), 3: {1: TIMED, 3: ALL, 15: TIMED}}
        return RecordingDays(days.get(month, {}), self.retention)


@pytest.fixture
def calendar(qtbot: QtBot, qapp: QApplication) -> Iterator[CalendarPopup]:
    park()
    made = CalendarPopup(lambda: NOW_MS)
    qtbot.addWidget(made)
    yield made
    made.close()
    i18n.install(qapp, Language.ZH_CN)


def _open(calendar: CalendarPopup, months: Months) -> None:
    calendar.open_at(QPoint(10, 10), NOW_MS - 4 * DAY_MS, months)


async def _loaded(calendar: CalendarPopup) -> None:
    await until(lambda: calendar.facts.days is not None)


@pytest.mark.parametrize("language", list(Language))
def test_what_is_said_of_a_day_covers_no_other_day(
    qapp: QApplication, qloop: QtLoop, calendar: CalendarPopup, language: Language
) -> None:
    async def work() -> None:
        i18n.install(qapp, language)
        _open(calendar, Months())
        await _loaded(calendar)
        for day in range(1, 32):
            calendar.grid.pointed.emit(date(2026, 3, day))
            await turns()
            for line in (calendar.day_line, calendar.limit_line):
                assert line.heightForWidth(line.width()) <= line.height(), line.text()
                assert not line.geometry().intersects(calendar.grid.geometry())

    qloop.run(work())


def test_days_with_recordings_are_marked_by_kind(qloop: QtLoop, calendar: CalendarPopup) -> None:
    async def work() -> None:
        _open(calendar, Months())
        await _loaded(calendar)
        image = calendar.grid.grab().toImage()

        def inks(day: int) -> set[str]:
            cell = calendar.grid.cell(date(2026, 3, day))
            return {
                image.pixelColor(x, y).name()
                for x in range(cell.left(), cell.right())
                for y in range(cell.center().y() + 4, cell.bottom())
            }

        kinds = {COLOURS.recorded, COLOURS.motion, COLOURS.alarm}
        assert inks(3) & kinds == kinds
        assert inks(1) & kinds == {COLOURS.recorded}
        assert inks(4) & kinds == set()

    qloop.run(work())


def test_a_click_chooses_and_closes(qloop: QtLoop, calendar: CalendarPopup) -> None:
    async def work() -> None:
        chosen: list[date] = []
        calendar.day_chosen.connect(chosen.append)
        _open(calendar, Months())
        await _loaded(calendar)
        QTest.mouseClick(calendar.grid, LEFT, pos=calendar.grid.cell(date(2026, 3, 20)).center())
        assert (chosen, calendar.isVisible()) == ([], True), "days to come cannot be chosen"
        QTest.mouseClick(calendar.grid, LEFT, pos=calendar.grid.cell(date(2026, 3, 3)).center())
        assert (chosen, calendar.isVisible()) == ([date(2026, 3, 3)], False)

    qloop.run(work())


def test_keys_walk_over_months_and_choose(qloop: QtLoop, calendar: CalendarPopup) -> None:
    async def work() -> None:
        chosen: list[date] = []
        calendar.day_chosen.connect(chosen.append)
        months = Months()
        _open(calendar, months)
        for _ in range(2):
            QTest.keyClick(calendar.grid, Qt.Key.Key_Up)
        assert calendar.grid.at == date(2026, 2, 25)
        await _loaded(calendar)
        assert months.asked[-1] == (2026, 2)
        QTest.keyClick(calendar.grid, Qt.Key.Key_Right)
        QTest.keyClick(calendar.grid, Qt.Key.Key_Return)
        assert chosen == [date(2026, 2, 26)]

    qloop.run(work())


def test_pages_and_the_ends_of_short_months(qloop: QtLoop, calendar: CalendarPopup) -> None:
    async def work() -> None:
        calendar.open_at(QPoint(10, 10), NOW_MS + 16 * DAY_MS, Months())
        assert calendar.grid.at == date(2026, 3, 31)
        QTest.keyClick(calendar.grid, Qt.Key.Key_PageUp)
        assert calendar.grid.at == date(2026, 2, 28)
        await _loaded(calendar)

    qloop.run(work())


def test_the_limit_of_the_archive_is_told(qloop: QtLoop, calendar: CalendarPopup) -> None:
    async def work() -> None:
        chosen: list[date] = []
        calendar.day_chosen.connect(chosen.append)
        _open(calendar, Months())
        await _loaded(calendar)
        assert calendar.words[0] == "3-11 无录像"
        assert calendar.words[1] == "录像保留 30 天，最早 2026-02-13 01:40:00"
        move(calendar.grid, calendar.grid.cell(date(2026, 3, 3)).center())
        assert calendar.words[0] == "3-03 有录像（定时、移动、报警），还剩 17 天将被覆盖"
        QTest.mouseClick(calendar.earlier, LEFT)
        await _loaded(calendar)
        told = {}
        for day in (12, 13, 14):
            move(calendar.grid, calendar.grid.cell(date(2026, 2, day)).center())
            told[day] = calendar.words[0]
        assert told == {
            12: "2-12 的录像已被覆盖",
            13: "2-13 有录像（定时），01:40:00 之前的已被覆盖",
            14: "2-14 有录像（定时），今天就将开始被覆盖",
        }
        QTest.mouseClick(calendar.grid, LEFT, pos=calendar.grid.cell(date(2026, 2, 12)).center())
        assert chosen == []
        cell = calendar.grid.cell(date(2026, 2, 14))
        fold = calendar.grid.grab().toImage().pixelColor(cell.right() - 4, cell.top() + 5)
        assert fold == QColor(COLOURS.frozen)

    qloop.run(work())


def test_a_slow_month_can_be_left_and_never_overwrites_the_next(
    qloop: QtLoop, calendar: CalendarPopup
) -> None:
    async def work() -> None:
        months = Months()
        months.hold.clear()
        _open(calendar, months)
        await turns()
        assert calendar.words[0] == "3-11 录像日期载入中…"
        QTest.mouseClick(calendar.earlier, LEFT)
        await until(lambda: months.cancelled == 1)
        months.hold.set()
        await _loaded(calendar)
        assert (calendar.facts.year, calendar.facts.month) == (2026, 2)

    qloop.run(work())


def test_closing_gives_up_what_is_loading(qloop: QtLoop, calendar: CalendarPopup) -> None:
    async def work() -> None:
        months = Months()
        months.hold.clear()
        _open(calendar, months)
        await turns()
        QTest.keyClick(calendar.grid, Qt.Key.Key_Escape)
        await until(lambda: months.cancelled == 1)
        assert not calendar.isVisible()

    qloop.run(work())


def test_a_failure_is_said_and_can_be_tried_again(qloop: QtLoop, calendar: CalendarPopup) -> None:
    async def work() -> None:
        months = Months()
        months.error = AppError(ErrorCode.TIMED_OUT)
        _open(calendar, months)
        await until(calendar.retry.isVisible)
        assert calendar.words[0] == short_text(ErrorCode.TIMED_OUT)
        months.error = None
        QTest.mouseClick(calendar.retry, LEFT)
        await _loaded(calendar)
        assert not calendar.retry.isVisible()

    qloop.run(work())


def test_a_platform_that_names_no_retention(qloop: QtLoop, calendar: CalendarPopup) -> None:
    async def work() -> None:
        months = Months()
        months.retention = None
        _open(calendar, months)
        await _loaded(calendar)
        assert calendar.words[1] == "平台没有说明录像保留多久"
        move(calendar.grid, calendar.grid.cell(date(2026, 3, 3)).center())
        assert calendar.words[0] == "3-03 有录像（定时、移动、报警）"

    qloop.run(work())


def test_both_languages(qloop: QtLoop, calendar: CalendarPopup, qapp: QApplication) -> None:
    async def work() -> None:
        _open(calendar, Months())
        await _loaded(calendar)
        i18n.install(qapp, Language.EN)
        await turns()
        await until(lambda: calendar.words[0] == "3-11: no recordings")
        assert calendar.words[1].startswith("Kept for 30 days")

    qloop.run(work())
