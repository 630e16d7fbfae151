"""What one key does: takes the picture on show, and says what came of it; the person goes on meanwhile."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from desktop.contexts import AppContext, SessionContext
from desktop.domain.beijing import moment
from desktop.domain.retrieval import RetrievalNumber
from desktop.domain.snapshot import Shot, Taken
from desktop.errors import AppError, ErrorCode
from desktop.services.tasks import TaskOwner
from desktop.settings import declared
from ui.dialogs import async_dialog
from ui.errors.dialog import show_error
from ui.errors.texts import short_text
from ui.export.target import usual_folder
from ui.i18n import translate
from ui.snapshots.reason_dialog import ReasonDialog
from ui.snapshots.series_dialog import SeriesDialog
from ui.wall.caption import plain

_THUMBNAIL = QSize(128, 72)
_READ_S = 10.0


class SayWithPicture(Protocol):
    """Says something for a few seconds, with a button and a picture perhaps."""

    def __call__(
        self,
        words: str,
        button: str = "",
        action: Callable[[], object] | None = None,
        picture: QPixmap | None = None,
    ) -> None:
        """Say it."""
        ...


class SnapshotDesk(QObject):
    """Lives with one sign-in's window; UI thread."""

    def __init__(
        self, app: AppContext, context: SessionContext, window: QWidget, say: SayWithPicture
    ) -> None:
        super().__init__(window)
        self._app = app
        self._service = context.snapshots
        self._retrievals = context.retrievals
        self._window = window
        self._say = say
        self._tasks = TaskOwner()

    def take(self, shot: Shot | None) -> None:
        """Take one picture, under the entry that footage is looked at under, or for one's own unit."""
        if shot is None:
            self._say(translate("Snapshots", "选中的画面上没有图像，无法截图"))
            return
        self._tasks.start(self._take(shot, self._active()))

    def series(self, shot: Shot | None) -> None:
        """Ask how many pictures, and take them."""
        if shot is None:
            self._say(translate("Snapshots", "选中的画面上没有图像，无法截图"))
            return
        self._tasks.start(self._series(shot, self._active()))

    def ask_reason(self) -> None:
        """Ask for another reason for the rest of the shift."""
        self._tasks.start(self._asked(again=True))

    def close(self) -> None:
        """Let go of everything; what is not registered yet is not taken."""
        self._tasks.cancel_all()

    # work -----------------------------------------------------------------------------------------

    async def _take(self, shot: Shot, entry: RetrievalNumber | None) -> None:
        if not await self._may_go(entry):
            return
        self._say(translate("Snapshots", "正在截图…"))
        try:
            taken = await self._service.take(shot, self._folder(), retrieval=entry)
        except AppError as error:
            self._tell_failure(error, shot, entry)
        else:
            await self._tell(taken, shot)

    async def _series(self, shot: Shot, entry: RetrievalNumber | None) -> None:
        if not await self._may_go(entry):
            return
        dialog, stop = SeriesDialog(_about(shot), self._window), asyncio.Event()
        dialog.stopped.connect(stop.set)

        async def run(wanted: Shot) -> None:
            try:
                taken = await self._service.take(
                    wanted, self._folder(), retrieval=entry, progress=dialog.show_progress, stop=stop
                )
            except AppError as error:
                dialog.accept()
                self._tell_failure(error, wanted, entry)
            else:
                dialog.accept()
                await self._tell(taken, wanted)

        def begin(pictures: int, interval_ms: int) -> None:
            self._tasks.start(run(replace(shot, count=pictures, interval_ms=interval_ms)))

        dialog.begun.connect(begin)
        await async_dialog.run(dialog)

    async def _may_go(self, entry: RetrievalNumber | None) -> bool:
        return entry is not None or self._service.needs_entry or await self._reasoned()

    async def _reasoned(self) -> bool:
        if not self._service.reason:
            await self._asked()
        return bool(self._service.reason)

    async def _asked(self, *, again: bool = False) -> None:
        kept = self._service.reason
        dialog = ReasonDialog(kept, self._earlier, self._window)
        if await async_dialog.run(dialog) == QDialog.DialogCode.Accepted:
            self._service.set_reason(dialog.reason.text())
            if again:
                self._say(translate("Snapshots", "以后的截图按新的事由登记"))

    def _earlier(self, prefix: str) -> tuple[str, ...]:
        return self._retrievals.completions("reason", prefix)

    def _active(self) -> RetrievalNumber | None:
        active = self._retrievals.active
        return None if active is None else active.number

    def _folder(self) -> Path:
        chosen = self._app.settings.get(declared.EXPORT_FOLDER)
        return Path(chosen) if chosen else usual_folder()

    # telling --------------------------------------------------------------------------------------

    async def _tell(self, taken: Taken, shot: Shot) -> None:
        name = plain(shot.camera.name)
        words = translate("Snapshots", "已截图并登记：{name} {time}")
        if len(taken.pictures) > 1 or taken.missing:
            words = translate("Snapshots", "已截图 {n} 张并登记：{name} {time}")
        if taken.missing:
            words = translate("Snapshots", "已截图 {n} 张并登记，{missing} 张没有截到：{name} {time}")
        text = words.format(
            n=len(taken.pictures),
            missing=taken.missing,
            name=name,
            time=f"{moment(taken.pictures[0].picture_ms):%Y-%m-%d %H:%M:%S}",
        )
        self._say(
            text,
            translate("Snapshots", "打开文件夹"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(taken.folder))),
            await self._small(taken.pictures[-1].file),
        )

    async def _small(self, file: Path) -> QPixmap | None:
        """Return a picture in small; a disk that does not answer in time has none to show."""
        try:
            image = await self._app.lanes.disk.run(lambda _: _thumbnail(file), deadline_s=_READ_S)
        except AppError:
            return None
        return None if image.isNull() else QPixmap.fromImage(image)

    def _tell_failure(self, error: AppError, shot: Shot, entry: RetrievalNumber | None) -> None:
        if error.code is ErrorCode.CANCELLED:
            return
        if error.code is ErrorCode.NOT_APPROVED and entry is not None and not self._service.needs_entry:
            words = translate("Snapshots", "登记 {number} 没有批准截取这一画面")
            self._say(
                words.format(number=entry),
                translate("Snapshots", "改按本单位使用截图"),
                lambda: self._tasks.start(self._take(shot, None)),
            )
            return
        if error.code is ErrorCode.NOT_APPROVED and entry is None:
            self._say(translate("Snapshots", "本机设置为截图须有已批准的登记：请先依登记查阅，再截图"))
            return
        words = translate("Snapshots", "没有截到图：{reason}")
        self._say(
            words.format(reason=short_text(error.code)),
            translate("Snapshots", "详情"),
            lambda: self._tasks.start(show_error(self._window, error)),
        )


def _about(shot: Shot) -> str:
    name = plain(shot.camera.name)
    if shot.at_ms is None:
        return translate("Snapshots", "{name}：从现在起，实时画面").format(name=name)
    words = translate("Snapshots", "{name}：从录像的 {time} 起")
    return words.format(name=name, time=f"{moment(shot.at_ms):%Y-%m-%d %H:%M:%S}")


def _thumbnail(file: Path) -> QImage:
    """Return a picture in small; on a lane, an image belongs to no thread."""
    reader = QImageReader(str(file))
    size = reader.size().scaled(_THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(size)
    return reader.read()
