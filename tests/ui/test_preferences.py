"""The preferences by mouse and keyboard: every declared setting is there and counts at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox

from desktop.settings import declared
from desktop.settings.schema import Scope
from desktop.settings.store import Settings
from tests.ui.conftest import QtLoop
from ui import i18n
from ui.i18n import Language
from ui.i18n.following import follow
from ui.preferences.dialog import PreferencesDialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def settings(qloop: QtLoop, tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def dialog(settings: Settings) -> Iterator[PreferencesDialog]:
    made = PreferencesDialog(settings)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_every_setting_for_people_has_a_row_and_the_hidden_ones_have_none(dialog: PreferencesDialog) -> None:
    shown = [row.setting.key for row in dialog.rows]
    assert shown == [setting.key for setting in declared.ALL if setting.scope is Scope.PREFERENCES]
    assert all(row.frame.isVisibleTo(dialog) for row in dialog.rows)


def test_a_tick_counts_at_once(dialog: PreferencesDialog, settings: Settings, qloop: QtLoop) -> None:
    async def work() -> None:
        box = dialog.row("online_only").editor.widget
        assert isinstance(box, QCheckBox)
        QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
        assert settings.get(declared.ONLINE_ONLY) is True

    qloop.run(work())


def test_a_number_is_typed_within_its_bounds(
    dialog: PreferencesDialog, settings: Settings, qloop: QtLoop
) -> None:
    async def work() -> None:
        box = dialog.row("max_opens").editor.widget
        assert isinstance(box, QSpinBox)
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, "12")
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert settings.get(declared.MAX_OPENS) == 12
        assert dialog.isVisible(), "Enter in a field is not the end of the dialog"
        assert (box.minimum(), box.maximum()) == (1, 64)

    qloop.run(work())


def test_a_choice_counts_at_once_and_follows_changes_from_elsewhere(
    dialog: PreferencesDialog, settings: Settings, qloop: QtLoop
) -> None:
    async def work() -> None:
        box = dialog.row("transport").editor.widget
        assert isinstance(box, QComboBox)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert settings.get(declared.TRANSPORT) == "http-ts"
        settings.set(declared.TRANSPORT, "rtsp")
        assert box.currentText() == "RTSP"
        QTest.mouseClick(dialog.defaults, LEFT)
        assert box.currentText() == "自动"

    qloop.run(work())


def test_searching_leaves_what_fits_and_says_when_nothing_does(dialog: PreferencesDialog) -> None:
    QTest.keyClicks(dialog.search, "rtsp")
    shown = [row.setting.key for row in dialog.rows if row.frame.isVisibleTo(dialog)]
    assert shown == ["transport"]
    dialog.search.setText("没有这个")
    assert dialog.nothing.isVisibleTo(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert all(row.frame.isVisibleTo(dialog) for row in dialog.rows)


def test_the_language_is_switched_while_the_dialog_is_open(
    dialog: PreferencesDialog, settings: Settings, qapp: QApplication, qloop: QtLoop
) -> None:
    async def work() -> None:
        unfollow = follow(qapp, settings)
        box = dialog.row("language").editor.widget
        assert isinstance(box, QComboBox)
        assert dialog.windowTitle() == "设置"
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert settings.get(declared.LANGUAGE) == "en"
        QApplication.sendPostedEvents()
        assert dialog.windowTitle() == "Preferences"
        assert dialog.row("max_opens").editor.widget.accessibleName() == "Streams opened at the same time"
        unfollow()
        i18n.install(qapp, Language.ZH_CN)

    qloop.run(work())
