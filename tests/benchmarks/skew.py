"""How far apart tied tiles are while they play: `python -m tests.benchmarks.skew`.

The clock group, feeds, players and worker processes of the product on footage that was encoded beforehand;
the tiles' window is never painted. Groups of 4 and of 16 tiles play beside each other for ten minutes, over a
gap in the footage, changes of speed (×0.5, ×1, ×2, ×4) and seeks. After each pass over the tiles (40 a
second), which is what Qt would paint together, the stamps of the pictures on show are compared. While a clock
waits for the pictures of an asked instant its tiles do not play, and nothing is sampled.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np
from PySide6.QtWidgets import QApplication

from desktop.domain.camera import CameraId
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket
from desktop.domain.recording import Recording, RecordingKind, RecordStorage
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from desktop.services.clock import SystemClock
from player.api import Frame, PlayerFactory
from player.factory import WorkerPlayerFactory
from tests.benchmarks.seek import archive_server
from tests.benchmarks.table import machine
from tests.support import stamp
from tests.support.archive_server import BASE_MS, CAMERA, HOLE, SECONDS
from tests.support.wall_parts import SUB, camera
from ui import theme
from ui.frame_pump import EAGER_MS, INTERVAL_MS
from ui.playback import clock_rules as rules
from ui.playback.cell import PlaybackCell
from ui.playback.clock_group import ClockGroup
from ui.playback.clock_rules import Motion, Standing
from ui.playback.controller import TICK_MS
from ui.playback.feed import PlaybackServices
from ui.playback.states import Coverage, Known
from ui.playback.tile import PlaybackTile

WHOLE = TimeRange(BASE_MS, BASE_MS + SECONDS * 1000)
TIMELINE = Timeline.of(
    [
        Recording(part, RecordingKind.TIMED, RecordStorage.PLATFORM, 0)
        for part in (TimeRange(BASE_MS, HOLE[0]), TimeRange(HOLE[1], WHOLE.end_ms))
    ],
    WHOLE,
)
BOUNDS_MS = {4: 40, 16: 80}
TILE = (480, 300)
HEAD = """
| ms of footage | median | p95 | p99 | worst | apart | n | bound, p95 |
|---|---|---|---|---|---|---|---|"""
OPEN_S = 30.0


@dataclass(frozen=True, slots=True)
class Leg:
    """A piece of the way: how fast, for how long, and where it begins (None: where the last one ended)."""

    speed: float
    seconds: float
    from_ms: int | None = None


LEGS = (
    Leg(1.0, 12.0, HOLE[0] - 6_000),  # plays into the gap and on behind it
    Leg(2.0, 8.0),
    Leg(4.0, 3.0),
    Leg(4.0, 8.0, HOLE[0] - 20_000),
    Leg(0.5, 8.0),
    Leg(1.0, 6.0, HOLE[0] + 3_000),  # a seek into the gap
    Leg(2.0, 8.0, BASE_MS + 10_000),
    Leg(1.0, 4.0, BASE_MS + 55_500),
    Leg(0.5, 3.0),
)


class Permission:
    """Gives a ticket at once."""

    def __init__(self, server: str) -> None:
        self._server = server

    async def open(
        self,
        camera_id: CameraId,
        role: StreamRole,  # noqa: ARG002
        start_ms: int,
        *,
        fresh: bool = False,  # noqa: ARG002
    ) -> PlaybackTicket:
        """Return a ticket for the archive server's footage."""
        return PlaybackTicket(
            ticket_id=str(camera_id),
            url=f"{self._server}/{camera_id}.ts?key={camera_id}",
            protocol=PlaybackProtocol.HTTP_TS,
            profile=SUB,
            storage=RecordStorage.PLATFORM,
            available=TIMELINE.run(start_ms) or WHOLE,
            speeds=(0.5, 1.0, 2.0, 4.0),
            reverse=False,
            expires_at_ms=2**42,
        )


@dataclass(slots=True)
class Tied:
    """A group of tiles, and what was seen of it; milliseconds of footage."""

    group: ClockGroup
    stamps: list[tuple[int, int] | None]
    """Of each tile: the number of the picture on show, and the instant in its stamp."""
    samples: dict[float, list[int]] = field(default_factory=dict)
    """By speed."""
    held_s: float = 0.0
    pictures: int = 0

    def look(self) -> None:
        """Read the stamps of new pictures; note how far apart the tiles are if they play."""
        for index, cell in enumerate(self.group.cells):
            frame, known = cell.feed.frame, self.stamps[index]
            if frame is not None and (known is None or known[0] != frame.picture):
                self.stamps[index] = frame.picture, _instant(frame)
                self.pictures += 1
        if self.group.motion.rate and None not in self.stamps:
            instants = [known[1] for known in self.stamps if known is not None]
            self.samples.setdefault(self.group.motion.rate, []).append(max(instants) - min(instants))

    def all(self) -> list[int]:
        """Return the samples of all speeds."""
        return [sample for samples in self.samples.values() for sample in samples]


