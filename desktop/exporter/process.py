"""The application's handle of one export worker: starts it, writes to it, hears from it, ends it."""

import asyncio
import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from desktop.exporter import wire
from desktop.exporter.messages import Command, Event

_ROOT = Path(__file__).resolve().parent.parent.parent
_BEHIND = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Windows' word for what the worker does with its niceness elsewhere; no window of a console there."""


class ExportWorker:
    """A running worker; made and used on the loop's thread, where the callbacks come too.

    `send` never blocks. `on_ended` comes once, after the last message, with the process's exit status.
    """

    def __init__(
        self,
        *,
        on_message: Callable[[Event], None],
        on_ended: Callable[[int], None],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._on_message, self._on_ended = on_message, on_ended
        self._ended = asyncio.Event()
        self._outgoing: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "desktop.exporter"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(environment),
            creationflags=_BEHIND,
        )
        self.pid = self._process.pid
        for target, name in ((self._read, "reader"), (self._write, "writer")):
            threading.Thread(target=target, name=f"export worker {self.pid} {name}", daemon=True).start()

    @property
    def running(self) -> bool:
        """True until `on_ended` was called."""
        return not self._ended.is_set()

    def send(self, message: Command) -> None:
        """Queue a command; a worker that has ended hears nothing."""
        self._outgoing.put(message)

    def hang_up(self) -> None:
        """Close the control pipe; the worker ends by itself and leaves nothing half done."""
        self._outgoing.put(None)

    def kill(self) -> None:
        """End the process by force."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def close(self, timeout_s: float = 5.0) -> None:
        """Hang up and wait for the end; by force after `timeout_s`."""
        self.hang_up()
        try:
            await asyncio.wait_for(self._ended.wait(), timeout_s)
        except TimeoutError:
            self.kill()
            await self._ended.wait()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        # Nonsense from a worker that has gone wrong ends it, like its death.
        with stream, contextlib.suppress(ValueError):
            while (message := wire.read(cast("BinaryIO", stream))) is not None:
                self._post(partial(self._on_message, cast("Event", message)))
        self._outgoing.put(None)
        if self._process.poll() is None:
            try:
                self._process.wait(2.0)
            except subprocess.TimeoutExpired:
                self.kill()
        status = self._process.wait()
        self._post(partial(self._end, status))

    def _post(self, call: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(call)

    def _end(self, status: int) -> None:
        self._ended.set()
        self._on_ended(status)

    def _write(self) -> None:
        stream = self._process.stdin
        assert stream is not None
        with contextlib.suppress(OSError), stream:
            while (message := self._outgoing.get()) is not None:
                stream.write(wire.encode(message))
                stream.flush()


def _environment(more: Mapping[str, str] | None) -> dict[str, str]:
    environment = dict(os.environ) | dict(more or {})
    # Buffers of a megabyte and pictures come and go: from the heap, for a fresh mapping is paid for page by
    # page (a third of the worker's time at 128 KiB). Thresholds that are set do not grow.
    environment.setdefault("MALLOC_MMAP_THRESHOLD_", "4194304")
    environment.setdefault("MALLOC_TRIM_THRESHOLD_", "33554432")
    environment.setdefault("MALLOC_ARENA_MAX", "4")
    paths = [str(_ROOT), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    return environment
