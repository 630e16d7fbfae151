"""Dialogs that ask for files speak the person's language in every label."""

import re

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui import i18n
from ui.dialogs.files import files_dialog, folder_dialog, save_dialog
from ui.i18n import Language

_CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def parent(qapp: QApplication, qtbot: QtBot) -> QWidget:
    i18n.install(qapp, Language.ZH_CN)
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize("kind", ["files", "folder", "save"])
def test_every_label_is_chinese(parent: QWidget, kind: str) -> None:
    dialog: QFileDialog = {
        "files": lambda: files_dialog(parent, "选择", "图片 (*.png)"),
        "folder": lambda: folder_dialog(parent, "选择"),
        "save": lambda: save_dialog(parent, "保存", "清单.pdf", "pdf"),
    }[kind]()
    dialog.open()
    words = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]
    words += [button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()]
    assert len(words) >= 5
    assert [text for text in words if not _CHINESE.search(text)] == []
