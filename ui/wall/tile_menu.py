"""The right-click menu of a tile: the tile's commands, its stream, and what is known of the camera."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.quality import QualityChoice
from ui.actions.registry import ActionRegistry
from ui.actions.spec import Menu
from ui.i18n import translate
from ui.wall.caption import plain
from ui.wall.tile_controller import TileController


def tile_menu(actions: ActionRegistry, controller: TileController, parent: QWidget) -> QMenu:
    """Return the menu for a tile; shown with `popup`, deleted when it closes."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    camera = controller.camera
    if camera is not None:
        title = menu.addAction(plain(camera.name))
        title.setEnabled(False)
        menu.addSeparator()
    actions.fill(menu, Menu.TILE)
    if camera is not None:
        menu.addSeparator()
        menu.addMenu(_quality_menu(controller, menu))
        copy = menu.addAction(translate("TileMenu", "复制国标编号"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(camera.id))
    menu.addSeparator()
    actions.fill(menu, Menu.WALL)
    return menu


def _quality_menu(controller: TileController, parent: QMenu) -> QMenu:
    menu = QMenu(translate("TileMenu", "码流"), parent)
    group = QActionGroup(menu)
    for choice, text in (
        (QualityChoice.AUTO, translate("TileMenu", "自动")),
        (QualityChoice.MAIN, translate("TileMenu", "主码流（清晰）")),
        (QualityChoice.SUB, translate("TileMenu", "子码流（流畅）")),
    ):
        action = QAction(text, group)
        action.setCheckable(True)
        action.setChecked(controller.choice is choice)
        action.triggered.connect(_chooser(controller, choice))
        menu.addAction(action)
    return menu


def _chooser(controller: TileController, choice: QualityChoice) -> Callable[[], None]:
    return lambda: controller.choose_quality(choice)
