"""Serves the pre-encoded clips as live HTTP-TS streams: picture n at t0 + n/25, joined through a GOP cache.

A process of its own, so that neither encoding nor serving counts as the client's work. On standard output it
prints one JSON line: the address, and the UTC millisecond t0 at which picture 0 of the endless loop was due.
"""

import argparse
import asyncio
import contextlib
import json
import signal
import sys
import time
from pathlib import Path

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.packaging.ts import TsPackager
from desktop.demo_platform.media.profiles import Profile
from tests.benchmarks.clip import FPS, FRAME_MS, GOP, HEIGHT, LOOP_FRAMES, WIDTH, Clip, load

ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: video/MP2T\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
)
BACKLOG_LIMIT = 4 << 20
"""A viewer that lets so many bytes pile up is cut off."""


class Channel:
    """One camera: its current group of pictures, and who watches."""

    def __init__(self, clip: Clip) -> None:
        self._units = clip.units
        self._packager = TsPackager("h264", Profile("sub", WIDTH, HEIGHT, FPS))
        self._cache: list[bytes] = []
        self._viewers: set[asyncio.StreamWriter] = set()

    def send(self, number: int) -> None:
        """Send picture `number` (counted from t0) to everybody, and keep it for who joins later."""
        unit = self._units[number % LOOP_FRAMES]
        packed = self._packager.pack(AccessUnit(unit.data, number * FRAME_MS, unit.is_key))
        if unit.is_key:
            self._cache.clear()
        self._cache.append(packed)
        for viewer in list(self._viewers):
            if viewer.is_closing() or viewer.transport.get_write_buffer_size() > BACKLOG_LIMIT:
                self._viewers.discard(viewer)
                viewer.close()
            else:
                viewer.write(packed)

    def join(self, viewer: asyncio.StreamWriter) -> None:
        """Send the group of pictures so far, then everything that follows."""
        viewer.write(ANSWER + b"".join(self._cache))
        self._viewers.add(viewer)

    def leave(self, viewer: asyncio.StreamWriter) -> None:
        """Stop sending to a viewer."""
        self._viewers.discard(viewer)


class ClipServer:
    """Answers `GET /live/<camera>.ts` and keeps the beat."""

    def __init__(self, clips: list[Clip]) -> None:
        self._channels = {clip.camera: Channel(clip) for clip in clips}
        self._start = time.monotonic()
        self.t0_ms = time.time_ns() / 1e6

    async def beat(self) -> None:
        """Send each picture when it is due, for ever; the group before t0 fills the caches at once."""
        for number in range(LOOP_FRAMES - GOP, LOOP_FRAMES):
            self._send(number)
        number = LOOP_FRAMES
        while True:
            due = self._start + (number - LOOP_FRAMES) / FPS
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self._send(number)
            number += 1

    def _send(self, number: int) -> None:
        for channel in self._channels.values():
            channel.send(number)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until the viewer leaves."""
        channel: Channel | None = None
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            request = await reader.readuntil(b"\r\n\r\n")
            channel = self._channels.get(_camera(request))
            if channel is None:
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            else:
                channel.join(writer)
                await reader.read()
        if channel is not None:
            channel.leave(writer)
        writer.close()


def _camera(request: bytes) -> int:
    """Return the camera's number in `GET /live/7.ts?… HTTP/1.1`, 0 when there is none."""
    path = request.split(b" ", 2)[1].split(b"?", 1)[0]
    name = path.removeprefix(b"/live/").removesuffix(b".ts")
    return int(name) if name.isdigit() else 0


async def run(clips: list[Clip]) -> None:
    """Serve until the process is told to end."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    source = ClipServer(clips)
    server = await asyncio.start_server(source.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(json.dumps({"url": f"http://127.0.0.1:{port}", "t0_ms": source.t0_ms}), flush=True)
    beat = asyncio.create_task(source.beat())
    await stop.wait()
    beat.cancel()
    server.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the encoded clips are kept")
    parser.add_argument("--cameras", type=int, default=16)
    values = parser.parse_args()
    asyncio.run(run(load(values.folder, values.cameras)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
