"""Lists at the side of playback: what people need of a row is not cut, in either language."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.beijing import DAY_MS
from desktop.domain.time_range import TimeRange
from ui import i18n
from ui.i18n import Language
from ui.playback.bookmark_dialog import short_range_text
from ui.playback.row_delegate import line_metrics, row_height, text_room
from ui.playback.side_list import Row, SideList
from ui.playback.view import SIDE_WIDTH

LATE_MS = 1_773_498_899_000
"""2026-03-14 22:34:59 in Beijing."""
SPANS = (
    TimeRange(LATE_MS, LATE_MS),
    TimeRange(LATE_MS, LATE_MS + 600_000),
    TimeRange(LATE_MS, LATE_MS + DAY_MS // 4),
)


@pytest.fixture(autouse=True)
def _chinese_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    i18n.install(qapp, Language.ZH_CN)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("span", SPANS)
def test_a_bookmarks_time_is_never_cut(qtbot: QtBot, language: Language, span: TimeRange) -> None:
    i18n.install(QApplication.instance(), language)  # type: ignore[arg-type]
    panel = SideList()
    qtbot.addWidget(panel)
    panel.resize(SIDE_WIDTH, 400)
    panel.show()
    qtbot.waitExposed(panel)
    time = short_range_text(span)
    panel.show_rows([Row(number, "夜里的面包车", f"{time}\n湾头村村口全景") for number in range(30)])
    item = panel.list.item(0)
    room = text_room(panel.list.visualItemRect(item))
    assert item.text().split("\n")[1] == time
    assert line_metrics(1).horizontalAdvance(time) <= room
    assert time.count(":") == (2 if span.empty else 4), "every instant has its seconds"


def test_rows_are_as_high_as_their_lines_need(qtbot: QtBot) -> None:
    panel = SideList()
    qtbot.addWidget(panel)
    panel.resize(SIDE_WIDTH, 400)
    panel.show()
    qtbot.waitExposed(panel)
    panel.show_rows([Row(0, "夜里", "国道\n湾头")])
    rect = panel.list.visualItemRect(panel.list.item(0))
    assert rect.height() == row_height(3)
    picture = panel.list.viewport().grab(rect).toImage()
    ground = picture.pixelColor(rect.width() - 2, 2)
    thirds = [rect.height() * part // 3 for part in range(4)]
    for top, bottom in pairwise(thirds):
        inked = any(
            picture.pixelColor(x, y) != ground for y in range(top + 2, bottom - 2) for x in range(4, 24)
        )
        assert inked, "every line is painted"


def test_a_click_or_enter_chooses_and_a_double_click_does_so_once(qtbot: QtBot) -> None:
    panel = SideList()
    qtbot.addWidget(panel)
    panel.resize(SIDE_WIDTH, 400)
    panel.show()
    qtbot.waitExposed(panel)
    panel.show_rows([Row(number, f"第 {number} 条", "") for number in range(3)])
    chosen: list[object] = []
    panel.chosen.connect(chosen.append)
    place = panel.list.visualItemRect(panel.list.item(1)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [1]
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.RightButton, pos=place)
    assert chosen == [1]
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert chosen == [1]
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert chosen == [1, 2]
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)  # its second half
    assert chosen == [1, 2, 1]
