"""The second person's decision: the request at the left, what is granted of it and why at the right.

On the requester's own machine the second person gives account and password first; the dialog signs them in
for this one decision. A wrong password or a locked account is told here, and the request stays undecided.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.domain.beijing import DAY_MS
from desktop.domain.retrieval import Retrieval
from desktop.errors import AppError, ErrorCode
from desktop.services.retrievals import Approver, RetrievalService
from desktop.services.tasks import TaskOwner
from ui.errors.texts import long_text
from ui.i18n import translate
from ui.retrievals.detail_html import SCAN, detail_html
from ui.retrievals.granted_rows import GrantedRows
from ui.theme import SIZES
from ui.widgets.field import Field, at_the_top
from ui.widgets.notice import Notice, Tone, plain_label
from ui.widgets.password_field import PasswordField

VALID_DAYS: Final = 7
MOST_DAYS: Final = 90


class DecisionDialog(QDialog):
    """Accepted once the platform or the register has taken the decision; `decided` is the entry then."""

    scan_wanted = Signal(object, str)
    """The `Retrieval` and the SHA-256 of the scan to look at."""

    def __init__(
        self,
        service: RetrievalService,
        retrieval: Retrieval,
        now: Callable[[], int],
        parent: QWidget | None = None,
        *,
        here: bool = False,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._retrieval = retrieval
        self._now = now
        self._tasks = TaskOwner()
        self.decided: Retrieval | None = None
        self.here = here
        self.user = QLineEdit(self)
        self.password = PasswordField(self)
        self.granted = GrantedRows(retrieval.request.footage, now, self)
        self.opinion = QPlainTextEdit(self)
        self.opinion.setTabChangesFocus(True)
        self.opinion.setFixedHeight(70)
        self.valid_days = QSpinBox(self)
        self.valid_days.setRange(1, MOST_DAYS)
        self.valid_days.setValue(VALID_DAYS)
        self.valid_days.lineEdit().setTextMargins(6, 0, 0, 0)
        self.notice = Notice(self)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.approve = QPushButton(translate("DecisionDialog", "批准"), self)
        self.refuse = QPushButton(translate("DecisionDialog", "不批准"), self)
        self.cancel = QPushButton(translate("DecisionDialog", "取消"), self)
        self._lay_out()
        self.granted.changed.connect(self._judge)
        self.approve.clicked.connect(lambda: self._start(approved=True))
        self.refuse.clicked.connect(lambda: self._start(approved=False))
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(lambda _result: self._tasks.cancel("decide"))
        (self.user if here else self.opinion).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter approves; Enter only goes on: nobody approves by one key too many."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._start(approved=True)
            else:
                self.focusNextChild()
            event.accept()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Leave, but not while a decision is on its way: it cannot be taken back."""
        if not self._tasks.running("decide"):
            super().reject()

    def _start(self, *, approved: bool) -> None:
        if self._tasks.running("decide"):
            return
        gap = self._gap(approved=approved)
        if gap:
            self.notice.say(Tone.WARNING, gap)
            return
        if self.approve.isEnabled() or not approved:
            self._set_busy(busy=True)
            self._tasks.start(self._decide(approved=approved), "decide")

    def _gap(self, *, approved: bool) -> str:
        """Return what has to be filled in first, and put the keyboard there."""
        if self.here and not (self.user.text().strip() and self.password.text()):
            (self.user if not self.user.text().strip() else self.password).setFocus()
            return translate("DecisionDialog", "请审批人输入自己的账号和密码")
        if not approved and not self.opinion.toPlainText().strip():
            self.opinion.setFocus()
            return translate("DecisionDialog", "不批准须写明理由")
        if approved and not self.granted.right:
            return translate("DecisionDialog", "请至少批准一路，并改正时段")
        return ""

    async def _decide(self, *, approved: bool) -> None:
        approver: Approver | None = None
        try:
            if self.here:
                approver = await self._service.approver(self.user.text().strip(), self.password.text())
            self.decided = await self._service.decide(
                self._retrieval.number,
                approved=approved,
                opinion=self.opinion.toPlainText().strip()[:1000],
                footage=self.granted.footage() if approved else (),
                valid_until_ms=self._now() + self.valid_days.value() * DAY_MS if approved else None,
                by=approver,
            )
        except AppError as error:
            if isValid(self):
                self._failed(error)
            return
        finally:
            if approver is not None:
                await self._service.dismiss(approver)
            if isValid(self):  # its window may have taken it along
                self.password.clear()
        if isValid(self):
            self.accept()

    def _failed(self, error: AppError) -> None:
        self._set_busy(busy=False)
        if self.here and error.code is ErrorCode.OWN_REQUEST:
            text = translate("DecisionDialog", "登记人不能审批自己的申请，请另一个人来。")
            self.notice.say(Tone.ERROR, text)
        elif self.here and error.code is ErrorCode.FORBIDDEN:
            text = translate("DecisionDialog", "这个账号没有审批权限，或摄像机不在它的管理范围内。")
            self.notice.say(Tone.ERROR, text)
        else:
            words = long_text(error)
            self.notice.say(Tone.ERROR, f"{words.what}\n{words.advice}", words.title)
        (self.password if self.here else self.opinion).setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self.user, self.password, self.granted, self.opinion, self.valid_days):
            part.setEnabled(not busy)
        for button in (self.approve, self.refuse, self.cancel):
            button.setEnabled(not busy)
        self.progress.setVisible(busy)
        if busy:
            self.notice.hide()

    def _link(self, url: QUrl) -> None:
        if url.toString().startswith(SCAN):
            self.scan_wanted.emit(self._retrieval, url.toString().removeprefix(SCAN))

    def _judge(self) -> None:
        self.approve.setEnabled(self.granted.right)

    def _lay_out(self) -> None:
        here = self.here
        title = translate("DecisionDialog", "在本机审批") if here else translate("DecisionDialog", "审批")
        self.setWindowTitle(title)
        self.resize(1120, 640)
        detail = QTextBrowser(self)
        detail.setHtml(detail_html(self._retrieval))
        detail.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        detail.setOpenLinks(False)
        detail.anchorClicked.connect(self._link)
        right = QVBoxLayout()
        right.setSpacing(SIZES.gap)
        if here:
            right.addWidget(self._second_person())
        granted = Field(self.granted, self)
        granted.set_name(translate("DecisionDialog", "批准哪些（可去掉，可缩短）"))
        area = QScrollArea(self)
        area.setWidget(at_the_top(granted))
        area.setWidgetResizable(True)
        right.addWidget(area, 1)
        opinion = Field(self.opinion, self)
        opinion.set_name(translate("DecisionDialog", "审批意见（不批准时必填）"))
        right.addWidget(opinion)
        valid = Field(self.valid_days, self)
        valid.set_name(translate("DecisionDialog", "批准后几天内有效"))
        self.valid_days.setSuffix(translate("DecisionDialog", " 天"))
        right.addWidget(valid)
        right.addWidget(self.notice)
        right.addWidget(self.progress)
        columns = QHBoxLayout()
        columns.setSpacing(SIZES.gap_large)
        columns.addWidget(detail, 4)
        columns.addLayout(right, 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(SIZES.gap_large)
        whole.addLayout(columns, 1)
        whole.addLayout(self._foot())

    def _second_person(self) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("notice")
        words = plain_label(frame)
        words.setText(
            translate(
                "DecisionDialog",
                "请审批人本人输入账号和密码；只用于这一次审批，不影响当前登录。",
            )
        )
        user, password = Field(self.user, frame), Field(self.password, frame)
        user.set_name(translate("DecisionDialog", "审批人账号"))
        password.set_name(translate("DecisionDialog", "密码"))
        fields = QHBoxLayout()
        fields.addWidget(user)
        fields.addWidget(password)
        column = QVBoxLayout(frame)
        column.addWidget(words)
        column.addLayout(fields)
        return frame

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        hint = plain_label(self, wrap=False)
        hint.setObjectName("small")
        hint.setText(translate("DecisionDialog", "Ctrl+回车：批准　Esc：取消"))
        foot.addWidget(hint)
        foot.addStretch(1)
        self.approve.setProperty("primary", "true")
        self.refuse.setProperty("danger", "true")
        for button in (self.cancel, self.refuse, self.approve):
            button.setAutoDefault(False)
            foot.addWidget(button)
        return foot
