"""Bookmarks, alarms and 分段回放 in the playback view: what their commands and lists do."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from desktop.contexts import AppContext, SessionContext
from desktop.domain.alarm import Alarm
from desktop.domain.bookmark import Bookmark, BookmarkDraft
from desktop.domain.camera import CameraId
from desktop.domain.recording import RecordStorage
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.lanes import CallScope
from desktop.ports import Unsubscribe
from desktop.services.bookmarks import csv_text
from desktop.services.tasks import TaskOwner
from ui.dialogs import async_dialog
from ui.dialogs.files import save_dialog
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.playback.alarms_panel import AlarmsPanel
from ui.playback.bookmark_dialog import BookmarkDialog
from ui.playback.bookmarks_panel import BookmarksPanel
from ui.playback.controller import PlaybackController
from ui.playback.side_list import SideList
from ui.playback.span_marks import SpanMarks
from ui.playback.split_dialog import SplitDialog, spans_to_offer
from ui.playback.view import PlaybackView
from ui.wall.caption import plain

ALARM_LEAD_MS = 10_000
"""An alarm is shown from a little before: what led to it matters."""
_WRITE_DEADLINE_S = 20.0
OpenAt = Callable[[CameraId, int], object]


class PlaybackExtras(QObject):
    """Lives as long as the view; UI thread."""

    def __init__(
        self,
        app: AppContext,
        context: SessionContext,
        view: PlaybackView,
        controller: PlaybackController,
        *,
        open_at: OpenAt,
        say: Callable[[str], None],
        side_changed: Callable[[], None],
    ) -> None:
        super().__init__(view)
        self._app = app
        self._context = context
        self._view = view
        self._controller = controller
        self._open_at = open_at
        self._say = say
        self._side_changed = side_changed
        self._tasks = TaskOwner()
        self._names_asked: set[CameraId] = set()
        self.marks = SpanMarks(view.timeline, controller)
        self.bookmarks = BookmarksPanel(context.bookmarks, self._name, view)
        self.alarms = AlarmsPanel(context.alarm_history, self._name, context.session.clock.now_ms, view)
        self._subscriptions: list[Unsubscribe] = [
            context.bookmarks.changed.connect(self._bookmarks_changed),
            context.alarm_history.changed.connect(lambda _state: self._alarms_changed()),
        ]
        self._connect()

    def close(self) -> None:
        """Stop following."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._tasks.cancel_all()

    def _connect(self) -> None:
        for page in (self.bookmarks, self.alarms):
            self._view.side.addWidget(page)
            page.closed.connect(lambda: self._show_side(None))
        self.bookmarks.opened.connect(lambda b: self._open_at(b.camera_id, b.range.start_ms))
        self.bookmarks.edit_requested.connect(lambda b: self._tasks.start(self._edit(b), "dialog"))
        self.bookmarks.remove_requested.connect(lambda b: self._tasks.start(self._remove(b)))
        self.bookmarks.export_requested.connect(
            lambda items: self._tasks.start(self._export(items), "dialog")
        )
        self.alarms.opened.connect(self._open_alarm)

    # lists ----------------------------------------------------------------------------------------

    @property
    def side(self) -> SideList | None:
        """The list on show."""
        page = self._view.side.currentWidget()
        return page if isinstance(page, SideList) and not self._view.side.isHidden() else None

    def toggle_bookmarks(self) -> None:
        """Show or hide the list of bookmarks."""
        if self.side is not self.bookmarks:
            self._context.bookmarks.refresh()
            self.bookmarks.refresh()
        self._show_side(None if self.side is self.bookmarks else self.bookmarks)

    def toggle_alarms(self) -> None:
        """Show or hide the list of alarms."""
        if self.side is not self.alarms:
            self.alarms.load()
            self._alarms_changed()
        self._show_side(None if self.side is self.alarms else self.alarms)

    def _show_side(self, page: SideList | None) -> None:
        self._view.show_side(page)
        if page is None:
            self._view.setFocus()
        self._side_changed()

    def _bookmarks_changed(self) -> None:
        if self.side is self.bookmarks:
            self.bookmarks.refresh()
            self._ask_names([bookmark.camera_id for bookmark in self._context.bookmarks.items])

    def _alarms_changed(self) -> None:
        state = self._context.alarm_history.state
        self.alarms.show_state(state)
        self._ask_names([alarm.camera_id for alarm in state.alarms if alarm.camera_id is not None])

    def _name(self, camera_id: CameraId) -> str:
        camera = self._context.tree.camera(camera_id)
        return camera_id if camera is None else camera.name

    def _ask_names(self, cameras: list[CameraId]) -> None:
        """Learn the names of cameras that the tree has not loaded, once each."""
        tree = self._context.tree
        missing = {camera for camera in cameras if tree.camera(camera) is None} - self._names_asked
        if missing:
            self._names_asked |= missing
            self._tasks.start(self._learn(sorted(missing)))

    async def _learn(self, cameras: list[CameraId]) -> None:
        try:
            known = await self._context.directory.cameras(cameras)
        except AppError:
            self._names_asked.difference_update(cameras)
            return
        self._context.tree.remember(known.values())
        self.bookmarks.refresh()
        self.alarms.show_state(self._context.alarm_history.state)

    def _open_alarm(self, alarm: Alarm) -> None:
        if alarm.camera_id is not None:
            self._open_at(alarm.camera_id, alarm.time_ms - ALARM_LEAD_MS)

    # bookmarks ------------------------------------------------------------------------------------

    def add_bookmark(self) -> None:
        """Ask for a bookmark of the chosen span, or of the instant on show."""
        cell = self._controller.selected
        if cell is None:
            return
        at = self._controller.media_ms()
        span = self.marks.span or TimeRange(at, at)
        self._tasks.start(self._add(BookmarkDraft(cell.camera.id, span, "")), "dialog")

    async def _add(self, draft: BookmarkDraft) -> None:
        dialog = BookmarkDialog(plain(self._name(draft.camera_id)), draft.range, self._view)
        if await async_dialog.run(dialog) != QDialog.DialogCode.Accepted:
            return
        self._tasks.start(self._keep(replace(draft, name=dialog.name_text, note=dialog.note_text)))

    async def _keep(self, draft: BookmarkDraft) -> None:
        try:
            kept = await self._context.bookmarks.add(draft)
        except AppError as error:
            self._say(short_text(error.code))
            return
        words = (
            translate("Playback", "书签已保存在本机（平台不可用）")
            if kept.local and self._context.bookmarks.on_platform
            else translate("Playback", "书签已保存")
        )
        self._say(words)

    async def _edit(self, bookmark: Bookmark) -> None:
        dialog = BookmarkDialog(
            plain(self._name(bookmark.camera_id)),
            bookmark.range,
            self._view,
            name=bookmark.name,
            note=bookmark.note,
        )
        if await async_dialog.run(dialog) != QDialog.DialogCode.Accepted:
            return
        self._tasks.start(self._change(replace(bookmark, name=dialog.name_text, note=dialog.note_text)))

    async def _change(self, bookmark: Bookmark) -> None:
        try:
            await self._context.bookmarks.change(bookmark)
        except AppError as error:
            self._say(short_text(error.code))

    async def _remove(self, bookmark: Bookmark) -> None:
        try:
            await self._context.bookmarks.remove(bookmark)
        except AppError as error:
            self._say(short_text(error.code))

    async def _export(self, items: tuple[Bookmark, ...]) -> None:
        """Ask where to, and write the list."""
        title = translate("Playback", "导出书签列表")
        dialog = save_dialog(self._view, title, "", "csv")
        if await async_dialog.run(dialog) != QDialog.DialogCode.Accepted or not dialog.selectedFiles():
            return
        self._tasks.start(self.write_list(items, Path(dialog.selectedFiles()[0])))

    async def write_list(self, items: tuple[Bookmark, ...], path: Path) -> None:
        """Write bookmarks as CSV, and say how that went."""
        head = (
            translate("Playback", "名称"),
            translate("Playback", "摄像机"),
            translate("Playback", "国标编号"),
            translate("Playback", "开始"),
            translate("Playback", "结束"),
            translate("Playback", "备注"),
            translate("Playback", "用户"),
        )
        text = csv_text(items, self._name, head)

        def write(_scope: CallScope) -> None:
            try:
                path.write_text(text, encoding="utf-8", newline="")
            except OSError as error:
                raise AppError(ErrorCode.STORAGE_FAILED, {"file": path.name}) from error

        try:
            await self._app.lanes.storage.run(write, deadline_s=_WRITE_DEADLINE_S)
        except AppError as error:
            self._say(short_text(error.code))
            return
        self._say(translate("Playback", "已导出 {n} 个书签").format(n=len(items)))

    # 分段回放 ---------------------------------------------------------------------------------------

    def split(self) -> None:
        """Ask how to split the selected camera's footage over several tiles."""
        if self._controller.selected is not None:
            self._tasks.start(self._split(), "dialog")

    async def _split(self) -> None:
        cell = self._controller.selected
        if cell is None:
            return
        at, limits = self._controller.media_ms(), self._controller.limits()
        offers = spans_to_offer(at, self.marks.span, limits)
        if not offers:
            return
        segment = self._context.recordings.timeline(cell.camera.id).at(at)
        on_device = segment is not None and segment.storage is RecordStorage.DEVICE
        dialog = SplitDialog(plain(cell.camera.name), offers, self._view, on_device=on_device)
        if await async_dialog.run(dialog) == QDialog.DialogCode.Accepted:
            self._controller.show_split(cell.camera, dialog.span, dialog.number)
