"""A live stream server for tests, in a process of its own: clips as http-ts and http-flv, with faults.

`/NAME.ts` and `/NAME.flv` serve the clip NAME for ever, in step with the machine's monotonic clock: at the
monotonic second t the newest frame is t x fps, so a reader of the frame stamp knows the latency without
any agreement. A joining client gets everything since the last key frame at once (a GOP cache).

Faults are asked for in the URL: `status=404`, `never=1` (accepts, never answers), `garbage=1`,
`late=SECONDS` (before the answer), `nocache=1`, `corrupt=SHARE&seed=N` (damaged bytes); and after
`after=SECONDS` of the stream: `then=cut|rst|stall|garbage|jump|void`, `then=stall&for=SECONDS`, `then=NAME`
(goes on with another clip, on the same stream). `/connections` tells how many streams were opened so far.

    python -m tests.support.stream_server CLIP_FOLDER      prints {"port": N}, ends with its standard input
"""

import argparse
import contextlib
import json
import os
import random
import socket
import socketserver
import struct
import sys
import threading
import time
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

import av
import av.video

_MIMES = {"ts": "video/MP2T", "flv": "video/x-flv"}
_JUMP_S = 7200.0
_MILLI = Fraction(1, 1000)


@dataclass
class Clip:
    """A clip read into memory."""

    template: av.video.VideoStream
    container: av.container.InputContainer
    packets: list[tuple[bytes, float, float, bool]]
    fps: float
    gop: int = field(default=0)

    @classmethod
    def load(cls, path: Path) -> "Clip":
        container = av.open(str(path))
        stream = container.streams.video[0]
        base = stream.time_base
        assert base is not None
        # MP4 keeps MPEG-4's headers apart; a stream has them before each key frame.
        headers = stream.codec_context.extradata or b"" if stream.codec_context.name == "mpeg4" else b""
        packets = [
            (
                (headers if packet.is_keyframe else b"") + bytes(packet),
                float(packet.dts * base),
                float(packet.pts * base),
                packet.is_keyframe,
            )
            for packet in container.demux(stream)
            if packet.size and packet.dts is not None and packet.pts is not None
        ]
        keys = [index for index, packet in enumerate(packets) if packet[3]]
        fps = float(stream.average_rate or 25)
        return cls(stream, container, packets, fps, keys[1] - keys[0] if len(keys) > 1 else len(packets))


