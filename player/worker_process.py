"""The user interface's handle of one worker process: starts it, writes to it, hears from it, ends it."""

import contextlib
import io
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from player import wire

_ROOT = Path(__file__).resolve().parent.parent


class WorkerProcess:
    """A running worker; callbacks come on its reader thread, `send` never blocks."""

    def __init__(
        self,
        folder: Path,
        *,
        hardware_decoding: bool,
        on_message: Callable[[wire.Message], None],
        on_ended: Callable[[], None],
    ) -> None:
        self.heard_at = self.started_at = time.monotonic()
        self.has_begun = False
        """True once the worker's thread has gone round: until then it loads programs and plug-ins."""
        self._on_message, self._on_ended = on_message, on_ended
        self._outgoing: queue.SimpleQueue[wire.Message | None] = queue.SimpleQueue()
        command = [sys.executable, "-m", "player.worker", str(folder)]
        if hardware_decoding:
            command.append("--hardware-decoding")
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
        )
        self.pid = self._process.pid
        self._threads = [
            threading.Thread(target=target, name=f"player worker {self.pid} {name}", daemon=True)
            for name, target in (("reader", self._read), ("writer", self._write))
        ]
        for thread in self._threads:
            thread.start()

    def send(self, message: wire.Message) -> None:
        """Queue a command."""
        self._outgoing.put(message)

    def hang_up(self) -> None:
        """Close the control pipe; the worker ends by itself."""
        self._outgoing.put(None)

    def kill(self) -> None:
        """End the process by force."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end of the process and of the threads; false when it still runs after `timeout_s`."""
        end = time.monotonic() + timeout_s
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()) + 0.1)
        return True

    def _read(self) -> None:
        stream = self._process.stdout
        assert isinstance(stream, io.BufferedReader)
        # Nonsense from a worker that has gone wrong ends it, like its death.
        with stream, contextlib.suppress(KeyError, TypeError, ValueError):
            while (message := wire.read(stream)) is not None:
                self.heard_at = time.monotonic()
                self.has_begun = self.has_begun or message.get("event") == "beat"
                self._on_message(message)
        self._outgoing.put(None)
        self.kill()
        self._process.wait()
        self._on_ended()

    def _write(self) -> None:
        stream = self._process.stdin
        assert stream is not None
        with contextlib.suppress(OSError), stream:
            while (message := self._outgoing.get()) is not None:
                stream.write(wire.encode(message))
                stream.flush()


def _environment() -> dict[str, str]:
    environment = dict(os.environ)
    # glibc: give pictures back to the system when they are freed. With its own, growing threshold the heap
    # frays (measured over 300 openings: 232 MB more, with these 10 MB).
    environment.setdefault("MALLOC_MMAP_THRESHOLD_", "131072")
    environment.setdefault("MALLOC_ARENA_MAX", "4")
    paths = [str(_ROOT), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    return environment
