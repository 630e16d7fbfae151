"""A quick look at the player alone, without a window: `python -m tests.benchmarks.probe_player --tiles 16`.

Plays a pre-encoded clip from a server in a process of its own and prints first picture, latency (packet
sent to picture published, from the frame stamp), pictures a second, and the CPU of the workers.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from player.api import PictureSize
from tests.support import clips
from tests.support.stage import Actor, Stage

_CLIP = {"h264": 10_000, "h265": 4_000}
_SETTLE_S = 3.0


def cpu_seconds(pids: list[int]) -> float:
    """Return the CPU time that processes have used so far."""
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return float(sum(time.user + time.system for time in times))


def latency_ms(actor: Actor, clip_ms: int) -> float:
    """Age of the newest picture at the moment it was published."""
    frame = actor.player.frame()
    assert frame is not None
    return (frame.shown_at * 1000 - actor.stamps[-1][1]) % clip_ms


def probe(url: str, clip_ms: int, tiles: int, size: PictureSize, seconds: float) -> dict[str, object]:
    """Open so many tiles at once, let them settle, and watch them."""
    stage = Stage()
    stage.factory.prepare(tiles)
    stage.until(stage.factory.versions)
    stage.pump(0.7)
    started = time.monotonic()
    actors = [stage.play(url, size) for _ in range(tiles)]
    first: dict[int, float] = {}

    def all_shown() -> bool:
        for index, actor in enumerate(actors):
            if actor.stamps and index not in first:
                first[index] = (time.monotonic() - started) * 1000
        return len(first) == tiles

    stage.until(all_shown, 10)
    stage.pump(_SETTLE_S)
    pids = stage.factory.worker_pids()
    cpu, at, shown = cpu_seconds(pids), time.monotonic(), sum(actor.seen for actor in actors)
    stage.pump(seconds)
    span = time.monotonic() - at
    ages = sorted(latency_ms(actor, clip_ms) for actor in actors if actor.stamps)
    times = sorted(first.values()) or [0.0]
    result: dict[str, object] = {
        "tiles": tiles,
        "first_ms": [round(times[0]), round(times[len(times) // 2]), round(times[-1])],
        "shown": len(first),
        "latency_ms": [round(ages[len(ages) // 2]), round(ages[-1])] if ages else None,
        "fps": round((sum(actor.seen for actor in actors) - shown) / span / tiles, 1),
        "worker_cpu": round((cpu_seconds(pids) - cpu) / span, 3),
        "worker_rss_mb": [psutil.Process(pid).memory_info().rss >> 20 for pid in pids],
        "load": psutil.getloadavg()[0],
    }
    stage.close()
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tiles", type=int, default=16)
    parser.add_argument("--codec", choices=sorted(_CLIP), default="h264")
    parser.add_argument("--container", choices=["ts", "flv"], default="ts")
    parser.add_argument("--size", default="400x225")
    parser.add_argument("--seconds", type=float, default=6.0)
    values = parser.parse_args()
    width, height = (int(part) for part in values.size.split("x"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clips.encode(next(spec for spec in clips.STANDARD if spec.name == values.codec), folder)
        command = [sys.executable, "-m", "tests.support.stream_server", name]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
            assert server.stdout is not None
            port = json.loads(server.stdout.readline())["port"]
            url = f"http://127.0.0.1:{port}/{values.codec}.{values.container}"
            result = probe(url, _CLIP[values.codec], values.tiles, PictureSize(width, height), values.seconds)
            assert server.stdin is not None
            server.stdin.close()
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
