"""What the sign-in window looks like: it shows a state and knows nothing of signing in."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.errors import AppError, ErrorCode
from desktop.settings.store import Settings
from ui.errors.texts import countdown, long_text
from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.login.form import SignInForm
from ui.login.language_button import LanguageButton
from ui.login.state import SignInState
from ui.theme import COLOURS, SIZES
from ui.widgets.notice import Notice, Tone, plain_label, shortened

CARD_WIDTH: Final = 420
_LONGEST_NOTICE: Final = 180


class SignInPage(QWidget):
    """The card with the fields, the messages and the buttons."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = SignInForm(self)
        self.notice = Notice(self)
        self.hint = Notice(self)
        self.sign_in_button = QPushButton(self)
        self.cancel_button = QPushButton(self)
        self.progress = QProgressBar(self)
        self.language = LanguageButton(settings, self)
        self._lay_out()

    def show_state(self, state: SignInState, now: float) -> None:
        """Show a state at a time (monotonic seconds)."""
        self.form.show_state(state)
        self.progress.setVisible(state.busy)
        self.cancel_button.setVisible(state.busy)
        self.sign_in_button.setVisible(not state.busy)
        self.sign_in_button.setEnabled(state.may_submit(now))
        self._show_problem(state, state.lock_left(now))
        self.hint.setVisible(bool(state.notice))
        if state.notice:
            self.hint.say(Tone.INFO, shortened(state.notice, _LONGEST_NOTICE))

    def retranslate(self) -> None:
        """Set all texts in the current language."""
        self._title.setText(translate("SignInPage", "雪亮视墙"))
        self._subtitle.setText(translate("SignInPage", "综治中心视频监控客户端"))
        self.cancel_button.setText(translate("SignInPage", "取消"))
        self.progress.setAccessibleName(translate("SignInPage", "正在登录"))
        self.form.retranslate()

    def _show_problem(self, state: SignInState, lock_left: int) -> None:
        self.sign_in_button.setText(translate("SignInPage", "登录"))
        error = state.failure.error() if state.failure is not None else None
        if lock_left:
            wait = translate("SignInPage", "{time} 后可再试").format(time=countdown(lock_left))
            self.sign_in_button.setText(wait)
            error = AppError(ErrorCode.LOCKED_OUT)
        self.notice.setVisible(error is not None)
        if error is not None:
            text = long_text(error)
            self.notice.say(Tone.ERROR, f"{text.what}\n{text.advice}", text.title)

    def _lay_out(self) -> None:
        card = QFrame(self)
        card.setObjectName("card")
        card.setFixedWidth(CARD_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(SIZES.gap_large)
        column.addLayout(self._header())
        column.addWidget(self.form)
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        column.addWidget(self.sign_in_button)
        column.addWidget(self.cancel_button)
        column.addWidget(self.hint)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.sign_in_button.setProperty("primary", "true")
        self.sign_in_button.setDefault(True)
        page = QVBoxLayout(self)
        page.setContentsMargins(SIZES.gap_large, SIZES.gap_large, SIZES.gap_large, SIZES.gap_large)
        page.addWidget(self.language, 0, Qt.AlignmentFlag.AlignRight)
        page.addStretch(1)
        # Stretches beside it, not an alignment: an aligned widget is not asked for its height at a width.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        page.addLayout(middle)
        page.addStretch(2)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        badge = QLabel(self)
        badge.setPixmap(pixmap(Icon.LOGO, 48, COLOURS.text, self.devicePixelRatioF()))
        self._title = plain_label(self)
        self._title.setObjectName("title")
        self._subtitle = plain_label(self)
        self._subtitle.setObjectName("dim")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        row.addWidget(badge)
        row.addLayout(texts, 1)
        return row
