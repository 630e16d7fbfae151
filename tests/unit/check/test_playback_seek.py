"""What is right and what is wrong in a seek, from glances that the test makes up."""

from desktop.check.playback_eyes import Glance, Sight
from desktop.check.playback_footage import Footage
from desktop.check.playback_report import PlaybackReport, seek_report, summed_up
from desktop.check.playback_seek import SeekWatch, TileSeek

ASKED = 1_000_000_000
PRESSED = 50.0
OLD = ASKED - 600_000
EMPTY = Sight(blank=True)
SHOWING = {0: "showing", 1: "showing"}


def watch_of(*footage: Footage, had_picture: bool = True) -> SeekWatch:
    tiles = [TileSeek(cell, 7 + cell, each, had_picture) for cell, each in enumerate(footage)]
    return SeekWatch(ASKED, PRESSED, tiles, picture_ms=84)


def both_full() -> SeekWatch:
    return watch_of(Footage.FULL, Footage.FULL)


def look(watch: SeekWatch, after_s: float, *sights: Sight | int) -> None:
    """Let the tiles show instants, given relative to the asked one, or whatever else."""
    seen = [
        Sight(7 + cell, ASKED + sight) if isinstance(sight, int) else sight
        for cell, sight in enumerate(sights)
    ]
    watch.note(Glance(PRESSED + after_s, dict(enumerate(seen))))


