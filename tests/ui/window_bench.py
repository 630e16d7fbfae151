"""The real main window over the real core and a real demo platform; only the players are fakes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.contexts import SessionContext
from desktop.core import Core, build_core
from desktop.domain.address import PlatformAddress
from desktop.domain.camera import Camera
from desktop.domain.region import RegionCode
from desktop.ports import CertificateQuestion, Clock
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.session.session import SignInRequest
from player.api import PlayerFactory
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.fake_player import FakePlayer, FakePlayerFactory
from tests.support.waiting import until
from ui.main_window import MainWindow

TOWN = RegionCode("431321103")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class _Nobody:
    async def trust_certificate(self, question: CertificateQuestion) -> bool:  # noqa: ARG002
        return False


class WindowBench:
    """One signed-in window and what stands behind it."""

    def __init__(
        self,
        core: Core,
        context: SessionContext,
        cameras: tuple[Camera, ...],
        real_players: PlayerFactory | None = None,
    ) -> None:
        self.core = core
        self.context = context
        self.cameras = cameras
        self.players = FakePlayerFactory()
        self.window = MainWindow(core.app, context, real_players or self.players)

    @property
    def cells(self) -> list[str]:
        """Names of the cameras by cell; empty strings for empty cells."""
        names = {camera.id: camera.name for camera in self.cameras}
        return ["" if camera is None else names[camera] for camera in self.context.layouts.layout.cells]

    async def fill(self, count: int) -> None:
        """Put the first cameras on the wall and let every one show a picture."""
        self.window.open_cameras(self.cameras[:count])
        await self.settle()

    async def settle(self) -> None:
        """Let every tile's player show pictures until all tiles are live."""
        wall = self.window.wall

        def all_live() -> bool:
            self.feed_pictures()
            live, busy = wall.counts()
            return live == busy

        await until(all_live)

    def feed_pictures(self) -> None:
        """Let every player that runs show a new picture."""
        for player in self.players.alive:
            if player.sources and not player.stopped:
                player.show_picture()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def centre(self, cell: int) -> QPoint:
        """Return the middle of a tile in the wall's coordinates."""
        return self.window.wall_view.tiles[cell].geometry().center()

    def drag(self, source: int, target: int) -> None:
        """Drag a tile onto another with the mouse."""
        tile = self.window.wall_view.tiles[source]
        start = tile.rect().center()
        goal = tile.mapFrom(self.window.wall_view, self.centre(target))
        QTest.mousePress(tile, LEFT, NONE, start)
        QTest.mouseMove(tile, start + QPoint(30, 0))
        QTest.mouseMove(tile, goal)
        QTest.mouseRelease(tile, LEFT, NONE, goal)

    def player_of(self, cell: int) -> FakePlayer:
        """Return the player that shows a cell's camera."""
        camera = self.context.layouts.layout.cells[cell]
        return next(
            player
            for player in self.players.alive
            if player.sources and player.sources[-1].label.startswith(str(camera))
        )


@asynccontextmanager
async def window_bench(
    platform: DemoPlatform,
    folder: Path,
    user: str = "zimenqiao",
    real_players: PlayerFactory | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[WindowBench]:
    """Sign in, show the window, and clean everything up; the players are fakes unless real ones are given."""
    core = build_core(Profile(folder), secrets=MemorySecretStore(), clock=clock)
    request = SignInRequest(PlatformAddress.parse(platform.url), user, PASSWORD)
    session = await core.app.sessions.sign_in(request, _Nobody())
    context = core.open_session(session)
    await context.start()
    cameras = await context.directory.cameras_below(session.account.scope.code, limit=80, online_only=True)
    bench = WindowBench(core, context, cameras, real_players)
    bench.window.resize(1500, 900)
    bench.window.show()
    bench.window.activateWindow()
    bench.window.start()
    try:
        await until(bench.window.isActiveWindow)
        yield bench
    finally:
        _close(bench.window)
        await context.close()
        await core.close()


def _close(window: MainWindow) -> None:
    window.hide()
    window.shut()
    window.deleteLater()
