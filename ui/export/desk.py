"""What is done with exports: ordering, pausing, opening, completing, and telling how they ended."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.account import Right
from desktop.domain.camera import CameraId
from desktop.domain.export import ExportState
from desktop.domain.export_job import ExportJob
from desktop.domain.retrieval import RequestedFootage, RetrievalNumber
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError
from desktop.ports import Unsubscribe
from desktop.services.tasks import TaskOwner
from ui.browsing.desk import BrowsingDesk
from ui.dialogs import async_dialog
from ui.errors.dialog import show_error
from ui.errors.texts import short_text
from ui.export.job_card import JobDeed
from ui.export.leave_dialog import LeaveDialog
from ui.export.order_dialog import OrderDialog
from ui.export.password_dialog import PasswordDialog
from ui.export.queue_page import QueuePage
from ui.export.sources import asked_for
from ui.export.texts import share_done
from ui.i18n import translate
from ui.retrievals.desk import add_cameras
from ui.retrievals.services import EvidenceServices
from ui.wall.caption import plain


class Say(Protocol):
    """Says something for a few seconds, with a button perhaps."""

    def __call__(self, words: str, button: str = "", action: Callable[[], object] | None = None) -> None:
        """Say it."""
        ...


class ExportDesk(QObject):
    """Lives with one sign-in's window; UI thread."""

    figures_changed = Signal(int, int, int)
    """How many exports are under way, how far they are in percent, how many ended unseen."""
    told = Signal(str)
    """How an export ended."""
    request_wanted = Signal(object)
    """No entry allows an order: a request for its footage is wanted."""
    verify_wanted = Signal(object)
    """The folder of a package (Path)."""
    list_wanted = Signal(object)
    """A job whose package is to be listed on paper."""
    queue_wanted = Signal()

    def __init__(self, services: EvidenceServices, page: QueuePage, window: QWidget, say: Say) -> None:
        super().__init__(page)
        self._services = services
        self._page = page
        self._window = window
        self._say = say
        self._tasks = TaskOwner()
        self._unseen: set[str] = set()
        self._browsing = BrowsingDesk(services, say, self)
        exports = services.exports
        self._subscriptions: list[Unsubscribe] = [
            exports.changed.connect(lambda _job: self._tell_figures()),
            exports.finished.connect(self._finished),
            exports.dismissed.connect(lambda _job: self._page.refresh()),
        ]
        page.wanted.connect(self._do)

    def close(self) -> None:
        """Let go of everything; the exports themselves are the service's."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._browsing.close()
        self._tasks.cancel_all()
        for dialog in self._window.findChildren(OrderDialog):
            dialog.reject()  # it follows services, and the window may be gone before the task ends

    def running(self) -> int:
        """Return how many exports are not over."""
        return sum(not job.over for job in self._services.exports.jobs)

    def seen(self) -> None:
        """The queue has been looked at: what ended is no news any more."""
        self._unseen.clear()
        self._tell_figures()

    def order(self, footage: Sequence[RequestedFootage], entry: RetrievalNumber | None = None) -> None:
        """Ask for an order of cameras and ranges, under an entry where it is known which."""
        active = self._services.register.active
        if entry is None and active is not None:
            entry = active.number
        self._tasks.start(self._order(footage, entry), "dialog")

    def take(self, camera_id: CameraId, span: TimeRange, *, at_once: bool) -> None:
        """Order the footage of a camera that is known by its id, or begin a request for it."""
        self._tasks.start(self._take(camera_id, span, at_once=at_once), "find")

    def ask_leave(self, go: Callable[[], object]) -> None:
        """Ask, while exports run, whether to leave all the same."""
        self._tasks.start(self._ask_leave(go), "leave")

    # work -----------------------------------------------------------------------------------------

    async def _ask_leave(self, go: Callable[[], object]) -> None:
        dialog = LeaveDialog(self.running(), self._window)
        if await async_dialog.run(dialog) == QDialog.DialogCode.Accepted:
            go()

    async def _order(self, footage: Sequence[RequestedFootage], entry: RetrievalNumber | None) -> None:
        dialog = OrderDialog(self._services, self._window)
        dialog.request_wanted.connect(self.request_wanted)
        dialog.items.dropped.connect(
            lambda ids: self._tasks.start(add_cameras(self._services, dialog.items, ids, self._say))
        )
        dialog.show_items(footage, entry)
        if await async_dialog.run(dialog) == QDialog.DialogCode.Accepted:
            self._page.refresh()
            self._tell_figures()
            look = translate("Evidence", "查看")
            self._say(translate("Evidence", "已开始导出"), look, self.queue_wanted.emit)

    async def _take(self, camera_id: CameraId, span: TimeRange, *, at_once: bool) -> None:
        try:
            found = await self._services.directory.cameras([camera_id])
        except AppError as error:
            self._say(short_text(error.code))
            return
        if camera_id not in found:
            self._say(translate("Evidence", "摄像机不在当前账号的范围内"))
            return
        footage = asked_for([found[camera_id]], span)
        if at_once and self._services.account.may(Right.EXPORT):
            self.order(footage)
        else:
            self.request_wanted.emit(footage)

    def _do(self, deed: JobDeed, job: ExportJob) -> None:
        exports = self._services.exports
        at_once: dict[JobDeed, Callable[[], object]] = {
            JobDeed.PAUSE: lambda: exports.pause(job.id),
            JobDeed.RESUME: lambda: exports.resume(job.id),
            JobDeed.RETRY: lambda: exports.retry(job.id),
            JobDeed.FIRST: lambda: exports.first(job.id),
            JobDeed.OPEN: lambda: self._open(job),
            JobDeed.VERIFY: lambda: self.verify_wanted.emit(job.package),
            JobDeed.LIST: lambda: self.list_wanted.emit(job),
            JobDeed.BROWSING: lambda: self._browsing.open(job, self._page.window()),
        }
        if deed in at_once:
            at_once[deed]()
            self._page.refresh()
        else:
            name = f"{deed.value} {job.id}"
            if not self._tasks.running(name):  # of the same job: one is enough
                self._tasks.start(self._work(deed, job), name)

    async def _work(self, deed: JobDeed, job: ExportJob) -> None:
        exports = self._services.exports
        try:
            if deed is JobDeed.CANCEL:
                await exports.cancel(job.id)
            elif deed is JobDeed.DISMISS:
                await exports.dismiss(job.id)
            elif deed is JobDeed.REFETCH:
                await exports.refetch(job.id)
            elif deed is JobDeed.ZIP:
                dialog = PasswordDialog(self._page.window())
                if await async_dialog.run(dialog) == QDialog.DialogCode.Accepted:
                    await exports.zip(job.id, dialog.password.text())
        except AppError as error:
            await show_error(self._page.window(), error)
        self._page.refresh()
        self._tell_figures()

    def _open(self, job: ExportJob) -> None:
        folder = job.package or job.folder.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # telling --------------------------------------------------------------------------------------

    def _finished(self, job: ExportJob) -> None:
        names = "、".join(dict.fromkeys(plain(item.camera_name) for item in job.order.items[:2]))
        if not self._page.isVisible():
            self._unseen.add(job.id)
        self._tell_figures()
        if job.state is ExportState.DONE:
            lacking = translate("Evidence", "导出完成，但缺少 {n} 处：{names}")
            whole = translate("Evidence", "导出完成：{names}")
            text = lacking.format(n=len(job.gaps), names=names) if job.gaps else whole.format(names=names)
            self.told.emit(text)
        elif job.state is ExportState.FAILED:
            self.told.emit(translate("Evidence", "导出失败：{names}").format(names=names))

    def _tell_figures(self) -> None:
        active = [job for job in self._services.exports.jobs if not job.over]
        percent = round(100 * sum(map(share_done, active)) / len(active)) if active else 0
        self.figures_changed.emit(len(active), percent, len(self._unseen))
