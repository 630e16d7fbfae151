"""Where a part of a widget lies on the screen, for whoever looks at the screen from outside."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget


def screen_rect(widget: QWidget, rect: QRect) -> list[int] | None:
    """Return x, y, width and height in screen pixels; None for what is empty or not shown."""
    if rect.isEmpty() or not widget.isVisible():
        return None
    ratio = widget.devicePixelRatioF()
    corner = widget.mapToGlobal(QPoint(rect.x(), rect.y()))
    return [round(value * ratio) for value in (corner.x(), corner.y(), rect.width(), rect.height())]
