"""A small archive for the player's tests, in a process of its own: pictures stamped with their UTC instant.

The footage is encoded once: 12 pictures a second on the grid of two-second groups, from `BASE_MS` on for
`SECONDS`, with a hole between `HOLE`. `/NAME.ts?…&start_ms=&speed=&reverse=` sends it as fast as the reader
reads, PTS = UTC milliseconds x 90 modulo 2^33; `/archive.mp4` is the same as a file with Range (without the
hole), `/bframes.mp4` a clip of 4 s at 25 pictures a second from instant 0 on, its pictures out of order.

Faults are asked for in the URL: `status=409`, `never=1`, `late=SECONDS` (before the answer), `garbage=1`,
`empty=1` (a short answer instead of 404 where there is nothing),
`cut=PICTURES` / `rst=PICTURES` / `stall=PICTURES` (after so many), `times=N` (only the first N connections of
this `key=` have the fault), `held=1` (a device: 409 while another connection of this key is open),
`end_s=SECONDS` (the footage ends so long after the base), `paced=1` (sends no faster than at the asked speed,
after a second's worth at once).

    python -m tests.support.archive_server FOLDER     prints {"port": N}

`/log` answers with all requests, `/sent` with the number of pictures sent for each key.
"""

import argparse
import contextlib
import json
import math
import os
import pickle
import socket
import socketserver
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.packaging.ts import TsPackager
from desktop.demo_platform.media.profiles import Profile
from tests.support import clips, stamp

FPS = 12
GOP = 24
GOP_MS = 2000
WIDTH, HEIGHT = 480, 270
SECONDS = 120
# A group's start, chosen so that the 33 bits of the stamps run over 20 s later.
_CYCLE_MS = (1 << 33) / 90
BASE_MS = math.ceil(_CYCLE_MS * 18_811 / GOP_MS) * GOP_MS - 20_000
HOLE = (BASE_MS + 60_000, BASE_MS + 76_000)
CAMERA = 33


@dataclass(frozen=True)
class Footage:
    """Access units in time, without those of the hole."""

    units: tuple[AccessUnit, ...]

    def group_at(self, ms: int) -> int:
        """Return the index of the key frame at or before an instant; behind the hole if it lies in it."""
        keys = [index for index, unit in enumerate(self.units) if unit.is_key and unit.pts_ms <= ms]
        at = keys[-1] if keys else 0
        if HOLE[0] <= ms < HOLE[1]:
            at = next(index for index, unit in enumerate(self.units) if unit.pts_ms >= HOLE[1])
        return at


def instant(number: int) -> int:
    """Return the UTC milliseconds of picture `number`."""
    return BASE_MS + number // GOP * GOP_MS + round(number % GOP * 1000 / FPS)


def load(folder: Path) -> Footage:
    """Encode the footage, or take it from the folder."""
    path = folder / "archive.footage"
    if not path.exists():
        path.write_bytes(pickle.dumps(tuple(_encode())))
    units: tuple[AccessUnit, ...] = pickle.loads(path.read_bytes())
    if not (folder / "archive.mp4").exists():
        _write_mp4(units, folder / "archive.mp4")
    return Footage(tuple(unit for unit in units if not HOLE[0] <= unit.pts_ms < HOLE[1]))


