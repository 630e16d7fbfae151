"""When to try again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.freshness import FROZEN_AFTER_S, freshness
from desktop.domain.retry import RetryKind, RetryPolicy, retry_kind
from desktop.errors import ErrorCode

POLICY = RetryPolicy()
LATER = [code for code in ErrorCode if retry_kind(code) is RetryKind.LATER]


@given(st.sampled_from(LATER), st.integers(1, 200), st.floats(0, 1))
def test_delays_stay_between_a_part_of_the_base_and_the_cap(
    code: ErrorCode, failures: int, chance: float
) -> None:
    delay = POLICY.delay(code, failures, chance)
    assert delay is not None
    assert POLICY.base_s * (1 - POLICY.jitter) <= delay <= POLICY.cap_s


@given(st.integers(1, 50), st.floats(0, 1))
def test_a_later_failure_never_waits_shorter(failures: int, chance: float) -> None:
    earlier = POLICY.delay(ErrorCode.STREAM_CUT, failures, chance)
    later = POLICY.delay(ErrorCode.STREAM_CUT, failures + 1, chance)
    assert earlier is not None
    assert later is not None
    assert later >= earlier


def test_chance_spreads_the_tries() -> None:
    delays = {POLICY.delay(ErrorCode.STREAM_CUT, 3, chance / 10) for chance in range(11)}
    assert len(delays) == 11


def test_an_expired_ticket_is_replaced_at_once_and_then_backed_off() -> None:
    assert POLICY.delay(ErrorCode.TICKET_EXPIRED, 1, 0) == 0
    assert POLICY.delay(ErrorCode.TICKET_EXPIRED, 2, 0) == 2


@pytest.mark.parametrize(
    "code",
    [ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND, ErrorCode.CODEC_UNSUPPORTED, ErrorCode.CERTIFICATE_CHANGED],
)
def test_what_cannot_help_is_not_tried(code: ErrorCode) -> None:
    assert POLICY.delay(code, 1, 0.5) is None


def test_an_offline_camera_is_looked_at_slowly() -> None:
    delay = POLICY.delay(ErrorCode.CAMERA_OFFLINE, 1, 0)
    assert delay == POLICY.slow_s


def test_the_platform_may_ask_for_more_patience_but_not_for_ever() -> None:
    assert POLICY.delay(ErrorCode.TOO_MANY_REQUESTS, 1, 0, wait_s=45) == 45
    assert POLICY.delay(ErrorCode.TOO_MANY_REQUESTS, 1, 0, wait_s=1e9) == 600


@given(st.floats(0, 1e6), st.floats(-1e3, 1e6))
def test_a_picture_is_frozen_exactly_from_the_threshold_on(now: float, age: float) -> None:
    judged = freshness(now - age, now)
    assert judged.age_s >= 0
    assert judged.frozen == (now - (now - age) >= FROZEN_AFTER_S)


def test_a_freeze_can_be_shown_within_three_seconds() -> None:
    slowest_tick_s = 0.5
    assert FROZEN_AFTER_S + slowest_tick_s < 3
