"""What is asked for: cameras and ranges in rows, from playback, from the wall, dropped, or searched for."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.retrieval import HouseholdConsent, RequestedFootage
from desktop.domain.retrieval_rules import Problem
from desktop.domain.time_range import TimeRange
from desktop.services.search import SearchService
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.models.mime import camera_ids
from ui.retrievals.camera_picker import CameraPicker
from ui.retrievals.footage_row import FootageRow, WantedCamera, camera_of, wanted
from ui.retrievals.problem_texts import problem_text
from ui.theme import SIZES
from ui.widgets.notice import plain_label


class FootageBox(QWidget):
    """UI thread; rows in the order in which they were added."""

    changed = Signal()
    dropped = Signal(object)
    """Ids of cameras that were dropped from the directory (tuple)."""
    offered_wanted = Signal()
    """What playback shows, with its marks, is to be added."""

    def __init__(
        self,
        search: SearchService,
        now: Callable[[], int],
        parent: QWidget | None = None,
        *,
        consents: bool = True,
    ) -> None:
        super().__init__(parent)
        self._consents = consents
        self._now = now
        self.rows: list[FootageRow] = []
        self.setAcceptDrops(True)
        self.picker = CameraPicker(search, self)
        self.from_view = QPushButton(self)
        self.from_view.setIcon(icon(Icon.PLAYBACK))
        self.from_view.setAutoDefault(False)
        self.same = QPushButton(self)
        self.same.setAutoDefault(False)
        self.same.hide()
        self._empty = plain_label(self)
        self._empty.setObjectName("small")
        self._column = QVBoxLayout()
        self._column.setSpacing(SIZES.gap_small)
        tools = QHBoxLayout()
        tools.addWidget(self.picker, 1)
        tools.addWidget(self.from_view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SIZES.gap_small)
        whole.addLayout(tools)
        whole.addWidget(self._empty)
        whole.addLayout(self._column)
        whole.addWidget(self.same)
        self.picker.chosen.connect(lambda camera: self.add(wanted(camera), None).start.setFocus())
        self.from_view.clicked.connect(self.offered_wanted)
        self.same.clicked.connect(self._same_for_all)
        self._retranslate()

    def add(self, camera: WantedCamera, span: TimeRange | None) -> FootageRow:
        """Add a camera; without a range it gets that of the row before."""
        if span is None and self.rows:
            last = self.rows[-1].footage()
            span = None if last is None else last.range
        row = FootageRow(camera, span, self._now, self, consent=self._consents)
        row.changed.connect(self.changed)
        row.removed.connect(partial(self.remove, row))
        self.rows.append(row)
        self._column.addWidget(row)
        self._changed()
        return row

    def remove(self, row: FootageRow) -> None:
        """Take a row out."""
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._changed()

    def footage(self) -> tuple[RequestedFootage, ...]:
        """Return the rows whose times can be understood."""
        return tuple(item for item in (row.footage() for row in self.rows) if item is not None)

    def consents(self) -> tuple[HouseholdConsent, ...]:
        """Return the consents that are typed, one for each camera."""
        found = {consent.camera_id: consent for consent in (row.consent() for row in self.rows) if consent}
        return tuple(found.values())

    def set_footage(
        self, footage: Sequence[RequestedFootage], consents: Sequence[HouseholdConsent] = ()
    ) -> None:
        """Show these cameras and ranges, and nothing else."""
        for row in list(self.rows):
            self.remove(row)
        given = {consent.camera_id: consent for consent in consents}
        for item in footage:
            row = self.add(camera_of(item), item.range)
            if item.camera_id in given:
                row.set_consent(given[item.camera_id])

    def say(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong beside the row that it is about; times that mean nothing come first."""
        readable = [row for row in self.rows if row.footage() is not None]
        said: dict[FootageRow, list[str]] = {row: [] for row in self.rows}
        for problem in problems:
            row = self._row_of(problem, readable)
            if row is not None:
                said[row].append(problem_text(problem))
        for row, texts in said.items():
            own = row.time_problem()
            row.say("；".join(dict.fromkeys([own] if own else texts)))

    def unreadable(self) -> bool:
        """True while a row's times mean nothing."""
        return any(row.footage() is None for row in self.rows)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept cameras from the directory."""
        if camera_ids(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take cameras from the directory."""
        ids = camera_ids(event.mimeData())
        if ids:
            event.acceptProposedAction()
            self.dropped.emit(ids)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _row_of(self, problem: Problem, readable: Sequence[FootageRow]) -> FootageRow | None:
        kind, _, rest = problem.field.partition(".")
        number = rest.partition(".")[0]
        if not number.isdigit():
            return None
        if kind == "footage" and int(number) < len(readable):
            return readable[int(number)]
        consents = self.consents()
        if kind == "household_consents" and int(number) < len(consents):
            camera_id = consents[int(number)].camera_id
            return next((row for row in self.rows if row.camera.id == camera_id), None)
        return None

    def _same_for_all(self) -> None:
        first = self.rows[0].footage()
        if first is not None:
            for row in self.rows[1:]:
                row.set_span(first.range)

    def _changed(self) -> None:
        self._empty.setVisible(not self.rows)
        self.same.setVisible(len(self.rows) > 1)
        self.changed.emit()

    def _retranslate(self) -> None:
        self.from_view.setText(translate("FootageBox", "加入回放中的"))
        self.from_view.setToolTip(translate("FootageBox", "加入回放中的摄像机，时段是时间轴上的起点到终点"))
        self.same.setText(translate("FootageBox", "全部用第一路的时段"))
        self._empty.setText(
            translate("FootageBox", "还没有摄像机。在上面查找，或从目录里拖过来；回放时按 Shift+E 直接带入。")
        )
