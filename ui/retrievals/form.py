"""The request form: problems stand beside their fields, Ctrl+Enter submits, closing keeps the draft."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.retrieval import RequestedFootage, RetrievalRequest
from desktop.domain.retrieval_rules import Problem
from desktop.errors import AppError
from desktop.lanes import CallScope
from desktop.services.retrievals import Scan
from desktop.services.tasks import TaskOwner
from desktop.settings import declared
from ui.errors.texts import long_text, short_text
from ui.i18n import translate
from ui.retrievals.form_fields import FormFields, FormParts
from ui.retrievals.notices import secrecy_notice
from ui.retrievals.problem_texts import problem_text
from ui.retrievals.scans_box import read_scan
from ui.retrievals.services import EvidenceServices
from ui.retrievals.shown_fields import field_of
from ui.theme import SIZES
from ui.widgets.notice import Notice, Tone, plain_label

READ_DEADLINE_S: Final = 20.0
_WIDTH, _HEIGHT = 1180, 690
FootageSource = Callable[[], tuple[RequestedFootage, ...]]


class RequestForm(QDialog):
    """Kept while its window lives, so that an unfinished request is there when it is opened again."""

    submitted = Signal(object)
    """The `Retrieval` that was entered."""
    cameras_dropped = Signal(object)
    """Ids of cameras (tuple) that whoever owns the form looks up and adds."""

    def __init__(
        self,
        services: EvidenceServices,
        in_view: FootageSource,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        app, service = services.app, services.register
        self._app = app
        self._service = service
        self._in_view = in_view
        self._tasks = TaskOwner()
        self._tried = False
        self._days = app.settings.get(declared.COPY_DAYS)
        parts = FormParts(
            service.completions, service.person, services.search, app.clock.now_ms, lambda: service.rules
        )
        body = QWidget()
        self.fields = FormFields(parts, body)
        self.fields.copy_days.setRange(1, service.rules.longest_copy_days)
        self.fields.copy_days.setValue(self._days)
        self.notice = Notice(self)
        self._notice_text = plain_label(body)
        self._notice_text.setObjectName("small")
        self._headings: list[QLabel] = []
        self.submit_button = QPushButton(self)
        self.submit_button.setProperty("primary", "true")
        self.submit_button.setAutoDefault(False)
        self.later = QPushButton(self)
        self.later.setAutoDefault(False)
        self.clear_button = QPushButton(self)
        self.clear_button.setAutoDefault(False)
        self._hint = plain_label(self, wrap=False)
        self._hint.setObjectName("small")
        self._lay_out(body)
        self.fields.changed.connect(self._changed)
        self.fields.scans.picked.connect(lambda paths: self._tasks.start(self._read(paths)))
        self.fields.footage.offered_wanted.connect(lambda: self.fields.add_footage(self._in_view()))
        self.fields.footage.dropped.connect(self.cameras_dropped)
        self.submit_button.clicked.connect(self.submit)
        self.later.clicked.connect(self.close)
        self.clear_button.clicked.connect(self.clear)
        self._retranslate()
        self._show_fields()

    # what whoever opens it does -------------------------------------------------------------------

    def begin(self, footage: Sequence[RequestedFootage] = ()) -> None:
        """Show the form with its draft, these cameras added; the keyboard is where something is missing."""
        if footage:
            known = set(self.fields.footage.footage())
            self.fields.add_footage(tuple(item for item in footage if item not in known))
        self.show()
        self.raise_()
        self.activateWindow()
        (self.fields.unit if not self.fields.unit.text() else self.fields.reason).setFocus()

    def fill(self, request: RetrievalRequest) -> None:
        """Begin with what an earlier request held."""
        self.clear()
        self.fields.fill(request)

    def clear(self) -> None:
        """Forget the draft."""
        fields = self.fields
        self._tried = False
        fields.fill(_emptied(fields.request()))
        fields.copy_days.setValue(self._days)
        self._say_problems(())
        self.notice.hide()
        fields.unit.setFocus()

    def close_form(self) -> None:
        """End with the window."""
        self._tasks.cancel_all()
        self.fields.footage.picker.close_picker()
        self.close()

    def submit(self) -> None:
        """Enter the request, once, or show what is missing."""
        if self._tasks.running("submit"):
            return
        self._tried = True
        problems = self.problems()
        self._say_problems(problems)
        if problems or self.fields.footage.unreadable():
            self._focus_first(problems)
            return
        self._set_busy(busy=True)
        self._tasks.start(self._submit(), "submit")

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps the request from being submitted."""
        return self._service.problems(self.fields.request(), self.fields.scans.scans)

    # events ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits; Enter goes on to the next field; Esc closes and keeps the draft."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submit()
            else:
                self.focusNextChild()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide; the draft stays."""
        self.hide()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.fields.retranslate()
            self._retranslate()
            if self._tried:
                self._say_problems(self.problems())
        super().changeEvent(event)

    # work -----------------------------------------------------------------------------------------

    async def _submit(self) -> None:
        try:
            entered = await self._service.submit(self.fields.request(), self.fields.scans.scans)
        except AppError as error:
            text = long_text(error)
            self.notice.say(Tone.ERROR, f"{text.what}\n{text.advice}", text.title)
            return
        finally:
            self._set_busy(busy=False)
        self.clear()
        self.hide()
        self.submitted.emit(entered)

    async def _read(self, paths: Sequence[Path]) -> None:
        def read(_scope: CallScope) -> list[tuple[str, Scan | None]]:
            return [(path.name, read_scan(path)) for path in paths]

        try:
            self.fields.scans.take(await self._app.lanes.storage.run(read, deadline_s=READ_DEADLINE_S))
        except AppError as error:
            self.notice.say(Tone.ERROR, short_text(error.code))

    def _changed(self) -> None:
        self._show_fields()
        if self._tried:
            self._say_problems(self.problems())

    def _show_fields(self) -> None:
        shown = self.fields.shown()
        always = {"kind", "requester_class", "unit", "persons", "reason", "purpose", "footage", "note"}
        for path, field in self.fields.fields.items():
            top = path.partition(".")[0]
            visible = path in shown or path in always or top in shown or path == "secrecy_read"
            field.setVisible(visible)
        self.fields.resident.setVisible("resident" in shown)
        self._document_row.setVisible("legal_document.title" in shown)

    def _say_problems(self, problems: Sequence[Problem]) -> None:
        known = frozenset(self.fields.fields)
        said: dict[str, list[str]] = {path: [] for path in known}
        for problem in problems:
            path = field_of(problem.field, known)
            in_row = path == "footage" and problem.field != "footage"
            if path and not in_row:
                said[path].append(problem_text(problem))
        for path, texts in said.items():
            self.fields.fields[path].say("；".join(dict.fromkeys(texts)))
        self.fields.footage.say(problems)
        if problems:
            text = translate("RequestForm", "还有 {n} 处要补充，已在各栏下面写明。")
            self.notice.say(Tone.WARNING, text.format(n=len(problems)))
        else:
            self.notice.hide()

    def _focus_first(self, problems: Sequence[Problem]) -> None:
        known = frozenset(self.fields.fields)
        for problem in problems:
            field = self.fields.fields.get(field_of(problem.field, known))
            if field is not None and field.isVisible():
                target = _first_field(field.editor)
                target.setFocus()
                self._area.ensureWidgetVisible(field)
                return

    def _set_busy(self, *, busy: bool) -> None:
        self.submit_button.setEnabled(not busy)
        self.clear_button.setEnabled(not busy)

    # looks ----------------------------------------------------------------------------------------

    def _lay_out(self, body: QWidget) -> None:
        fields = self.fields.fields
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(SIZES.gap)
        left.addWidget(self._heading())
        left.addLayout(_pair(fields["kind"], fields["requester_class"]))
        left.addWidget(fields["unit"])
        left.addWidget(fields["persons"])
        left.addWidget(self._heading())
        left.addLayout(_pair(fields["reason"], fields["purpose"]))
        left.addLayout(_pair(fields["case_number"], fields["approved_outside_by"]))
        self._document_row = QWidget(body)
        document = QVBoxLayout(self._document_row)
        document.setContentsMargins(0, 0, 0, 0)
        document.setSpacing(SIZES.gap)
        document.addLayout(_pair(fields["legal_document.title"], fields["legal_document.number"]))
        document.addWidget(fields["legal_document.scans"])
        left.addWidget(self._document_row)
        left.addWidget(self.fields.resident)
        left.addStretch(1)
        right.addWidget(self._heading())
        right.addWidget(fields["footage"])
        right.addWidget(self._heading())
        right.addLayout(_pair(fields["companion"], fields["copy_expires_at_ms"]))
        right.addWidget(fields["note"])
        right.addWidget(self._notice_text)
        right.addWidget(fields["secrecy_read"])
        right.addStretch(1)
        columns = QHBoxLayout(body)
        columns.setContentsMargins(SIZES.gap_large, SIZES.gap, SIZES.gap_large, SIZES.gap)
        columns.setSpacing(24)
        columns.addLayout(left, 1)
        columns.addWidget(_line(body))
        columns.addLayout(right, 1)
        self._area = QScrollArea(self)
        self._area.setWidget(body)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addLayout(self._foot())
        self.resize(_WIDTH, _HEIGHT)
        self.setMinimumSize(900, 480)

    def _foot(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SIZES.gap)
        row.addWidget(self.clear_button)
        row.addWidget(self._hint)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.submit_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(SIZES.gap_large, SIZES.gap, SIZES.gap_large, 12)
        foot.setSpacing(SIZES.gap)
        foot.addWidget(self.notice)
        foot.addLayout(row)
        return foot

    def _heading(self) -> QLabel:
        label = plain_label(self, wrap=False)
        label.setObjectName("heading")
        self._headings.append(label)
        return label

    def _retranslate(self) -> None:
        self.setWindowTitle(translate("RequestForm", "调取登记"))
        titles = (
            translate("RequestForm", "谁来申请"),
            translate("RequestForm", "为了什么"),
            translate("RequestForm", "要哪些录像"),
            translate("RequestForm", "其他"),
        )
        for label, title in zip(self._headings, titles, strict=True):
            label.setText(title)
        self._notice_text.setText(secrecy_notice())
        self.submit_button.setText(translate("RequestForm", "提交审批"))
        self.submit_button.setToolTip(translate("RequestForm", "提交审批　Ctrl+Enter"))
        self.later.setText(translate("RequestForm", "以后再填"))
        self.later.setToolTip(translate("RequestForm", "关闭，已填的留着　Esc"))
        self.clear_button.setText(translate("RequestForm", "清空"))
        self._hint.setText(translate("RequestForm", "Tab、回车：下一栏　Ctrl+回车：提交"))


def _emptied(request: RetrievalRequest) -> RetrievalRequest:
    """Return a request of the same kind and class that holds nothing yet."""
    return RetrievalRequest(request.kind, request.requester_class, "", (), "", "", "", ())


def _pair(first: QWidget, second: QWidget) -> QHBoxLayout:
    """Return two fields side by side; one alone has the whole row."""
    row = QHBoxLayout()
    row.setSpacing(SIZES.gap)
    row.addWidget(first, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(second, 1, Qt.AlignmentFlag.AlignTop)
    return row


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("divider")
    return line


def _first_field(editor: QWidget) -> QWidget:
    if editor.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return editor
    inner = [w for w in editor.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return inner[0] if inner else editor
