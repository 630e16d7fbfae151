"""A line over the wall that must not be missed: no platform, no valid sign-in, or nothing to play with."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.session.status import SessionState
from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.theme import COLOURS, SIZES, colour, font

_ICON = 20


class ConnectionBanner(QWidget):
    """Shown while the session is not simply there; hidden otherwise."""

    sign_in_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = SessionState.SIGNED_IN
        self._problem: str | None = None
        self.setAutoFillBackground(True)
        background = self.palette()
        background.setColor(self.backgroundRole(), colour("#3a2a12"))
        self.setPalette(background)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap_large, SIZES.gap_small, SIZES.gap_large, SIZES.gap_small)
        self._sign = QLabel(self)
        self._sign.setPixmap(pixmap(Icon.UNREACHABLE, _ICON, COLOURS.frozen, self.devicePixelRatioF()))
        self._words = QLabel(self)
        self._words.setFont(font(SIZES.text_large, bold=True))
        self._button = QPushButton(self)
        self._button.clicked.connect(self.sign_in_requested)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.hide()

    @property
    def words(self) -> str:
        """What the banner says."""
        return self._words.text()

    def set_state(self, state: SessionState) -> None:
        """Follow the session."""
        self._state = state
        self._set_texts()
        self.setVisible(self.needed)

    def set_problem(self, problem: str | None) -> None:
        """Say why nothing can be played on this machine, and what to install."""
        self._problem = problem
        self._set_texts()
        self.setVisible(self.needed)

    @property
    def needed(self) -> bool:
        """True while there is something to say."""
        return self._problem is not None or self._state in {SessionState.RECONNECTING, SessionState.EXPIRED}

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()

    def _set_texts(self) -> None:
        expired = self._state is SessionState.EXPIRED
        if self._problem is not None:
            text = translate("ConnectionBanner", "无法播放视频：{problem}").format(problem=self._problem)
        elif expired:
            text = translate("ConnectionBanner", "登录已失效，请重新登录；视墙保持原样")
        else:
            text = translate(
                "ConnectionBanner", "平台连接中断，正在重新连接；已打开的画面不受影响时会继续播放"
            )
        self._words.setText(text)
        self._button.setText(translate("ConnectionBanner", "重新登录"))
        self._button.setVisible(expired)