class _Client:
    """One answer: muxes a clip for one connection and commits the faults asked for."""

    def __init__(self, connection: socket.socket, clips: dict[str, Clip], target: str) -> None:
        parts = urlsplit(target)
        self._socket = connection
        self._clips = clips
        self._query = dict(parse_qsl(parts.query))
        name, _, self._kind = parts.path.strip("/").rpartition(".")
        self._clip = clips.get(name)
        self._stamp_shift = 0.0
        self._void = False
        self._corrupt = float(self._query.get("corrupt", 0))
        self._random = random.Random(self._query.get("seed"))

    def serve(self) -> None:
        query = self._query
        if "never" in query:
            time.sleep(60)
            return
        time.sleep(float(query.get("late", 0)))
        status = int(query.get("status", 200 if self._clip and self._kind in _MIMES else 404))
        if status != 200:
            self._send(f"HTTP/1.1 {status} no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            return
        mime = _MIMES[self._kind]
        self._send(f"HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\nConnection: close\r\n\r\n".encode())
        if "garbage" in query:
            self._garbage()
            return
        self._stream()

    def _stream(self) -> None:
        clip = self._clip
        assert clip is not None
        now = time.monotonic()
        number = int(now * clip.fps)
        if "nocache" not in self._query:
            number -= number % clip.gop
        base = number
        ends = now + float(self._query.get("after", "inf"))
        mux = self._muxer(clip, header=True)
        while True:
            wait = number / clip.fps - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            if time.monotonic() >= ends:
                ends = float("inf")
                switched = self._commit(self._query.get("then", "cut"))
                if switched is not None:
                    clip = switched
                    base = number = int(time.monotonic() * clip.fps) // clip.gop * clip.gop
                mux = self._muxer(clip, header=False)
            data, dts, pts, key = clip.packets[number % len(clip.packets)]
            if self._void:
                data, key = _void(data), False
            shift = self._stamp_shift + 36_000 + (number - base) / clip.fps - dts
            mux.write(data, dts + shift, pts + shift, key=key)
            number += 1

    def _muxer(self, clip: Clip, *, header: bool) -> "_Muxer | _FlvMuxer":
        return _FlvMuxer(self, clip, header=header) if self._kind == "flv" else _Muxer(self, clip)

    def _commit(self, fault: str) -> Clip | None:
        if fault == "rst":
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise ConnectionError
        if fault == "stall":
            time.sleep(float(self._query.get("for", 60)))
            return None
        if fault == "garbage":
            self._garbage()
        if fault == "jump":
            self._stamp_shift = -_JUMP_S
            return None
        if fault == "void":
            self._void = True
            return None
        if fault in self._clips:
            return self._clips[fault]
        raise ConnectionError

    def _garbage(self) -> None:
        source = random.Random(1)
        while True:
            self._send(source.randbytes(4096))
            time.sleep(0.02)

    def _send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def write(self, data: bytes) -> int:
        if self._corrupt:
            damaged = bytearray(data)
            for _ in range(int(len(data) * self._corrupt + self._random.random())):
                damaged[self._random.randrange(len(data))] = self._random.randrange(256)
            data = bytes(damaged)
        self._send(data)
        return len(data)


def _void(data: bytes) -> bytes:
    """Turn all parts of an H.264 picture (lengths before them) into remarks for the decoder."""
    void = bytearray(data)
    at = 0
    while at + 5 <= len(void):
        void[at + 4] = 0x06
        at += 4 + int.from_bytes(void[at : at + 4], "big")
    return bytes(void)


class _Muxer:
    """A transport stream written to a client."""

    def __init__(self, client: _Client, clip: Clip) -> None:
        self._container = av.open(client, "w", format="mpegts", options={"flush_packets": "1"})
        self._stream = self._container.add_stream_from_template(clip.template)

    def write(self, data: bytes, dts: float, pts: float, *, key: bool) -> None:
        packet = av.Packet(data)
        packet.stream = self._stream
        packet.time_base = _MILLI
        packet.dts, packet.pts = round(dts * 1000), round(pts * 1000)
        packet.is_keyframe = key
        self._container.mux_one(packet)


class _FlvMuxer:
    """FLV written to a client, H.265 by the codec id 12 that Chinese platforms use."""

    _IDS: ClassVar = {"h264": 7, "hevc": 12}

    def __init__(self, client: _Client, clip: Clip, *, header: bool) -> None:
        self._client = client
        self._id = self._IDS[clip.template.codec_context.name]
        if header:
            client.write(b"FLV\x01\x01" + struct.pack(">II", 9, 0))
        self._configuration = clip.template.codec_context.extradata or b""

    def write(self, data: bytes, dts: float, pts: float, *, key: bool) -> None:
        millis = round(dts * 1000)
        if self._configuration:
            self._tag(0, millis, 0, self._configuration, key=True)
            self._configuration = b""
        self._tag(1, millis, round((pts - dts) * 1000), data, key=key)

    def _tag(self, kind: int, millis: int, offset: int, data: bytes, *, key: bool) -> None:
        body = (
            bytes([(1 if key else 2) << 4 | self._id, kind]) + offset.to_bytes(3, "big", signed=True) + data
        )
        stamp = (millis & 0xFFFFFF).to_bytes(3, "big") + bytes([millis >> 24 & 0xFF])
        tag = b"\x09" + len(body).to_bytes(3, "big") + stamp + bytes(3) + body
        self._client.write(tag + struct.pack(">I", len(tag)))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128
    clips: dict[str, Clip]
    opened = 0


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
        target = head.split(b" ", 2)[1].decode()
        if target == "/connections":
            body = str(self.server.opened).encode()
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            return
        self.server.opened += 1
        with contextlib.suppress(OSError, av.FFmpegError):
            _Client(self.request, self.server.clips, target).serve()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    _Server.allow_reuse_address = True
    server = _Server(("127.0.0.1", 0), _Handler)
    server.clips = {path.stem: Clip.load(path) for path in sorted(folder.glob("*.mp4"))}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(json.dumps({"port": server.server_address[1]}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
