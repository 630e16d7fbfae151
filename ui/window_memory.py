"""Where the window was, how wide the directory, and whether it was in sight: kept in one setting."""

import base64
import binascii
import json

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow, QSplitter

from desktop.settings import declared
from desktop.settings.store import Settings


class WindowMemory:
    """Restores a window at its start and keeps its place at its end."""

    def __init__(self, settings: Settings, window: QMainWindow, splitter: QSplitter) -> None:
        self._settings = settings
        self._window = window
        self._splitter = splitter

    def restore(self) -> None:
        """Put the window where it was; what cannot be read counts as a first start."""
        kept = _read(self._settings.get(declared.WINDOW_GEOMETRY))
        geometry = _bytes(kept.get("window"))
        if not geometry or not self._window.restoreGeometry(QByteArray(geometry)):
            self._window.setGeometry(self._window.screen().availableGeometry())
            self._window.setWindowState(Qt.WindowState.WindowMaximized)
        splitter = _bytes(kept.get("splitter"))
        if splitter:
            self._splitter.restoreState(QByteArray(splitter))

    def keep(self) -> None:
        """Remember the place; not called while the wall fills the screen."""
        kept = {
            "window": _text(self._window.saveGeometry()),
            "splitter": _text(self._splitter.saveState()),
        }
        self._settings.set(declared.WINDOW_GEOMETRY, json.dumps(kept))


def _read(text: str) -> dict[str, object]:
    try:
        kept = json.loads(text)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _bytes(text: object) -> bytes:
    try:
        return base64.b64decode(text) if isinstance(text, str) else b""
    except binascii.Error:
        return b""


def _text(data: QByteArray) -> str:
    return base64.b64encode(bytes(data.data())).decode("ascii")
