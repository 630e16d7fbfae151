"""Signing in by mouse and keyboard, with the real core, at a real platform."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu

from desktop.core import Core, build_core
from desktop.domain.address import PlatformAddress
from desktop.ports import CertificateQuestion
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.session.session import SignInRequest
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from ui.dialogs import async_dialog
from ui.i18n.following import follow
from ui.login.certificate import CertificateDialog, CertificateDialogs
from ui.login.fingerprint import grouped
from ui.login.reauthenticate import ReauthenticateDialog
from ui.login.window import SignInWindow

LEFT = Qt.MouseButton.LeftButton
TRIES = 5
BOX = QPoint(10, 12)
"""The box of a check box, which reacts to its own text only."""


class LastingSecrets(MemorySecretStore):
    """Says that it keeps passwords (named fake of a keyring: a test must not touch the person's own)."""

    persistent = True


class Door:
    """A sign-in window, its run, and the core behind it."""

    def __init__(self, core: Core, address: str, user: str = "") -> None:
        self.core = core
        self.window = SignInWindow(core.app.sessions, core.app.settings, address=address, user=user)
        self.page = self.window.page
        self.form = self.window.form
        self.run = asyncio.ensure_future(self.window.run())

    async def shown(self) -> "Door":
        """Wait until the window is on screen and knows whether passwords are kept."""
        await until(lambda: self.window.isVisible() and self.window.state.keeps_passwords is not None)
        return self

    def type_password(self, password: str) -> None:
        """Type a password anew."""
        self.form.password.setFocus()
        self.form.password.selectAll()
        QTest.keyClicks(self.form.password, password)

    async def attempt(self, password: str) -> None:
        """Type a password, press Enter and wait for the answer."""
        self.type_password(password)
        QTest.keyClick(self.form.password, Qt.Key.Key_Return)
        assert self.window.state.busy
        await until(lambda: self.run.done() or not self.window.state.busy)


Work = Callable[[Core], Awaitable[None]]
Play = Callable[..., None]


@pytest.fixture
def play(qloop: QtLoop, tmp_path: Path) -> Play:
    """Run a coroutine with a core whose files and passwords are the test's own."""

    def run(work: Work, secrets: MemorySecretStore | None = None) -> None:
        async def whole() -> None:
            core = build_core(Profile(tmp_path), secrets=secrets or LastingSecrets())
            await work(core)
            await core.close()

        qloop.run(whole())

    return run


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.02) as running:
        yield running


@pytest.fixture(scope="module")
def secure_platform() -> Iterator[DemoPlatform]:
    with DemoPlatform("--private-ca", scale=0.02) as running:
        yield running


async def _certificate_dialog() -> CertificateDialog:
    def shown() -> list[CertificateDialog]:
        widgets = QApplication.topLevelWidgets()
        return [widget for widget in widgets if isinstance(widget, CertificateDialog) and widget.isVisible()]

    await until(shown)
    return shown()[0]


def test_enter_signs_in(play: Play, platform: DemoPlatform) -> None:
    async def work(core: Core) -> None:
        door = await Door(core, platform.url, "zimenqiao").shown()
        await until(lambda: door.window.focusWidget() is door.form.password)
        QTest.keyClicks(door.form.password, PASSWORD)
        QTest.keyClick(door.form.password, Qt.Key.Key_Return)
        assert await door.run
        assert core.app.sessions.session is not None
        assert core.app.sessions.session.account.scope.name == "梓门桥镇"
        assert not door.window.isVisible()

    play(work)


def test_the_demo_platforms_notice_is_shown_before_anybody_signs_in(
    play: Play, platform: DemoPlatform
) -> None:
    async def work(core: Core) -> None:
        door = await Door(core, platform.url).shown()
        await until(lambda: "演示平台" in door.page.hint.text)
        door.window.close()
        assert not await door.run

    play(work)


def test_a_wrong_password_says_how_many_tries_are_left_and_then_for_how_long_it_is_locked(
    play: Play, platform: DemoPlatform
) -> None:
    async def work(core: Core) -> None:
        door = await Door(core, platform.url, "jiancha").shown()
        for left in range(TRIES - 1, 0, -1):
            await door.attempt("wrong")
            assert "用户名或密码错误" in door.page.notice.text
            assert ("最后 1 次" if left == 1 else f"还可以再试 {left} 次") in door.page.notice.text
            assert door.form.password.hasSelectedText()
        await door.attempt("wrong")
        assert "账号已锁定" in door.page.notice.text
        assert "9 分 5" in door.page.sign_in_button.text() or "10 分" in door.page.sign_in_button.text()
        assert not door.page.sign_in_button.isEnabled()
        door.form.user.setCurrentText("wantou")
        assert door.page.sign_in_button.isEnabled()
        assert not door.page.notice.isVisible()
        await door.attempt(PASSWORD)
        assert await door.run

    play(work)


