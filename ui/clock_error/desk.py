"""Measures a live tile's camera clock with a person, and says what came of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from desktop.contexts import SessionContext
from desktop.domain.beijing import moment
from desktop.domain.camera import Camera
from desktop.errors import AppError
from desktop.services.clock_errors import OsdReading
from desktop.services.tasks import TaskOwner
from ui.clock_error.dialog import ClockErrorDialog, difference
from ui.dialogs import async_dialog
from ui.errors.dialog import show_error
from ui.i18n import translate
from ui.wall.caption import plain

_TASK = "clock error"


class ClockErrorDesk(QObject):
    """Lives with one sign-in's window; UI thread."""

    def __init__(self, context: SessionContext, window: QWidget, say: Callable[[str], object]) -> None:
        super().__init__(window)
        self._errors = context.clock_errors
        self._clock = context.session.clock
        self._account = context.session.account
        self._window = window
        self._say = say
        self._tasks = TaskOwner()

    def measure(self, camera: Camera, *, live: bool) -> None:
        """Ask for what the picture says; a picture of the past tells nothing of the clock now."""
        if live:
            self._tasks.start(self._measure(camera), _TASK)
        else:
            self._say(translate("ClockError", "正在回看，不能校时：请先回到实时画面"))

    def close(self) -> None:
        """Let go of everything."""
        self._tasks.cancel_all()

    async def _measure(self, camera: Camera) -> None:
        name = plain(camera.name)
        before, method = self._before(camera), self._method()
        dialog = ClockErrorDialog(name, before, method, self._clock.now_ms, self._window)
        answer = await async_dialog.run(dialog)
        reading = dialog.reading
        if answer != QDialog.DialogCode.Accepted or reading is None:
            return
        self._tasks.start(self._record(camera, reading))

    async def _record(self, camera: Camera, reading: OsdReading) -> None:
        try:
            error = await self._errors.record(camera, reading)
        except AppError as failure:
            await show_error(self._window, failure)
            return
        words = translate("ClockError", "已校时并登记：{name} {difference}")
        self._say(words.format(name=plain(camera.name), difference=difference(error.offset_ms)))

    def _before(self, camera: Camera) -> str:
        error = self._errors.newest(camera.id)
        if error is None:
            return translate("ClockError", "这一路以前未校对")
        words = translate("ClockError", "上次：{difference}，{who}，{time}")
        return words.format(
            difference=difference(error.offset_ms),
            who=plain(error.measured_by),
            time=f"{moment(error.measured_at_ms):%Y-%m-%d %H:%M:%S}",
        )

    def _method(self) -> str:
        words = translate(
            "ClockError",
            "方法：人工读 OSD，对照平台时钟。{reference}。校对人：{who}。"
            "保存后记入登记簿，以后的证据包写明这一误差。",
        )
        return words.format(reference=self._errors.reference(), who=plain(self._account.display_name))
