"""The media node: a child process that sends the streams, kept alive while the platform runs."""

import asyncio
import contextlib
import json
import sys
from pathlib import Path

from desktop.demo_platform.environment import child_environment
from desktop.demo_platform.live import MediaNode

_MODULE = "desktop.demo_platform.media_launch"
_READY_WITHIN_S = 30.0
_STOP_WITHIN_S = 3.0
_REVIVE_AFTER_S = 1.0
_REVIVE_AFTER_MOST_S = 30.0


class MediaProcess:
    """Starts, watches and stops the media node; on the platform's loop. It keeps its ports."""

    def __init__(self, data: Path, host: str, footage_cache: int, *, rtsp: bool) -> None:
        self._data = data
        self._host = host
        self._footage_cache = footage_cache
        self._rtsp = rtsp
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._tried = asyncio.Event()
        self._may_serve = asyncio.Event()
        self._ports: MediaNode | None = None
        self.node: MediaNode | None = None

    def begin(self) -> None:
        """Let the node load, and keep it alive from now on; it serves after `ready` was called."""
        self._tried = asyncio.Event()
        self._may_serve = asyncio.Event()
        self._watch = asyncio.create_task(self._keep_alive(), name="media node")

    async def ready(self) -> None:
        """Let the node serve; return when it does, or does not in time: then there are no streams for now."""
        self._may_serve.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._tried.wait(), _READY_WITHIN_S)

    async def stop(self) -> None:
        """Stop the node; returns when it has gone."""
        self.node = None
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None
        await self._end()

    async def _keep_alive(self) -> None:
        pause_s = _REVIVE_AFTER_S
        while True:
            try:
                await self._spawn()
                pause_s = _REVIVE_AFTER_S
            except (OSError, RuntimeError, ValueError) as error:
                sys.stderr.write(f"demo platform: the media node does not start: {error}\n")
                await self._end()
                pause_s = min(2 * pause_s, _REVIVE_AFTER_MOST_S)
            self._tried.set()
            if self._process is not None:
                await self._process.wait()
            self.node = None
            await asyncio.sleep(pause_s)

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), _STOP_WITHIN_S)
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _spawn(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _MODULE,
            *("--data", str(self._data), "--host", self._host),
            *("--footage-cache", str(self._footage_cache)),
            *self._port_arguments(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=child_environment(),
        )
        self._process = process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the media node has no pipes")
        await self._may_serve.wait()
        process.stdin.write(b"\n")
        line = await process.stdout.readline()
        if not line:
            raise RuntimeError(f"the media node ended with status {await process.wait()}")
        self.node = self._ports = _node(line)

    def _port_arguments(self) -> list[str]:
        port = 0 if self._ports is None else self._ports.http_port
        arguments = ["--port", str(port)]
        if not self._rtsp or (self._ports is not None and self._ports.rtsp_port is None):
            return [*arguments, "--no-rtsp"]
        return arguments if self._ports is None else [*arguments, "--rtsp-port", str(self._ports.rtsp_port)]


def _node(line: bytes) -> MediaNode:
    ready = json.loads(line)
    port, rtsp_port = ready.get("media_port"), ready.get("rtsp_port")
    if not isinstance(port, int) or not (rtsp_port is None or isinstance(rtsp_port, int)):
        raise ValueError("the media node's ready line is not understood")
    return MediaNode(port, rtsp_port)
