"""Small parts of playback: where tiles lie, which cautions are said, what is offered for a split."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from desktop.domain.time_range import TimeRange
from ui.playback.cautions import cautions
from ui.playback.grid import MOST_TILES, tile_rects
from ui.playback.split_dialog import spans_to_offer
from ui.playback.time_text import full_text, length_text, near_text
from ui.playback.transport_bar import speed_text

HOUR_MS = 3_600_000
MOMENT = 1_700_000_000_000  # 2023-11-15 06:13:20 in Beijing


@given(st.integers(1, MOST_TILES), st.integers(320, 4000), st.integers(160, 3000))
def test_tiles_are_inside_apart_and_use_all_rows(count: int, width: int, height: int) -> None:
    area = QRect(0, 0, width, height)
    rects = tile_rects(count, area)
    assert len(rects) == count
    assert all(area.contains(rect) and not rect.isEmpty() for rect in rects)
    assert not any(one.intersects(other) for i, one in enumerate(rects) for other in rects[:i])
    assert rects[-1].bottom() == area.bottom(), "no empty row at the end"


def test_cautions_are_said_only_where_there_is_something_to_say(qapp: object) -> None:
    assert cautions(None, 0) == ""
    assert cautions(5000, 0) == ""
    assert "快 2:00:00" in cautions(2 * HOUR_MS, 0)
    assert "慢 0:01:00" in cautions(-60_000, 0)
    assert cautions(2 * HOUR_MS, 3).count("·") == 1
    assert "3" in cautions(None, 3)


def test_only_spans_inside_the_archive_are_offered_for_a_split(qapp: object) -> None:
    limits = TimeRange(MOMENT - HOUR_MS, MOMENT + 60_000)
    chosen = TimeRange(MOMENT - 600_000, MOMENT)
    offers = spans_to_offer(MOMENT, chosen, limits)
    assert offers[0][1] == chosen
    assert all(limits.covers(span) for _, span in offers)
    assert len({title for title, _ in offers}) == len(offers)
    assert spans_to_offer(MOMENT, TimeRange(MOMENT, MOMENT + 1), limits)[0][1] != TimeRange(
        MOMENT, MOMENT + 1
    )


def test_times_carry_the_date_where_the_day_is_another(qapp: object) -> None:
    assert full_text(MOMENT) == "2023-11-15 06:13:20"
    assert near_text(MOMENT, MOMENT + HOUR_MS) == "06:13:20"
    assert near_text(MOMENT, MOMENT + 24 * HOUR_MS) == "11-15 06:13:20"
    assert length_text(3_661_000) == "1:01:01"
    assert speed_text(0.25) == "×0.25"
    assert speed_text(16.0) == "×16"
