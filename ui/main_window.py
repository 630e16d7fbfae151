"""The main window: a shell that holds the directory, the wall and the bars, and ties them together."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from desktop.audit.entry import AccessAction
from desktop.contexts import AppContext, SessionContext
from desktop.domain.account import Right
from desktop.domain.camera import Camera
from desktop.domain.layout import Layout
from desktop.ports import Unsubscribe
from desktop.session.status import SessionStatus
from desktop.settings import declared
from player.api import PlayerFactory
from ui.actions.registry import ActionRegistry
from ui.actions.table import ACTIONS
from ui.clock_error.desk import ClockErrorDesk
from ui.commands import Commands
from ui.components.banner import ConnectionBanner
from ui.components.computer_clock import computer_off_help
from ui.components.entry_bar import EntryBar
from ui.components.evidence_badges import EvidenceBadges
from ui.components.status_strip import StatusStrip
from ui.components.toast import Toast
from ui.components.tool_bar import WallToolBar
from ui.directory.panel import DirectoryPanel
from ui.export.commands import EvidenceCommands
from ui.export.hub import EvidenceHub, HubParts
from ui.frame_pump import FramePump
from ui.full_screen import FullScreen
from ui.i18n import translate
from ui.icons import app_icon
from ui.playback.commands import PlaybackCommands
from ui.playback.mode import PlaybackMode
from ui.situation import situation
from ui.wall.caption import plain
from ui.wall.feed import FeedServices
from ui.wall.info_switch import InfoSwitch
from ui.wall.replay.wall_replay import WallReplay
from ui.wall.tile_menu import tile_menu
from ui.wall.wall_controller import Replaced, WallController
from ui.wall.wall_view import WallView
from ui.window_memory import WindowMemory

_CAPTION_SCALES = {"small": 0.8, "medium": 1.0, "large": 1.25}


class MainWindow(QMainWindow):
    """Lives with one sign-in; UI thread."""

    quit_requested = Signal()
    sign_out_requested = Signal()
    switch_user_requested = Signal()
    sign_in_again_requested = Signal()

    def __init__(self, app: AppContext, context: SessionContext, players: PlayerFactory) -> None:
        super().__init__()
        self.setObjectName("window")
        self.app, self.context, self.players = app, context, players
        account = context.session.account
        self._pump = FramePump(self)
        self.wall_view = WallView()
        if not account.may(Right.LIVE):
            self.wall_view.hint.tell_no_right(playback=account.may(Right.PLAYBACK))
        feeds = FeedServices(context.streams, players, context.gate, app.clock, shift_ms=self._shift_ms)
        self.wall = WallController(self.wall_view, context, feeds, self._pump, self)
        self.info = InfoSwitch(self.wall, self)
        note = partial(context.playback.note, action=AccessAction.REPLAY)
        self.replay = WallReplay(
            self.wall_view, self.wall, note, time=app.clock, shift_ms=self._shift_ms, parent=self
        )
        self.playback = PlaybackMode(app, context, players, self._pump, self.wall_view)
        self.actions_registry = ActionRegistry(ACTIONS, self, self.wall_view, self.playback.view)
        self.panel = DirectoryPanel(context, app.settings)
        self.banner = ConnectionBanner()
        self.tool_bar = WallToolBar(self.actions_registry, plain(account.display_name or account.user))
        self.status = StatusStrip(account, context.session.platform.name, context.session.clock.now_ms)
        self.badges, self.entry_bar = EvidenceBadges(), EntryBar()
        self._splitter = self._laid_out()
        self.toast = Toast(self.playback.stack, self.playback.picture_area)
        self.playback.furnish(self.actions_registry, self.wall, self.toast)
        parts = HubParts(self, self.actions_registry, self.playback, self.toast, self.badges, self.entry_bar)
        self.evidence = EvidenceHub(app, context, parts)
        self.clock_errors = ClockErrorDesk(context, self, self.toast.say)
        self._full_screen = FullScreen(self, (self.tool_bar, self.status))
        self._memory = WindowMemory(app.settings, self, self._splitter)
        self._memory.restore()
        self._subscriptions: list[Unsubscribe] = []
        for commands in (Commands(self), PlaybackCommands(self), EvidenceCommands(self)):
            self.actions_registry.bind(commands.handlers())
        self._connect()
        self._set_texts()

    # life -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the wall as the layout says, and follow everything from now on."""
        settings = self.app.settings
        self._keep_for_replay(settings.get(declared.REPLAY_MEMORY_MB))
        self.wall.start()
        self._apply_captions()
        self.set_info(settings.get(declared.SHOW_INFO_OVERLAY))
        self._session_changed(self.app.sessions.status)
        self._layout_changed(self.context.layouts.layout)
        self._count_cameras()
        self.evidence.start()
        self._clock_changed()
        self.wall_view.setFocus()

    def shut(self) -> None:
        """Let go of all streams and observers; the window can be deleted then."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self.info.set_on(False)
        self.replay.back_to_live()
        self.panel.close_panel()
        self.evidence.close()
        self.clock_errors.close()
        self.playback.close()
        self.wall.close()
        self._pump.stop()
        if not self.isFullScreen():
            self._memory.keep()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window quits; the application decides when it goes."""
        event.ignore()
        self.evidence.leave(self.quit_requested.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the window's state."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()

    # what commands need ---------------------------------------------------------------------------

    def set_full_screen(self, full: bool) -> None:
        """Let the wall fill the screen, or give the bars back."""
        self.panel.setVisible(not full and self.actions_registry.action("view.directory").isChecked())
        if full:
            if not self.isFullScreen():
                self._memory.keep()
            self._full_screen.enter()
        else:
            self._full_screen.leave()
        self.playback.focus()
        self._judge()

    def set_directory_shown(self, shown: bool) -> None:
        """Show or hide the directory."""
        self.actions_registry.set_checked("view.directory", shown)
        self.panel.setVisible(shown and not self.isFullScreen())

    def set_info(self, on: bool) -> None:
        """Show figures over the pictures or take them away."""
        self.info.set_on(on)
        self.actions_registry.set_checked("view.info", on)

    def open_cameras(self, cameras: Sequence[Camera]) -> None:
        """Put cameras on the wall, or into playback while that is on show, if this account may watch."""
        if self.playback.on:
            self.playback.open_cameras(cameras)
        elif self._may_watch():
            self.wall.open_cameras(cameras)

    def fill_wall(self, cameras: Sequence[Camera]) -> None:
        """Let these cameras be the whole wall, if this account may watch."""
        if self._may_watch():
            self.playback.set_on(False)
            self.wall.fill(cameras)

    def _may_watch(self) -> bool:
        if self.context.session.account.may(Right.LIVE):
            return True
        self.toast.say(translate("MainWindow", "当前账号没有查看实时画面的权限"))
        return False

    # wiring ---------------------------------------------------------------------------------------

    def _laid_out(self) -> QSplitter:
        self.setWindowIcon(app_icon())
        self.addToolBar(self.tool_bar)
        self.setStatusBar(self.status)
        self.status.add_badges(self.badges)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.entry_bar)
        column.addWidget(self.playback.stack, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.panel)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        self.setCentralWidget(splitter)
        return splitter

    def _connect(self) -> None:
        self.panel.open_requested.connect(self.open_cameras)
        self.panel.wall_requested.connect(self.fill_wall)
        self.panel.playback_requested.connect(self.playback.open_cameras)
        self.playback.changed.connect(self._judge)
        self.evidence.changed.connect(self._judge)
        self.replay.changed.connect(self._judge)
        self.replay.said.connect(self.toast.say)
        self.playback.controller.sign_in_requested.connect(self.sign_in_again_requested)
        self.wall_view.region_dropped.connect(self.panel.open_region)
        self.wall_view.menu_requested.connect(self._show_menu)
        self.wall_view.selection_changed.connect(self._judge)
        self.wall.changed.connect(self._wall_changed)
        self.wall.replaced.connect(self._tell_replaced)
        self.wall.sign_in_requested.connect(self.sign_in_again_requested)
        self.banner.sign_in_requested.connect(self.sign_in_again_requested)
        context, settings = self.context, self.app.settings
        observe: list[Callable[[], Unsubscribe]] = [
            partial(context.layouts.changed.connect, lambda _old, new: self._layout_changed(new)),
            partial(context.tree.node_changed.connect, lambda _node: self._count_cameras()),
            partial(context.tree.inserted.connect, self._count_cameras),
            partial(self.app.sessions.changed.connect, lambda _old, new: self._session_changed(new)),
            partial(settings.observe, declared.CAPTION_SIZE, lambda _size: self._apply_captions()),
            partial(settings.observe, declared.SHOW_INFO_OVERLAY, self.set_info),
            partial(settings.observe, declared.REPLAY_MEMORY_MB, self._keep_for_replay),
            partial(context.register.failing.connect, self.status.set_register_failing),
            partial(context.session.clock.changed.connect, self._clock_changed),
        ]
        self._subscriptions = [connect() for connect in observe]
        self.actions_registry.set_checked("view.directory", True)

    def _layout_changed(self, layout: Layout) -> None:
        self.tool_bar.show_grid(layout.grid)
        self._apply_captions()
        self._judge()

    def _wall_changed(self) -> None:
        self.status.set_tiles(*self.wall.counts())
        self.banner.set_problem(self.players.problem())
        self._judge()

    def _keep_for_replay(self, megabytes: int) -> None:
        self.players.keep_for_replay(megabytes << 20)

    def _session_changed(self, status: SessionStatus) -> None:
        self.banner.set_state(status.state)

    def _shift_ms(self) -> int:
        """Return how far the platform's clock is ahead of this computer's."""
        return self.context.session.clock.shift_ms

    def _clock_changed(self) -> None:
        """Say when this computer's clock is off; footage goes by the platform's."""
        off_ms = self.context.session.clock.computer_off_ms
        self.status.set_computer_off(off_ms)
        self.playback.link.set_computer_off(off_ms)
        if off_ms:
            self.toast.say(computer_off_help(off_ms))

    def _count_cameras(self) -> None:
        tops = [node.region for node in self.context.tree.root.children if node.region is not None]
        if tops:
            online, total = sum(top.cameras_online for top in tops), sum(top.cameras_total for top in tops)
            self.status.set_scope(online, total)

    def _judge(self) -> None:
        """Enable the commands that make sense now."""
        self.actions_registry.judge(situation(self))
        self.actions_registry.set_checked("view.fullscreen", self.isFullScreen())
        self.tool_bar.show_wall_commands(not self.playback.on)
        self.actions_registry.set_checked("mode.live", not self.playback.on)
        self.actions_registry.set_checked("mode.playback", self.playback.on)

    def _apply_captions(self) -> None:
        scale = _CAPTION_SCALES.get(self.app.settings.get(declared.CAPTION_SIZE), 1.0)
        for tile in self.wall_view.tiles:
            tile.set_caption_scale(scale)

    def _show_menu(self, cell: int, point: QPoint) -> None:
        tile_menu(self.actions_registry, self.wall.controller(cell), self).popup(point)

    def _tell_replaced(self, replaced: Replaced) -> None:
        name = plain(replaced.camera.name) if replaced.camera is not None else ""
        words = translate("MainWindow", "视墙已满，替换了“{name}”").format(name=name)
        self.toast.say(words, translate("MainWindow", "撤销"), self.context.layouts.undo)

    def _set_texts(self) -> None:
        self.setWindowTitle(translate("MainWindow", "雪亮视墙"))
        self.actions_registry.set_texts()
