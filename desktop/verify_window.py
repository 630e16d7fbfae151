"""Composition root of `python -m desktop verify --window FOLDER`: the one window of verification."""

import asyncio
from pathlib import Path

import qasync

from desktop import log
from desktop.bootstrap import qt_application
from desktop.documents.printer import ProcessPrinter
from desktop.lanes import Lane
from desktop.profile import Profile
from desktop.services.clock import SystemClock
from desktop.settings.store import Settings
from ui.i18n.following import follow
from ui.verify.desk import VerifyDesk

EXIT_TOUCHED = 1


def run_verify_window(folder: Path, profile_folder: Path | None) -> int:
    """Show the verdict on a folder until the window is closed; return 0 for an untouched package, else 1."""
    profile = Profile(profile_folder) if profile_folder else Profile.default()
    log.setup()
    app = qt_application()
    follow(app, Settings(profile.settings_file))
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    lane = Lane("print", 1)
    app.setQuitOnLastWindowClosed(True)
    desk = VerifyDesk(profile.directory, SystemClock(), ProcessPrinter(lane))
    closed = asyncio.Event()
    app.lastWindowClosed.connect(closed.set)
    desk.open(folder)
    try:
        loop.run_until_complete(closed.wait())
    finally:
        desk.close()
        lane.close()
    verdict = desk.window.verdict
    return 0 if verdict is not None and verdict.untouched else EXIT_TOUCHED