def test_a_closed_port_and_a_missing_host_are_told_apart(play: Play) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    async def work(core: Core) -> None:
        door = await Door(core, f"http://127.0.0.1:{port}", "u").shown()
        await door.attempt("p")
        assert "拒绝连接" in door.page.notice.text
        assert "127.0.0.1" in door.page.notice.text
        door.form.address.setCurrentText("http://no-such-host.invalid")
        await door.attempt("p")
        assert "找不到平台" in door.page.notice.text
        assert door.window.focusWidget() is door.form.address
        door.form.address.setCurrentText("ftp://x")
        await door.attempt("p")
        assert "平台地址不正确" in door.page.notice.text
        door.window.close()
        await door.run

    play(work)


def test_empty_fields_are_pointed_at_without_asking_the_platform(play: Play) -> None:
    async def work(core: Core) -> None:
        door = await Door(core, "").shown()
        QTest.mouseClick(door.page.sign_in_button, LEFT)
        assert door.window.focusWidget() is door.form.address
        assert "请填写平台地址" in [hint.text() for hint in door.form.hints.values() if hint.isVisible()]
        assert not door.window.state.busy
        door.window.close()
        await door.run

    play(work)


def test_a_try_that_takes_long_can_be_cancelled(play: Play) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:

        async def work(core: Core) -> None:
            door = await Door(core, f"http://127.0.0.1:{silent.getsockname()[1]}", "u").shown()
            door.type_password("p")
            QTest.mouseClick(door.page.sign_in_button, LEFT)
            assert door.page.progress.isVisible()
            assert not door.form.password.isEnabled()
            await asyncio.sleep(0.05)
            QTest.mouseClick(door.page.cancel_button, LEFT)
            assert door.form.password.isEnabled()
            assert not door.page.progress.isVisible()
            assert not door.page.notice.isVisible()
            door.window.close()
            assert not await door.run

        play(work)


def test_an_unknown_certificate_is_shown_and_refused_or_trusted_for_good(
    play: Play, secure_platform: DemoPlatform
) -> None:
    async def work(core: Core) -> None:
        door = await Door(core, secure_platform.url, "zimenqiao").shown()
        door.type_password(PASSWORD)
        QTest.keyClick(door.form.password, Qt.Key.Key_Return)
        dialog = await _certificate_dialog()
        shown = dialog.question
        assert shown.previous is None
        assert grouped(shown.sha256) in dialog.texts()
        assert not dialog.checked.isVisible()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await until(lambda: not door.window.state.busy)
        assert "证书未被信任" in door.page.notice.text

        QTest.keyClick(door.form.password, Qt.Key.Key_Return)
        dialog = await _certificate_dialog()
        QTest.mouseClick(dialog.trust, LEFT)
        assert await door.run
        assert core.app.sessions.session is not None

        await core.app.sessions.sign_out()
        again = await Door(core, secure_platform.url, "zimenqiao").shown()
        await again.attempt(PASSWORD)
        assert await again.run

    play(work)


def test_a_changed_certificate_is_loud_and_enter_does_not_trust_it(
    play: Play, secure_platform: DemoPlatform
) -> None:
    async def work(core: Core) -> None:
        address = PlatformAddress.parse(secure_platform.url)
        core.trust.pin(address, ":".join(["00"] * 32))
        door = await Door(core, secure_platform.url, "zimenqiao").shown()
        door.type_password(PASSWORD)
        QTest.keyClick(door.form.password, Qt.Key.Key_Return)
        dialog = await _certificate_dialog()
        assert "警告" in dialog.texts()
        assert grouped(":".join(["00"] * 32)) in dialog.texts()
        assert not dialog.trust.isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await until(lambda: not door.window.state.busy)
        assert "平台证书变了" in door.page.notice.text
        assert core.app.sessions.session is None

        QTest.keyClick(door.form.password, Qt.Key.Key_Return)
        dialog = await _certificate_dialog()
        QTest.mouseClick(dialog.checked, LEFT, pos=BOX)
        assert dialog.trust.isEnabled()
        QTest.mouseClick(dialog.trust, LEFT)
        assert await door.run

    play(work)


def test_without_a_keyring_the_window_says_that_the_password_will_not_be_kept(
    play: Play, platform: DemoPlatform
) -> None:
    async def work(core: Core) -> None:
        door = await Door(core, platform.url, "zimenqiao").shown()
        assert not door.form.remember.isEnabled()
        assert not door.form.remember.isChecked()
        assert "密钥环" in door.form.keeping.text()
        assert door.form.keeping.isVisible()
        await door.attempt(PASSWORD)
        assert await door.run

    play(work, MemorySecretStore())


def test_a_kept_password_signs_in_the_next_time_and_is_never_shown(
    play: Play, platform: DemoPlatform
) -> None:
    async def work(core: Core) -> None:
        door = await Door(core, platform.url, "zimenqiao").shown()
        assert not door.form.keeping.isVisible()
        QTest.mouseClick(door.form.remember, LEFT, pos=BOX)
        assert door.form.remember.isChecked()
        await door.attempt(PASSWORD)
        assert await door.run
        await core.app.sessions.sign_out()

        again = await Door(core, "").shown()
        assert again.form.address.currentText() == platform.url
        assert again.form.user.currentText() == "zimenqiao"
        await until(lambda: again.window.state.has_kept_password)
        assert again.form.password.text() == ""
        assert "已保存" in again.form.password.placeholderText()
        QTest.keyClick(again.form.password, Qt.Key.Key_Return)
        assert await again.run

    play(work)


