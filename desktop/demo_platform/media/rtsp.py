"""Starts and stops the RTSP gateway, where the system has GStreamer's RTSP server."""

import asyncio
import contextlib
import json
import shutil
import sys
from pathlib import Path

_SCRIPT = Path(__file__).with_name("rtsp_gateway.py")
_SYSTEM_PYTHONS = ("/usr/bin/python3", "python3")
_READY_WITHIN_S = 10.0
_STOP_WITHIN_S = 3.0
_REVIVE_AFTER_S = 1.0


class RtspGateway:
    """The gateway's process, started again when it dies; `port` is None where there is no RTSP."""

    def __init__(self, host: str, port: int, node: str, key: str) -> None:
        self.port: int | None = None
        self._arguments = (host, node)
        self._wanted_port = port
        self._key = key
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the gateway; say on standard error why when it cannot run here."""
        self.port = await self._spawn(self._wanted_port)
        if self.port is not None:
            self._watch = asyncio.create_task(self._revive(self.port), name="rtsp gateway")

    async def stop(self) -> None:
        """Stop the gateway; returns when it has gone."""
        self.port = None
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), _STOP_WITHIN_S)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _spawn(self, port: int) -> int | None:
        python = next((found for name in _SYSTEM_PYTHONS if (found := shutil.which(name))), None)
        if python is None:
            sys.stderr.write("media node: no RTSP: the system has no Python\n")
            return None
        host, node = self._arguments
        process = await asyncio.create_subprocess_exec(
            *(python, "-I", str(_SCRIPT), "--host", host, "--port", str(port), "--node", node),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{self._key}\n".encode())
        try:
            line = await asyncio.wait_for(process.stdout.readline(), _READY_WITHIN_S)
            return int(json.loads(line)["rtsp_port"])
        except (TimeoutError, ValueError, KeyError):
            sys.stderr.write("media node: no RTSP: the gateway did not start\n")
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            return None

    async def _revive(self, port: int) -> None:
        """Start the gateway again, on the same port, whenever it ends by itself."""
        while self._process is not None:
            await self._process.wait()
            await asyncio.sleep(_REVIVE_AFTER_S)
            if await self._spawn(port) is None:
                return
