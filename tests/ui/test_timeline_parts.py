"""The timeline's pure parts: pixels and instants, marks of the ruler, rows of texels, gestures."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint

from desktop.domain.beijing import DAY_MS, moment
from desktop.domain.recording import Mark, MarkKind, RecordingKind
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from tests.support.footage import HOUR_MS, NOW_MS, lane, segment, village_lane
from ui.playback.timeline import interaction
from ui.playback.timeline.bars import GAP_COLOUR, TINT
from ui.playback.timeline.coverage import ALARM, MARK_ALARM, MOTION, TIMED, UNKNOWN, Coverage, widened
from ui.playback.timeline.geometry import (
    WIDE,
    WIDE_LEAST,
    Hit,
    Zone,
    arrange,
    least_height,
    preferred_height,
)
from ui.playback.timeline.interaction import (
    IDLE,
    Button,
    Choose,
    MarkAt,
    Pan,
    Recall,
    Seek,
    Zoom,
    moved,
    pressed,
    released,
    wheeled,
)
from ui.playback.timeline.lane import Lane
from ui.playback.timeline.scale import MAX_SPAN_MS, MIN_SPAN_MS, Scale, Window
from ui.playback.timeline.ticks import LABEL_PX, Label, bands, ruler_for, ticks
from ui.theme import COLOURS, contrast

spans = st.floats(MIN_SPAN_MS, MAX_SPAN_MS)
starts = st.integers(NOW_MS - 400 * DAY_MS, NOW_MS)
shares = st.floats(0, 1)


def _scale(start: float = NOW_MS, span: float = HOUR_MS, width: int = 1000) -> Scale:
    return Scale(Window(start, span), 100, width)


@given(start=starts, span=spans, factor=st.floats(0.01, 100), share=shares)
def test_zooming_keeps_the_instant_where_it_was(start: int, span: float, factor: float, share: float) -> None:
    before = _scale(start, span)
    x = before.left + share * before.width
    after = Scale(before.window.zoomed(factor, before.ms(x), before.share(x)), before.left, before.width)
    assert after.x(before.ms(x)) == pytest.approx(x, abs=0.01)
    assert MIN_SPAN_MS <= after.window.span_ms <= MAX_SPAN_MS
    halfway = Scale(before.window.towards(after.window, 0.4), before.left, before.width)
    assert halfway.x(before.ms(x)) == pytest.approx(x, abs=0.01), "not on the way either"


@given(start=starts, span=spans, slack=st.sampled_from([0.5, 0.98]))
def test_a_window_never_leaves_all_of_time(start: int, span: float, slack: float) -> None:
    extent = TimeRange(NOW_MS - 30 * DAY_MS, NOW_MS)
    kept = Window(float(start), span).kept_near(extent, slack)
    assert kept.span_ms == span
    assert kept.start_ms <= extent.end_ms
    assert kept.end_ms >= extent.start_ms
    assert kept.kept_near(extent, slack) == kept


@pytest.mark.parametrize(
    "span", [TimeRange(5, 5), TimeRange(0, 1), TimeRange(0, 10**15), TimeRange(-5, 10**9)]
)
def test_any_range_makes_a_usable_window(span: TimeRange) -> None:
    made = Window.of(span)
    assert MIN_SPAN_MS <= made.span_ms <= MAX_SPAN_MS
    assert made.range().duration_ms >= MIN_SPAN_MS


@given(start=starts, span=spans, width=st.integers(120, 4000))
@settings(max_examples=60)
def test_marks_of_the_ruler_are_round_and_never_touch(start: int, span: float, width: int) -> None:
    scale = _scale(start, span, width)
    ruler = ruler_for(scale.ms_per_px)
    found = list(ticks(scale, ruler))
    assert len(found) < width / 4, "more marks than can be told apart"
    major = [tick.ms for tick in found if tick.major]
    for one, next_one in pairwise(major):
        assert next_one - one == ruler.major_ms
        assert (next_one - one) / scale.ms_per_px >= LABEL_PX[ruler.label] or ruler.major_ms == 7 * DAY_MS
    for ms in major:
        at = moment(ms)
        if ruler.label is Label.DAY:
            assert (at.hour, at.minute, at.second) == (0, 0, 0)
        else:
            assert (at.hour * 3600 + at.minute * 60 + at.second) % (ruler.major_ms // 1000) == 0
        assert at.microsecond == 0
    assert all(
        tick.midnight == ((moment(tick.ms).hour, moment(tick.ms).minute) == (0, 0))
        for tick in found
        if tick.ms % 60_000 == 0
    )


def test_days_begin_at_beijings_midnight_and_months_on_their_first() -> None:
    day = list(bands(Window(NOW_MS, 2 * DAY_MS), ruler_for(2 * DAY_MS / 1000)))
    assert [moment(band.start_ms).strftime("%d %H:%M") for band in day] == [
        "15 00:00",
        "16 00:00",
        "17 00:00",
    ]
    month = list(bands(Window(NOW_MS - 31 * DAY_MS, 31 * DAY_MS), ruler_for(31 * DAY_MS / 1000)))
    assert [moment(band.start_ms).strftime("%m-%d %H:%M") for band in month] == ["02-01 00:00", "03-01 00:00"]


def test_bands_end_where_no_calendar_goes() -> None:
    far = Window(4_102_444_800_000.0, float(MAX_SPAN_MS))
    assert 1 <= len(list(bands(far, ruler_for(far.span_ms / 1000)))) < 40


pieces = st.lists(st.tuples(st.integers(0, 3_000_000), st.integers(1, 9000)), min_size=1, max_size=40)


@given(found=pieces, level=st.integers(0, 16), first=st.integers(-900, 900), count=st.integers(1, 1500))
@settings(max_examples=60, deadline=None)
def test_a_texel_has_a_flag_exactly_where_footage_touches_it(
    found: list[tuple[int, int]], level: int, first: int, count: int
) -> None:
    spans_made, at = [], 0
    for gap, length in found:
        spans_made.append((at + gap, at + gap + length))
        at += gap + length
    row = Coverage(lane(1, [segment(*span) for span in spans_made])).texels(level, first, count)
    assert len(row) == count
    wanted = bytearray(count)
    for start, end in spans_made:
        for texel in range(max(0, (start >> level) - first), min(count, ((end - 1) >> level) + 1 - first)):
            wanted[texel] = TIMED
    assert row == bytes(wanted)


@pytest.mark.parametrize("level", range(8, 23))
def test_joined_rows_equal_rows_made_directly(level: int) -> None:
    dense = village_lane(2, days=31, per_lane=4000)
    first, count = (NOW_MS - 31 * DAY_MS) >> level, min(4000, (31 * DAY_MS >> level) + 2)
    row = Coverage(dense).texels(level, first, count)
    wanted = bytearray(count)
    flags = {RecordingKind.TIMED: TIMED, RecordingKind.MOTION: MOTION, RecordingKind.ALARM: ALARM}
    for piece in dense.timeline.segments:
        start, end = piece.range.start_ms, piece.range.end_ms
        for texel in range(max(0, (start >> level) - first), min(count, ((end - 1) >> level) + 1 - first)):
            wanted[texel] |= flags[piece.kind]
    assert bytes(flag & (TIMED | MOTION | ALARM) for flag in row) == bytes(wanted)


@given(
    old=st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 9000)), max_size=12),
    new=st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 9000)), max_size=12),
    common=st.integers(0, 12),
)
@settings(deadline=None)
def test_rows_kept_from_a_former_version_are_right_for_the_new_one(
    old: list[tuple[int, int]], new: list[tuple[int, int]], common: int
) -> None:
    def made(gaps: list[tuple[int, int]]) -> Lane:
        found, at = [], 0
        for gap, length in gaps:
            found.append(segment(at + gap, at + gap + length))
            at += gap + length
        marks = tuple(Mark(str(i), piece.range, MarkKind.ALARM) for i, piece in enumerate(found[::2]))
        return lane(1, found, marks=marks, unknown=tuple(piece.range for piece in found[-1:]))

    before, after = made(old), made(old[:common] + new)
    former = Coverage(before)
    for level in (3, 6):
        former.texels(level, -600, 40_000 >> level)
    for level in (3, 6, 9):
        count = 220_000 >> level
        kept = Coverage(after, former).texels(level, -600, count)
        assert kept == Coverage(after).texels(level, -600, count)


def test_a_lane_that_grows_at_its_end_keeps_its_rows() -> None:
    before = village_lane(1)
    former = Coverage(before)
    former.texels(14, (NOW_MS - 30 * DAY_MS) >> 14, (30 * DAY_MS) >> 14)
    last = before.timeline.segments[-1].range
    grown = Timeline((*before.timeline.segments[:-1], segment(last.start_ms, last.end_ms + 10_000)))
    rows = len(former.kept_for(before))
    assert rows - 3 <= len(former.kept_for(replace(before, timeline=grown))) < rows


def test_overlapping_marks_and_unknown_spans_have_flags_of_their_own() -> None:
    marks = (
        Mark("a", TimeRange(0, 5000), MarkKind.ALARM),
        Mark("b", TimeRange(1000, 1001), MarkKind.ALARM),
        Mark("c", TimeRange(9000, 9000), MarkKind.ALARM),
    )
    row = Coverage(lane(1, [], marks=marks, unknown=(TimeRange(2048, 4096),))).texels(10, 0, 12)
    assert [bool(flag & MARK_ALARM) for flag in row] == [True] * 5 + [False] * 3 + [True] + [False] * 3
    assert [index for index, flag in enumerate(row) if flag & UNKNOWN] == [2, 3]


def test_widening_lets_no_single_texel_be_lost_by_halving() -> None:
    row = bytes([0, 1, 0, 0, 4, 0, 0, 0])
    assert widened(row) == bytes([0, 1, 1, 0, 4, 4, 0, 0])
    assert widened(bytes([1, 2, 1, 0, 0])) == bytes([1, 2, 3, 1, 0]), "footage does not grow into an event"
    assert all(any(widened(row)[start::2]) for start in (0, 1))


# gestures -------------------------------------------------------------------------------------------

RULER, NARROW = Hit(Zone.SCRUB), Hit(Zone.LANE, 3)


def test_a_scrub_is_final_only_at_its_end_and_stays_in_the_window() -> None:
    scale = _scale()
    gesture, first = pressed(IDLE, RULER, 600, Button.LEFT, scale)
    gesture, second = moved(gesture, 5000, scale)
    gesture, last = released(gesture, -50, scale)
    assert first == (Seek(NOW_MS + HOUR_MS // 2, final=False),)
    assert second == (Seek(round(scale.ms(1099)), final=False),)
    assert last == (Seek(NOW_MS, final=True),)
    assert gesture == IDLE


def test_a_click_on_a_narrow_bar_chooses_and_seeks_a_drag_pans() -> None:
    scale = _scale()
    gesture, nothing = pressed(IDLE, NARROW, 600, Button.LEFT, scale)
    assert nothing == ()
    assert moved(gesture, 602, scale)[1] == (), "a shaky hand"
    assert released(gesture, 602, scale)[1] == (Choose(3), Seek(round(scale.ms(602)), final=True))
    panning, first = moved(gesture, 610, scale)
    assert first == (Pan(-10 * scale.ms_per_px),)
    assert moved(panning, 590, scale)[1] == (Pan(20 * scale.ms_per_px),)
    assert released(panning, 590, scale) == (IDLE, ())


def test_the_middle_button_pans_anywhere_and_a_second_button_does_nothing() -> None:
    scale = _scale()
    gesture, _ = pressed(IDLE, RULER, 600, Button.MIDDLE, scale)
    assert pressed(gesture, RULER, 700, Button.LEFT, scale) == (gesture, ())
    assert moved(gesture, 605, scale)[1] == (Pan(-5 * scale.ms_per_px),)


def test_marks_names_and_the_edges_arrow() -> None:
    scale = _scale()
    gesture, _ = pressed(IDLE, Hit(Zone.MARK_OUT), 600, Button.LEFT, scale)
    assert moved(gesture, 650, scale)[1] == (MarkAt(round(scale.ms(650)), is_in=False),)
    assert pressed(IDLE, Hit(Zone.NAME, 2), 10, Button.LEFT, scale)[1] == (Choose(2),)
    gesture, effects = pressed(IDLE, Hit(Zone.EDGE), 120, Button.LEFT, scale)
    assert effects == (Recall(),)
    assert released(gesture, 120, scale) == (IDLE, ())


def test_the_wheel_zooms_in_upwards_and_pans_sideways() -> None:
    scale = _scale()
    (zoom,) = wheeled(600, 0, 120, scale, sideways=False)
    assert isinstance(zoom, Zoom)
    assert zoom.factor < 1
    assert wheeled(600, 0, 0, scale, sideways=False) == ()
    for pan in (*wheeled(600, 120, 0, scale, sideways=False), *wheeled(600, 0, 120, scale, sideways=True)):
        assert isinstance(pan, Pan)
        assert pan.by_ms < 0
    fine = interaction.wheeled(600, 0, 15, scale, sideways=False)  # a touch pad
    assert isinstance(fine[0], Zoom)
    assert fine[0].factor ** 8 == pytest.approx(zoom.factor)


# geometry -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 4, 16])
@pytest.mark.parametrize("width", [400, 1440])
def test_lanes_never_overlap_and_end_over_the_overview(count: int, width: int) -> None:
    for height in (least_height(count), preferred_height(count), preferred_height(count) + 200):
        made = arrange(width, height, count, 0 if count else None)
        rects = [*made.lanes, made.overview, made.legend]
        for upper, lower in pairwise(rects):
            assert upper.bottom() < lower.top()
        assert made.legend.bottom() == height - 1
        assert all(rect.height() > 0 and rect.right() < width for rect in made.lanes)
        if count:
            assert 35 <= made.lanes[0].height() <= 59, "the selected camera's is always the tallest"


def test_the_wide_lane_shrinks_only_where_the_narrow_ones_cannot_any_more() -> None:
    assert arrange(1000, preferred_height(16), 16, 0).lanes[0].height() == WIDE - 1
    assert arrange(1000, least_height(16) + WIDE - WIDE_LEAST, 16, 0).lanes[0].height() == WIDE - 1
    assert arrange(1000, least_height(16), 16, 0).lanes[0].height() == WIDE_LEAST - 1


def test_what_lies_under_the_mouse() -> None:
    made = arrange(1000, preferred_height(3), 3, 1)

    def hit(x: int, y: int, edge: str = "") -> Hit:
        return made.hit(QPoint(x, y), in_x=300.0, out_x=500.0, edge=edge)

    wide, narrow = made.lanes[1].center(), made.lanes[2].center()
    assert hit(wide.x(), wide.y()) == Hit(Zone.SCRUB, 1)
    assert hit(narrow.x(), narrow.y()) == Hit(Zone.LANE, 2)
    assert hit(5, narrow.y()) == Hit(Zone.NAME, 2)
    ruler = made.ticks.center().y()
    assert hit(297, ruler) == Hit(Zone.MARK_IN)
    assert hit(506, ruler) == Hit(Zone.MARK_OUT)
    assert hit(400, ruler) == Hit(Zone.SCRUB)
    assert hit(297, wide.y()) == Hit(Zone.SCRUB, 1), "over the bar the mark does not take the press"
    assert hit(made.left + 5, 3, "left") == Hit(Zone.EDGE)
    assert hit(made.left + 5, 3, "right") == Hit(Zone.SCRUB)
    assert hit(made.overview.center().x(), made.overview.center().y()).zone is Zone.OVERVIEW
    assert hit(5, 3).zone is Zone.EMPTY


# what can be told apart -----------------------------------------------------------------------------


@pytest.mark.parametrize("ink", [COLOURS.recorded, COLOURS.motion, COLOURS.alarm, COLOURS.bookmark])
def test_footage_and_signs_stand_out_from_a_gap(ink: str) -> None:
    assert contrast(ink, GAP_COLOUR) >= 3.0  # WCAG 2.1, 1.4.11
    assert contrast(ink, TINT.name()) >= 3.0


def test_a_bookmarks_name_can_be_read_on_its_ribbon() -> None:
    assert contrast(COLOURS.on_accent, COLOURS.bookmark) >= 4.5
