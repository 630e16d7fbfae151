"""Players that come late take longer turns, all the same ones, and shorter ones again when there is time."""

import time

from player.api import ArchiveSource, ArchiveState, PlayClock
from player.worker.archive.course import Course
from player.worker.archive.pace import LONGEST, Pace, Paces, Turns
from player.worker.archive.packets import Demand
from tests.player.test_archive_pieces import filled
from tests.support.archive_server import BASE_MS, FPS, HOLE, instant
from tests.support.archive_stage import ArchiveStage, running

LATE_S, EARLY_S = 0.05, -0.01


def play(pace: Pace, from_s: float, seconds: float, late_share: float) -> float:
    """Let pictures be ready, that share of them late; return when it ends."""
    for number in range(round(seconds * 100)):
        pace.note(from_s + number / 100, LATE_S if number % 100 < late_share * 100 else EARLY_S)
    return from_s + seconds


def test_who_is_in_time_keeps_the_shortest_turns() -> None:
    pace = Pace()
    play(pace, 100.0, 20.0, 0.0)
    assert pace.turns.then == 1


def test_turns_get_longer_while_pictures_come_late_and_shorter_again() -> None:
    pace = Pace()
    end = play(pace, 100.0, 10.0, 0.9)
    assert pace.turns.then == LONGEST
    play(pace, end, 600.0, 0.0)
    assert pace.turns.then == 1


def test_one_player_of_sixteen_does_not_slow_down_the_others() -> None:
    pace = Pace()
    for number in range(4000):
        pace.note(100.0 + number / 200, LATE_S if number % 16 == 0 else EARLY_S)
    assert pace.turns.then == 1


def test_what_was_too_early_is_tried_later_the_next_time() -> None:
    pace = Pace()
    now, waits = 100.0, []
    for _ in range(4):
        now = play(pace, now, 1.0, 1.0)
        longer, since = pace.turns.then, now
        while pace.turns.then >= longer:
            now = play(pace, now, 1.0, 0.0)
        waits.append(now - since)
    assert waits[1] < waits[2] < waits[3]


def test_each_speed_has_a_pace_of_its_own() -> None:
    paces = Paces()
    play(paces.at(4.0), 100.0, 10.0, 1.0)
    assert paces.at(4.0).turns.then == LONGEST
    assert paces.at(1.0).turns.then == 1
    assert paces.at(-4.0) is paces.at(4.0)


def test_long_turns_begin_where_short_ones_begin() -> None:
    store = filled(Demand(BASE_MS), [instant(number) for number in range(600)])
    source = ArchiveSource("http://x/a.ts", "test")
    clock = PlayClock(BASE_MS, 0.0, 4.0)
    shown = [
        {
            Course(source, clock, turns=Turns(turns, turns)).first_of_turn(store, instant(number))
            for number in range(500)
        }
        for turns in (1, 2, 4, 8)
    ]
    for longer, shorter in zip(shown[1:], shown, strict=False):
        assert longer < shorter


def test_longer_turns_begin_for_all_players_with_the_same_picture() -> None:
    store = filled(Demand(BASE_MS), [instant(number) for number in range(600)])
    source, clock = ArchiveSource("http://x/a.ts", "test"), PlayClock(BASE_MS, 0.0, 4.0)
    before, after = Course(source, clock), Course(source, clock, turns=Turns(1, 2, since=5.0))
    short, changed = (
        [each.first_of_turn(store, instant(number)) for number in range(500)] for each in (before, after)
    )
    same = [number for number in range(500) if short[number] == changed[number]]
    assert same[: 20 * FPS] == list(range(20 * FPS)), "until then (20 s of footage) nothing changes"
    assert len(set(changed[20 * FPS :])) < len(set(short[20 * FPS :]))


def test_a_change_of_speed_shows_no_earlier_picture(archive: ArchiveStage, archive_server: str) -> None:
    clock = running(BASE_MS + 2_000)
    watcher = archive.open(f"{archive_server}/a.ts?key=speed", clock)
    archive.until_state(watcher, ArchiveState.SHOWING)
    media_ms = clock.media_at(time.monotonic()) + 1_000
    for rate in (1.0, 4.0, 2.0, 4.0, 0.5, 4.0):
        clock = running(media_ms, rate)
        watcher.player.follow(clock)
        archive.pump(0.4)
        media_ms = clock.media_at(time.monotonic())
    shown = [media_ms for media_ms, _ in watcher.seen]
    assert shown == sorted(shown)
    assert len(shown) > 6
    assert shown[-1] < HOLE[0]
