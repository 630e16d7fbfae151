"""Where the window was and how wide the directory: kept in one setting.

Qt's own `saveGeometry` guesses the frame of a window manager that may not be there (a wall started without
one), and the window wanders; the plain rectangle does not.
"""

import json
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter

from desktop.settings import declared
from desktop.settings.store import Settings

_SMALLEST = (640, 420)


class WindowMemory:
    """Restores a window at its start and keeps its place at its end."""

    def __init__(self, settings: Settings, window: QMainWindow, splitter: QSplitter) -> None:
        self._settings = settings
        self._window = window
        self._splitter = splitter

    def restore(self) -> None:
        """Put the window where it was; what cannot be read, or lies on no screen, counts as a first start."""
        kept = _read(self._settings.get(declared.WINDOW_GEOMETRY))
        rect = _rect(kept.get("rect"))
        window = self._window
        if rect is None or kept.get("maximised"):
            window.setGeometry(window.screen().availableGeometry())
            window.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            window.setGeometry(rect)
        sizes = _numbers(kept.get("splitter"), 2)
        if sizes is not None and min(sizes) > 0:
            self._splitter.setSizes(list(sizes))

    def keep(self) -> None:
        """Remember the place; not called while the wall fills the screen."""
        window = self._window
        place = window.normalGeometry() if window.isMaximized() else window.geometry()
        kept = {
            "rect": [place.x(), place.y(), place.width(), place.height()],
            "maximised": window.isMaximized(),
            "splitter": self._splitter.sizes(),
        }
        self._settings.set(declared.WINDOW_GEOMETRY, json.dumps(kept))


def _read(text: str) -> dict[str, object]:
    try:
        kept = json.loads(text)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _numbers(value: object, count: int) -> Sequence[int] | None:
    if not isinstance(value, list) or len(value) != count:
        return None
    numbers = [number for number in value if isinstance(number, int) and abs(number) < 100_000]
    return numbers if len(numbers) == count else None


def _rect(value: object) -> QRect | None:
    """Return the rectangle, drawn onto the screen that shows most of it; None when none shows any."""
    numbers = _numbers(value, 4)
    if numbers is None or numbers[2] < _SMALLEST[0] or numbers[3] < _SMALLEST[1]:
        return None
    rect = QRect(*numbers)
    areas = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    area = max(areas, key=lambda each: _shared(each, rect))
    if _shared(area, rect) == 0:
        return None
    rect.setSize(rect.size().boundedTo(area.size()))
    rect.moveLeft(max(area.left(), min(rect.left(), area.right() + 1 - rect.width())))
    rect.moveTop(max(area.top(), min(rect.top(), area.bottom() + 1 - rect.height())))
    return rect


def _shared(first: QRect, second: QRect) -> int:
    both = first.intersected(second)
    return both.width() * both.height() if both.isValid() else 0