def _encode() -> list[AccessUnit]:
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base, context.framerate = Fraction(1, FPS), Fraction(FPS)
    context.bit_rate, context.gop_size = 300_000, GOP
    parameters = f"keyint={GOP}:min-keyint={GOP}:scenecut=0:bframes=0:repeat-headers=1:threads=1"
    context.options = {"preset": "ultrafast", "tune": "zerolatency", "x264-params": parameters}
    background = np.add.outer(np.arange(HEIGHT) // 2, np.arange(WIDTH) // 4).astype(np.uint8) // 2 + 60
    units = []
    for number in range(SECONDS * FPS):
        luma = background.copy()
        x = number * 8 % (WIDTH - 60)
        luma[60:120, x : x + 60] = 200
        stamp.draw(luma, CAMERA, instant(number))
        chroma = np.full((HEIGHT // 2, WIDTH), 128, np.uint8)
        frame = av.VideoFrame.from_ndarray(np.vstack([luma, chroma]), format="yuv420p")
        frame.pts = number
        data = b"".join(bytes(packet) for packet in context.encode(frame))
        units.append(AccessUnit(data, instant(number), number % GOP == 0))
    return units


def _write_mp4(units: tuple[AccessUnit, ...], path: Path) -> None:
    with av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=FPS)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.time_base = Fraction(1, 1000)
        for unit in units:
            packet = av.Packet(unit.data)
            packet.stream, packet.time_base = stream, Fraction(1, 1000)
            packet.pts = packet.dts = unit.pts_ms - BASE_MS
            packet.is_keyframe = unit.is_key
            container.mux(packet)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    footage: Footage
    files: dict[str, bytes]
    log: list[str]
    count: Counter[str]
    open: Counter[str]
    sent: Counter[str]
    lock: threading.Lock


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = b""
        while b"\r\n\r\n" not in head:
            data = self.request.recv(4096)
            if not data:
                return
            head += data
        parts = urlsplit(head.split(b" ", 2)[1].decode())
        query = dict(parse_qsl(parts.query))
        with contextlib.suppress(OSError):
            if parts.path == "/log":
                self._answer(200, json.dumps(self.server.log).encode())
            elif parts.path == "/sent":
                self._answer(200, json.dumps(self.server.sent).encode())
            elif parts.path.endswith(".mp4"):
                self._file(parts.path.strip("/"), head.decode())
            else:
                self._archive(query, parts.query)

    def _answer(self, status: int, body: bytes = b"", more: str = "") -> None:
        head = f"HTTP/1.1 {status} x\r\nContent-Length: {len(body)}\r\n{more}Connection: close\r\n\r\n"
        self.request.sendall(head.encode() + body)

    def _file(self, name: str, head: str) -> None:
        body = self.server.files[name]
        ranges = next((line for line in head.split("\r\n") if line.lower().startswith("range:")), "")
        if not ranges:
            self._answer(200, body, "Accept-Ranges: bytes\r\nContent-Type: video/mp4\r\n")
            return
        first, _, last = ranges.partition("=")[2].partition("-")
        start, end = int(first), min(int(last) if last.strip() else len(body) - 1, len(body) - 1)
        more = f"Content-Range: bytes {start}-{end}/{len(body)}\r\nContent-Type: video/mp4\r\n"
        self._answer(206, body[start : end + 1], more)

    def _archive(self, query: dict[str, str], text: str) -> None:
        server, key = self.server, query.get("key", "")
        with server.lock:
            server.log.append(text)
            server.count[key] += 1
            faulty = server.count[key] <= int(query.get("times", 1 << 30))
            busy = "held" in query and server.open[key] > 0
            if not busy:
                server.open[key] += 1
        if busy:
            self._answer(409)
            return
        try:
            self._stream(query if faulty else {name: query[name] for name in _NORMAL if name in query})
        finally:
            with server.lock:
                server.open[key] -= 1

    def _stream(self, query: dict[str, str]) -> None:
        if "never" in query:
            time.sleep(60)
        time.sleep(float(query.get("late", 0)))
        if "status" in query:
            self._answer(int(query["status"]))
            return
        units = self._units(query)
        if not units and "empty" not in query:
            self._answer(404)
            return
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 32 << 10)
        self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n")
        if "garbage" in query:
            while True:
                self.request.sendall(os.urandom(4096))
        packager = TsPackager("h264", Profile("sub", WIDTH, HEIGHT, FPS))
        for number, unit in enumerate(_paced(units, query)):
            if str(number) == query.get("stall"):
                time.sleep(60)
            if str(number) == query.get("rst"):
                self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.request.close()
                return
            if str(number) == query.get("cut"):
                return
            self.request.sendall(packager.pack(unit))
            self.server.sent[query.get("key", "")] += 1

    def _units(self, query: dict[str, str]) -> list[AccessUnit]:
        units = self.server.footage.units
        if "end_s" in query:
            units = tuple(one for one in units if one.pts_ms < BASE_MS + float(query["end_s"]) * 1000)
        start, speed = int(query["start_ms"]), float(query["speed"])
        at = self.server.footage.group_at(start)
        if query["reverse"] == "1":
            return [one for one in reversed(units) if one.is_key and one.pts_ms <= start]
        if units and start > units[-1].pts_ms:
            return []
        return [one for one in units[at:] if one.is_key or speed <= 4]


def _paced(units: list[AccessUnit], query: dict[str, str]) -> Iterator[AccessUnit]:
    """Yield pictures, where it is wanted no faster than at the asked speed."""
    began, speed = time.monotonic(), float(query["speed"])
    for unit in units:
        if "paced" in query:
            due = began + (unit.pts_ms - units[0].pts_ms - 1000) / 1000 / speed
            time.sleep(max(0.0, due - time.monotonic()))
        yield unit


_NORMAL = ("key", "start_ms", "speed", "reverse")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    server = _Server(("127.0.0.1", 0), _Handler)
    server.footage = load(folder)
    clips.encode(clips.ClipSpec("bframes", bframes=3, frames=100, camera=CAMERA), folder)
    server.files = {path.name: path.read_bytes() for path in folder.glob("*.mp4")}
    server.log, server.count, server.open = [], Counter(), Counter()
    server.sent = Counter()
    server.lock = threading.Lock()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(json.dumps({"port": server.server_address[1]}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
