"""Puts playback into the main window: switching between live and playback, and what opens it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop.contexts import AppContext, SessionContext
from desktop.domain.account import Right
from desktop.domain.camera import Camera, CameraId
from desktop.errors import AppError
from desktop.services.tasks import TaskOwner
from player.api import PlayerFactory
from ui.actions.registry import ActionRegistry
from ui.actions.spec import Menu
from ui.components.toast import Toast
from ui.errors.texts import short_text
from ui.frame_pump import FramePump
from ui.i18n import translate
from ui.playback.cell import PlaybackCell
from ui.playback.changes.finder import ChangeFinder
from ui.playback.clock_rules import GapJump
from ui.playback.controller import PlaybackController
from ui.playback.extras import PlaybackExtras
from ui.playback.feed import PlaybackServices
from ui.playback.going_to import GoingTo
from ui.playback.knowledge import Knowledge
from ui.playback.mark_filter import MarkFilter
from ui.playback.side_list import SideList
from ui.playback.tile import PlaybackTile
from ui.playback.time_text import full_text, length_text
from ui.playback.timeline_link import TimelineLink
from ui.playback.transport_bar import TransportBar
from ui.playback.view import PlaybackView
from ui.video.surface import STAMP_SHARE
from ui.wall.caption import plain
from ui.wall.wall_controller import WallController

WALL_RESTS_MS = 5000
"""The wall behind playback goes on for so long, for those who only glance at the past."""


class PlaybackMode(QObject):
    """Lives with one sign-in's window; UI thread."""

    changed = Signal()
    """Live or playback is on show now, or the situation for commands changed."""

    def __init__(
        self,
        app: AppContext,
        context: SessionContext,
        players: PlayerFactory,
        pump: FramePump,
        wall_view: QWidget,
    ) -> None:
        super().__init__()
        self.context = context
        self.view = PlaybackView()
        self.stack = QStackedWidget()
        self.stack.addWidget(wall_view)
        self.stack.addWidget(self.view)
        self._app = app
        self._wall_view = wall_view
        self.knowledge = Knowledge(context.recordings, context.session.clock.now_ms)
        self.controller = PlaybackController(
            self.view.grid,
            PlaybackServices(context.playback, players, context.session.clock),
            self.knowledge,
            register=context.playback,
            pump=pump,
            parent=self,
        )
        self._tasks = TaskOwner()
        self._unlink = context.session.link.changed.connect(self._link_changed)
        self._rest = QTimer(self, interval=WALL_RESTS_MS, singleShot=True)
        self._toast: Toast | None = None

    def furnish(self, actions: ActionRegistry, wall: WallController, toast: Toast) -> None:
        """Add what needs the window's commands; to be called once, before it is shown."""
        self._wall, self._toast = wall, toast
        self._actions = actions
        self.bar = TransportBar(actions, self.view)
        self.view.add_bar(self.bar)
        self.link = TimelineLink(self.view, self.controller, self.knowledge, self.context, self.bar)
        self.extras = PlaybackExtras(
            self._app,
            self.context,
            self.view,
            self.controller,
            open_at=lambda camera_id, media_ms: self.open_ids([camera_id], media_ms),
            say=toast.say,
            side_changed=self._show_side,
        )
        self.marks = MarkFilter(
            self._app.settings,
            self.context.mark_search,
            self.view.timeline,
            self.controller,
            actions=actions,
            say=toast.say,
        )
        self.changes = ChangeFinder(
            self.context,
            self.view,
            self.controller,
            self.extras.marks,
            self._app.settings,
            open_at=lambda camera_id, media_ms: self.open_ids([camera_id], media_ms),
            side_changed=self._show_side,
        )
        self.going_to = GoingTo(
            self.controller, self.context, self.view, self.bar.calendar_button, self.controller.now_ms
        )
        self.bar.add_field(self.going_to.field)
        self.view.digit_typed.connect(self.going_to.type_time)
        self._rest.timeout.connect(self.rest_now)
        self.bar.speed_chosen.connect(self.controller.set_speed)
        self.controller.changed.connect(self._show_motion)
        self.controller.changed.connect(self.changed)
        self.controller.jumped.connect(self._tell_jump)
        self.controller.full.connect(self._tell_full)
        self.controller.freed.connect(self._tell_freed)
        self.view.grid.cameras_dropped.connect(self._dropped)
        self.view.grid.menu_requested.connect(self._show_menu)

    # switching ------------------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        """True while playback is on show."""
        return self.stack.currentWidget() is self.view

    def picture_area(self) -> QRect:
        """Return where pictures are, in the stack's coordinates: messages lie over them, not over buttons."""
        if not self.on:
            return self.stack.rect()
        grid = self.view.grid
        area = QRect(grid.mapTo(self.stack, QPoint(0, 0)), grid.size())
        return area.adjusted(0, 0, 0, -(area.height() // STAMP_SHARE))

    def set_on(self, on: bool) -> None:
        """Show playback, or the live wall."""
        if on != self.on:
            if on:
                self.stack.setCurrentWidget(self.view)
                self._rest.start()
            else:
                self._rest.stop()
                self.controller.suspend()
                self._wall.resume()
                self.stack.setCurrentWidget(self._wall_view)
            self.link.set_running(on)
        self.focus()
        self.changed.emit()

    def leave(self) -> None:
        """Go back to the wall; what is played stays where it is, and is offered again."""
        self.set_on(False)
        if self._toast is not None and len(self.controller.cells):
            words = translate("Playback", "回放停在 {time}").format(
                time=full_text(self.controller.media_ms())
            )
            self._toast.say(words, translate("Playback", "接着回放"), lambda: self.set_on(True))

    def rest_now(self) -> None:
        """Close the streams of the wall behind playback, without waiting until nobody comes back to it."""
        self._rest.stop()
        if self.on:
            self._wall.suspend()

    def focus(self) -> None:
        """Give the keyboard to what is on show."""
        (self.view if self.on else self._wall_view).setFocus()

    def go_back(self) -> bool:
        """Undo the last thing that was put over the tiles or beside them; false when there is none."""
        grid, page = self.view.grid, self.view.side.currentWidget()
        if not self.on:
            return False
        if grid.cancel_drag():
            return True
        if grid.maximised is not None:
            grid.maximise(None)
            return True
        selected = self.controller.selected
        if self.controller.cells.is_split and selected is not None:
            self.controller.leave_split(selected, maximise=False)
            return True
        if isinstance(page, SideList) and page.isVisible():
            page.closed.emit()
            return True
        return False

    def open_cameras(self, cameras: Sequence[Camera], media_ms: int | None = None) -> None:
        """Play cameras back: at an instant, or where the clock stands, or 30 s ago."""
        if not self.context.session.account.may(Right.PLAYBACK):
            self._say(translate("Playback", "当前账号没有回放录像的权限"))
        elif not self.context.playback.offered:
            self._say(translate("Playback", "平台不提供录像回放"))
        elif cameras:
            self.context.tree.remember(cameras)
            self.set_on(True)
            self.controller.open_cameras(cameras, media_ms)

    def open_ids(self, ids: Sequence[CameraId], media_ms: int | None = None) -> None:
        """Play cameras back that are known by their ids only."""
        self._tasks.start(self._open_ids(ids, media_ms), "open")

    def close(self) -> None:
        """Let go of all streams and observers."""
        self._unlink()
        self._rest.stop()
        self._tasks.cancel("open")
        self.extras.close()
        self.marks.close()
        self.changes.close()
        self.link.close()
        self.controller.close()

    def _link_changed(self, reachable: bool) -> None:
        if reachable:
            self.controller.platform_reported()

    async def _open_ids(self, ids: Sequence[CameraId], media_ms: int | None) -> None:
        try:
            known = await self.context.directory.cameras(list(ids))
        except AppError as error:
            self._say(short_text(error.code))
            return
        found = [known[camera_id] for camera_id in ids if camera_id in known]
        if not found:
            self._say(translate("Playback", "摄像机不在当前账号的范围内"))
        self.open_cameras(found, media_ms)

    def _dropped(self, cameras: list[CameraId]) -> None:
        self.open_ids(cameras)

    def _show_menu(self, tile: PlaybackTile, place: QPoint) -> None:
        cell = self.controller.cells.of_tile(tile)
        if cell is None:
            return
        self.controller.select(cell)
        menu = QMenu(self.view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(plain(cell.camera.name)).setEnabled(False)
        menu.addSeparator()
        self._actions.fill(menu, Menu.PLAYBACK)
        menu.popup(place)

    # telling --------------------------------------------------------------------------------------

    def _show_motion(self) -> None:
        controller, selected = self.controller, self.controller.selected
        self.bar.show_motion(controller.motion, controller.speeds())
        self._actions.set_checked("playback.tie", selected is not None and selected.tied)

    def _show_side(self) -> None:
        side = self.extras.side
        self._actions.set_checked("playback.bookmarks", side is self.extras.bookmarks)
        self._actions.set_checked("playback.alarms", side is self.extras.alarms)
        self._actions.set_checked("playback.changes", self.changes.on)

    def _tell_jump(self, jump: GapJump) -> None:
        if jump.delta_ms is None:
            self._say(translate("Playback", "此后没有录像，已暂停"))
        else:
            length = length_text(abs(jump.delta_ms))
            self._say(translate("Playback", "已跳过无录像的时段（{length}）").format(length=length))

    def _tell_freed(self, cell: PlaybackCell) -> None:
        words = translate("Playback", "设备已空闲，“{name}”开始回放")
        self._say(words.format(name=plain(cell.camera.name)))

    def _tell_full(self) -> None:
        self._say(translate("Playback", "最多同时回放 16 路"))

    def _say(self, words: str) -> None:
        if self._toast is not None:
            self._toast.say(words)
