"""Asks for the password again when a session has run out; the wall behind it stays as it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.errors import AppError, ErrorCode
from desktop.services.tasks import TaskOwner
from desktop.session.manager import SessionManager
from ui.errors.texts import long_text
from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.login.certificate import CertificateDialogs
from ui.theme import COLOURS, SIZES
from ui.widgets.notice import Notice, Tone, plain_label
from ui.widgets.password_field import PasswordField


class ReauthenticateDialog(QDialog):
    """Accepted when the session lives again; rejected when the person leaves it for later."""

    def __init__(self, sessions: SessionManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sessions = sessions
        self._tasks = TaskOwner()
        self.setWindowTitle(translate("ReauthenticateDialog", "再次确认身份"))
        self.setMinimumWidth(420)
        self.password = PasswordField(self)
        self.password.setPlaceholderText(translate("ReauthenticateDialog", "请输入密码"))
        self.notice = Notice(self)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.later = QPushButton(translate("ReauthenticateDialog", "以后再说"))
        self.confirm = QPushButton(translate("ReauthenticateDialog", "登录"))
        self._lay_out()
        self.later.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._start)
        self.finished.connect(lambda _: self._tasks.cancel("sign-in"))
        self._set_busy(busy=False)
        if sessions.status.error not in {None, ErrorCode.SESSION_EXPIRED, ErrorCode.BAD_CREDENTIALS}:
            self._say(AppError(sessions.status.error or ErrorCode.SESSION_EXPIRED))

    def _start(self) -> None:
        if self.password.text() and self.confirm.isEnabled():
            self._set_busy(busy=True)
            self._tasks.start(self._sign_in(), "sign-in")

    async def _sign_in(self) -> None:
        try:
            await self._sessions.reauthenticate(self.password.text(), CertificateDialogs(self))
        except AppError as error:
            self._set_busy(busy=False)
            self._say(error)
            self.password.setFocus()
            self.password.selectAll()
            return
        self.accept()

    def _say(self, error: AppError) -> None:
        text = long_text(error)
        self.notice.say(Tone.ERROR, f"{text.what}\n{text.advice}", text.title)

    def _set_busy(self, *, busy: bool) -> None:
        self.password.setEnabled(not busy)
        self.confirm.setEnabled(not busy)
        self.progress.setVisible(busy)
        if busy:
            self.notice.hide()

    def _lay_out(self) -> None:
        badge = QLabel(self)
        badge.setPixmap(pixmap(Icon.LOCK, 32, COLOURS.frozen, self.devicePixelRatioF()))
        text = plain_label(self)
        text.setText(
            translate(
                "ReauthenticateDialog",
                "{user} 的登录已过期。请再输入一次密码；视墙的布局和画面都会保留。",
            ).format(user=self._sessions.status.user or "")
        )
        header = QHBoxLayout()
        header.setSpacing(SIZES.gap_large)
        header.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        header.addWidget(text, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.later)
        buttons.addWidget(self.confirm)
        self.confirm.setProperty("primary", "true")
        self.confirm.setDefault(True)
        self.later.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(SIZES.gap_large)
        column.addLayout(header)
        column.addWidget(self.password)
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        column.addLayout(buttons)
