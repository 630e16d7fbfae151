"""`python -m player.worker FOLDER`: started by the factory; commands on standard input, events on output."""

import argparse
import os
import shutil
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import BinaryIO

from player import wire
from player.worker.director import ProcessDirector
from player.worker.outbox import Outbox

_NICENESS = 5
"""The user interface comes first: a picture may wait some milliseconds for it, a key stroke may not wait for
pictures (lag p99 while 16 tiles open, two cores: see docs/benchmarks.md)."""


def main() -> int:
    """Run a worker until its standard input closes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hardware-decoding", action="store_true")
    arguments = parser.parse_args()
    # The user interface decides when we end, not the terminal's Ctrl+C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setswitchinterval(0.001)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    commands, outbox = sys.stdin.buffer, Outbox(_own_output())
    try:
        from player.worker.engine import Engine, EngineMissingError  # noqa: PLC0415

        engine = Engine(hardware_decoding=arguments.hardware_decoding)
        versions = engine.versions()
    except (EngineMissingError, ImportError) as error:
        outbox.send({"event": "broken", "problem": str(error)})
        commands.read()
        return 1
    director = ProcessDirector(engine, outbox, arguments.folder)
    outbox.send({"event": "ready", "versions": versions})
    threading.Thread(target=_listen, args=(commands, director), name="commands", daemon=True).start()
    try:
        director.run()
    finally:
        # No orderly end: libVLC's and FFmpeg's threads may be anywhere. The kernel frees everything.
        traceback.print_exc()
        os._exit(1)


def _own_output() -> BinaryIO:
    """Take standard output for messages; whatever libraries print goes to standard error instead."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


def _listen(commands: BinaryIO, director: ProcessDirector) -> None:
    while (message := wire.read(commands)) is not None:
        director.receive(message)
    # The user interface has gone. A plain exit would wait for libVLC; the kernel frees everything anyway.
    shutil.rmtree(director.folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
