"""`python -m desktop.exporter`: started by the application; commands on standard input, events on output."""

import os
import signal
import sys
import threading
from contextlib import suppress
from typing import BinaryIO

from desktop import log
from desktop.errors import ErrorCode
from desktop.exporter import wire
from desktop.exporter.desk import Desk
from desktop.exporter.messages import Event, Fatal

_NICENESS = 10
"""The wall's pictures and keys come first, and a platform on the same machine too."""


class Outbox:
    """Sends events, from any thread; when nobody listens any more the process has no purpose."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, event: Event) -> None:
        """Send one event."""
        try:
            with self._lock:
                self._stream.write(wire.encode(event))
                self._stream.flush()
        except OSError:
            os._exit(0)


def main() -> int:
    """Run until standard input closes."""
    # The application decides when we end, not the terminal's Ctrl+C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_NICENESS)
    log.setup()
    commands, outbox = sys.stdin.buffer, Outbox(_own_output())
    desk = Desk(outbox.send)
    try:
        while (command := wire.read(commands)) is not None:
            desk.receive(command)
    except ValueError:
        outbox.send(Fatal(ErrorCode.WORKER_FAILED, {"reason": "protocol"}))
    desk.close()
    # No orderly end: FFmpeg and TLS may be anywhere. What is committed is on the disk.
    os._exit(0)


def _own_output() -> BinaryIO:
    """Take standard output for messages; whatever libraries print goes to standard error instead."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


if __name__ == "__main__":
    sys.exit(main())
