"""What can be done with rows of the directory, as a menu."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.camera import Camera
from desktop.domain.region import Region, RegionCode
from desktop.services.camera_lists import Favourites
from ui.i18n import translate
from ui.icons import Icon, icon


@dataclass(frozen=True, slots=True)
class MenuHandlers:
    """Who does what the menu offers."""

    open: Callable[[tuple[Camera, ...]], object]
    open_region: Callable[[RegionCode], object]
    play_back: Callable[[tuple[Camera, ...]], object]
    reveal: Callable[[Camera], object] | None = None


def camera_menu(
    parent: QWidget, cameras: Sequence[Camera], favourites: Favourites, handlers: MenuHandlers
) -> QMenu:
    """Return the menu of one or several cameras."""
    chosen = tuple(cameras)
    menu = _menu(parent)
    several = translate("directory", "打开 {n} 路").format(n=len(chosen))
    text = translate("directory", "打开") if len(chosen) == 1 else several
    menu.addAction(icon(Icon.PLAY), text, lambda: handlers.open(chosen))
    text = translate("directory", "回放")
    menu.addAction(icon(Icon.PLAYBACK), text, lambda: handlers.play_back(chosen))
    menu.addSeparator()
    if all(favourites.contains(camera.id) for camera in chosen):
        text, drawn, change = translate("directory", "取消收藏"), Icon.STAR_FILLED, favourites.remove
    else:
        text, drawn, change = translate("directory", "收藏"), Icon.STAR, favourites.add
    menu.addAction(icon(drawn), text, lambda: [change(camera.id) for camera in chosen])
    ids = "\n".join(camera.id for camera in chosen)
    menu.addAction(icon(Icon.COPY), translate("directory", "复制国标编号"), lambda: _copy(ids))
    reveal = handlers.reveal
    if reveal is not None and len(chosen) == 1:
        text = translate("directory", "在目录中显示")
        menu.addAction(icon(Icon.MAP_PIN), text, lambda: reveal(chosen[0]))
    return menu


def region_menu(
    parent: QWidget, region: Region, handlers: MenuHandlers, refresh: Callable[[], object]
) -> QMenu:
    """Return the menu of one region."""
    menu = _menu(parent)
    text = translate("directory", "打开“{name}”全部到墙").format(name=region.name)
    action = menu.addAction(
        icon(Icon.GRID), text.replace("&", "&&"), lambda: handlers.open_region(region.code)
    )
    action.setEnabled(region.cameras_total > 0)
    menu.addSeparator()
    menu.addAction(icon(Icon.REFRESH), translate("directory", "刷新目录"), refresh)
    menu.addAction(icon(Icon.COPY), translate("directory", "复制区划代码"), lambda: _copy(str(region.code)))
    return menu


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
