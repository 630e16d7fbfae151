"""What a tile says is true: the reducer, event by event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.camera import CameraId
from desktop.domain.retry import RetryKind, retry_kind
from desktop.domain.tile_events import (
    CameraReported,
    KeyFrameAwaited,
    Placed,
    PlatformReported,
    Queued,
    Removed,
    RetryAsked,
    StreamFailed,
    Ticked,
    TicketAsked,
    TicketFailed,
    TicketReceived,
    TileEvent,
)
from desktop.domain.tile_state import NO_SIGNAL_AFTER, TileHelp, TilePhase, TileState, reduce
from desktop.errors import ErrorCode

CAMERA = CameraId("43132110325013100001")


def after(*events: TileEvent) -> TileState:
    state = TileState()
    for event in events:
        state = reduce(state, event)
    return state


PLACED = Placed(CAMERA, online=True, at=0.0)
LIVE = (PLACED, TicketAsked(), TicketReceived(), KeyFrameAwaited(), Ticked(1.0, 0.9))


def test_the_way_to_a_picture() -> None:
    phases = []
    state = TileState()
    for event in (PLACED, Queued(), TicketAsked(), TicketReceived(), KeyFrameAwaited(), Ticked(1.0, 0.9)):
        state = reduce(state, event)
        phases.append(state.phase)
    assert phases == [
        TilePhase.QUEUED,
        TilePhase.QUEUED,
        TilePhase.CONNECTING,
        TilePhase.CONNECTING,
        TilePhase.WAITING_KEY_FRAME,
        TilePhase.LIVE,
    ]


def test_a_placed_camera_is_to_be_opened_now_and_once() -> None:
    assert after(PLACED).due(0.0)
    assert not after(PLACED, TicketAsked()).due(100.0)


def test_no_picture_no_live_whatever_the_player_says() -> None:
    state = after(PLACED, TicketAsked(), TicketReceived(), KeyFrameAwaited(), Ticked(5.0, None))
    assert state.phase is TilePhase.WAITING_KEY_FRAME


def test_a_picture_that_stands_still_is_called_frozen_within_three_seconds() -> None:
    state = after(*LIVE)
    shown_at = None
    for tick in range(1, 20):
        now = 1.0 + tick * 0.5
        state = reduce(state, Ticked(now, 0.9))
        if state.phase is TilePhase.FROZEN and shown_at is None:
            shown_at = now
    assert shown_at is not None
    assert shown_at - 0.9 <= 3.0
    assert state.picture_age(10.5) == pytest.approx(9.6)


def test_a_frozen_picture_that_moves_again_is_live() -> None:
    state = after(*LIVE, Ticked(10.0, 0.9), Ticked(10.5, 10.4))
    assert state.phase is TilePhase.LIVE


def test_while_reconnecting_the_old_picture_does_not_count_as_live() -> None:
    cut = StreamFailed(ErrorCode.STREAM_CUT, at=1.2, chance=0.5)
    state = after(*LIVE, cut, TicketAsked(), TicketReceived(), Ticked(1.3, 0.9))
    assert state.phase is TilePhase.RECONNECTING
    assert reduce(state, Ticked(2.5, 2.4)).phase is TilePhase.LIVE


def test_the_first_picture_after_a_failure_forgets_the_failures() -> None:
    cut = StreamFailed(ErrorCode.STREAM_CUT, at=1.2, chance=0.5)
    state = after(*LIVE, cut, TicketAsked(), TicketReceived(), Ticked(2.5, 2.4))
    assert (state.failures, state.error, state.next_try_at) == (0, None, None)


def test_failures_in_a_row_become_no_signal_and_are_still_tried() -> None:
    state = after(PLACED)
    for number in range(NO_SIGNAL_AFTER + 1):
        state = reduce(reduce(state, TicketAsked()), StreamFailed(ErrorCode.STREAM_CUT, number * 10.0, 0.5))
    assert state.phase is TilePhase.NO_SIGNAL
    assert state.next_try_at is not None
    assert TileHelp.RETRY_NOW in state.helps


@pytest.mark.parametrize(
    ("code", "phase", "help_first"),
    [
        (ErrorCode.CAMERA_OFFLINE, TilePhase.CAMERA_OFFLINE, TileHelp.RETRY_NOW),
        (ErrorCode.FORBIDDEN, TilePhase.NO_PERMISSION, TileHelp.REMOVE),
        (ErrorCode.NOT_FOUND, TilePhase.NO_PERMISSION, TileHelp.REMOVE),
        (ErrorCode.CODEC_UNSUPPORTED, TilePhase.CODEC_UNSUPPORTED, TileHelp.OTHER_STREAM),
        (ErrorCode.CONNECTION_REFUSED, TilePhase.PLATFORM_UNREACHABLE, TileHelp.RETRY_NOW),
        (ErrorCode.SESSION_EXPIRED, TilePhase.SIGNED_OUT, TileHelp.SIGN_IN),
        (ErrorCode.PLATFORM_ERROR, TilePhase.RECONNECTING, TileHelp.RETRY_NOW),
    ],
)
def test_each_refusal_has_its_own_look_and_button(
    code: ErrorCode, phase: TilePhase, help_first: TileHelp
) -> None:
    state = after(PLACED, TicketAsked(), TicketFailed(code, at=1.0, chance=0.5))
    assert (state.phase, state.helps[0], state.error) == (phase, help_first, code)


def test_a_media_node_that_refuses_is_not_the_platform() -> None:
    state = after(PLACED, TicketAsked(), StreamFailed(ErrorCode.CONNECTION_REFUSED, 1.0, 0.5))
    assert state.phase is TilePhase.RECONNECTING


def test_an_offline_camera_is_tried_soon_after_it_came_back() -> None:
    offline = after(PLACED, TicketAsked(), TicketFailed(ErrorCode.CAMERA_OFFLINE, 1.0, 0.5))
    assert not offline.due(20.0)
    back = reduce(offline, CameraReported(online=True, at=20.0, chance=0.3))
    assert back.due(20.3)
    assert not back.due(20.2)


def test_the_directory_does_not_overrule_a_moving_picture() -> None:
    assert after(*LIVE, CameraReported(online=False, at=2.0, chance=0)).phase is TilePhase.LIVE


def test_a_waiting_tile_believes_the_directory() -> None:
    state = after(PLACED, TicketAsked(), CameraReported(online=False, at=2.0, chance=0))
    assert state.phase is TilePhase.CAMERA_OFFLINE


def test_tiles_come_back_with_the_platform_but_not_all_at_once() -> None:
    away = after(PLACED, TicketAsked(), TicketFailed(ErrorCode.UNREACHABLE, 1.0, 0.5))
    tries = {reduce(away, PlatformReported(at=50.0, chance=chance / 10)).next_try_at for chance in range(10)}
    assert len(tries) == 10
    assert all(at is not None and 50.0 <= at <= 51.0 for at in tries)


def test_the_button_tries_at_once_even_where_nothing_else_would() -> None:
    unsupported = after(PLACED, TicketAsked(), StreamFailed(ErrorCode.CODEC_UNSUPPORTED, 1.0, 0.5))
    assert unsupported.next_try_at is None
    assert reduce(unsupported, RetryAsked(at=9.0)).due(9.0)


def test_a_removed_camera_leaves_nothing() -> None:
    assert after(*LIVE, Removed()) == TileState()


times = st.floats(0, 1000)
events = st.one_of(
    st.builds(Placed, st.just(CAMERA), st.booleans(), times),
    st.builds(Removed),
    st.builds(Queued),
    st.builds(TicketAsked),
    st.builds(TicketReceived),
    st.builds(TicketFailed, st.sampled_from(list(ErrorCode)), times, st.floats(0, 1), st.floats(0, 100)),
    st.builds(KeyFrameAwaited),
    st.builds(StreamFailed, st.sampled_from(list(ErrorCode)), times, st.floats(0, 1)),
    st.builds(Ticked, times, st.none() | times),
    st.builds(CameraReported, st.booleans(), times, st.floats(0, 1)),
    st.builds(PlatformReported, times, st.floats(0, 1)),
    st.builds(RetryAsked, times),
)


@given(st.lists(events, max_size=60))
def test_whatever_happens_the_tile_stays_truthful(happened: list[TileEvent]) -> None:
    state = TileState()
    for event in happened:
        before, state = state, reduce(state, event)
        assert (state.camera_id is None) == (state.phase is TilePhase.EMPTY)
        if state.phase is TilePhase.LIVE:
            assert state.picture_at is not None
            assert state.failures == 0
            assert before.phase is TilePhase.LIVE or isinstance(event, Ticked)
        if isinstance(event, Ticked) and state.phase is TilePhase.LIVE:
            age = state.picture_age(event.now)
            assert event.picture_at is None or (age is not None and age < 3.0) or before == state
        if state.error is not None and retry_kind(state.error) is RetryKind.LATER and state.failures:
            stuck = state.next_try_at is None and state.phase in {
                TilePhase.NO_SIGNAL,
                TilePhase.PLAYER_FAILED,
            }
            assert not stuck
