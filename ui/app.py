"""The application's life: sign in, show the wall, sign out, and again, until somebody quits."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop import log
from desktop.contexts import AppContext, SessionContext
from desktop.domain.camera import Camera, CameraKind
from desktop.domain.grid import Grid
from desktop.domain.region import RegionCode
from desktop.errors import AppError
from desktop.services.tasks import TaskOwner
from desktop.session.session import Session
from desktop.settings import declared
from player.api import PlayerFactory
from ui.dialogs import async_dialog
from ui.errors.texts import short_text
from ui.i18n import Language, install, translate
from ui.login.reauthenticate import ReauthenticateDialog
from ui.login.window import SignInWindow
from ui.main_window import MainWindow
from ui.metrics import MetricsWriter

_log = log.get("ui")
_MOST_ASKED = 4096


class Outcome(Enum):
    """How a sign-in ended."""

    QUIT = "quit"
    SIGN_OUT = "sign_out"
    SWITCH_USER = "switch_user"


@dataclass(frozen=True, slots=True)
class StartOptions:
    """What the command line asks for."""

    platform: str = ""
    user: str = ""
    open_region: str = ""
    playback_region: str = ""
    grid: int = 0
    metrics: Path | None = None


class WallApplication:
    """Runs the windows on the event loop; UI thread, lives as long as the process."""

    def __init__(
        self,
        app: AppContext,
        open_session: Callable[[Session], SessionContext],
        players: PlayerFactory,
        options: StartOptions,
    ) -> None:
        self._app = app
        self._open_session = open_session
        self._players = players
        self._options = options
        self._window: MainWindow | None = None
        self._quit = asyncio.Event()
        self._outcome: asyncio.Future[Outcome] | None = None
        self._reauthenticating: asyncio.Task[None] | None = None
        self._metrics = None
        if options.metrics is not None:
            self._metrics = MetricsWriter(options.metrics, lambda: self._window)
            self._metrics.start()
        qt = QApplication.instance()
        if qt is not None:
            install(qt, Language(app.settings.get(declared.LANGUAGE)))
            app.settings.observe(declared.LANGUAGE, lambda value: install(qt, Language(value)))

    def quit(self) -> None:
        """End everything; may be called at any time, from signal handlers too."""
        self._quit.set()
        self._end(Outcome.QUIT)

    async def run(self, session: Session | None = None) -> None:
        """Show windows until somebody quits; start with the sign-in window unless there is a session."""
        user = self._options.user
        outcome = Outcome.SIGN_OUT
        while not self._quit.is_set():
            session = session or await self._sign_in(user, another=outcome is Outcome.SWITCH_USER)
            if session is None:
                return
            outcome = await self._wall(session)
            user, session = session.account.user, None
            if outcome is Outcome.QUIT:
                return
            await self._app.sessions.sign_out()

    async def _sign_in(self, user: str, *, another: bool) -> Session | None:
        """Show the sign-in window; with `another`, ready for the name of another user."""
        window = SignInWindow(
            self._app.sessions, self._app.settings, address=self._options.platform, user=user
        )
        if another:
            window.form.user.setCurrentText("")  # the first gap is where the keyboard goes
        window.move(window.screen().availableGeometry().center() - window.rect().center())
        asking = asyncio.ensure_future(window.run())
        quitting = asyncio.ensure_future(self._quit.wait())
        try:
            await asyncio.wait({asking, quitting}, return_when=asyncio.FIRST_COMPLETED)
            return self._app.sessions.session if asking.done() and asking.result() else None
        finally:
            asking.cancel()
            quitting.cancel()
            await asyncio.wait({asking, quitting})
            window.deleteLater()

    async def _wall(self, session: Session) -> Outcome:
        """Show the wall of one sign-in until it ends."""
        if self._metrics is not None:
            self._metrics.signed_in()
        context = self._open_session(session)
        self._outcome = asyncio.get_running_loop().create_future()
        window = self._window = MainWindow(self._app, context, self._players)
        window.quit_requested.connect(self.quit)
        window.sign_out_requested.connect(lambda: self._end(Outcome.SIGN_OUT))
        window.switch_user_requested.connect(lambda: self._end(Outcome.SWITCH_USER))
        window.sign_in_again_requested.connect(self._sign_in_again)
        window.show()
        window.start()
        beginning = TaskOwner()
        beginning.start(_load(context))
        beginning.start(self._fill(context, window))
        try:
            return await self._outcome
        finally:
            window.hide()
            await beginning.close()
            window.shut()
            self._window = None
            await context.close()
            window.deleteLater()

    async def _fill(self, context: SessionContext, window: MainWindow) -> None:
        """Put the cameras on the wall that belong there at the start."""
        try:
            if self._options.open_region:
                window.fill_wall(await self._asked_for(context, self._options.open_region))
            elif self._options.playback_region:
                window.playback.open_cameras(await self._asked_for(context, self._options.playback_region))
            elif self._app.settings.get(declared.REMEMBER_WALL):
                restored = await context.wall.restore()
                if restored is not None:
                    context.layouts.apply(restored.layout, undoable=False)
                    if restored.missing:
                        text = translate("MainWindow", "上次视墙上有 {n} 路摄像机不在当前账号范围内，未恢复")
                        window.toast.say(text.format(n=len(restored.missing)))
        except AppError as error:
            _log.warning("the wall could not be filled: %s", error.code.value)
            window.toast.say(short_text(error.code))

    async def _asked_for(self, context: SessionContext, region: str) -> list[Camera]:
        """Return the first online public cameras of a region that the command line names."""
        wanted = self._options.grid or int(Grid.SIXTEEN)
        limit = wanted
        while True:
            below = await context.directory.cameras_below(RegionCode(region), limit=limit, online_only=True)
            public = [camera for camera in below if camera.kind is CameraKind.PUBLIC]
            if len(public) >= wanted or len(below) < limit or limit >= _MOST_ASKED:
                return public[:wanted]
            limit *= 4

    def _end(self, outcome: Outcome) -> None:
        if self._outcome is not None and not self._outcome.done():
            self._outcome.set_result(outcome)

    def _sign_in_again(self) -> None:
        """Ask for the password over the wall; the wall stays."""
        window = self._window
        if window is None or (self._reauthenticating and not self._reauthenticating.done()):
            return

        async def ask() -> None:
            await async_dialog.run(ReauthenticateDialog(self._app.sessions, window))

        self._reauthenticating = asyncio.ensure_future(ask())


async def _load(context: SessionContext) -> None:
    """Start the services; a tree that does not come says so itself and can be asked again."""
    error = await context.start()
    if error is not None:
        _log.warning("the directory did not come: %s", error.code.value)
