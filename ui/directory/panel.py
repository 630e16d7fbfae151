"""The directory panel: search box, filters, and the tabs 全部, 收藏 and 最近."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.contexts import SessionContext
from desktop.domain.camera import Camera
from desktop.domain.region import RegionCode
from desktop.errors import AppError
from desktop.ports import Unsubscribe
from desktop.services.tasks import TaskOwner
from desktop.settings import declared
from desktop.settings.store import Settings
from desktop.stores.tree_node import TreeNode
from ui.directory.actions import MenuHandlers, camera_menu, region_menu
from ui.directory.header import PanelHeader, Section
from ui.directory.kept_page import KeptPage
from ui.directory.search_page import SearchPage
from ui.directory.tree_page import TreePage
from ui.errors.dialog import show_error
from ui.i18n import translate
from ui.icons import Icon
from ui.theme import SIZES

MOST_ON_WALL = 64


class DirectoryPanel(QWidget):
    """Finds cameras and says which are to be opened; lives with one sign-in."""

    open_requested = Signal(object)
    """Cameras (tuple) for the next free tiles."""
    wall_requested = Signal(object)
    """Cameras (tuple) that are to be the whole wall."""
    playback_requested = Signal(object)
    """Cameras (tuple) whose recordings are to be played."""

    def __init__(self, context: SessionContext, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.settings = settings
        self._tasks = TaskOwner()
        self._handlers = MenuHandlers(
            self.open_requested.emit, self.open_region, self.playback_requested.emit, self._reveal
        )
        self.header = PanelHeader(settings, self)
        self.tree_page = TreePage(context.tree, context.directory, self)
        self.favourites = KeptPage(context.favourites, context.directory, _no_favourites, self)
        self.recents = KeptPage(context.recents, context.directory, _no_recents, self)
        self.search_page = SearchPage(self)
        self._pages = QStackedWidget(self)
        self._sections = {
            Section.ALL: self.tree_page,
            Section.FAVOURITES: self.favourites,
            Section.RECENTS: self.recents,
        }
        self._lay_out()
        self._connect()
        self._subscriptions = self._subscribe()
        self._on_favourites()
        self._apply_filters()

    def sizeHint(self) -> QSize:
        """Return the width that shows most names whole."""
        return QSize(SIZES.panel_width, 600)

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.header.search.setFocus()
        self.header.search.selectAll()

    def _focus_page(self) -> None:
        page = self._pages.currentWidget()
        if page is self.tree_page:
            self.tree_page.tree.setFocus()
        elif isinstance(page, KeptPage):
            page.cameras.setFocus()

    def close_panel(self) -> None:
        """Stop following; to be called before the session's services are closed."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions = ()
        self._tasks.cancel("work")
        self.header.detach()
        self.tree_page.detach()
        self.favourites.detach()
        self.recents.detach()

    def _lay_out(self) -> None:
        self.setObjectName("panel")
        self.setMinimumWidth(260)
        for page in (*self._sections.values(), self.search_page):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SIZES.gap, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        search, hits = self.header.search, self.search_page.hits
        search.textChanged.connect(self._search)
        search.moved.connect(hits.move_current)
        search.opened.connect(hits.open_selected)
        search.left.connect(self._focus_page)
        self.search_page.message.link_clicked.connect(lambda: self._search(search.text()))
        self.header.section_changed.connect(self._show_section)
        self.header.tabs.tabBarClicked.connect(lambda _: search.clear())
        tree = self.tree_page.tree
        tree.open_requested.connect(self.open_requested)
        tree.menu_requested.connect(self._node_menu)
        for view in (hits, self.favourites.cameras, self.recents.cameras):
            view.open_requested.connect(self.open_requested)
            view.menu_requested.connect(self._camera_menu)

    def _subscribe(self) -> tuple[Unsubscribe, ...]:
        context = self._context
        return (
            context.search.changed.connect(self.search_page.show_search),
            context.favourites.changed.connect(self._on_favourites),
            context.tree.camera_changed.connect(self.favourites.update_camera),
            context.tree.camera_changed.connect(self.recents.update_camera),
            self.settings.observe(declared.ONLINE_ONLY, lambda _: self._apply_filters()),
            self.settings.observe(declared.HIDE_EMPTY_REGIONS, lambda _: self._apply_filters()),
        )

    # searching and sections

    def _search(self, text: str) -> None:
        online_only = self.settings.get(declared.ONLINE_ONLY)
        self._context.search.query(text, online_only=online_only)
        self._show_section(self.header.section)

    def _show_section(self, section: Section) -> None:
        page = self._sections[section]
        if self.header.search.text().strip():
            self._pages.setCurrentWidget(self.search_page)
            return
        self._pages.setCurrentWidget(page)
        if isinstance(page, KeptPage):
            page.refresh()

    def _apply_filters(self) -> None:
        online_only = self.settings.get(declared.ONLINE_ONLY)
        self.tree_page.regions.set_hides_empty(hides=self.settings.get(declared.HIDE_EMPTY_REGIONS))
        self.favourites.set_online_only(online_only=online_only)
        self.recents.set_online_only(online_only=online_only)
        if self.header.search.text().strip():
            self._search(self.header.search.text())

    def _on_favourites(self) -> None:
        stars = frozenset(self._context.favourites.ids)
        self.tree_page.tree.delegate.favourites = stars
        self.tree_page.tree.viewport().update()
        for view in (self.search_page.hits, self.favourites.cameras, self.recents.cameras):
            view.set_favourites(stars)

    # menus and what they start

    def _node_menu(self, nodes: tuple[TreeNode, ...], place: QPoint) -> None:
        cameras = tuple(node.camera for node in nodes if node.camera is not None)
        region = nodes[0].region
        if cameras:
            handlers = replace(self._handlers, reveal=None)
            camera_menu(self, cameras, self._context.favourites, handlers).popup(place)
        elif region is not None and len(nodes) == 1:
            region_menu(self, region, self._handlers, self._read_again).popup(place)

    def _camera_menu(self, cameras: tuple[Camera, ...], place: QPoint) -> None:
        camera_menu(self, cameras, self._context.favourites, self._handlers).popup(place)

    def _read_again(self) -> None:
        """Read everything again that was read so far; what is open stays open."""
        self._context.directory.retry(self._context.tree.root)

    def open_region(self, code: RegionCode) -> None:
        """Put a region's cameras on the wall (as many as the largest grid has tiles)."""
        self._tasks.start(self._open_all_below(code), "work")

    def _reveal(self, camera: Camera) -> None:
        self._tasks.start(self._show_in_tree(camera), "work")

    async def _open_all_below(self, code: RegionCode) -> None:
        only = self.settings.get(declared.ONLINE_ONLY)
        try:
            cameras = await self._context.directory.cameras_below(code, limit=MOST_ON_WALL, online_only=only)
        except AppError as error:
            await show_error(self, error)
            return
        if cameras:
            self.wall_requested.emit(cameras)

    async def _show_in_tree(self, camera: Camera) -> None:
        try:
            node = await self._context.directory.reveal(camera)
        except AppError as error:
            await show_error(self, error)
            return
        self.header.search.clear()
        self.header.show_section(Section.ALL)
        if node is not None:
            self.tree_page.tree.show_node(node)
            self.tree_page.tree.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.header.retranslate()
        super().changeEvent(event)


def _no_favourites() -> tuple[Icon, str]:
    return Icon.STAR, translate("directory", "还没有收藏。\n在摄像机上点右键，选择“收藏”。")


def _no_recents() -> tuple[Icon, str]:
    return Icon.CLOCK, translate("directory", "还没有打开过摄像机。")
