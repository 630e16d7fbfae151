"""Measures what the media node costs: `python -m tests.contract.media_cost --streams 64 --codec h264`.

One line of JSON: seconds to the first and to the last first byte of a picture, CPU in cores and per stream,
pictures a second, CPU milliseconds per picture, bit rate, memory. The node is a process of its own; this
program only reads and throws away.
"""

import argparse
import json
import selectors
import socket
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.contract.media_node import MediaNode, running_node

_READ = 262_144
_HEAD = 400
"""What arrives before the first picture is shorter than this."""


@dataclass(slots=True)
class Reader:
    """One viewer."""

    connection: socket.socket
    received: int = 0
    first_at: float | None = None


def main(arguments: list[str] | None = None) -> int:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=16)
    parser.add_argument("--codec", choices=("h264", "h265"), default="h264")
    parser.add_argument("--role", choices=("sub", "main"), default="sub")
    parser.add_argument("--settle", type=float, default=10.0)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_node(Path(folder), codec_sub=options.codec, cameras=options.streams + 1) as node,
    ):
        time.sleep(5.0)  # the node draws its first cameras ahead, as it does while people sign in
        sys.stdout.write(json.dumps(_measure(node, options)) + "\n")
    return 0


def _measure(node: MediaNode, options: argparse.Namespace) -> dict[str, float]:
    began = time.perf_counter()
    readers = [_open(node, number, options.role) for number in range(1, options.streams + 1)]
    _pump(readers, began + options.settle)
    firsts = sorted(reader.first_at - began for reader in readers if reader.first_at is not None)
    process = psutil.Process(node.process.pid)
    before, start = _counters(node, process, readers), time.perf_counter()
    _pump(readers, start + options.seconds)
    after, seconds = _counters(node, process, readers), time.perf_counter() - start
    cpu, pictures, received = (late - early for early, late in zip(before, after, strict=True))
    return {
        "streams": options.streams,
        "shown": len(firsts),
        "first_s": round(firsts[0], 3),
        "last_first_s": round(firsts[-1], 3),
        "cores": round(cpu / seconds, 3),
        "percent_each": round(100 * cpu / seconds / options.streams, 2),
        "fps": round(pictures / seconds / options.streams, 1),
        "cpu_ms_per_picture": round(1000 * cpu / pictures, 2),
        "kbit_s_each": round(received * 8 / seconds / options.streams / 1000),
        "rss_mb": round(process.memory_info().rss / 1e6),
    }


def _open(node: MediaNode, number: int, role: str) -> Reader:
    url = node.url(number, role)
    connection = socket.create_connection(("127.0.0.1", node.port))
    connection.sendall(f"GET {url[url.index('/live') :]} HTTP/1.1\r\n\r\n".encode())
    connection.setblocking(False)
    return Reader(connection)


def _pump(readers: list[Reader], until: float) -> None:
    with selectors.DefaultSelector() as selector:
        for reader in readers:
            selector.register(reader.connection, selectors.EVENT_READ, reader)
        while (now := time.perf_counter()) < until:
            for key, _ in selector.select(0.05):
                reader = key.data
                reader.received += len(reader.connection.recv(_READ))
                if reader.first_at is None and reader.received > _HEAD:
                    reader.first_at = now


def _counters(node: MediaNode, process: psutil.Process, readers: list[Reader]) -> tuple[float, float, float]:
    times = process.cpu_times()
    pictures = sum(stream["pictures"] for stream in node.status()["streams"])
    return times.user + times.system, pictures, sum(reader.received for reader in readers)


if __name__ == "__main__":
    sys.exit(main())
