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


class RtspGateway:
    """The gateway's process; `port` is None while there is none."""

    def __init__(self) -> None:
        self.port: int | None = None
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, host: str, port: int, node: str, key: str) -> None:
        """Start the gateway; say on standard error why when it cannot run here."""
        python = next((found for name in _SYSTEM_PYTHONS if (found := shutil.which(name))), None)
        if python is None:
            sys.stderr.write("media node: no RTSP: the system has no Python\n")
            return
        process = await asyncio.create_subprocess_exec(
            *(python, "-I", str(_SCRIPT), "--host", host, "--port", str(port), "--node", node),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{key}\n".encode())
        try:
            line = await asyncio.wait_for(process.stdout.readline(), _READY_WITHIN_S)
            self.port = int(json.loads(line)["rtsp_port"])
        except (TimeoutError, ValueError, KeyError):
            sys.stderr.write("media node: no RTSP: the gateway did not start\n")
            await self.stop()

    async def stop(self) -> None:
        """Stop the gateway; returns when it has gone."""
        process, self._process = self._process, None
        self.port = None
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
