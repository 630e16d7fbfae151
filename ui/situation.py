"""What holds in the main window now, as the conditions of commands name it."""

from typing import TYPE_CHECKING

from ui.actions.spec import Condition, Situation

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def situation(window: "MainWindow") -> Situation:
    """Return who is signed in and which conditions hold."""
    met = _of_playback(window) if window.playback.on else _of_wall(window)
    layouts = window.context.layouts
    over_wall = window.replay.active or layouts.layout.maximised is not None
    if window.playback.on or over_wall or window.isFullScreen():
        met.add(Condition.CAN_GO_BACK)
    if window.evidence.under_entry:
        met.add(Condition.UNDER_ENTRY)
    if met & {Condition.TILE_HAS_CAMERA, Condition.PLAYS_CAMERA}:
        met.add(Condition.CAMERA_SELECTED)
    return Situation(window.context.session.account, frozenset(met))


def _of_wall(window: "MainWindow") -> set[Condition]:
    layouts, selected = window.context.layouts, window.wall_view.selected
    layout = layouts.layout
    holds = {
        Condition.LIVE_ON_SHOW: True,
        Condition.TILE_HAS_CAMERA: layout.is_cell(selected) and layout.cells[selected] is not None,
        Condition.WALL_HAS_CAMERAS: bool(layout.cameras()),
        Condition.REPLAYING: window.replay.active,
        Condition.NOT_REPLAYING: not window.replay.active,
        Condition.CAN_UNDO: layouts.can_undo,
        Condition.CAN_REDO: layouts.can_redo,
    }
    return {condition for condition, met in holds.items() if met}


def _of_playback(window: "MainWindow") -> set[Condition]:
    cells = window.playback.controller.cells
    holds = {
        Condition.PLAYBACK_ON_SHOW: True,
        Condition.PLAYS_CAMERA: cells.selected is not None,
        Condition.PLAYS_SEVERAL: len(cells) > 1 and not cells.is_split,
    }
    return {condition for condition, met in holds.items() if met}
