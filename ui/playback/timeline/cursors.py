"""The mouse pointer's shape over the timeline."""

from typing import Final

from PySide6.QtCore import Qt

from ui.playback.timeline.geometry import Zone
from ui.playback.timeline.interaction import Mode

_SHAPES: Final = {
    Zone.MARK_IN: Qt.CursorShape.SizeHorCursor,
    Zone.MARK_OUT: Qt.CursorShape.SizeHorCursor,
    Zone.EDGE: Qt.CursorShape.PointingHandCursor,
    Zone.NAME: Qt.CursorShape.PointingHandCursor,
}


def shape_for(zone: Zone, mode: Mode) -> Qt.CursorShape:
    """Return the shape that tells what a press would do, or what it is doing."""
    if mode is Mode.PAN:
        return Qt.CursorShape.ClosedHandCursor
    return _SHAPES.get(zone, Qt.CursorShape.ArrowCursor)