def play(watch: SeekWatch, from_s: float, *offsets: int, looks: int = 60) -> None:
    for number in range(looks):
        gone = number * 16
        look(watch, from_s + gone / 1000, *(gone // 80 * 80 + offset for offset in offsets))


def problems(watch: SeekWatch, states: dict[int, str] | None = None) -> list[str]:
    return seek_report(3, watch, states or SHOWING, 1000.0).problems


def test_the_last_tile_decides_how_long_it_took() -> None:
    watch = both_full()
    look(watch, 0.1, OLD - ASKED, OLD - ASKED)
    look(watch, 0.2, -40, OLD - ASKED)
    assert watch.all_right_at is None
    look(watch, 0.35, -40, -40)
    play(watch, 0.4, 0, 0)
    report = seek_report(3, watch, SHOWING, 1000.0)
    assert report.problems == []
    assert report.time_ms == 350
    assert [tile.right_ms for tile in report.tiles] == [200, 350]
    assert [tile.seen_ms for tile in report.tiles] == [ASKED - 40, ASKED - 40]


def test_a_key_frame_before_is_right_and_a_picture_after_is_not() -> None:
    watch = both_full()
    look(watch, 0.19, OLD - ASKED, OLD - ASKED)
    look(watch, 0.2, -2000, 100)
    assert [tile.right_at for tile in watch.tiles] == [PRESSED + 0.2, None]
    look(watch, 0.21, -1900, -2001)
    assert watch.tiles[1].right_at is None


def test_a_key_frame_on_the_way_is_told_from_the_asked_picture() -> None:
    watch = both_full()
    look(watch, 0.2, -1500, -40)
    look(watch, 0.9, -1500, -40)
    assert watch.all_right_at == PRESSED + 0.2
    assert watch.all_exact_at is None
    assert watch.skews == [], "they wait for each other and do not play yet"
    look(watch, 1.0, -40, -40)
    assert not watch.all_play, "coming to the asked instant is not going on from there"
    play(watch, 1.0, 0, 0)
    report = seek_report(3, watch, SHOWING, 1000.0)
    assert report.problems == []
    assert (report.time_ms, report.exact_ms) == (200, 1000)


def test_a_tile_that_stays_at_the_key_frame_is_a_fault() -> None:
    watch = both_full()
    for number in range(20):
        look(watch, 0.2 + number * 0.1, -1500, number * 80)
    assert problems(watch) == [f"seek 3 to {ASKED}: tile 1 (camera 7, state showing) stands still"]


def test_a_late_tile_may_join_the_others_where_they_are() -> None:
    watch = both_full()
    look(watch, 0.1, -40, OLD - ASKED)
    for number in range(10):
        look(watch, 0.2 + number * 0.1, number * 80, OLD - ASKED)
    look(watch, 1.2, 800, 800)
    assert watch.all_right_at == PRESSED + 1.2
    play(watch, 1.25, 880, 880)
    assert problems(watch) == []


def test_a_tile_far_ahead_of_the_others_is_never_right() -> None:
    watch = both_full()
    for number in range(20):
        look(watch, 0.1 + number * 0.1, number * 80, 5000 + number * 80)
    assert any("never showed the instant" in problem for problem in problems(watch))


def test_a_tile_that_loses_its_picture_is_told_from_one_that_never_had_any() -> None:
    lost, new = both_full(), watch_of(Footage.FULL, Footage.FULL, had_picture=False)
    for watch in (lost, new):
        look(watch, 0.1, EMPTY, OLD - ASKED)
        look(watch, 0.2, -40, -40)
        play(watch, 0.3, 0, 0)
    assert [problem for problem in problems(lost) if "empty in 1 looks" in problem]
    assert problems(new) == []


def test_half_painted_looks_are_counted_but_are_no_fault() -> None:
    watch = both_full()
    look(watch, 0.1, Sight(), -40)
    look(watch, 0.2, -40, -40)
    play(watch, 0.3, 0, 0)
    report = seek_report(3, watch, SHOWING, 1000.0)
    assert report.problems == []
    assert [tile.unreadable_looks for tile in report.tiles] == [1, 0]


def test_another_camera_is_a_fault() -> None:
    watch = both_full()
    look(watch, 0.1, Sight(99, ASKED), -40)
    assert any("tile 1 (camera 7, state showing) showed camera 99" in problem for problem in problems(watch))


def test_a_tile_that_goes_back_to_another_instant_is_a_fault() -> None:
    watch = both_full()
    look(watch, 0.2, -40, -40)
    look(watch, 0.4, OLD - ASKED, 160)
    assert any(f"left the instant for {OLD}" in problem for problem in problems(watch))


def test_a_tile_that_stands_still_is_a_fault() -> None:
    watch = both_full()
    for number in range(20):
        look(watch, 0.2 + number * 0.1, -40, number * 80)
    assert not watch.all_play
    assert problems(watch) == [f"seek 3 to {ASKED}: tile 1 (camera 7, state showing) stands still"]


def test_skew_is_what_the_tiles_are_apart_while_they_play() -> None:
    watch = both_full()
    look(watch, 0.2, -40, -40)
    play(watch, 0.2, 0, 80)
    assert set(watch.skews) == {80.0}


def test_where_there_is_no_recording_the_tile_has_to_say_so() -> None:
    watch = watch_of(Footage.FULL, Footage.NONE)
    look(watch, 0.2, -40, EMPTY)
    play(watch, 0.3, 0, OLD - ASKED)
    assert watch.all_right_at == PRESSED + 0.2
    assert problems(watch, {0: "showing", 1: "gap"}) == []
    assert [each for each in problems(watch) if "does not say that there is no recording" in each]


def test_nothing_is_demanded_where_footage_begins_or_ends() -> None:
    watch = watch_of(Footage.FULL, Footage.EDGE)
    look(watch, 0.2, -40, 500)
    play(watch, 0.3, 0, 5000)
    assert problems(watch) == []
    assert watch.skews == []


def test_the_sum_of_all_seeks() -> None:
    right, wrong = both_full(), both_full()
    look(right, 0.25, -40, -40)
    play(right, 0.3, 0, 0)
    look(wrong, 0.25, -40, EMPTY)
    report = PlaybackReport(cameras=2, seed=5)
    report.seeks = [seek_report(1, right, SHOWING, 10.0), seek_report(2, wrong, SHOWING, 10.0)]
    summed_up(report, [0.0] * 18 + [84.0, 84.0], 3)
    assert report.seek_ms == {"p50": 250, "p95": 250, "max": 250}
    assert report.skew_ms == {"p50": 0, "p95": 84, "max": 84}
    assert not report.ok
    verdict = report.verdict(3)
    assert "FAILED" in verdict
    assert "1/3" in verdict
    assert "黑屏 black 1" in verdict
    assert "2 seeks instead of 3" in verdict
    assert "\n" not in verdict


def test_a_report_without_problems_passes() -> None:
    watch = both_full()
    look(watch, 0.25, -40, -40)
    play(watch, 0.3, 0, 0)
    report = PlaybackReport(cameras=2, seed=5, seeks=[seek_report(1, watch, SHOWING, 10.0)])
    summed_up(report, watch.skews, 1)
    assert report.ok
    assert report.verdict(1).startswith("通过 PASSED · 2 路回放 cameras · 1/1")
