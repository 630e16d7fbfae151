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
LATE_MS = 300.0
"""The benchmark measures it; this finds what is out of step for good, on a busy machine too."""


def behind_ms(watcher: Watcher, clock: PlayClock) -> list[float]:
    """Return for each picture seen by how much it was shown after its moment, in real milliseconds."""
    return [
        (shown_at - clock.at) * 1000 - (media_ms - clock.media_ms) / clock.rate
        for media_ms, shown_at in watcher.seen
    ]


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def run(
    archive: ArchiveStage, url: str, into_ms: int, rate: float, *, reverse: bool = True
) -> tuple[Watcher, PlayClock]:
    """Open a recording, wait for its first picture, then let it run."""
    watcher = archive.open(url, paused(BASE_MS + into_ms), reverse=reverse)
    archive.until_state(watcher, A.SHOWING, 30)
    clock = running(BASE_MS + into_ms, rate)
    watcher.player.follow(clock)
    watcher.seen.clear()
    return watcher, clock


def sent(server: str, key: str) -> int:
    with urllib.request.urlopen(f"{server}/sent") as answer:
        return int(json.loads(answer.read()).get(key, 0))


def test_every_picture_at_its_moment(archive: ArchiveStage, archive_server: str) -> None:
    watcher, clock = run(archive, f"{archive_server}/a.ts?key=play", 12_000, 1.0)
    assert archive.until(lambda: len(watcher.seen) > 30)
    instants = [media_ms for media_ms, _ in watcher.seen]
    assert instants == sorted(set(instants))
    late = behind_ms(watcher, clock)
    assert min(late) > -1.0, "shown before its moment"
    assert median(late) < LATE_MS, late
    assert archive.until(lambda: 8 < watcher.player.stats().fps < 16)
    stats = watcher.player.stats()
    assert (stats.source_width, stats.source_height) == (480, 270)
    assert stats.bitrate > 20_000


@pytest.mark.parametrize("rate", [0.25, 4.0])
def test_all_pictures_at_moderate_speeds(archive: ArchiveStage, archive_server: str, rate: float) -> None:
    watcher, clock = run(archive, f"{archive_server}/a.ts?key=rate", 2_000, rate)
    assert archive.until(lambda: len(watcher.seen) > (5 if rate < 1 else 40))
    late = behind_ms(watcher, clock)
    assert min(late[1:]) > -1.0
    assert median(late) < LATE_MS
    steps = [after - before for (before, _), (after, _) in pairwise(watcher.seen)]
    assert min(steps) > 0
    assert median([float(step) for step in steps]) <= 84 * max(rate / 2, 1)


@pytest.mark.parametrize("rate", [8.0, 16.0])
def test_key_frames_at_high_speeds(archive: ArchiveStage, archive_server: str, rate: float) -> None:
    watcher, clock = run(archive, f"{archive_server}/a.ts?key=fast{rate:g}", 2_000, rate)
    assert archive.until(lambda: len(watcher.seen) > 6)
    assert all((media_ms - BASE_MS) % GOP_MS == 0 for media_ms, _ in watcher.seen)
    assert median(behind_ms(watcher, clock)[1:]) < LATE_MS


@pytest.mark.parametrize(("rate", "offered"), [(-1.0, True), (-8.0, True), (-8.0, False)])
def test_backwards(archive: ArchiveStage, archive_server: str, rate: float, *, offered: bool) -> None:
    url = f"{archive_server}/a.ts?key=back{rate:g}"
    watcher, clock = run(archive, url, 50_000, rate, reverse=offered)
    assert archive.until(lambda: len(watcher.seen) >= (2 if rate == -1.0 else 8))
    instants = [media_ms for media_ms, _ in watcher.seen]
    assert instants == sorted(instants, reverse=True)
    assert all((media_ms - BASE_MS) % GOP_MS == 0 for media_ms in instants)
    assert median(behind_ms(watcher, clock)[1:]) < LATE_MS
    assert A.FAILED not in watcher.states()


def test_pause_and_on_again(archive: ArchiveStage, archive_server: str) -> None:
    watcher, clock = run(archive, f"{archive_server}/a.ts?key=rest", 30_000, 1.0)
    assert archive.until(lambda: len(watcher.seen) > 8)
    stop_at = clock.media_at(time.monotonic())
    watcher.player.follow(paused(stop_at))
    expected = max(one for one in map(instant, range(SECONDS * FPS)) if one <= stop_at)
    archive.until_instant(watcher, expected)
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
    assert archive.until(lambda: len(watcher.seen) > seen + 8)
    assert expected < watcher.seen[seen][0] <= expected + 1_000, "from where it stood"
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
    for watcher in watchers:
        watcher.seen.clear()
    assert archive.until(lambda: all(len(one.seen) > 15 for one in watchers), 30)
    shown: dict[int, list[float]] = {}
    for watcher in watchers:
        for media_ms, shown_at in watcher.seen:
            shown.setdefault(media_ms, []).append(shown_at)
    spreads = [max(times) - min(times) for times in shown.values() if len(times) == players]
    assert len(spreads) > 5
    assert median(spreads) * 1000 < LATE_MS


def test_a_gap_is_told_and_the_footage_behind_it_joins(archive: ArchiveStage, archive_server: str) -> None:
    watcher, _ = run(archive, f"{archive_server}/a.ts?key=gap", HOLE[0] - 1_000 - BASE_MS, 1.0)
    archive.until_state(watcher, A.GAP)
    assert watcher.events[-1].at_ms == HOLE[1]
    assert watcher.instant == instant(60 * FPS - 1), "the last picture before the gap stays"
    watcher.player.follow(running(HOLE[1] - 500))
    assert archive.until(lambda: watcher.instant is not None and watcher.instant >= HOLE[1])
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
    watcher, _ = run(archive, f"{archive_server}/a.ts?key=end{empty}", start - BASE_MS, 1.0)
    archive.until_state(watcher, A.ENDED)
    assert watcher.instant == instant(SECONDS * FPS - 1)
    watcher.player.follow(paused(start - 30_000))
    archive.until_instant(watcher, instant((SECONDS - 31) * FPS))
    archive.until_state(watcher, A.SHOWING)
    watcher.player.follow(paused(start + 900_000))
    archive.until_state(watcher, A.ENDED if not empty else A.FAILED)


def test_a_recording_that_grows(archive: ArchiveStage, archive_server: str) -> None:
    """Near the present the end moves on: the player asks again."""
    watcher, _ = run(archive, f"{archive_server}/a.ts?key=grows&end_s=21&times=2", 20_000, 1.0)
    assert archive.until(lambda: watcher.instant is not None and watcher.instant > BASE_MS + 21_500)
    assert A.FAILED not in watcher.states()


def test_every_order_is_answered(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=told", paused(HOLE[0] + 5_000))
    archive.until_state(watcher, A.GAP)
    for state, into_ms in ((A.GAP, 66_000), (A.GAP, 67_000), (A.SHOWING, 80_000), (A.SHOWING, 80_050)):
        watcher.events.clear()
        watcher.player.follow(paused(BASE_MS + into_ms))
        archive.until_state(watcher, state)
