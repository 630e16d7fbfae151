"""The composition root: the only module that knows every room.

Builds in order — log, core, Qt and its event loop, player, application — and takes down in reverse.
"""

import asyncio
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop import log
from desktop.cli import WallOptions
from desktop.command_run import EXIT_FAILED, sign_in
from desktop.core import Core, build_core
from desktop.errors import AppError
from desktop.profile import Profile
from desktop.session.session import Session
from desktop.settings import declared
from player.factory import WorkerPlayerFactory
from ui import theme
from ui.app import StartOptions, WallApplication
from ui.errors.texts import long_text
from ui.override_guard import guard_overrides

CLOSE_S = 0.35
"""What may be left hanging when somebody quits is waited for so long, and no longer."""

GC_THRESHOLDS = (50_000, 20, 100)
"""A full collection over a loaded tree stopped the UI thread for 30–70 ms (measured): make them rare."""
SWITCH_INTERVAL_S = 0.002
"""How long another Python thread may hold the interpreter while the UI thread wants it."""

_log = log.get("ui")


def run_wall(options: WallOptions) -> int:
    """Run the wall until somebody quits; return the process's exit code."""
    profile = Profile(options.profile) if options.profile else Profile.default()
    ring = log.setup(debug=options.debug, file=profile.log_file)
    core = build_core(profile, log_ring=ring)
    _apply_options(core, options)
    app = qt_application()
    _keep_pauses_short()
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(_report)
    hardware = core.app.settings.get(declared.HARDWARE_DECODING) == "auto"
    players = WorkerPlayerFactory(loop.call_soon_threadsafe, hardware_decoding=hardware)
    try:
        return int(loop.run_until_complete(_run(core, players, options)))
    finally:
        players.close()
        _abandon(loop)
        loop.close()


async def _run(core: Core, players: WorkerPlayerFactory, options: WallOptions) -> int:
    try:
        session = await _first_session(core, options)
    except AppError as error:
        text = long_text(error)
        sys.stderr.write(f"{text.title}：{text.what}{text.advice}\n")
        await _close(core)
        return EXIT_FAILED
    start = StartOptions(
        platform=options.platform,
        user=options.user,
        open_region=options.open_region,
        playback_region=options.playback_region,
        grid=options.grid,
        metrics=options.metrics,
    )
    application = WallApplication(core.app, core.open_session, players, start)
    with _signals(application.quit):
        try:
            await application.run(session)
        finally:
            await _close(core)
    return 0


async def _first_session(core: Core, options: WallOptions) -> Session | None:
    """Sign in without a window where the command line brings the password."""
    if options.password is None:
        return None
    return await sign_in(core, options)


async def _close(core: Core) -> None:
    """Close the core; what does not answer is left behind."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_S):
            await core.close()


def _apply_options(core: Core, options: WallOptions) -> None:
    if options.transport:
        core.app.settings.set(declared.TRANSPORT, options.transport)
    if options.language:
        core.app.settings.set(declared.LANGUAGE, options.language)


def qt_application() -> QApplication:
    """Make the one QApplication, in the product's look."""
    QCoreApplication.setApplicationName("xueliang-wall")
    QCoreApplication.setOrganizationName("xueliang")
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("")
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app)
    guard_overrides()
    sys.excepthook = _report_uncaught
    return app


def _report(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody awaited; a failed task must never go unseen, and never end the wall."""
    error = context.get("exception")
    _log.error("%s", context.get("message", "unhandled"), exc_info=error)


def _report_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what an event handler let out; the wall goes on."""
    _log.error("uncaught in an event handler", exc_info=(kind, error, trace))


def _keep_pauses_short() -> None:
    """Leave what was imported out of every collection, collect seldom, and switch threads quickly."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    sys.setswitchinterval(SWITCH_INTERVAL_S)


@contextlib.contextmanager
def _signals(quit_now: Callable[[], None]) -> Iterator[None]:
    """Quit on SIGINT and SIGTERM, at once: Python's own handlers wait until Qt's loop runs Python again."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    former = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        signal.signal(number, lambda *_: quit_now())
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    os.set_blocking(reader, False)
    woken = signal.set_wakeup_fd(writer, warn_on_full_buffer=False) if os.name == "posix" else -1
    loop = asyncio.get_running_loop()
    if os.name == "posix":
        loop.add_reader(reader, lambda: os.read(reader, 64))
    try:
        yield
    finally:
        if os.name == "posix":
            loop.remove_reader(reader)
            signal.set_wakeup_fd(woken)
        for number, handler in former.items():
            signal.signal(number, handler)
        os.close(reader)
        os.close(writer)


def _abandon(loop: qasync.QEventLoop) -> None:
    """Cancel what still runs, and give it one short chance to end."""
    tasks = [task for task in asyncio.all_tasks(loop) if not task.done()]
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.wait(tasks, timeout=0.2))
