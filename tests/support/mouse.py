"""A mouse for widget tests: events go straight to the widget, and the screen's own pointer stays away.

`QTest.mouseMove` moves the pointer of the screen: that arrives when it arrives, without buttons, and not at
all where the pointer is already.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

_NONE = Qt.MouseButton.NoButton
_PLAIN = Qt.KeyboardModifier.NoModifier


def park() -> None:
    """Put the screen's pointer where no test window stands."""
    screen = QApplication.primaryScreen()
    QCursor.setPos(screen, screen.geometry().bottomRight())
    QApplication.processEvents()


def move(widget: QWidget, at: QPoint, button: Qt.MouseButton = _NONE) -> None:
    """Move the mouse, with a button down or without."""
    point, on_screen = QPointF(at), QPointF(widget.mapToGlobal(at))
    QApplication.sendEvent(
        widget, QMouseEvent(QEvent.Type.MouseMove, point, on_screen, _NONE, button, _PLAIN)
    )


def wheel(widget: QWidget, at: QPoint, notches: int, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
    """Turn the wheel: notches away from the person are positive."""
    for _ in range(abs(notches)):
        turn = QPoint(0, 120 if notches > 0 else -120)
        point, on_screen = QPointF(at), QPointF(widget.mapToGlobal(at))
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(point, on_screen, QPoint(), turn, _NONE, modifier, phase, False)
        QApplication.sendEvent(widget, event)