def _instant(frame: Frame) -> int:
    found = stamp.read(frame.pixels, frame.width, frame.height, frame.stride)
    assert found == (CAMERA, frame.media_ms), (found, frame.media_ms)
    return found[1]


def tied(count: int, server: str, players: PlayerFactory) -> Tied:
    """Put so many tiles on one clock."""
    services = PlaybackServices(Permission(server), players, SystemClock())
    motion = Motion(float(BASE_MS), time.monotonic(), held=True)
    group = ClockGroup(motion)
    for number in range(count):
        tile = PlaybackTile()
        tile.resize(*TILE)
        tile.show()
        cell = PlaybackCell(camera(number + 1), tile, services, motion=motion, role=StreamRole.SUB)
        group.cells.append(cell)
        cell.start(_coverage)
    return Tied(group, [None] * count)


def _coverage(ms: float) -> Coverage:
    inside = TIMELINE.at(ms) is not None
    return Coverage(Known.FOOTAGE) if inside else Coverage(Known.GAP, TIMELINE.next_start(ms))


def _standing(cell: PlaybackCell, now: float) -> Standing:
    return Standing(TIMELINE, cell.media_at(now))


async def play(groups: Sequence[Tied], seconds: float) -> None:
    """Lead all groups the same way for so long."""
    await _pump(groups, lambda: all(not one.group.motion.held for one in groups), OPEN_S)
    for one in groups:
        one.samples.clear()
        one.held_s, one.pictures = 0.0, 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for leg in LEGS:
            for one in groups:
                _begin(one.group, leg)
            leg_end = time.monotonic() + leg.seconds
            await _pump(groups, lambda: False, min(leg_end, end) - time.monotonic())


def _begin(group: ClockGroup, leg: Leg) -> None:
    now = time.monotonic()
    motion = rules.at_speed(group.motion, leg.speed, now)
    if leg.from_ms is not None:
        motion = rules.seek(motion, leg.from_ms, now)
    group.push(motion, moved=leg.from_ms is not None)


async def _pump(groups: Sequence[Tied], done: Callable[[], bool], seconds: float) -> None:
    """Do what the view's timers do."""
    end = time.monotonic() + seconds
    ticked = due = time.monotonic()
    while (now := time.monotonic()) < end and not done():
        eager = [one.group.poll(now) for one in groups]
        for one in groups:
            one.look()
        if now - ticked >= TICK_MS / 1000:
            ticked = now
            for one in groups:
                one.group.tick(now, WHOLE, _standing)
        period = (EAGER_MS if any(eager) else INTERVAL_MS) / 1000
        for one in groups:
            one.held_s += period * one.group.motion.held
        due = max(due + period, time.monotonic())
        await asyncio.sleep(max(0.0, due - time.monotonic()))


async def measure(counts: Sequence[int], seconds: float) -> list[Tied]:
    """Play groups of these numbers of tiles at once, each with workers of its own."""
    loop = asyncio.get_running_loop()
    players = [WorkerPlayerFactory(loop.call_soon_threadsafe) for _ in counts]
    with tempfile.TemporaryDirectory(prefix="xueliang-bench-") as name, archive_server(Path(name)) as server:
        groups = [tied(count, server, factory) for count, factory in zip(counts, players, strict=True)]
        try:
            await play(groups, seconds)
        finally:
            for one in groups:
                for cell in one.group.cells:
                    cell.close()
            for factory in players:
                factory.close()
    return groups


def row(what: str, samples: Sequence[int], bound: str) -> str:
    """Return a row of the table."""
    p95, p99 = (round(float(np.percentile(samples, share, method="higher"))) for share in (95, 99))
    apart = sum(sample > 0 for sample in samples) / len(samples)
    return (
        f"| {what} | {median(samples):.0f} | {p95} | {p99} | {max(samples)} | {apart:.2%} | {len(samples)}"
        f" | {bound} |"
    )


def main() -> int:
    """Print the table; status 1 when a bound is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--tiles", type=int, nargs="+", default=[4, 16])
    parser.add_argument("--results", type=Path, help="write all samples as JSON")
    values = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    theme.apply(app)
    groups = asyncio.run(measure(values.tiles, values.minutes * 60))
    print(machine(), f"Load average at the end: {os.getloadavg()[0]:.1f}.", sep="\n\n")
    print(HEAD)
    kept = True
    for count, one in zip(values.tiles, groups, strict=True):
        bound = BOUNDS_MS.get(count)
        samples = one.all()
        kept = kept and (bound is None or float(np.percentile(samples, 95, method="higher")) <= bound)
        print(row(f"{count} tiles", samples, "–" if bound is None else f"≤ {bound} ms"))
        for speed, part in sorted(one.samples.items()):
            print(row(f"{count} tiles at ×{speed:g}", part, "–"))
        print(f"\n{count} tiles: {one.pictures} pictures, waited {one.held_s:.1f} s for seeks\n")
    if values.results:
        found = {str(count): one.samples for count, one in zip(values.tiles, groups, strict=True)}
        values.results.write_text(json.dumps(found))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
