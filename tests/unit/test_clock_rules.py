"""The clock of playback: where it stands, how it waits, how it is led over gaps."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.recording import Recording, RecordingKind, RecordStorage
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from ui.playback import clock_rules as rules
from ui.playback.clock_rules import GapJump, Motion, Standing

LIMIT = TimeRange(0, 10_000_000)
instants = st.floats(0, 9_999_999, allow_nan=False)
seconds = st.floats(0, 10_000, allow_nan=False)
speeds = st.sampled_from(rules.SPEEDS)
motions = st.builds(
    Motion,
    instants,
    seconds,
    speed=speeds,
    backwards=st.booleans(),
    playing=st.booleans(),
    held=st.booleans(),
)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Any recordings inside the limit."""
    edges = sorted(draw(st.sets(st.integers(0, 10_000_000), max_size=12)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    kinds = RecordingKind.TIMED, RecordStorage.PLATFORM
    return Timeline.of([Recording(TimeRange(start, end), *kinds) for start, end in pairs], LIMIT)


@given(motions, seconds, speeds)
def test_changing_how_it_goes_never_moves_the_clock(motion: Motion, later: float, speed: float) -> None:
    now = motion.at + later
    here = motion.media_at(now)
    for changed in (
        rules.played(motion, now),
        rules.paused(motion, now),
        rules.at_speed(motion, speed, now),
        rules.turned(motion, now, backwards=not motion.backwards),
        rules.released(motion, now),
    ):
        assert changed.media_at(now) == here


@given(motions, instants, seconds)
def test_a_seek_stands_at_the_instant_until_the_pictures_are_there(
    motion: Motion, target: float, later: float
) -> None:
    sought = rules.seek(motion, target, motion.at)
    assert sought.media_at(motion.at + later) == (target if motion.playing else sought.media_ms)
    assert sought.media_at(motion.at) == target
    let_go = rules.released(sought, motion.at + later)
    assert let_go.rate == motion.wanted_rate
    assert let_go.media_at(motion.at + later) == target


@given(motions, seconds)
def test_a_bounded_clock_is_inside_the_archive(motion: Motion, later: float) -> None:
    limits = TimeRange(2_000_000, 5_000_000)
    now = motion.at + later
    bounded = rules.bounded(motion, limits, now)
    assert limits.start_ms <= bounded.media_at(now) <= limits.end_ms
    assert rules.bounded(bounded, limits, now) == bounded


def test_a_fast_clock_goes_on_at_ordinary_speed_at_the_archives_end_and_stands_at_its_beginning() -> None:
    limits = TimeRange(0, 10_000)
    fast = Motion(9_000.0, 0.0, speed=8.0)
    assert rules.bounded(fast, limits, 1.0) == Motion(10_000.0, 1.0, speed=1.0)
    back = Motion(1_000.0, 0.0, speed=4.0, backwards=True)
    assert rules.bounded(back, limits, 1.0).rate == 0


@given(st.lists(st.tuples(timelines(), instants), min_size=1, max_size=5), st.booleans())
def test_a_jump_over_a_gap_lands_on_the_nearest_footage_of_any_tile(
    tiles: list[tuple[Timeline, float]], backwards: bool
) -> None:
    standings = [Standing(timeline, ms) for timeline, ms in tiles]
    jump = rules.gap_jump(standings, backwards=backwards)
    if any(timeline.at(ms) is not None for timeline, ms in tiles):
        assert jump is None
        return
    assert jump is not None
    delta = jump.delta_ms
    if delta is None:
        ends = [timeline.previous_end(ms) if backwards else timeline.next_start(ms) for timeline, ms in tiles]
        assert ends == [None] * len(tiles)
        return
    assert delta < 0 if backwards else delta > 0
    landed = [timeline.at(ms + delta) for timeline, ms in tiles]
    assert any(segment is not None for segment in landed)
    short_of_it = delta + 2 if backwards else delta - 1
    before = [timeline.at(ms + short_of_it) for timeline, ms in tiles]
    assert not any(before), "footage was jumped over"


def test_nothing_is_skipped_while_one_tiles_recordings_are_unknown() -> None:
    assert rules.gap_jump([Standing(Timeline(), 5.0), Standing(None, 5.0)], backwards=False) is None
    assert rules.gap_jump([Standing(Timeline(), 5.0)], backwards=False) == GapJump(None)
    assert rules.gap_jump([], backwards=False) is None


@given(st.integers(0, 10_000_000), st.integers(16, 10_000_000), st.sampled_from([4, 9, 16]))
def test_slices_are_the_whole_span_and_of_one_length(start: int, length: int, parts: int) -> None:
    span = TimeRange(start, start + length)
    cut = rules.slices(span, parts)
    assert len(cut) == parts
    assert (cut[0].start_ms, cut[-1].end_ms) == (span.start_ms, span.end_ms)
    assert all(one.end_ms == other.start_ms for one, other in pairwise(cut))
    lengths = {each.duration_ms for each in cut}
    assert max(lengths) - min(lengths) <= 1


@given(speeds, st.integers(-10, 10))
def test_speeds_stay_on_the_ladder(speed: float, steps: int) -> None:
    offered = (0.25, 0.5, 1.0, 2.0, 4.0)
    assert rules.next_speed(speed, steps, offered) in offered
    assert rules.next_speed(1.0, 1, offered) == 2.0
    assert rules.next_speed(4.0, 1, offered) == 4.0


def test_what_was_just_passed_is_counted_by_the_clock_on_the_wall() -> None:
    motion = rules.Motion(0.0, 0.0, speed=16.0)
    assert rules.just_passed_ms(motion) == 32_000
    assert rules.just_passed_ms(replace(motion, speed=0.25)) == 2_000
    assert rules.just_passed_ms(replace(motion, playing=False)) == 2_000
    assert rules.just_passed_ms(replace(motion, held=True, backwards=True)) == 32_000
