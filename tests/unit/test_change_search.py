"""Searching small pictures for what changed: few looks, the right second, and an honest end."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.camera import CameraId
from desktop.domain.likeness import Signature, difference, usual
from desktop.domain.recording import Recording, RecordingKind, RecordStorage
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from desktop.errors import AppError, ErrorCode
from desktop.services.change_search import MOST_CHANGES, ChangeSearch, SearchState, samples
from desktop.services.change_staying import LASTS_MS, Staying, earlier, later
from tests.support.waiting import until

CAMERA = CameraId("43132110320000000001")
START = 1_773_510_000_000
HOUR = 3_600_000
NIGHT = TimeRange(START, START + 8 * HOUR)
EMPTY = [40.0, 42.0, 60.0, 41.0, 39.0, 70.0, 44.0, 40.0]
CAR = [40.0, 42.0, 160.0, 181.0, 179.0, 70.0, 44.0, 40.0]


def footage(*spans: TimeRange) -> Timeline:
    kind, place = RecordingKind.TIMED, RecordStorage.PLATFORM
    limit = TimeRange(spans[0].start_ms, spans[-1].end_ms)
    return Timeline.of([Recording(span, kind, place, None) for span in spans], limit)


class Scene:
    """Small pictures as a function of time; the picture is the instant in words, read back by `read`."""

    def __init__(self, shows: Callable[[int], Signature], timeline: Timeline) -> None:
        self.shows = shows
        self.timeline = timeline
        self.asked: list[int] = []
        self.failure: AppError | None = None

    async def fetch(self, camera_id: CameraId, at_ms: int) -> bytes:
        assert camera_id == CAMERA
        self.asked.append(at_ms)
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        if self.timeline.at(at_ms) is None:
            raise AppError(ErrorCode.NO_RECORDING)
        return str(at_ms).encode()

    def read(self, picture: bytes) -> Signature | None:
        return self.shows(int(picture))


def search(scene: Scene, span: TimeRange = NIGHT) -> SearchState:
    async def work() -> SearchState:
        changes = ChangeSearch(scene.fetch)
        shares: list[float] = []
        changes.changed.connect(lambda state: shares.append(state.share))
        changes.start(CAMERA, scene.timeline, span, scene.read)
        await until(lambda: not changes.state.running)
        await changes.close()
        assert shares == sorted(shares), "it only goes forward"
        return changes.state

    return asyncio.run(work())


@settings(max_examples=40, deadline=None)
@given(st.integers(NIGHT.start_ms + 1, NIGHT.end_ms - 2_000))
def test_the_second_is_found_in_a_few_hundred_looks(arrives: int) -> None:
    scene = Scene(lambda at: CAR if at >= arrives else EMPTY, footage(NIGHT))
    state = search(scene)
    assert len(state.changes) == 1
    found = state.changes[0].range
    assert found.start_ms < arrives <= found.end_ms
    assert found.duration_ms <= 1_000
    assert state.looked == len(scene.asked) <= 240 + 10 + 10
    assert len(set(scene.asked)) == len(scene.asked), "each picture is fetched once"
    assert (state.share, state.error) == (1.0, None)


def test_what_comes_and_goes_is_found_twice() -> None:
    parked = TimeRange(START + HOUR, START + 3 * HOUR)
    scene = Scene(lambda at: CAR if parked.contains(at) else EMPTY, footage(NIGHT))
    changes = search(scene).changes
    assert [change.range.end_ms for change in changes] == [parked.start_ms, parked.end_ms]
    assert [change.staying for change in changes] == [Staying.LASTS, Staying.LASTS]


def walking(at: int, every_ms: int, for_ms: int) -> Signature:
    """Return the place with somebody in it now and then, each time elsewhere."""
    number, since = divmod(at - START, every_ms)
    if since >= for_ms:
        return EMPTY
    cells = list(EMPTY)
    cells[number % len(cells)] += 130.0
    return cells


def test_who_waits_for_a_minute_is_brief_and_what_stays_is_not() -> None:
    waits = TimeRange(START + HOUR + 7_000, START + HOUR + 77_000)
    broken = START + 2 * HOUR + 11_000
    scene = Scene(lambda at: CAR if waits.contains(at) or at >= broken else EMPTY, footage(NIGHT))
    state = search(scene, TimeRange(START, START + 3 * HOUR))
    found = [(change.range.end_ms // 1000, change.staying) for change in state.changes]
    assert found == [
        (waits.start_ms // 1000, Staying.BRIEF),
        (waits.end_ms // 1000, Staying.BRIEF),
        (broken // 1000, Staying.LASTS),
    ]


@pytest.mark.parametrize("every_ms", [31_000, 47_000, 95_000])
@pytest.mark.parametrize("minute", [61, 200, 333])
def test_a_car_that_comes_among_passers_by_is_the_only_thing_that_lasts(minute: int, every_ms: int) -> None:
    arrives = START + minute * 60_000 + 17_000

    def shows(at: int) -> Signature:
        seen = walking(at, every_ms, 6_000)
        return [max(pair) for pair in zip(seen, CAR, strict=True)] if at >= arrives else seen

    state = search(Scene(shows, footage(NIGHT)))
    lasting = [change for change in state.changes if change.staying is Staying.LASTS]
    assert [one.range.start_ms - 60_000 < arrives <= one.range.end_ms + 60_000 for one in lasting] == [True]
    unclear = [change for change in state.changes if change.staying is Staying.UNCLEAR]
    inner = TimeRange(START + LASTS_MS, NIGHT.end_ms - LASTS_MS)
    ends = [(one.range.start_ms, one.range.end_ms) for one in unclear]
    assert not any(inner.contains(a) and inner.contains(b) for a, b in ends), "only where the footage ends"


def test_too_many_passers_by_do_not_hide_what_lasts_later() -> None:
    arrives = NIGHT.end_ms - HOUR + 50_000

    def shows(at: int) -> Signature:
        seen = walking(at, 170_000, 40_000)
        return [max(pair) for pair in zip(seen, CAR, strict=True)] if at >= arrives else seen

    state = search(Scene(shows, footage(NIGHT)))
    lasting = [change for change in state.changes if change.staying is Staying.LASTS]
    assert [arrives - 61_000 <= one.range.end_ms <= arrives + 61_000 for one in lasting] == [True]
    brief = [change for change in state.changes if change.staying is Staying.BRIEF]
    assert state.brief_until_ms is not None
    assert MOST_CHANGES <= len(brief) <= MOST_CHANGES + 4
    assert state.ended_ms is None


def test_with_too_many_lasting_changes_it_says_how_far_it_has_come() -> None:
    scene = Scene(lambda at: CAR if (at - START) // 480_000 % 2 else EMPTY, footage(NIGHT))
    state = search(scene)
    assert len(state.changes) == MOST_CHANGES
    assert {change.staying for change in state.changes} == {Staying.LASTS}
    assert state.ended_ms is not None
    assert state.changes[-1].range.end_ms <= state.ended_ms < NIGHT.end_ms


def test_at_the_end_of_the_footage_nobody_can_tell() -> None:
    arrives = NIGHT.end_ms - 15_000
    scene = Scene(lambda at: CAR if at >= arrives else EMPTY, footage(NIGHT))
    changes = search(scene).changes
    assert [change.staying for change in changes] == [Staying.UNCLEAR]


def test_footage_is_counted_over_short_gaps_and_not_over_long_ones() -> None:
    first, second = TimeRange(START, START + 60_000), TimeRange(START + 90_000, START + 150_000)
    far = TimeRange(START + HOUR, START + 2 * HOUR)
    pieces = [first, second, far]
    assert later(pieces, START + 10_000, 20_000) == START + 30_000
    assert later(pieces, START + 10_000, 70_000) == second.start_ms + 20_000
    assert later(pieces, START + 10_000, LASTS_MS) is None, "that would be an hour later"
    assert earlier(pieces, second.end_ms - 10_000, 70_000) == first.end_ms - 20_000
    assert earlier(pieces, START + 10_000, 20_000) is None
    assert later(pieces, START + 70_000, 0) == second.start_ms


def test_the_usual_picture_is_without_passers_by_and_without_light() -> None:
    passed = [EMPTY, [value + (120 if cell == 1 else 0) for cell, value in enumerate(EMPTY)]]
    bright = [value * 1.6 + 20 for value in EMPTY]
    assert difference(usual([*passed, bright]), EMPTY) < 0.01


def test_who_walks_through_the_picture_is_one_change() -> None:
    passing = [
        TimeRange(START + HOUR - 5_000 + 4_000 * step, START + HOUR - 3_000 + 4_000 * step)
        for step in (0, 1, 2)
    ]
    scene = Scene(lambda at: CAR if any(one.contains(at) for one in passing) else EMPTY, footage(NIGHT))
    changes = search(scene).changes
    assert len(changes) == 1
    assert changes[0].range.start_ms <= START + HOUR <= changes[0].range.end_ms + 1_000
    assert changes[0].range.duration_ms <= 20_000
    assert changes[0].staying is Staying.BRIEF


def test_light_that_changes_is_no_change() -> None:
    def dusk(at: int) -> Signature:
        share = (at - START) / NIGHT.duration_ms
        return [value * (1.0 - 0.7 * share) + 30 * share for value in EMPTY]

    assert search(Scene(dusk, footage(NIGHT))).changes == ()


def test_noise_is_no_change() -> None:
    def noisy(at: int) -> Signature:
        return [value + (at // 1000 * 7919 + cell * 104_729) % 5 - 2 for cell, value in enumerate(EMPTY)]

    assert search(Scene(noisy, footage(NIGHT))).changes == ()


def test_a_change_inside_a_gap_is_said_as_far_as_it_is_known() -> None:
    first, second = TimeRange(START, START + HOUR), TimeRange(START + 2 * HOUR, START + 3 * HOUR)
    arrives = START + HOUR + HOUR // 2
    scene = Scene(lambda at: CAR if at >= arrives else EMPTY, footage(first, second))
    state = search(scene)
    assert len(state.changes) == 1
    assert state.changes[0].range.start_ms == first.end_ms - 1_000
    assert state.changes[0].range.end_ms == second.start_ms
    assert state.changes[0].staying is Staying.LASTS


def test_only_footage_inside_the_span_is_looked_at() -> None:
    scene = Scene(lambda _at: EMPTY, footage(NIGHT))
    span = TimeRange(START + HOUR, START + 2 * HOUR)
    search(scene, span)
    assert all(span.contains(at) for at in scene.asked)
    assert min(scene.asked) - span.start_ms < 1_000
    assert span.end_ms - max(scene.asked) <= 1_000


def test_a_span_without_footage_ends_at_once() -> None:
    state = search(Scene(lambda _at: EMPTY, footage(NIGHT)), TimeRange(START - 2 * HOUR, START - HOUR))
    assert (state.running, state.looked, state.changes) == (False, 0, ())


def test_a_long_span_is_sampled_more_coarsely_and_says_so() -> None:
    month = TimeRange(START, START + 31 * 24 * HOUR)
    instants, step = samples(footage(month), month)
    assert len(instants) <= 242
    assert step >= month.duration_ms / 241
    scene = Scene(lambda _at: EMPTY, footage(month))
    assert search(scene, month).step_ms == step


@pytest.mark.parametrize("code", [ErrorCode.TIMED_OUT, ErrorCode.NOT_OFFERED])
def test_a_failure_ends_it_and_is_told(code: ErrorCode) -> None:
    scene = Scene(lambda _at: EMPTY, footage(NIGHT))
    scene.failure = AppError(code)
    state = search(scene)
    assert (state.running, state.error) == (False, code)
    assert len(scene.asked) <= 2


def test_cancelling_keeps_what_was_found() -> None:
    scene = Scene(lambda at: CAR if at >= START + HOUR // 2 else EMPTY, footage(NIGHT))

    async def work() -> SearchState:
        changes = ChangeSearch(scene.fetch)
        changes.start(CAMERA, scene.timeline, NIGHT, scene.read)
        await until(lambda: changes.state.changes)
        changes.cancel()
        looked = len(scene.asked)
        for _ in range(20):
            await asyncio.sleep(0)
        assert len(scene.asked) <= looked + 2
        await changes.close()
        return changes.state

    state = asyncio.run(work())
    assert not state.running
    assert len(state.changes) == 1
    assert state.share < 1.0


def test_pictures_that_cannot_be_read_are_passed_over() -> None:
    arrives = START + 2 * HOUR

    def broken(at: int) -> Signature | None:
        return None if at // 1000 % 7 == 0 else (CAR if at >= arrives else EMPTY)

    scene = Scene(lambda _at: EMPTY, footage(NIGHT))
    scene.read = lambda picture: broken(int(picture))  # type: ignore[method-assign]
    changes = search(scene).changes
    assert len(changes) == 1
    assert changes[0].range.start_ms < arrives <= changes[0].range.end_ms


@given(st.lists(st.floats(0, 255), min_size=4, max_size=40), st.floats(0.2, 3), st.floats(-50, 50))
def test_difference_does_not_see_light(cells: list[float], gain: float, offset: float) -> None:
    lit = [value * gain + offset for value in cells]
    spread = max(cells) - min(cells)
    if spread > 1:
        assert difference(cells, lit) < 0.01
        assert difference(cells, [-value for value in cells]) > 1.9
    assert difference(cells, cells) < 1e-6


@pytest.mark.parametrize("every_ms", [0, 47_000])
def test_a_dark_car_at_night_is_found_and_lasts(every_ms: int) -> None:
    """It makes less of a difference than a passer-by in a light coat does, but it stays."""
    dark = [value + (15.0 if cell in {3, 4} else 0.0) for cell, value in enumerate(EMPTY)]
    assert 0.12 < difference(EMPTY, dark) < 0.24
    stays = TimeRange(START + HOUR + 17_000, START + 2 * HOUR + 5_000)

    def shows(at: int) -> Signature:
        seen = dark if stays.contains(at) else EMPTY
        walks = walking(at, every_ms, 4_000) if every_ms else EMPTY
        return [max(pair) for pair in zip(walks, seen, strict=True)]

    state = search(Scene(shows, footage(NIGHT)), TimeRange(START, START + 4 * HOUR))
    lasting = [change.range for change in state.changes if change.staying is Staying.LASTS]
    assert len(lasting) == 2
    for span, edge in zip(lasting, (stays.start_ms, stays.end_ms), strict=True):
        assert span.start_ms < edge + 10_000
        assert span.end_ms > edge - 10_000