def test_a_platform_can_be_forgotten(play: Play, platform: DemoPlatform) -> None:
    async def work(core: Core) -> None:
        first = await Door(core, platform.url, "zimenqiao").shown()
        await first.attempt(PASSWORD)
        await first.run
        await core.app.sessions.sign_out()
        door = await Door(core, "").shown()
        QTest.mouseClick(door.form.forget, LEFT)
        await until(lambda: not door.form.address.currentText())
        assert not core.app.sessions.remembered()
        assert not door.form.forget.isVisible()
        door.window.close()
        await door.run

    play(work)


def test_the_eye_shows_the_password_until_the_focus_leaves_and_caps_lock_is_told(play: Play) -> None:
    async def work(core: Core) -> None:
        door = await Door(core, "http://127.0.0.1:1", "u").shown()
        field = door.form.password
        await until(lambda: door.window.focusWidget() is field)
        QTest.keyClicks(field, "A", Qt.KeyboardModifier.ShiftModifier)
        assert not door.form.caps.isVisible()
        QTest.keyClicks(field, "B")
        assert door.form.caps.isVisible()
        QTest.keyClicks(field, "c")
        assert not door.form.caps.isVisible()
        field.eye.trigger()
        assert field.echoMode() is field.EchoMode.Normal
        door.form.user.setFocus()
        await until(lambda: field.echoMode() is field.EchoMode.Password)
        door.window.close()
        await door.run

    play(work)


def test_the_language_changes_at_once_in_the_corner(play: Play, qapp: QApplication) -> None:
    async def work(core: Core) -> None:
        unfollow = follow(qapp, core.app.settings)
        door = await Door(core, "http://127.0.0.1:1", "u").shown()
        assert door.page.sign_in_button.text() == "登录"
        menu = door.page.language.menu()
        assert isinstance(menu, QMenu)
        english = next(action for action in menu.actions() if action.text() == "English")
        english.trigger()
        await until(lambda: door.page.sign_in_button.text() == "Sign in")
        assert door.page.language.text() == "English"
        chinese = next(action for action in menu.actions() if action.text() == "简体中文")
        chinese.trigger()
        await until(lambda: door.page.sign_in_button.text() == "登录")
        unfollow()
        door.window.close()
        await door.run

    play(work)


def test_an_expired_session_is_given_its_life_back_by_the_password(
    play: Play, platform: DemoPlatform
) -> None:
    async def work(core: Core) -> None:
        address = PlatformAddress.parse(platform.url)
        door = await Door(core, platform.url).shown()
        await core.app.sessions.sign_in(
            SignInRequest(address, "fujing", PASSWORD), CertificateDialogs(door.window)
        )
        session = core.app.sessions.session
        dialog = ReauthenticateDialog(core.app.sessions, door.window)
        answer = asyncio.ensure_future(async_dialog.run(dialog))
        await until(dialog.isVisible)
        QTest.keyClicks(dialog.password, "wrong")
        QTest.keyClick(dialog.password, Qt.Key.Key_Return)
        await until(dialog.notice.isVisible)
        assert "用户名或密码错误" in dialog.notice.text
        dialog.password.selectAll()
        QTest.keyClicks(dialog.password, PASSWORD)
        QTest.mouseClick(dialog.confirm, LEFT)
        assert await answer == QDialog.DialogCode.Accepted.value
        assert core.app.sessions.session is session
        door.window.close()
        await door.run

    play(work)


def test_hostile_names_in_a_certificate_are_plain_text_and_do_not_push_the_dialog_apart(play: Play) -> None:
    async def work(core: Core) -> None:
        name = "<b>x</b>" * 500
        question = CertificateQuestion("h" * 5000, 443, "AB" * 32, name, name, "2027-01-01", None)
        dialog = CertificateDialog(question)
        dialog.show()
        await until(dialog.isVisible)
        assert dialog.width() <= 800
        assert dialog.height() <= 900
        assert "<b>x</b>" in dialog.texts().replace("\u200b", "")
        labels = dialog.findChildren(QLabel)
        assert {label.textFormat() for label in labels if label.text()} == {Qt.TextFormat.PlainText}
        dialog.close()
        dialog.deleteLater()

    play(work)


def test_a_long_notice_and_a_small_window_leave_the_fields_whole(play: Play) -> None:
    async def work(core: Core) -> None:
        door = await Door(core, "http://127.0.0.1:1", "u").shown()
        door.window.resize(door.window.minimumSize())
        await door.attempt("p")
        door.page.show_state(replace(door.window.state, notice="长" * 400), 0.0)
        await until(lambda: door.page.height() > door.window.height())

        def distance() -> int:
            tops = [w.mapTo(door.page, QPoint(0, 0)).y() for w in (door.form.address, door.form.user)]
            return tops[1] - tops[0]

        await until(lambda: distance() > door.form.address.height() + 20)
        assert door.page.notice.height() >= door.page.notice.heightForWidth(door.page.notice.width())
        door.window.close()
        await door.run

    play(work)
