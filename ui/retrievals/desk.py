"""What is done with requests: entering, deciding, withdrawing, looking under one, telling of decisions."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.domain.camera import CameraId
from desktop.domain.retrieval import (
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalState,
)
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError
from desktop.ports import Unsubscribe
from desktop.services.tasks import TaskOwner
from ui.components.entry_bar import EntryBar
from ui.dialogs import async_dialog
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.playback.mode import PlaybackMode
from ui.retrievals.decision_dialog import DecisionDialog
from ui.retrievals.footage_box import FootageBox
from ui.retrievals.footage_row import wanted
from ui.retrievals.form import RequestForm
from ui.retrievals.possible import Deed
from ui.retrievals.register_page import RegisterPage
from ui.retrievals.scan_opening import ScanOpening
from ui.retrievals.services import EvidenceServices

LOOK_MS: Final = 10_000
"""How often decisions that were made on another machine are looked for."""
_INSTANT_MS: Final = 1000
_POLLED: Final = frozenset({RetrievalState.PENDING})
Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class DeskParts:
    """The widgets that it works with."""

    page: RegisterPage
    form: RequestForm
    bar: EntryBar
    playback: PlaybackMode


async def add_cameras(services: EvidenceServices, box: FootageBox, ids: Sequence[CameraId], say: Say) -> None:
    """Look up cameras that were dropped and add them."""
    try:
        found = await services.directory.cameras(list(ids))
    except AppError as error:
        say(short_text(error.code))
        return
    for camera_id in ids:
        if camera_id in found and isValid(box):
            box.add(wanted(found[camera_id]), None)


class RetrievalDesk(QObject):
    """Lives with one sign-in's window; UI thread."""

    waiting_changed = Signal(int)
    """How many requests this account has to decide on."""
    told = Signal(str, object)
    """A decision on one's own request: words, and the entry's number."""
    entered = Signal(object)
    """The `Retrieval` that was just submitted."""
    export_wanted = Signal(object)
    """The approved `Retrieval` whose footage is to be exported."""
    print_wanted = Signal(object)
    active_changed = Signal()

    def __init__(self, services: EvidenceServices, parts: DeskParts, say: Say) -> None:
        super().__init__(parts.page)
        self._services = services
        self._parts = parts
        self._say = say
        self._tasks = TaskOwner()
        self.scans = ScanOpening(services, say, self)
        self._mine: set[RetrievalNumber] = set()
        self._look = QTimer(self, interval=LOOK_MS)
        self._instant = QTimer(self, interval=_INSTANT_MS)
        register = services.register
        self._subscriptions: list[Unsubscribe] = [
            register.changed.connect(self._entry_changed),
            register.activated.connect(self._activated),
        ]
        parts.form.submitted.connect(self._submitted)
        parts.form.cameras_dropped.connect(self._dropped)
        parts.page.new_wanted.connect(parts.form.begin)
        parts.page.deed_wanted.connect(self._do)
        parts.page.scan_wanted.connect(self.scans.show_scan)
        parts.bar.leave_requested.connect(self.leave_entry)
        self._look.timeout.connect(self.look)
        self._instant.timeout.connect(self._watch_instant)

    def start(self) -> None:
        """Look for requests that wait, from now on."""
        self._look.start()
        self.look()
        self._tasks.start(self._learn(), "learn")

    def close(self) -> None:
        """Let go of everything."""
        self._look.stop()
        self._instant.stop()
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._tasks.cancel_all()
        self.scans.close()

    def look(self) -> None:
        """See what waits for this account, and what became of its own requests."""
        self._tasks.start(self._look_at_register(), "look")

    def request(self, footage: Sequence[RequestedFootage] = ()) -> None:
        """Begin, or go on with, a request."""
        self._parts.form.begin(footage)

    def leave_entry(self) -> None:
        """Look at footage under no entry any more."""
        self._services.register.activate(None)

    # deeds ----------------------------------------------------------------------------------------

    def _do(self, deed: Deed, retrieval: Retrieval) -> None:
        match deed:
            case Deed.DECIDE | Deed.DECIDE_HERE:
                self._tasks.start(self._decide(retrieval, here=deed is Deed.DECIDE_HERE), "dialog")
            case Deed.WITHDRAW | Deed.CLOSE:
                self._tasks.start(self._withdraw(retrieval))
            case Deed.LOOK:
                self._look_under(retrieval)
            case Deed.EXPORT:
                self.export_wanted.emit(retrieval)
            case Deed.REPEAT:
                self._parts.form.fill(retrieval.request)
                self._parts.form.begin()
            case Deed.PRINT:
                self.print_wanted.emit(retrieval)

    async def _decide(self, retrieval: Retrieval, *, here: bool) -> None:
        now = self._services.app.clock.now_ms
        dialog = DecisionDialog(self._services.register, retrieval, now, self._parts.page.window(), here=here)
        dialog.scan_wanted.connect(self.scans.show_scan)
        await async_dialog.run(dialog)
        self._parts.page.load()
        self.look()

    async def _withdraw(self, retrieval: Retrieval) -> None:
        try:
            await self._services.register.withdraw(retrieval.number)
        except AppError as error:
            self._say(short_text(error.code))
        self._parts.page.load()

    def _look_under(self, retrieval: Retrieval) -> None:
        try:
            self._services.register.activate(retrieval)
        except AppError as error:
            self._say(short_text(error.code))
            return
        granted = retrieval.decision.footage if retrieval.decision else ()
        cameras = list(dict.fromkeys(item.camera_id for item in granted))
        playback = self._parts.playback
        playback.view.window().activateWindow()
        playback.open_ids(cameras, min(item.range.start_ms for item in granted))

    def _submitted(self, retrieval: Retrieval) -> None:
        self._mine.add(retrieval.number)
        self.entered.emit(retrieval)
        self._say(translate("Evidence", "已提交，等待审批：{number}").format(number=retrieval.number))

    def _dropped(self, ids: Sequence[CameraId]) -> None:
        box = self._parts.form.fields.footage
        self._tasks.start(add_cameras(self._services, box, ids, self._say))

    async def _learn(self) -> None:
        """Let the form complete from earlier entries; it does without where they do not come."""
        with suppress(AppError):
            await self._services.register.list()

    # telling --------------------------------------------------------------------------------------

    async def _look_at_register(self) -> None:
        register, account = self._services.register, self._services.account
        try:
            waiting = await register.list(RetrievalQuery(_POLLED))
            for number in self._mine - {entry.number for entry in waiting}:
                await register.get(number)
        except AppError:
            return  # the banner says that the platform is away
        own = {entry.number for entry in waiting if entry.requested_by.account == account.user}
        self._mine |= own
        self.waiting_changed.emit(sum(register.may_decide(entry) for entry in waiting))

    def _entry_changed(self, retrieval: Retrieval) -> None:
        if retrieval.state is RetrievalState.PENDING or retrieval.number not in self._mine:
            return
        self._mine.discard(retrieval.number)
        words = {
            RetrievalState.APPROVED: translate("Evidence", "登记 {number} 已批准"),
            RetrievalState.REFUSED: translate("Evidence", "登记 {number} 未获批准"),
        }.get(retrieval.state)
        if words is not None:
            self.told.emit(words.format(number=retrieval.number), retrieval.number)

    def _activated(self, retrieval: Retrieval | None) -> None:
        self._parts.bar.set_entry(retrieval)
        if retrieval is None:
            self._instant.stop()
            self._parts.bar.set_outside(False)
        else:
            self._instant.start()
        self.active_changed.emit()

    def _watch_instant(self) -> None:
        """Warn when what is on show is not part of what was approved."""
        playback = self._parts.playback
        selected = playback.controller.selected
        outside = False
        if playback.on and selected is not None:
            at = round(playback.controller.media_ms())
            outside = not self._services.register.allowed_now(selected.camera.id, TimeRange(at, at + 1))
        self._parts.bar.set_outside(outside)
