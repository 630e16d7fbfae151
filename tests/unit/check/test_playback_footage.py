"""Where a click can be judged: recordings around an instant, places on the ruler."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.check.playback_footage import (
    AFTER_MS,
    APART_MS,
    BEFORE_MS,
    YOUNG_MS,
    Chooser,
    Footage,
    Span,
    footage_at,
)
from desktop.check.playback_metrics import Ruler, decode_playback
from desktop.check.processes import StartError
from desktop.check.screen import Rect

AT = 10_000_000
HOUR = 3_600_000
RULER = Ruler(Rect(300, 900, 1000, 19), float(AT), float(AT + 4 * HOUR))
NOW = AT + 3 * HOUR


@pytest.mark.parametrize(
    ("recordings", "expected"),
    [
        ([], Footage.NONE),
        ([(AT - BEFORE_MS, AT + AFTER_MS)], Footage.FULL),
        ([(AT, AT + HOUR), (AT - HOUR, AT)], Footage.FULL),
        ([(AT - HOUR, AT + HOUR), (AT - 5, AT + 5)], Footage.FULL),
        ([(AT - HOUR, AT), (AT + 1, AT + HOUR)], Footage.EDGE),
        ([(AT - HOUR, AT + AFTER_MS - 1)], Footage.EDGE),
        ([(AT - BEFORE_MS + 1, AT + HOUR)], Footage.EDGE),
        ([(AT - HOUR, AT - BEFORE_MS), (AT + AFTER_MS, AT + HOUR)], Footage.NONE),
    ],
)
def test_footage_around_an_instant(recordings: list[Span], expected: Footage) -> None:
    assert footage_at(recordings, AT) is expected


spans = st.tuples(st.integers(-9000, 9000), st.integers(1, 9000)).map(
    lambda pair: (AT + pair[0], AT + pair[0] + pair[1])
)


@given(st.lists(spans, max_size=6))
def test_full_is_exactly_what_covers_every_moment(recordings: list[Span]) -> None:
    moments = range(AT - BEFORE_MS, AT + AFTER_MS)
    covered = sum(any(first <= ms < last for first, last in recordings) for ms in moments[::250])
    found = footage_at(recordings, AT)
    if found is Footage.FULL:
        assert covered == len(moments[::250])
    if found is Footage.NONE:
        assert covered == 0


def test_the_ruler_reads_both_ways() -> None:
    assert RULER.ms_at(300) == AT
    assert RULER.ms_at(1300) == AT + 4 * HOUR
    assert [RULER.x_of(RULER.ms_at(x)) for x in range(300, 1300, 77)] == list(range(300, 1300, 77))
    assert RULER.middle_y == 909


def test_places_lie_inside_in_the_past_and_apart_from_what_is_shown() -> None:
    chooser = Chooser(["a", "b"], lambda _camera, start, end: [(start - 1, end + 1)], random.Random(3))
    shown = AT + HOUR
    choices = [chooser.choose(RULER, now_ms=NOW, shown_ms=shown) for _ in range(200)]
    assert all(380 <= choice.x < RULER.x_of(NOW - YOUNG_MS) for choice in choices)
    assert all(choice.asked_ms == RULER.ms_at(choice.x) for choice in choices)
    assert all(abs(choice.asked_ms - shown) >= APART_MS for choice in choices)
    assert len({choice.x for choice in choices}) > 50


def test_places_are_drawn_until_some_camera_has_footage() -> None:
    def recordings(camera: str, start: int, end: int) -> list[Span]:
        return [(AT + 2 * HOUR, AT + 9 * HOUR)] if camera == "b" and end > start else []

    chooser = Chooser(["a", "b"], recordings, random.Random(4))
    choice = chooser.choose(RULER, now_ms=AT + 4 * HOUR, shown_ms=0.0)
    assert choice.asked_ms > AT + 2 * HOUR
    assert choice.footage == {"a": Footage.NONE, "b": Footage.FULL}


@pytest.mark.parametrize("now_ms", [AT - HOUR, NOW])
def test_without_footage_in_view_it_says_so(now_ms: int) -> None:
    chooser = Chooser(["a"], lambda *_: [], random.Random(5))
    with pytest.raises(StartError, match="no footage"):
        chooser.choose(RULER, now_ms=now_ms, shown_ms=0.0)


def test_the_metrics_section_is_read() -> None:
    section = {
        "mode": "playback",
        "tiles": [
            {"cell": 0, "camera_id": "43132110301327000001", "state": "showing", "video_rect": [4, 5, 6, 7]},
            {"cell": 1, "camera_id": "43132110301327000002", "state": "gap", "video_rect": None},
        ],
        "timeline": {"rect": [300, 900, 1000, 19], "window": [AT + 0.25, AT + 500.0], "lanes": []},
        "clock": {"media_ms": 1000.0, "at_monotonic": 7.0, "rate": 2.0},
    }
    found = decode_playback(section)
    assert found.on
    assert [tile.rect for tile in found.tiles] == [Rect(4, 5, 6, 7), None]
    assert found.ruler == Ruler(Rect(300, 900, 1000, 19), AT + 0.25, AT + 500.0)
    assert found.media_at(7.5) == 2000.0
    hidden = section | {"mode": "live", "timeline": {"rect": None, "window": [0, 1], "lanes": []}}
    assert not decode_playback(hidden).on
    assert decode_playback(hidden).ruler is None
