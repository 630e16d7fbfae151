"""Recordings that run: in step with the clock and with each other, at all speeds, over gaps, to the end."""

import json
import time
import urllib.request
from itertools import pairwise

import psutil
import pytest

from player.api import ArchiveState, PlayClock
from tests.support.archive_server import BASE_MS, FPS, GOP_MS, HOLE, SECONDS, instant
from tests.support.archive_stage import ArchiveStage, Watcher, paused, running

A = ArchiveState


def behind_ms(watcher: Watcher, clock: PlayClock) -> list[float]:
    """Return for each picture seen by how much it was shown after its moment, in real milliseconds."""
    return [
        (shown_at - clock.at) * 1000 - (media_ms - clock.media_ms) / clock.rate
        for media_ms, shown_at in watcher.seen
    ]


def quarters(values: list[float]) -> tuple[float, float]:
    """Return the median and the value that three quarters stay below."""
    ranked = sorted(values)
    return ranked[len(ranked) // 2], ranked[len(ranked) * 3 // 4]


def sent(server: str, key: str) -> int:
    with urllib.request.urlopen(f"{server}/sent") as answer:
        return int(json.loads(answer.read()).get(key, 0))


def test_every_picture_at_its_moment(archive: ArchiveStage, archive_server: str) -> None:
    clock = running(BASE_MS + 12_000)
    watcher = archive.open(f"{archive_server}/a.ts?key=play", clock)
    archive.pump(3.0)
    instants = [media_ms for media_ms, _ in watcher.seen]
    assert instants == sorted(set(instants))
    late = behind_ms(watcher, clock)
    assert min(late) > -1.0, "shown before its moment"
    assert quarters(late)[1] < 120, late
    assert len(instants) > 25
    assert A.SEEKING not in watcher.states()[2:]
    stats = watcher.player.stats()
    assert (stats.source_width, stats.source_height) == (480, 270)
    assert 8 < stats.fps < 16


@pytest.mark.parametrize("rate", [0.25, 2.0, 4.0])
def test_all_pictures_at_moderate_speeds(archive: ArchiveStage, archive_server: str, rate: float) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=rate", paused(BASE_MS + 2_000))
    archive.until_state(watcher, A.SHOWING)
    clock = running(BASE_MS + 2_000, rate)
    watcher.player.follow(clock)
    watcher.seen.clear()
    archive.pump(2.0)
    assert quarters(behind_ms(watcher, clock))[1] < 120
    steps = [after - before for (before, _), (after, _) in pairwise(watcher.seen)]
    assert max(steps) <= 500 * max(rate, 1)
    assert min(steps) > 0


@pytest.mark.parametrize("rate", [8.0, 16.0])
def test_key_frames_at_high_speeds(archive: ArchiveStage, archive_server: str, rate: float) -> None:
    clock = running(BASE_MS + 2_000, rate)
    watcher = archive.open(f"{archive_server}/a.ts?key=fast{rate:g}", clock)
    archive.pump(2.2)
    assert len(watcher.seen) > 2.2 * rate * 1000 / GOP_MS / 2
    assert all((media_ms - BASE_MS) % GOP_MS == 0 for media_ms, _ in watcher.seen)
    assert quarters(behind_ms(watcher, clock)[1:])[1] < 150


@pytest.mark.parametrize("offered", [True, False])
@pytest.mark.parametrize("rate", [-1.0, -8.0])
def test_backwards(archive: ArchiveStage, archive_server: str, rate: float, *, offered: bool) -> None:
    start = BASE_MS + 50_000
    clock = running(start, rate)
    watcher = archive.open(f"{archive_server}/a.ts?key=back{rate:g}", clock, reverse=offered)
    archive.pump(4.5 if rate == -1.0 else 3.0)
    instants = [media_ms for media_ms, _ in watcher.seen]
    assert len(instants) >= (2 if rate == -1.0 else 6), instants
    assert instants == sorted(instants, reverse=True)
    assert all((media_ms - BASE_MS) % GOP_MS == 0 for media_ms in instants)
    assert quarters(behind_ms(watcher, clock)[1:])[0] < 300
    assert A.FAILED not in watcher.states()


def test_pause_and_on_again(archive: ArchiveStage, archive_server: str) -> None:
    clock = running(BASE_MS + 30_000)
    watcher = archive.open(f"{archive_server}/a.ts?key=rest", clock)
    assert archive.until(lambda: len(watcher.seen) > 8)
    stop_at = clock.media_at(time.monotonic())
    watcher.player.follow(paused(stop_at))
    expected = max(one for one in map(instant, range(SECONDS * FPS)) if one <= stop_at)
    archive.until_instant(watcher, expected, 6)
    archive.pump(0.3)
    worker = psutil.Process(archive.factory.worker_pids()[0])
    pictures, cpu = sent(archive_server, "rest"), sum(worker.cpu_times()[:2])
    archive.pump(1.5)
    assert watcher.instant == expected
    assert sent(archive_server, "rest") == pictures, "somebody reads on"
    assert sum(worker.cpu_times()[:2]) - cpu < 0.15, "a paused player works"
    again = running(stop_at)
    watcher.player.follow(again)
    seen = len(watcher.seen)
    assert archive.until(lambda: len(watcher.seen) > seen + 8, 6)
    assert watcher.seen[seen][0] == min(one for one in map(instant, range(SECONDS * FPS)) if one > expected)
    assert sent(archive_server, "rest") < 20 * FPS, "only a little is read ahead"


@pytest.mark.parametrize("players", [4, 16])
def test_tied_players_show_the_same_instant(archive: ArchiveStage, archive_server: str, players: int) -> None:
    watchers = [
        archive.open(f"{archive_server}/{number}.ts?key=tied", paused(BASE_MS + 10_000))
        for number in range(players)
    ]
    assert archive.until(lambda: all(one.state is A.SHOWING for one in watchers), 30)
    clock = running(BASE_MS + 10_000)
    for watcher in watchers:
        watcher.player.follow(clock)
    archive.pump(0.5)
    for watcher in watchers:
        watcher.seen.clear()
    archive.pump(2.0)
    shown: dict[int, list[float]] = {}
    for watcher in watchers:
        for media_ms, shown_at in watcher.seen:
            shown.setdefault(media_ms, []).append(shown_at)
    spreads = [max(times) - min(times) for times in shown.values() if len(times) == players]
    assert len(spreads) > 8
    assert sorted(spreads)[len(spreads) // 2] < 0.12


def test_a_gap_is_told_and_the_footage_behind_it_joins(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=gap", running(HOLE[0] - 1_000))
    archive.until_state(watcher, A.GAP, 8)
    assert watcher.events[-1].at_ms == HOLE[1]
    assert watcher.instant == instant(60 * FPS - 1), "the last picture before the gap stays"
    watcher.player.follow(running(HOLE[1] - 500))
    assert archive.until(lambda: watcher.instant is not None and watcher.instant >= HOLE[1], 6)
    archive.until_state(watcher, A.SHOWING)
    assert watcher.seen[-1][0] >= HOLE[1]


def test_a_seek_into_a_gap(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=into", paused(HOLE[0] + 5_000))
    archive.until_state(watcher, A.GAP)
    assert watcher.events[-1].at_ms == HOLE[1]
    assert watcher.instant is None
    watcher.player.follow(paused(HOLE[1] + 100))
    archive.until_instant(watcher, instant(76 * FPS + 1))
    archive.until_state(watcher, A.SHOWING)


@pytest.mark.parametrize("empty", ["", "&empty=1"])
def test_the_end(archive: ArchiveStage, archive_server: str, empty: str) -> None:
    start = BASE_MS + SECONDS * 1000 - 1_000
    watcher = archive.open(f"{archive_server}/a.ts?key=end{empty}", running(start))
    archive.until_state(watcher, A.ENDED, 8)
    assert watcher.instant == instant(SECONDS * FPS - 1)
    watcher.player.follow(paused(start - 30_000))
    archive.until_instant(watcher, instant((SECONDS - 31) * FPS))
    archive.until_state(watcher, A.SHOWING)
    watcher.player.follow(paused(start + 900_000))
    archive.until_state(watcher, A.ENDED if not empty else A.FAILED)
