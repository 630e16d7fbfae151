"""The sign-in window: who, where, and what went wrong, in plain words."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.domain.address import PlatformAddress
from desktop.errors import AppError
from desktop.services.tasks import TaskOwner
from desktop.session.manager import SessionManager
from desktop.session.session import SignInRequest
from desktop.settings.store import Settings
from ui.i18n import translate
from ui.icons import app_icon
from ui.login import state as steps
from ui.login.certificate import CertificateDialogs
from ui.login.page import CARD_WIDTH, SignInPage
from ui.login.state import SignInState

_LOOK_UP_AFTER_MS: Final = 350
"""How long the person must pause before the keyring and the platform are asked about what is typed."""


class SignInWindow(QWidget):
    """Signs in to one platform; `run` returns when that is done or the person has closed the window."""

    def __init__(
        self,
        sessions: SessionManager,
        settings: Settings,
        *,
        address: str = "",
        user: str = "",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._sessions = sessions
        self._now = now
        self._tasks = TaskOwner()
        self._state = SignInState()
        self._kept_password = ""
        self._answer: asyncio.Future[bool] | None = None
        self.page = SignInPage(settings, self)
        self.form = self.page.form
        self._second = QTimer(self, interval=500)
        self._pause = QTimer(self, interval=_LOOK_UP_AFTER_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self._fill(address, user)
        self._retranslate()

    @property
    def state(self) -> SignInState:
        """Return what the window shows."""
        return self._state

    async def run(self) -> bool:
        """Show the window until somebody is signed in (True) or it is closed (False)."""
        self._answer = asyncio.get_running_loop().create_future()
        self.show()
        self.activateWindow()
        self.form.focus_first_gap()
        self._tasks.start(self._ask_keyring(), "keyring")
        self._look_up()
        self._second.start()
        try:
            return await self._answer
        finally:
            self._second.stop()
            self._pause.stop()
            for name in ("sign-in", "look-up", "keyring", "probe"):
                self._tasks.cancel(name)
            self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing answers `run` with False."""
        self._finish(signed_in=False)
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    # what the person does

    def submit(self) -> None:
        """Try to sign in with what is typed."""
        self._take(steps.edited(self._state, self.form.fields()))
        if not self._state.may_submit(self._now()):
            return
        self._take(steps.submitted(self._state))
        if self._state.busy:
            self._tasks.start(self._sign_in(), "sign-in")
        else:
            self.form.focus_gap(self._state.gap)

    def cancel(self) -> None:
        """Give the running try up."""
        self._tasks.cancel("sign-in")
        self._take(steps.cancelled(self._state))
        self.form.focus_first_gap()

    def _on_edit(self) -> None:
        before = self._state.fields.who
        self._take(steps.edited(self._state, self.form.fields()))
        if self._state.fields.who != before:
            self._pause.start()

    async def _sign_in(self) -> None:
        fields = self._state.fields
        kept = self._kept_password if self._state.has_kept_password else ""
        try:
            request = SignInRequest(
                PlatformAddress.parse(fields.address),
                fields.user.strip(),
                fields.password or kept,
                remember=fields.remember,
                ca_file=self._ca_file(fields.address),
            )
            await self._sessions.sign_in(request, CertificateDialogs(self))
        except AppError as error:
            self._take(steps.failed(self._state, error, self._now()))
            self.form.focus_after(error.code)
            return
        self._finish(signed_in=True)

    # what is looked up beside

    def _look_up(self) -> None:
        self._tasks.start(self._find_kept_password(), "look-up")
        self._tasks.start(self._probe(), "probe")

    async def _ask_keyring(self) -> None:
        self._take(replace(self._state, keeps_passwords=await self._sessions.keeps_passwords()))

    async def _find_kept_password(self) -> None:
        """Look for a kept password of those who signed in before; others have none."""
        address, user = who = self._state.fields.who
        known = {p.address.url: p for p in self._sessions.remembered()}
        platform = known.get(address)
        found = None
        if platform is not None and user in platform.users:
            found = await self._sessions.kept_password(platform.address, user)
        self._kept_password = found or ""
        self._take(replace(self._state, kept_for=who if found else None))
        if found:
            self.form.remember.setChecked(True)

    async def _probe(self) -> None:
        """Ask the platform for its notice; a failure is shown when the person signs in, not before."""
        notice = ""
        try:
            address = PlatformAddress.parse(self._state.fields.address)
            info = await self._sessions.probe(address, self._ca_file(address.url))
            notice = info.notice or ""
        except AppError:
            pass
        self._take(replace(self._state, notice=notice))

    def _ca_file(self, address: str) -> str | None:
        known = {p.address.url: p.ca_file for p in self._sessions.remembered()}
        return known.get(address.strip())

    async def _forget(self) -> None:
        known = {p.address.url: p for p in self._sessions.remembered()}
        platform = known.get(self.form.address.currentText())
        if platform is not None:
            await self._sessions.forget(platform.address)
            self._fill("", "")
            self.form.focus_first_gap()

    # showing

    def _take(self, state: SignInState) -> None:
        is_news = state.failure is not None and self._state.failure is None
        self._state = state
        self.page.show_state(state, self._now())
        if is_news:
            QTimer.singleShot(0, self, self._scroll_to_message)

    def _scroll_to_message(self) -> None:
        self._area.ensureWidgetVisible(self.page.notice)

    def _on_tick(self) -> None:
        after = steps.ticked(self._state, self._now())
        if after is not self._state or self._state.lock_left(self._now()) > 0:
            self._take(after)

    def _finish(self, *, signed_in: bool) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(signed_in)

    def _fill(self, address: str, user: str) -> None:
        remembered = self._sessions.remembered()
        if not address and remembered:
            address = remembered[0].address.url
        users = next((p.users for p in remembered if p.address.url == address), ())
        self.form.fill(remembered, address, user or (users[0] if users else ""))
        self._take(steps.edited(self._state, self.form.fields()))

    def _retranslate(self) -> None:
        self.setWindowTitle(translate("SignInWindow", "登录 - 雪亮视墙"))
        self.page.retranslate()
        self._take(self._state)

    def _lay_out(self) -> None:
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(app_icon())
        self.setMinimumSize(QSize(CARD_WIDTH + 80, 420))
        room = self.screen().availableSize()
        self.resize(QSize(640, min(760, room.height() - 60)))
        # On a small screen a long message scrolls instead of squeezing the fields.
        area = self._area = QScrollArea(self)
        area.setWidget(self.page)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edit)
        self.form.submitted.connect(self.submit)
        self.form.forget_requested.connect(lambda: self._tasks.start(self._forget()))
        self.page.sign_in_button.clicked.connect(self.submit)
        self.page.cancel_button.clicked.connect(self.cancel)
        self._second.timeout.connect(self._on_tick)
        self._pause.timeout.connect(self._look_up)
