"""Seeks in recordings and the step of tied players: `python -m tests.benchmarks.seek`.

- 100 seeks at random: from the order to the picture of that instant, by its stamp; our player (HTTP-TS and
  the MP4 file) against a bare libVLC program on the same MP4 file. With us only the exact picture counts;
  with libVLC any within one key-frame interval.
- Skew: 4 and 16 players on one clock, sampled 100 times a second, over changes of speed and a gap: how far
  apart the instants are that they show.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from player.api import ArchiveState, PlayClock
from tests.benchmarks.table import machine
from tests.support.archive_server import BASE_MS, FPS, HOLE, SECONDS, instant
from tests.support.archive_stage import ArchiveStage, Watcher, paused

FAR_MS = 6000
SETTLE_S = 0.3
RATES = ((1.0, 0.5), (2.0, 0.2), (4.0, 0.1), (1.0, 0.1), (0.5, 0.1))
"""Speeds and their shares of the time for the skew."""


def targets(count: int) -> list[int]:
    """Return instants, each far from the one before."""
    chance = random.Random(2026)
    found = [BASE_MS]
    while len(found) <= count:
        one = BASE_MS + chance.randrange(SECONDS * 1000 - 2000)
        if abs(one - found[-1]) > FAR_MS and not HOLE[0] <= one < HOLE[1]:
            found.append(one)
    return found[1:]


@contextmanager
def archive_server(folder: Path) -> Iterator[str]:
    """Run the archive server."""
    command = [sys.executable, "-m", "tests.support.archive_server", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}"
        process.stdin.close()


def ours(url: str, asked: Sequence[int], *, file: bool, quick: bool = False) -> list[float]:
    """Return the milliseconds that our player needs for each seek."""
    instants = [instant(number) for number in range(SECONDS * FPS)]
    stage = ArchiveStage()
    try:
        options: dict[str, Any] = {"protocol": "mp4", "origin_ms": BASE_MS} if file else {}
        watcher = stage.open(url, paused(BASE_MS), **options)
        stage.until_state(watcher, ArchiveState.SHOWING)
        times = []
        for target in asked:
            stage.pump(SETTLE_S)
            right = max(one for one in instants if one <= target)
            if quick:
                right = BASE_MS + (target - BASE_MS) // 2000 * 2000
            began = time.monotonic()
            watcher.player.follow(paused(target), quick=quick)
            stage.until_instant(watcher, right, 10)
            frame = watcher.player.frame()
            assert frame is not None
            times.append((frame.shown_at - began) * 1000)
        return times
    finally:
        stage.close()


def bare(url: str, asked: Sequence[int]) -> tuple[list[float], list[float]]:
    """Return the milliseconds that libVLC needs, and its errors in milliseconds of footage."""
    command = [sys.executable, "-m", "tests.benchmarks.bare_seek", url, str(BASE_MS), *map(str, asked)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    results = [json.loads(line) for line in answer.stdout.splitlines()]
    return [one[0] if one else 5000.0 for one in results], [one[1] for one in results if one]


def skew(server: str, players: int, seconds: float) -> list[float]:
    """Return samples of the distance between the earliest and the latest instant shown, in milliseconds."""
    stage = ArchiveStage()
    samples: list[float] = []
    try:
        stage.factory.prepare(players)
        start = HOLE[0] - 25_000
        watchers = [stage.open(f"{server}/{n}.ts?n={n}", paused(start)) for n in range(players)]
        stage.until(lambda: all(one.state is ArchiveState.SHOWING for one in watchers), 60)
        stage.watchers = []  # reading every stamp is the tests' work
        for rate, share in RATES:
            end = time.monotonic() + seconds * share
            media_ms = float(start)
            while time.monotonic() < end:
                clock = PlayClock(media_ms, time.monotonic(), rate)
                for watcher in watchers:
                    watcher.player.follow(clock)
                leg_end = min(end, clock.at + (HOLE[0] + 24_000 - media_ms) / 1000 / rate)
                _sample(stage, watchers, clock, leg_end, samples)
                media_ms = float(start)
        return samples
    finally:
        stage.close()


def _sample(
    stage: ArchiveStage, watchers: list[Watcher], clock: PlayClock, end: float, samples: list[float]
) -> None:
    settled = time.monotonic() + 1.0  # the seek itself is measured elsewhere
    while time.monotonic() < end:
        stage.pump(0.007)
        if time.monotonic() > settled:
            shown = [watcher.instant for watcher in watchers]
            known = [one for one in shown if one is not None]
            samples.append(float(max(known) - min(known)))


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 % do not exceed."""
    return sorted(values)[int(len(values) * 0.95)]


def line(what: str, values: Sequence[float]) -> str:
    """Return a row of the table."""
    median = statistics.median(values)
    return f"| {what} | {median:.0f} | {p95(values):.0f} | {max(values):.0f} | {len(values)} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeks", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each number of tied players")
    parser.add_argument("--players", type=int, nargs="*", default=[4, 16])
    parser.add_argument("--results", type=Path, help="write all figures as JSON")
    values = parser.parse_args()
    asked = targets(values.seeks)
    rows: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="xueliang-bench-") as name, archive_server(Path(name)) as server:
        if asked:
            libvlc, errors = bare(f"{server}/archive.mp4", asked)
            rows["seek, bare libVLC, MP4, ms"] = libvlc
            rows["the same: its error, ms of footage"] = [abs(error) for error in errors]
            rows["seek, ours, MP4, ms"] = ours(f"{server}/archive.mp4", asked, file=True)
            rows["seek, ours, HTTP-TS, ms"] = ours(f"{server}/a.ts?x=1", asked, file=False)
            rows["scrubbing (key frame), ours, HTTP-TS, ms"] = ours(
                f"{server}/a.ts?x=1", asked, file=False, quick=True
            )
        for players in values.players:
            rows[f"skew of {players} players, ms of footage"] = skew(server, players, values.seconds)
    print(machine(), "| what | median | p95 | max | n |\n|---|---|---|---|---|", sep="\n\n")
    for what, figures in rows.items():
        print(line(what, figures))
    if asked:
        for ours_name in ("seek, ours, MP4, ms", "seek, ours, HTTP-TS, ms"):
            ratio = statistics.median(rows[ours_name]) / statistics.median(rows["seek, bare libVLC, MP4, ms"])
            print(f"\n{ours_name}: ratio of the medians {ratio:.2f}")
    if values.results:
        values.results.write_text(json.dumps(rows, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
