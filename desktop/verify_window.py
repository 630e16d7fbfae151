"""Composition root of `python -m desktop verify --window FOLDER`: the one window of verification."""

import argparse
import asyncio

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
from ui.verify.run import WitnessSource

EXIT_TOUCHED = 1


def run_verify_window(arguments: argparse.Namespace) -> int:
    """Show the verdict on a folder until the window is closed; return 0 for an untouched package, else 1."""
    profile = Profile(arguments.profile) if arguments.profile else Profile.default()
    witness = WitnessSource(profile.directory, arguments.register, arguments.fingerprint)
    log.setup()
    app = qt_application()
    follow(app, Settings(profile.settings_file))
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    lane = Lane("print", 1)
    app.setQuitOnLastWindowClosed(True)
    desk = VerifyDesk(witness, SystemClock(), ProcessPrinter(lane))
    closed = asyncio.Event()
    app.lastWindowClosed.connect(closed.set)
    desk.open(arguments.folder)
    try:
        loop.run_until_complete(closed.wait())
    finally:
        desk.close()
        lane.close()
    verdict = desk.window.verdict
    return 0 if verdict is not None and verdict.untouched else EXIT_TOUCHED
