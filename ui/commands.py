"""What the commands of the main window do: one handler for each entry of the table."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from desktop.domain.grid import Grid
from ui.actions.registry import Handler
from ui.actions.table import grid_action
from ui.dialogs import async_dialog
from ui.dialogs.about import AboutDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.preferences.dialog import PreferencesDialog
from ui.versions import versions
from ui.wall.geometry import Direction
from ui.wall.replay.wall_replay import JUMP_MS

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Commands:
    """Handlers for one window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._dialogs: set[asyncio.Task[int]] = set()

    def handlers(self) -> dict[str, Handler]:
        """Return a handler for every command."""
        window = self._window
        layouts, wall, view = window.context.layouts, window.wall, window.wall_view
        grids: dict[str, Handler] = {grid_action(grid): partial(self._choose_grid, grid) for grid in Grid}
        return grids | {
            "tile.maximise": wall.toggle_maximised,
            "tile.retry": lambda: wall.controller(view.selected).retry(),
            "tile.remove": wall.remove_selected,
            "wall.undo": layouts.undo,
            "wall.redo": layouts.redo,
            "wall.retry_all": wall.retry_all,
            "wall.clear": layouts.clear,
            "wall.left": partial(view.move_selection, Direction.LEFT),
            "wall.right": partial(view.move_selection, Direction.RIGHT),
            "wall.up": partial(view.move_selection, Direction.UP),
            "wall.down": partial(view.move_selection, Direction.DOWN),
            "replay.tile": window.replay.rewind_selected,
            "replay.wall": window.replay.rewind_wall,
            "replay.earlier": partial(window.replay.jump, -JUMP_MS),
            "replay.later": partial(window.replay.jump, JUMP_MS),
            "replay.pause": window.replay.toggle_pause,
            "replay.live": window.replay.back_to_live,
            "view.fullscreen": lambda: window.set_full_screen(not window.isFullScreen()),
            "view.back": self._go_back,
            "view.directory": lambda: window.set_directory_shown(window.panel.isHidden()),
            "view.search": self._search,
            "view.info": lambda: window.set_info(not window.info.on),
            "app.preferences": self._preferences,
            "session.switch_user": partial(window.evidence.leave, window.switch_user_requested.emit),
            "session.sign_out": partial(window.evidence.leave, window.sign_out_requested.emit),
            "app.quit": partial(window.evidence.leave, window.quit_requested.emit),
            "help.shortcuts": self._shortcuts,
            "help.about": self._about,
        }

    def _choose_grid(self, grid: Grid) -> None:
        layouts = self._window.context.layouts
        layouts.set_grid(grid)
        self._window.tool_bar.show_grid(layouts.layout.grid)

    def _go_back(self) -> None:
        window = self._window
        if window.wall_view.cancel_drag():
            return
        if window.playback.go_back():
            return
        if window.replay.active:
            window.replay.back_to_live()
            return
        if not window.playback.on and window.context.layouts.layout.maximised is not None:
            window.context.layouts.restore()
        elif window.isFullScreen():
            window.set_full_screen(False)
        elif window.playback.on:
            window.playback.leave()

    def _search(self) -> None:
        window = self._window
        if window.isFullScreen():
            window.set_full_screen(False)
        window.set_directory_shown(True)
        window.panel.focus_search()

    def _preferences(self) -> None:
        self._open(PreferencesDialog(self._window.app.settings, self._window))

    def _shortcuts(self) -> None:
        self._open(ShortcutsDialog(self._window.actions_registry.specs, self._window))

    def _about(self) -> None:
        self._open(AboutDialog(versions(self._window.players), self._window))

    def _open(self, dialog: QDialog) -> None:
        task = asyncio.get_running_loop().create_task(async_dialog.run(dialog))
        self._dialogs.add(task)
        task.add_done_callback(self._dialogs.discard)
