"""The bar over the wall: directory, grids, undo, instant replay, who is signed in; a view of the commands."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from desktop.domain.grid import Grid
from ui.actions.registry import ActionRegistry
from ui.actions.spec import Menu
from ui.actions.table import grid_action
from ui.components.grid_icons import grid_icon
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.theme import SIZES

_GRID_ICON = 20
_OF_THE_WALL = ("replay.tile", "replay.wall")


class WallToolBar(QToolBar):
    """Made once for a window; its buttons are the registry's actions."""

    def __init__(self, actions: ActionRegistry, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wallToolBar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(_GRID_ICON, _GRID_ICON))
        self._registry = actions
        self.addAction(actions.action("view.directory"))
        self.addSeparator()
        for action_id in ("mode.live", "mode.playback"):
            action = actions.action(action_id)
            self.addAction(action)
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addSeparator()
        for grid in Grid:
            action = actions.action(grid_action(grid))
            action.setIcon(grid_icon(grid))
            self.addAction(action)
        after_grids = self.addSeparator()
        for action_id in ("wall.undo", "wall.redo"):
            self.addAction(actions.action(action_id))
        before_replay = self.addSeparator()
        for action_id in _OF_THE_WALL:
            self.addAction(actions.action(action_id))
        self._lines_of_the_wall = (after_grids, before_replay)
        self.addSeparator()
        for action_id in ("snapshot.take", "view.info", "view.fullscreen"):
            self.addAction(actions.action(action_id))
        spacer = QWidget(self)
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self._evidence = self._menu_button(icon(Icon.REGISTER), (Menu.EVIDENCE,))
        self._account = self._menu_button(icon(Icon.USER), (Menu.ACCOUNT,))
        self._account.setText(who)
        self._more = self._menu_button(icon(Icon.HELP), (Menu.WALL, Menu.VIEW, Menu.HELP))
        self._set_texts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()

    def show_wall_commands(self, shown: bool) -> None:
        """Show the grids and instant replay while the wall is on show, to which they belong."""
        for line in self._lines_of_the_wall:
            line.setVisible(shown)
        for action_id in _OF_THE_WALL:
            self._registry.action(action_id).setVisible(shown)
        for grid in Grid:
            self._registry.action(grid_action(grid)).setVisible(shown)

    def show_grid(self, grid: Grid) -> None:
        """Mark the grid in use."""
        for each in Grid:
            self._registry.set_checked(grid_action(each), each is grid)

    def _menu_button(self, sign: QIcon, places: tuple[Menu, ...]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(sign)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMinimumHeight(SIZES.control)
        menu = QMenu(button)
        for index, place in enumerate(places):
            if index:
                menu.addSeparator()
            self._registry.fill(menu, place)
        button.setMenu(menu)
        self.addWidget(button)
        return button

    def _set_texts(self) -> None:
        self._evidence.setText(translate("WallToolBar", "取证"))
        self._evidence.setToolTip(translate("WallToolBar", "调取登记、导出、验证"))
        self._account.setToolTip(translate("WallToolBar", "账号与设置"))
        self._more.setText(translate("WallToolBar", "菜单"))
        self._more.setToolTip(translate("WallToolBar", "全部命令与帮助"))

    def shown_actions(self) -> list[QAction]:
        """Return the actions that stand on the bar itself."""
        return [action for action in self.actions() if action.text()]
