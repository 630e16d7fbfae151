"""Runs the platform: listening socket, API, media node; restarts both on demand and stops cleanly."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path

import uvicorn

from desktop.demo_platform.accounts.tokens import Lifetimes
from desktop.demo_platform.api.app import create_app
from desktop.demo_platform.clock import SystemClock
from desktop.demo_platform.failures import StartError
from desktop.demo_platform.listening import listen
from desktop.demo_platform.media_process import MediaProcess
from desktop.demo_platform.options import Options
from desktop.demo_platform.platform import Platform
from desktop.demo_platform.services import Surroundings, TicketLives, build
from desktop.demo_platform.storage.database import Database
from desktop.demo_platform.tls import TlsFiles

_PATIENCE_S = 20.0
_SWEEP_EVERY_S = 0.2
_GRACE_S = 1
_KEEP_ALIVE_S = 75


class _Server(uvicorn.Server):
    """A uvicorn server that leaves signals to us and tells when it listens."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_started()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class PlatformServer:
    """One run of the platform, from start to stop, through any number of restarts.

    The media node has begun to start already; it is stopped here.
    """

    def __init__(
        self, options: Options, database: Database, tls: TlsFiles | None, media: MediaProcess
    ) -> None:
        self._options = options
        self._database = database
        self._tls = tls
        self._stop = asyncio.Event()
        self._restart_s: float | None = None
        self._server: _Server | None = None
        self._loop = asyncio.get_running_loop()
        self._media = media
        self._platform = self._build()
        self._port = options.port

    async def run(self) -> None:
        """Serve until asked to stop; StartError when the port cannot be had."""
        self._watch_for_stop()
        sweeper = asyncio.create_task(self._sweep(), name="sweep faults")
        try:
            await self._serve_until_stopped()
        finally:
            sweeper.cancel()
            await self._media.stop()

    async def _serve_until_stopped(self) -> None:
        is_first = True
        while not self._stop.is_set():
            configuration = self._configuration()
            await self._unless_stopped(self._media.ready())
            listener = await listen(self._options.host, self._port, patience_s=0 if is_first else _PATIENCE_S)
            self._port = listener.getsockname()[1]
            if self._stop.is_set():
                listener.close()
                return
            await self._serve(configuration, listener, announce=is_first)
            is_first = False
            await self._media.stop()
            if not self._stop.is_set():
                self._media.begin()
            pause_s, self._restart_s = self._restart_s or 0.0, None
            await self._unless_stopped(asyncio.sleep(pause_s))

    async def _unless_stopped(self, work: Coroutine[None, None, None]) -> None:
        """Wait for some work, or leave it unfinished when the platform is to stop."""
        tasks = [asyncio.create_task(work), asyncio.create_task(self._stop.wait())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        if isinstance(results[0], Exception):
            raise results[0]

    async def _serve(self, configuration: uvicorn.Config, listener: socket.socket, *, announce: bool) -> None:
        self._platform.is_stopping = False
        self._server = _Server(configuration, self._announce if announce else lambda: None)
        try:
            await self._server.serve(sockets=[listener])
        finally:
            self._server = None
            listener.close()

    def _configuration(self) -> uvicorn.Config:
        configuration = uvicorn.Config(
            create_app(self._platform),
            log_level="warning",
            access_log=False,
            http="httptools",
            ws="none",
            lifespan="off",
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_GRACE_S,
            ssl_certfile=None if self._tls is None else str(self._tls.certificate),
            ssl_keyfile=None if self._tls is None else str(self._tls.key),
        )
        try:
            configuration.load()
        except OSError as error:  # certificate or key: missing, unreadable, not a pair
            raise StartError(f"certificate or key: {error.strerror or error}") from error
        return configuration

    def _build(self) -> Platform:
        options = self._options
        around = Surroundings(options.host, lambda: self._media.node, self._restart_soon)
        lifetimes = Lifetimes(options.access_seconds, options.refresh_seconds)
        ticket_lives = TicketLives(options.ticket_seconds, options.playback_ticket_seconds)
        return build(self._database, SystemClock(), lifetimes, ticket_lives, around)

    def _announce(self) -> None:
        node = self._media.node
        ready: dict[str, object] = {
            "ready": True,
            "url": f"{'https' if self._tls else 'http'}://{_reachable(self._options.host)}:{self._port}",
            "media_port": None if node is None else node.http_port,
            "rtsp_port": None if node is None else node.rtsp_port,
        }
        if self._tls is not None and self._tls.ca is not None:
            ready["ca_file"] = str(self._tls.ca)
        line = json.dumps(ready)
        if self._options.ready_file is not None:
            _write_whole(self._options.ready_file, line)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def _restart_soon(self, seconds: float) -> None:
        self._loop.call_soon_threadsafe(self._restart_now, seconds)

    def _restart_now(self, seconds: float) -> None:
        self._restart_s = seconds
        self._end_serving()

    def _stop_now(self) -> None:
        self._stop.set()
        self._end_serving()

    def _end_serving(self) -> None:
        self._platform.is_stopping = True
        if self._server is not None:
            self._server.should_exit = True

    def _watch_for_stop(self) -> None:
        for name in (signal.SIGTERM, signal.SIGINT):
            try:
                self._loop.add_signal_handler(name, self._stop_now)
            except NotImplementedError:  # Windows
                signal.signal(name, lambda *_: self._loop.call_soon_threadsafe(self._stop_now))
        if self._options.exit_with_stdin:
            threading.Thread(target=self._wait_for_stdin, name="stdin", daemon=True).start()

    def _wait_for_stdin(self) -> None:
        # Not by sys.stdin: its lock, held by a waiting thread, would kill the interpreter at its end.
        number = sys.stdin.fileno()
        while os.read(number, 1024):
            pass
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._stop_now)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_EVERY_S)
            if not self._platform.faults.is_quiet:
                await asyncio.to_thread(self._platform.faults.sweep)


def _reachable(host: str) -> str:
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"[{own}]" if ":" in own else own


def _write_whole(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(path)
