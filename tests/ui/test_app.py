"""The application's life: the sign-in window, the wall, signing out, switching users, quitting."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from desktop.core import build_core
from desktop.domain.grid import Grid
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.fake_player import FakePlayerFactory
from tests.support.waiting import turns, until
from tests.ui.conftest import QtLoop
from ui.app import StartOptions, WallApplication
from ui.dialogs.about import AboutDialog
from ui.login.reauthenticate import ReauthenticateDialog
from ui.login.window import SignInWindow
from ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
TOWN = "431321103"


def shown(kind: type[W]) -> W | None:
    """Return the visible window of a kind."""
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


async def wait_for(kind: type[W]) -> W:
    await until(lambda: shown(kind), 10.0)
    found = shown(kind)
    assert found is not None
    return found


@asynccontextmanager
async def running(platform: DemoPlatform, folder: Path, **options: object) -> AsyncIterator[WallApplication]:
    core = build_core(Profile(folder), secrets=MemorySecretStore())
    start = StartOptions(platform=platform.url, user="zimenqiao", **options)  # type: ignore[arg-type]
    application = WallApplication(core.app, core.open_session, FakePlayerFactory(), start)
    task = asyncio.ensure_future(application.run())
    try:
        yield application
    finally:
        application.quit()
        await asyncio.wait_for(task, 5)
        await core.close()


async def sign_in(password: str = PASSWORD, user: str | None = None) -> SignInWindow:
    window = await wait_for(SignInWindow)
    if user is not None:
        window.form.user.setCurrentText(user)
    window.form.password.setText(password)
    window.submit()
    return window


def play(qloop: QtLoop, scene: Callable[[], object]) -> None:
    qloop.run(scene())  # type: ignore[arg-type]


def test_signing_in_shows_the_wall_and_signing_out_the_sign_in_window(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with running(town_platform, tmp_path):
            await sign_in()
            window = await wait_for(MainWindow)
            await until(lambda: window.status.texts()[0] != "")
            window.actions_registry.trigger("session.sign_out")
            again = await wait_for(SignInWindow)
            assert shown(MainWindow) is None
            assert again.form.fields().user == "zimenqiao"

    play(qloop, scene)


def test_another_user_starts_with_an_empty_name_and_gets_a_wall_of_his_own(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with running(town_platform, tmp_path):
            await sign_in()
            window = await wait_for(MainWindow)
            window.actions_registry.trigger("session.switch_user")
            again = await wait_for(SignInWindow)
            assert again.form.fields().user == ""
            await sign_in(user="wantou")
            other = await wait_for(MainWindow)
            assert other.context.session.account.user == "wantou"

    play(qloop, scene)


def test_a_wrong_password_keeps_the_sign_in_window(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with running(town_platform, tmp_path):
            window = await sign_in("wrong")
            await until(lambda: window.page.notice.text, 10.0)
            assert shown(MainWindow) is None

    play(qloop, scene)


def test_the_command_line_opens_the_first_online_public_cameras_in_order(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    metrics = tmp_path / "metrics.json"
    public = [
        camera["id"]
        for camera in town_platform.sign_in().cameras(TOWN, online_only=True)
        if camera["kind"] == "public"
    ]

    async def scene() -> None:
        async with running(town_platform, tmp_path, open_region=TOWN, grid=13, metrics=metrics):
            await sign_in()
            window = await wait_for(MainWindow)
            await until(lambda: any(window.context.layouts.layout.cells), 10.0)
            assert window.context.layouts.layout.grid is Grid.THIRTEEN
            assert list(window.context.layouts.layout.cells) == public[:13]
            await until(
                lambda: metrics.exists() and len(json.loads(metrics.read_text("utf-8"))["tiles"]) == 13, 10.0
            )
            told = json.loads(metrics.read_text("utf-8"))
            assert [tile["camera_id"] for tile in told["tiles"]] == public[:13]
            assert all(tile["caption"] and tile["asked"] for tile in told["tiles"])
            assert set(told["ui_lag_ms"]) == {"p50", "p99", "max"}
            for tile in told["tiles"]:
                x, y, width, height = tile["video_rect"]
                assert abs(width / height - 16 / 9) < 0.05
                screen = window.screen().geometry()
                assert 0 <= x < x + width <= screen.width()
                assert 0 <= y < y + height <= screen.height()

    play(qloop, scene)


def test_quitting_in_the_sign_in_window_ends_it(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with running(town_platform, tmp_path):
            window = await wait_for(SignInWindow)
            window.close()
            await until(lambda: shown(SignInWindow) is None)

    play(qloop, scene)


def test_signing_in_again_is_asked_over_the_wall_and_once(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with running(town_platform, tmp_path):
            await sign_in()
            window = await wait_for(MainWindow)
            window.sign_in_again_requested.emit()
            dialog = await wait_for(ReauthenticateDialog)
            window.sign_in_again_requested.emit()
            await turns()
            assert len(window.findChildren(ReauthenticateDialog)) == 1
            dialog.password.setText(PASSWORD)
            dialog.confirm.click()
            await until(lambda: shown(ReauthenticateDialog) is None, 10.0)
            assert window.isVisible()

    play(qloop, scene)


def test_quitting_with_a_dialog_open_ends_it_all(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with running(town_platform, tmp_path):
            await sign_in()
            window = await wait_for(MainWindow)
            window.actions_registry.trigger("help.about")
            await until(lambda: window.findChildren(AboutDialog))
            window.actions_registry.trigger("help.shortcuts")
            window.actions_registry.trigger("app.quit")
            await until(lambda: shown(MainWindow) is None)

    play(qloop, scene)
