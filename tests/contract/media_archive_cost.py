"""Measures the archive of the media node: `python -m tests.contract.media_archive_cost --cameras 16`.

Lines of JSON. Seeks: milliseconds from the request to the last byte of the first key frame, and to the first
byte after it (most demuxers show a picture only when the next begins), for instants of the last weeks picked
by chance; cold (the camera's scenery must be drawn), warm (it need not) and again (the pictures are known).
Playback: CPU in cores of so many cameras at ×1. Seeks at once: all cameras from the same new instant.
"""

import argparse
import json
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from desktop.demo_platform import archive
from desktop.demo_platform.archive import GOP_MS
from tests.contract.archive_node import DAY_MS, HOUR_MS, address, camera
from tests.contract.media_node import MediaNode, now_ms, running_node

_PACKET = 188
_READ = 65_536
_ANY_HOUR = range(24)
_NOON = range(2, 7)
"""Hours of UTC in which it is day in Hunan."""


def main(arguments: list[str] | None = None) -> int:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cameras", type=int, default=16)
    parser.add_argument("--codec", choices=("h264", "h265"), default="h264")
    parser.add_argument("--seeks", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_node(Path(folder), codec_sub=options.codec, cameras=options.cameras * 5 + 1) as node,
    ):
        time.sleep(6.0)
        numbers = [n for n in range(1, options.cameras * 5) if _is_on_platform(node, n)]
        for role in ("sub", "main"):
            fresh = numbers[-options.seeks :] if role == "sub" else numbers[-12:]
            _report("seek cold", role, [_seek(node, n, role, _instant(node, n)) for n in fresh])
            for n in fresh[-6:]:
                _seek(node, n, role, _instant(node, n, _NOON))
            warm = [(n, _instant(node, n, _NOON)) for n in fresh[-6:] for _ in range(10)]
            _report("seek warm", role, [_seek(node, n, role, at) for n, at in warm])
            _report("seek again", role, [_seek(node, n, role, at) for n, at in warm])
        _together(node, numbers[: options.cameras])
        _playback(node, numbers[: options.cameras], options.seconds)
    return 0


def _is_on_platform(node: MediaNode, number: int) -> bool:
    segment = archive.segment_at(camera(node, number), now_ms() - HOUR_MS, now_ms=now_ms())
    return segment is not None and segment.storage == "platform"


def _instant(node: MediaNode, number: int, hours: range = _ANY_HOUR) -> int:
    """Return a recorded instant, picked by chance, of these hours of UTC."""
    one = camera(node, number)
    while True:
        at = now_ms() - random.randrange(HOUR_MS, 20 * DAY_MS)
        if at % DAY_MS // HOUR_MS not in hours:
            continue
        segment = archive.segment_at(one, at, now_ms=now_ms())
        if segment is not None and segment.storage == "platform" and segment.end_ms > at + 30_000:
            return at


def _open(node: MediaNode, number: int, role: str, start_ms: int) -> socket.socket:
    url = address(node, number, role=role, start_ms=start_ms, lives_ms=600_000)
    connection = socket.create_connection(("127.0.0.1", node.port))
    connection.sendall(f"GET {url[url.index('/archive') :]} HTTP/1.1\r\n\r\n".encode())
    return connection


def _seek(node: MediaNode, number: int, role: str, start_ms: int) -> tuple[float, float]:
    """Return milliseconds to the key frame's end and to the next picture's beginning."""
    began = time.perf_counter()
    with _open(node, number, role, start_ms) as connection:
        data, body = b"", -1
        times: list[float] = []
        while True:
            data += connection.recv(_READ)
            body = data.find(b"\r\n\r\n") + 4 if body < 4 else body
            pictures = _pictures(data[body:]) if body >= 4 else []
            if len(pictures) >= 1 and not times and _is_whole(data[body:], pictures):
                times.append(time.perf_counter())
            if len(pictures) >= 2:
                now = time.perf_counter()
                first = times[0] if times else now
                return (first - began) * 1000, (now - began) * 1000


def _pictures(stream: bytes) -> list[int]:
    """Return where pictures begin in a transport stream."""
    return [at for at in range(0, len(stream) - _PACKET + 1, _PACKET) if stream[at + 1] & 0x5F == 0x41]


def _has_clock(stream: bytes, at: int) -> bool:
    """Tell whether a transport packet is the first of a picture: it carries the program clock."""
    return stream[at + 1] & 0x5F == 0x41 and bool(stream[at + 3] & 0x20) and bool(stream[at + 5] & 0x10)


def _is_whole(stream: bytes, pictures: list[int]) -> bool:
    """Tell whether the first picture's last packet is here: the node sends pictures whole."""
    return len(stream) > pictures[0] and len(stream) % _PACKET == 0


def _report(what: str, role: str, times: list[tuple[float, float]]) -> None:
    keys, following = sorted(key for key, _ in times), sorted(late for _, late in times)
    line = {
        "what": what,
        "role": role,
        "count": len(times),
        "key_p50_ms": round(statistics.median(keys), 1),
        "key_p95_ms": round(keys[int(len(keys) * 0.95)], 1),
        "next_p50_ms": round(statistics.median(following), 1),
        "next_p95_ms": round(following[int(len(following) * 0.95)], 1),
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _together(node: MediaNode, numbers: list[int]) -> None:
    """All cameras seek at once, as synchronous playback does; the second time their sceneries are drawn."""
    for what in ("all at once, cold", "all at once, warm", "all at once, warm"):
        wanted = [(n, _instant(node, n, _NOON)) for n in numbers]
        with ThreadPoolExecutor(len(numbers)) as pool:
            _report(what, "sub", list(pool.map(lambda pair: _seek(node, pair[0], "sub", pair[1]), wanted)))


def _playback(node: MediaNode, numbers: list[int], seconds: float) -> None:
    """Read so many cameras at ×1, as a player does that is three seconds ahead."""
    start = (now_ms() - 2 * HOUR_MS) // GOP_MS * GOP_MS
    stop = threading.Event()
    pictures = [0] * len(numbers)

    def read(slot: int, number: int) -> None:
        with _open(node, number, "sub", start) as connection:
            began = time.perf_counter()
            left = b""
            while not stop.is_set():
                left += connection.recv(_READ)
                begin = left.find(b"\r\n\r\n") + 4 if left.startswith(b"HTTP") else 0
                end = begin + (len(left) - begin) // _PACKET * _PACKET
                pictures[slot] += sum(_has_clock(left, at) for at in range(begin, end, _PACKET))
                left = left[end:]
                ahead = pictures[slot] / 12 - (time.perf_counter() - began) - 3.0
                if ahead > 0:
                    stop.wait(ahead)

    threads = [threading.Thread(target=read, args=pair) for pair in enumerate(numbers)]
    for thread in threads:
        thread.start()
    time.sleep(6.0)
    process = psutil.Process(node.process.pid)
    before, began = process.cpu_times(), time.perf_counter()
    shown = sum(pictures)
    time.sleep(seconds)
    after, span = process.cpu_times(), time.perf_counter() - began
    cpu = after.user + after.system - before.user - before.system
    shown = sum(pictures) - shown
    stop.set()
    for thread in threads:
        thread.join()
    line = {
        "what": "playback",
        "cameras": len(numbers),
        "cores": round(cpu / span, 2),
        "fps_each": round(shown / span / len(numbers), 1),
        "rss_mb": round(process.memory_info().rss / 1e6),
        **node.status()["archive"],
    }
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main())
