"""The choice between the small and the large stream: right for the size, calm in between."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.quality import Quality, QualityChoice, QualityPolicy, QualityReason, TileView
from desktop.domain.stream import StreamProfile, StreamRole, VideoCodec

MAIN = StreamProfile(StreamRole.MAIN, VideoCodec.H264, 1280, 720, 25)
SUB = StreamProfile(StreamRole.SUB, VideoCodec.H264, 640, 360, 15)
BOTH = (MAIN, SUB)
POLICY = QualityPolicy()


def view(height: int, **other: object) -> TileView:
    return replace(TileView(height, cameras_on_wall=4), **other)  # type: ignore[arg-type]


def run(quality: Quality, heights: list[tuple[float, TileView]]) -> list[StreamRole]:
    roles = []
    for now, seen in heights:
        quality = POLICY.step(quality, seen, BOTH, now)
        roles.append(quality.role)
    return roles


def test_a_small_tile_starts_with_sub_and_a_large_one_with_main() -> None:
    assert POLICY.start(view(250), BOTH, 0).role is StreamRole.SUB
    assert POLICY.start(view(500), BOTH, 0).role is StreamRole.MAIN


def test_sub_is_enough_for_a_tile_that_it_fills() -> None:
    assert POLICY.start(view(340), BOTH, 0).role is StreamRole.SUB


def test_above_sixteen_cameras_everything_starts_small() -> None:
    quality = POLICY.start(view(900, cameras_on_wall=17), BOTH, 0)
    assert (quality.role, quality.reason) == (StreamRole.SUB, QualityReason.MANY_CAMERAS)


def test_a_maximised_tile_is_main_at_once() -> None:
    quality = POLICY.start(view(200), BOTH, 0)
    maximised = POLICY.step(quality, view(200, maximised=True), BOTH, 0.1)
    assert (maximised.role, maximised.reason) == (StreamRole.MAIN, QualityReason.MAXIMISED)


def test_a_wish_must_last_before_it_is_granted() -> None:
    quality = POLICY.start(view(200), BOTH, 0)
    ticks = [(10.0, view(500)), (10.5, view(500)), (11.0, view(500))]
    assert run(quality, ticks) == [StreamRole.SUB, StreamRole.SUB, StreamRole.MAIN]


def test_a_wish_that_passes_is_forgotten() -> None:
    quality = POLICY.start(view(200), BOTH, 0)
    ticks = [(10.0, view(500)), (10.5, view(200)), (11.0, view(500)), (11.5, view(500))]
    assert set(run(quality, ticks)) == {StreamRole.SUB}


def test_the_person_decides() -> None:
    forced = POLICY.start(view(100, choice=QualityChoice.MAIN), BOTH, 0)
    assert (forced.role, forced.reason) == (StreamRole.MAIN, QualityReason.CHOSEN)


def test_a_camera_with_one_stream_gives_no_choice() -> None:
    quality = POLICY.start(view(100, maximised=True), (MAIN,), 0)
    assert (quality.role, quality.reason) == (StreamRole.MAIN, QualityReason.ONLY_STREAM)


def test_a_struggling_machine_goes_down_and_stays_down_for_ten_minutes() -> None:
    quality = POLICY.start(view(600), BOTH, 0)
    for now in (10.0, 11.0, 11.5):
        quality = POLICY.step(quality, view(600, struggling=True), BOTH, now)
    assert (quality.role, quality.reason) == (StreamRole.SUB, QualityReason.STRUGGLING)
    for now in (100.0, 300.0, 605.0):
        quality = POLICY.step(quality, view(600), BOTH, now)
    assert quality.role is StreamRole.SUB
    for now in (620.0, 621.0):
        quality = POLICY.step(quality, view(600), BOTH, now)
    assert quality.role is StreamRole.MAIN


@given(st.lists(st.tuples(st.integers(50, 1200), st.booleans(), st.booleans()), min_size=2, max_size=120))
def test_two_switches_are_five_seconds_apart_unless_a_person_asks(
    steps: list[tuple[int, bool, bool]],
) -> None:
    quality = POLICY.start(view(steps[0][0]), BOTH, 0)
    switched: list[float] = []
    for number, (height, struggling, _) in enumerate(steps):
        now = number * 0.5
        stepped = POLICY.step(quality, view(height, struggling=struggling), BOTH, now)
        if stepped.role is not quality.role:
            switched.append(now)
        quality = stepped
    assert all(later - earlier >= 5.0 for earlier, later in pairwise(switched))
    assert not switched or switched[0] >= 1.0


@given(st.integers(258, 344), st.sampled_from(list(StreamRole)))
def test_between_the_two_heights_nothing_changes(height: int, role: StreamRole) -> None:
    quality = Quality(role, QualityReason.LARGE_TILE, opened_at=0.0)
    for now in (10.0, 12.0, 30.0, 60.0):
        quality = POLICY.step(quality, view(height), BOTH, now)
    assert quality.role is role
