"""The line under the wall: how many cameras are online, how many tiles are live, who, where, and the time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QWidget

from desktop.domain.account import Account
from desktop.domain.beijing import moment
from ui.components.computer_clock import computer_off_help, computer_off_text
from ui.i18n import translate
from ui.theme import COLOURS
from ui.wall.caption import plain
from ui.widgets.notice import plain_label

_FIRST_PERMANENT = 3


class StatusStrip(QStatusBar):
    """Figures that are always in sight; the owner sets them, the clock runs by itself."""

    def __init__(
        self,
        account: Account,
        platform: str,
        now_ms: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        """Show who is signed in, where, and the time that `now_ms` says (the platform's)."""
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._account = account
        self._platform = plain(platform)
        self._scope: tuple[int, int] | None = None
        self._tiles = (0, 0)
        self._register_fails = False
        self._now_ms = now_ms
        self._off_ms = 0
        self._cameras_label, self._tiles_label = plain_label(self, wrap=False), plain_label(self, wrap=False)
        self._message = plain_label(self, wrap=False)
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._who, self._where, self._clock = (
            plain_label(self, wrap=False),
            plain_label(self, wrap=False),
            plain_label(self, wrap=False),
        )
        self.addWidget(self._cameras_label)
        self.addWidget(self._tiles_label)
        self.addWidget(self._message, 1)
        for label in (self._where, self._who, self._clock):
            self.addPermanentWidget(label)
        self._set_texts()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._show_time)
        self._timer.start()
        self._show_time()

    def add_badges(self, badges: QWidget) -> None:
        """Show something more, before the names and the time."""
        self.insertPermanentWidget(_FIRST_PERMANENT, badges)

    def set_scope(self, online: int, total: int) -> None:
        """Show how many cameras of the account's scope are online."""
        if (online, total) != self._scope:
            self._scope = (online, total)
            self._set_texts()

    def set_tiles(self, live: int, busy: int) -> None:
        """Show how many tiles are live of those that show a camera."""
        if (live, busy) != self._tiles:
            self._tiles = (live, busy)
            self._set_texts()

    def set_register_failing(self, failing: bool) -> None:
        """Say that nobody's viewing can be written down, or no more."""
        self._register_fails = failing
        self._set_texts()

    def set_computer_off(self, off_ms: int) -> None:
        """Say that this computer's clock is ahead (negative: behind); 0: it is right."""
        if off_ms != self._off_ms:
            self._off_ms = off_ms
            self._set_texts()

    def message(self) -> str:
        """Return what is said between the figures and the names; empty when all is well."""
        return self._message.text()

    def texts(self) -> tuple[str, str]:
        """Return what is said of cameras and of tiles."""
        return self._cameras_label.text(), self._tiles_label.text()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()

    def _set_texts(self) -> None:
        if self._scope is not None:
            online, total = self._scope
            text = translate("StatusStrip", "摄像机在线 {online} / {total}")
            self._cameras_label.setText(text.format(online=f"{online:,}", total=f"{total:,}"))
        live, busy = self._tiles
        self._tiles_label.setText(
            translate("StatusStrip", "画面实时 {live} / {busy}").format(live=live, busy=busy)
        )
        self._tiles_label.setStyleSheet(f"color: {COLOURS.frozen};" if live < busy else "")
        failing = translate("StatusStrip", "查阅登记写入失败，正在重试")
        off = computer_off_text(self._off_ms)
        self._message.setText(failing if self._register_fails else off)
        self._message.setToolTip("" if self._register_fails else computer_off_help(self._off_ms))
        self._message.setStyleSheet(f"color: {COLOURS.error if self._register_fails else COLOURS.frozen};")
        who = " · ".join(part for part in (self._account.display_name, self._account.unit) if part)
        self._who.setText(plain(who))
        self._where.setText(self._platform)

    def _show_time(self) -> None:
        self._clock.setText(moment(self._now_ms()).strftime("%Y-%m-%d %H:%M:%S"))
