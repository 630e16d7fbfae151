"""Requests and exports in the main window: their windows, and where what they tell is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.contexts import AppContext, SessionContext
from desktop.domain.account import Right
from desktop.domain.alarm import Alarm
from desktop.domain.bookmark import Bookmark
from desktop.domain.retrieval import RequestedFootage, Retrieval, RetrievalNumber
from desktop.services.copies import CopyState, LocalCopy
from desktop.services.search import SearchService
from ui.actions.registry import ActionRegistry
from ui.components.entry_bar import EntryBar
from ui.components.evidence_badges import EvidenceBadges
from ui.components.toast import Toast
from ui.export.desk import ExportDesk
from ui.export.sources import around_alarm, around_bookmark, from_playback
from ui.export.window import EvidenceWindow, Tab
from ui.i18n import translate
from ui.playback.mode import PlaybackMode
from ui.retrievals.desk import DeskParts, RetrievalDesk
from ui.retrievals.form import RequestForm
from ui.retrievals.printing import FormPrinting
from ui.retrievals.services import EvidenceServices
from ui.snapshots.desk import SnapshotDesk
from ui.verify.desk import VerifyDesk
from ui.verify.run import WitnessSource

_THERE_TOO = ("evidence.register", "evidence.request", "evidence.exports", "evidence.verify")
"""Commands whose keys work in the window of requests and exports as well."""


@dataclass(frozen=True, slots=True)
class HubParts:
    """Where it stands in the main window."""

    window: QWidget
    actions: ActionRegistry
    playback: PlaybackMode
    toast: Toast
    badges: EvidenceBadges
    bar: EntryBar


class EvidenceHub(QObject):
    """Lives with one sign-in's window; UI thread."""

    changed = Signal()
    """The situation for commands changed."""

    def __init__(self, app: AppContext, context: SessionContext, parts: HubParts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._verify: VerifyDesk | None = None
        self.services = EvidenceServices(
            app=app,
            account=context.session.account,
            register=context.retrievals,
            exports=context.exports,
            copies=context.copies,
            recordings=context.recordings,
            directory=context.directory,
            search=SearchService(context.session.directory, context.tree, app.clock),
            chain=context.register,
            browsing=context.browsing,
            platform_name=context.session.platform.name,
        )
        self.form = RequestForm(self.services, self.in_view, parts.window)
        self.window = EvidenceWindow(self.services, parts.window)
        for name in _THERE_TOO:
            self.window.addAction(parts.actions.action(name))
        desk_parts = DeskParts(self.window.register, self.form, parts.bar, parts.playback)
        self.requests = RetrievalDesk(self.services, desk_parts, parts.toast.say)
        self.printing = FormPrinting(self.services, self.window, parts.toast.say)
        self.exports = ExportDesk(self.services, self.window.queue, parts.window, parts.toast.say)
        self.snapshots = SnapshotDesk(app, context, parts.window, parts.toast.say)
        self._connect()

    def start(self) -> None:
        """Follow the register from now on."""
        self.requests.start()
        self._tell_due(self.services.copies.waiting)
        self.exports.seen()

    def close(self) -> None:
        """Let go of everything."""
        self._unsubscribe()
        self.requests.close()
        self.exports.close()
        self.snapshots.close()
        self.printing.close()
        self.form.close_form()
        self.window.close_pages()
        self.services.search.clear()
        if self._verify is not None:
            self._verify.close()

    @property
    def under_entry(self) -> bool:
        """True while footage is being looked at under an entry."""
        return self.services.register.active is not None

    def open_register(self) -> None:
        """Show the register."""
        self.window.open_tab(Tab.REGISTER)

    def open_exports(self) -> None:
        """Show the queue."""
        self.window.open_tab(Tab.EXPORTS)
        self.exports.seen()

    def verify(self, folder: Path | None = None) -> None:
        """Show the window that judges packages, and let it judge one."""
        if self._verify is None:
            app = self.services.app
            witness = WitnessSource(app.profile.directory)
            self._verify = VerifyDesk(witness, app.clock, app.printer, self._parts.window)
        self._verify.open(folder)

    def request_span(self) -> None:
        """Begin a request with what playback shows."""
        self.requests.request(self.in_view())

    def export_span(self) -> None:
        """Order what playback shows between the marks."""
        self.exports.order(self.in_view())

    def open_copies(self) -> None:
        """Show the copies on this machine."""
        self.window.open_tab(Tab.COPIES)

    def leave(self, go: Callable[[], object]) -> None:
        """Do what ends the sign-in or the program; ask first where exports run."""
        if self.exports.running():
            self.exports.ask_leave(go)
        else:
            go()

    def in_view(self) -> tuple[RequestedFootage, ...]:
        """Return what playback shows between its marks."""
        playback = self._parts.playback
        now = self.services.app.clock.now_ms()
        return from_playback(playback.controller, playback.extras.marks, now)

    def _connect(self) -> None:
        requests, exports, parts = self.requests, self.exports, self._parts
        requests.waiting_changed.connect(parts.badges.set_pending)
        requests.told.connect(lambda words, number: self._tell(words, lambda: self._show_entry(number)))
        requests.entered.connect(lambda entry: self._show_entry(entry.number))
        requests.export_wanted.connect(self._export_entry)
        requests.print_wanted.connect(self.printing.ask)
        requests.active_changed.connect(self.changed)
        exports.figures_changed.connect(parts.badges.set_exports)
        exports.told.connect(lambda words: self._tell(words, self.open_exports))
        exports.request_wanted.connect(self._request)
        exports.queue_wanted.connect(self.open_exports)
        exports.verify_wanted.connect(self.verify)
        exports.list_wanted.connect(self.printing.ask_list)
        self.window.tabs.currentChanged.connect(lambda _tab: exports.seen() if self._sees_queue() else None)
        extras = parts.playback.extras
        extras.bookmarks.footage_requested.connect(self._take_bookmark)
        extras.alarms.footage_requested.connect(self._take_alarm)
        self._unsubscribe = self.services.copies.due.connect(self._tell_due)
        parts.badges.copies_clicked.connect(self.open_copies)
        parts.badges.exports_clicked.connect(self.open_exports)
        parts.badges.pending_clicked.connect(self.open_register)

    def _take_bookmark(self, bookmark: Bookmark, at_once: bool) -> None:
        self.exports.take(bookmark.camera_id, around_bookmark(bookmark), at_once=at_once)

    def _take_alarm(self, alarm: Alarm, at_once: bool) -> None:
        if alarm.camera_id is not None:
            span = around_alarm(alarm, self.services.app.clock.now_ms())
            self.exports.take(alarm.camera_id, span, at_once=at_once)

    def _tell_due(self, due: Sequence[LocalCopy]) -> None:
        """Remind of copies that have to go; the line under the wall keeps saying so."""
        if not self.services.account.may(Right.EXPORT):
            return
        overdue = sum(copy.state is CopyState.OVERDUE for copy in due)
        self._parts.badges.set_due(len(due), overdue=overdue)
        if overdue:
            text = translate("Evidence", "有 {n} 份本机副本已到期，应删除")
            self._tell(text.format(n=overdue), self.open_copies)

    def _sees_queue(self) -> bool:
        return self.window.isVisible() and self.window.tabs.currentIndex() == Tab.EXPORTS

    def _request(self, footage: Sequence[RequestedFootage]) -> None:
        self.requests.request(footage)

    def _export_entry(self, entry: Retrieval) -> None:
        granted = entry.decision.footage if entry.decision else ()
        self.exports.order(granted, entry.number)

    def _show_entry(self, number: RetrievalNumber) -> None:
        self.window.open_tab(Tab.REGISTER)
        self.window.register.show_entry(number)

    def _tell(self, words: str, action: Callable[[], object]) -> None:
        """Say something that must be seen even while another program is in front."""
        self._parts.toast.say(words, translate("Evidence", "查看"), action)
        if not self._parts.window.isActiveWindow():
            QApplication.alert(self._parts.window)
