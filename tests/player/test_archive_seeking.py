"""Recordings: the picture of the asked instant and no other, judged by the stamp in it."""

import json
import random
import time
import urllib.request

import pytest

from player.api import ArchiveSource, ArchiveState, PictureSize
from tests.support.archive_server import BASE_MS, FPS, GOP_MS, HOLE, SECONDS, instant
from tests.support.archive_stage import AREA, ArchiveStage, paused, running

A = ArchiveState


def picture_at(ms: float) -> int:
    """Return the instant of the picture that belongs to `ms`."""
    instants = [instant(number) for number in range(SECONDS * FPS)]
    return max(one for one in instants if one <= ms and not HOLE[0] <= one < HOLE[1])


def requests(server: str, key: str) -> list[str]:
    with urllib.request.urlopen(f"{server}/log") as answer:
        return [line for line in json.loads(answer.read()) if f"key={key}" in line]


def sent(server: str, key: str) -> int:
    with urllib.request.urlopen(f"{server}/sent") as answer:
        return int(json.loads(answer.read()).get(key, 0))


@pytest.mark.parametrize("into_s", [0.0, 19.95, 20.1, 118.0])
def test_the_picture_of_the_asked_instant(archive: ArchiveStage, archive_server: str, into_s: float) -> None:
    asked = BASE_MS + into_s * 1000
    watcher = archive.open(f"{archive_server}/a.ts?key=one", paused(asked))
    archive.until_instant(watcher, picture_at(asked))
    archive.until_state(watcher, A.SHOWING)
    on_the_way = {media_ms for media_ms, _ in watcher.seen[:-1]}
    assert on_the_way <= {asked // GOP_MS * GOP_MS}, "others flashed by"


def test_random_seeks(archive: ArchiveStage, archive_server: str) -> None:
    chance = random.Random(7)
    watcher = archive.open(f"{archive_server}/a.ts?key=random", paused(BASE_MS))
    for _ in range(25):
        asked = BASE_MS + chance.randrange(SECONDS * 1000)
        if HOLE[0] <= asked < HOLE[1]:
            continue
        watcher.player.follow(paused(asked))
        archive.until_instant(watcher, picture_at(asked))
        archive.until_state(watcher, A.SHOWING)


def test_words_about_the_instant_before_a_seek_are_not_heard_after_it(
    archive: ArchiveStage, archive_server: str
) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=stale", paused(BASE_MS))
    archive.until_state(watcher, A.SHOWING)
    watcher.player.follow(paused((HOLE[0] + HOLE[1]) / 2))
    time.sleep(1.0)  # the worker says that nothing is recorded here, and nobody listens yet
    watcher.events.clear()
    watcher.player.follow(paused(BASE_MS + 10_000))
    archive.until_instant(watcher, BASE_MS + 10_000)
    archive.until_state(watcher, A.SHOWING)
    assert A.GAP not in watcher.states()


def test_a_seek_while_it_runs_fast_asks_for_that_speed(archive: ArchiveStage, archive_server: str) -> None:
    """The clock waits for the picture and goes on as fast as before; a platform may send just so fast."""
    watcher = archive.open(f"{archive_server}/a.ts?key=fast-seek&paced=1", running(BASE_MS, 4.0))
    archive.until_state(watcher, A.SHOWING)
    watcher.player.follow(paused(BASE_MS + 90_000))
    archive.until_instant(watcher, BASE_MS + 90_000)
    watcher.player.follow(running(BASE_MS + 90_000, 4.0))
    assert archive.until(lambda: (watcher.instant or 0) > BASE_MS + 100_000)
    asked = requests(archive_server, "fast-seek")  # a busy machine may ask once more, but never for less
    assert len(asked) >= 2
    assert all("&speed=4&" in line for line in asked), asked


def test_the_newest_of_many_seeks_wins(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=newest&late=0.15", paused(BASE_MS))
    archive.until_state(watcher, A.SHOWING)
    before = len(requests(archive_server, "newest"))
    targets = [BASE_MS + seconds * 1000 + 40 for seconds in (10, 90, 30, 110, 50, 100)]
    for target in targets:
        watcher.player.follow(paused(target))
    archive.until_instant(watcher, picture_at(targets[-1]))
    archive.pump(0.3)
    assert watcher.instant == picture_at(targets[-1])
    shown = {media_ms for media_ms, _ in watcher.seen[1:]}
    assert shown == {picture_at(targets[-1])}, "a seek that nobody wants any more was shown"
    assert len(requests(archive_server, "newest")) - before <= len(targets)


def test_the_key_frame_is_shown_while_the_asked_picture_takes_long(
    archive: ArchiveStage, archive_server: str
) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=glimpse&stall=5", paused(BASE_MS))
    archive.until_state(watcher, A.SHOWING)
    watcher.events.clear()
    watcher.player.follow(paused(BASE_MS + 31_500))
    archive.until_instant(watcher, BASE_MS + 30_000)
    archive.pump(0.3)
    assert watcher.instant == BASE_MS + 30_000, "what comes on the way flickers"
    assert A.SHOWING not in watcher.states(), "it is not the asked picture"


def test_a_key_frame_that_could_pass_for_the_asked_picture_is_not_shown(
    archive: ArchiveStage, archive_server: str
) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=pass&stall=5", paused(BASE_MS))
    archive.until_state(watcher, A.SHOWING)
    watcher.player.follow(paused(BASE_MS + 30_400))
    assert archive.until(lambda: sent(archive_server, "pass") >= 10)
    archive.pump(0.3)
    assert watcher.instant == BASE_MS


def test_what_lies_in_the_buffer_needs_no_connection(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=near", paused(BASE_MS + 10_000))
    archive.until_state(watcher, A.SHOWING)
    for offset in (10_500, 11_900, 12_700, 10_083, 12_000, 10_000):
        watcher.player.follow(paused(BASE_MS + offset))
        archive.until_instant(watcher, picture_at(BASE_MS + offset))
    assert len(requests(archive_server, "near")) == 1


def test_steps_are_exact(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=step", paused(instant(30 * FPS) + 5))
    archive.until_instant(watcher, instant(30 * FPS))
    number = 30 * FPS
    for step in (1, 1, 1, -1, -1, -1, -1, -1, -1, 1, 5, -7):
        number += step
        watcher.player.step(step)
        archive.until_instant(watcher, instant(number))
    for _ in range(6):  # before the first has been answered
        watcher.player.step(1)
    archive.until_instant(watcher, instant(number + 6))


def test_steps_back_over_what_has_been_read(archive: ArchiveStage, archive_server: str) -> None:
    number = 40 * FPS  # a group's first picture, and the first that is read
    watcher = archive.open(f"{archive_server}/a.ts?key=back", paused(instant(number)))
    archive.until_instant(watcher, instant(number))
    for step in range(1, 4):
        watcher.player.step(-1)
        archive.until_instant(watcher, instant(number - step))


def test_step_while_playing_pauses(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=pause", running(BASE_MS + 10_000))
    assert archive.until(lambda: len(watcher.seen) > 5)
    watcher.player.step(1)

    def stands_still() -> bool:
        seen = len(watcher.seen)
        archive.pump(0.4)
        return len(watcher.seen) == seen

    assert archive.until(stands_still)


def test_no_step_before_the_first_picture_of_all(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=first", paused(instant(1)))
    archive.until_instant(watcher, instant(1))
    for _ in range(3):
        watcher.player.step(-1)
    archive.until_instant(watcher, instant(0))
    assert archive.until(lambda: len(requests(archive_server, "first")) >= 2), "it looked before the first"

    def goes_on() -> bool:
        watcher.player.step(1)
        return archive.until(lambda: watcher.instant == instant(1), 4.0)

    # A step may take back one that still waits for its answer; then the next one shows.
    assert any(goes_on() for _ in range(4))


def test_scrubbing_shows_key_frames_on_the_way(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=scrub", paused(BASE_MS))
    archive.until_state(watcher, A.SHOWING)
    for ms in range(BASE_MS + 4_000, BASE_MS + 56_000, 1_300):
        watcher.player.follow(paused(ms), quick=True)
        archive.pump(0.03)
    final = BASE_MS + 56_000 + 790
    watcher.player.follow(paused(final), quick=True)
    archive.until_instant(watcher, final // GOP_MS * GOP_MS)
    on_the_way = {media_ms for media_ms, _ in watcher.seen[1:]}
    assert len(on_the_way) > 5
    assert all((media_ms - BASE_MS) % GOP_MS == 0 for media_ms in on_the_way)
    watcher.player.follow(paused(final))
    archive.until_instant(watcher, picture_at(final))


def test_another_size_without_another_connection(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=size", paused(BASE_MS + 30_500))
    archive.until_state(watcher, A.SHOWING)
    shown = watcher.instant
    watcher.player.resize(PictureSize(640, 640))

    def is_large() -> bool:
        frame = watcher.player.frame()
        return frame is not None and (frame.width, frame.height) == (640, 360)

    assert archive.until(is_large)
    assert watcher.instant == shown
    assert len(requests(archive_server, "size")) == 1


def test_another_source_on_the_same_player(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=first", paused(BASE_MS + 1_000))
    archive.until_state(watcher, A.SHOWING)
    source = ArchiveSource(f"{archive_server}/b.ts?key=second", "other")
    watcher.player.open(source, AREA, paused(BASE_MS + 90_000))
    assert watcher.player.frame() is not None, "the last picture stays until the first new one"
    archive.until_instant(watcher, BASE_MS + 90_000)


def test_stop_keeps_the_last_picture(archive: ArchiveStage, archive_server: str) -> None:
    watcher = archive.open(f"{archive_server}/a.ts?key=stop", running(BASE_MS + 1_000))
    assert archive.until(lambda: len(watcher.seen) > 3)
    watcher.player.stop()
    archive.until_state(watcher, A.STOPPED)
    archive.pump(0.1)
    seen = len(watcher.seen)
    archive.pump(0.4)
    assert len(watcher.seen) == seen
    assert watcher.player.frame() is not None


@pytest.mark.parametrize("into_s", [0.0, 119.9])
def test_a_file(archive: ArchiveStage, archive_server: str, into_s: float) -> None:
    asked = BASE_MS + into_s * 1000
    watcher = archive.open(f"{archive_server}/archive.mp4", paused(asked), protocol="mp4", origin_ms=BASE_MS)
    expected = max(one for one in map(instant, range(SECONDS * FPS)) if one <= asked)
    archive.until_instant(watcher, expected)
    back = BASE_MS + 12_345
    watcher.player.follow(paused(back))
    archive.until_instant(watcher, picture_at(back))
    watcher.player.step(1)
    archive.until_instant(watcher, instant(12_345 * FPS // 1000 + 1))


def test_pictures_that_come_out_of_order(archive: ArchiveStage, archive_server: str) -> None:
    url = f"{archive_server}/bframes.mp4"
    watcher = archive.open(url, paused(1_010), protocol="mp4", origin_ms=0)
    archive.until_instant(watcher, 1_000)
    expected = 1_000
    for step in (1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1):
        expected += step * 40
        watcher.player.step(step)
        archive.until_instant(watcher, expected)
    for asked in (3_985, 40, 2_039, 2_040, 3_999):
        watcher.player.follow(paused(asked))
        archive.until_instant(watcher, min(asked, 3_999) // 40 * 40)
