"""The field for times: Enter goes there, and what cannot be understood is said in clear words."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.beijing import DAY_MS
from desktop.domain.time_entry import TimeEntryReason
from tests.support.footage import NOW_MS
from ui.playback.time_field import REASONS, TimeField

NEAR = NOW_MS - DAY_MS
"""2026-03-14 01:40:00 in Beijing."""


class Parts:
    """A window with a field that is asked by keys."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(700, 120)
        self.field = TimeField(lambda: NOW_MS, self.window)
        self.field.move(480, 10)
        self.field.set_near(NEAR)
        self.entered: list[int] = []
        self.field.time_entered.connect(self.entered.append)
        self.window.show()
        qtbot.waitExposed(self.window)

    def type(self, text: str) -> None:
        self.field.clear()
        QTest.keyClicks(self.field, text)
        QTest.keyClick(self.field, Qt.Key.Key_Return)

    def bubbles(self) -> list[QLabel]:
        return [label for label in self.window.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def parts(qtbot: QtBot) -> Parts:
    return Parts(qtbot)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0210", NEAR + 30 * 60_000),
        ("-30s", NEAR - 30_000),
        ("3-13 01:40", NEAR - DAY_MS),
        ("02:10:30", NEAR + 1_830_000),
    ],
)
def test_enter_goes_to_the_instant(parts: Parts, text: str, wanted: int) -> None:
    parts.type(text)
    assert parts.entered == [wanted]
    assert (parts.field.text(), parts.field.message) == ("", "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", TimeEntryReason.EMPTY),
        ("xyz", TimeEntryReason.UNREADABLE),
        ("2-30 10:00", TimeEntryReason.NO_SUCH_DAY),
        ("25:10", TimeEntryReason.NO_SUCH_TIME),
        ("+3d", TimeEntryReason.FUTURE),
        ("2026-01-01 10:00", TimeEntryReason.TOO_OLD),
    ],
)
def test_what_is_wrong_is_said_under_the_field(parts: Parts, text: str, reason: TimeEntryReason) -> None:
    parts.field.set_earliest(NOW_MS - 30 * DAY_MS)
    parts.type(text)
    assert parts.entered == []
    assert parts.field.reason is reason
    (bubble,) = parts.bubbles()
    assert bubble.text() == parts.field.message != ""
    assert bubble.geometry().top() >= parts.field.geometry().bottom()
    assert parts.window.rect().contains(bubble.geometry()), "not cut off by the window"
    assert parts.field.selectedText() == text, "typing again replaces it"
    QTest.keyClicks(parts.field, "1")
    assert parts.bubbles() == []
    assert parts.field.message == ""


def test_the_limit_is_named(parts: Parts) -> None:
    parts.field.set_earliest(NOW_MS - 30 * DAY_MS)
    parts.type("2026-01-01 10:00")
    assert "2026-02-13 01:40:00" in parts.field.message


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(TimeEntryReason)


def test_escape_gives_up_and_leaving_hides_the_message(parts: Parts, qtbot: QtBot) -> None:
    given_up: list[bool] = []
    parts.field.given_up.connect(lambda: given_up.append(True))
    parts.type("xyz")
    QTest.keyClick(parts.field, Qt.Key.Key_Escape)
    assert (given_up, parts.field.text(), parts.bubbles()) == ([True], "", [])


def test_at_the_windows_foot_the_message_stands_above(parts: Parts) -> None:
    parts.field.move(10, 80)
    parts.type("xyz")
    (bubble,) = parts.bubbles()
    assert bubble.geometry().bottom() <= parts.field.mapTo(parts.window, QPoint(0, 0)).y()
