"""The window comes back where it was, and on a screen whatever the file says."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import declared
from desktop.settings.store import Settings
from ui.window_memory import WindowMemory


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    made = Settings(tmp_path / "settings.json")
    yield made
    made.flush()


def _window(qtbot: QtBot, settings: Settings) -> tuple[QMainWindow, WindowMemory]:
    window, splitter = QMainWindow(), QSplitter()
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    window.setCentralWidget(splitter)
    qtbot.addWidget(window)
    return window, WindowMemory(settings, window, splitter)


def test_it_comes_back_where_it_was_again_and_again(qtbot: QtBot, settings: Settings) -> None:
    first, memory = _window(qtbot, settings)
    first.setGeometry(QRect(100, 60, 900, 700))
    first.show()
    memory.keep()
    for _ in range(3):
        window, memory = _window(qtbot, settings)
        memory.restore()
        window.show()
        assert window.geometry() == QRect(100, 60, 900, 700)
        memory.keep()


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "nonsense",
        "[]",
        json.dumps({"rect": [1, 2, 3]}),
        json.dumps({"rect": [50_000, 50_000, 900, 700]}),
        json.dumps({"rect": [0, 0, 10, 10], "splitter": ["a", None]}),
        json.dumps({"rect": [-200, -100, 90_000, 80_000], "splitter": [0, -5]}),
    ],
)
def test_whatever_was_kept_the_window_is_on_a_screen(qtbot: QtBot, settings: Settings, kept: str) -> None:
    settings.set(declared.WINDOW_GEOMETRY, kept)
    window, memory = _window(qtbot, settings)
    memory.restore()
    assert window.screen().availableGeometry().contains(window.geometry())
    assert window.width() >= 640
