"""The sign-in window's steps, without a window."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import AppError, ErrorCode
from ui.login import state as steps
from ui.login.fingerprint import grouped
from ui.login.state import Fields, Gap, SignInState

FILLED = Fields("10.1.2.3", "zimenqiao", "secret")


def test_the_first_empty_field_is_pointed_at() -> None:
    for fields, gap in (
        (Fields(), Gap.ADDRESS),
        (Fields(" ", "u", "p"), Gap.ADDRESS),
        (Fields("a", " ", "p"), Gap.USER),
        (Fields("a", "u", ""), Gap.PASSWORD),
        (Fields("a", "u", " "), None),
    ):
        after = steps.submitted(SignInState(fields))
        assert (after.gap, after.busy) == (gap, gap is None)


def test_an_empty_password_stands_for_the_kept_one_of_the_same_account_only() -> None:
    state = SignInState(Fields("a", "u"), kept_for=("a", "u"))
    assert steps.submitted(state).busy
    other = steps.edited(state, Fields("a", "somebody"))
    assert steps.submitted(other).gap is Gap.PASSWORD


def test_a_kept_password_that_the_platform_refused_is_not_used_again() -> None:
    state = SignInState(Fields("a", "u"), busy=True, kept_for=("a", "u"))
    after = steps.failed(state, AppError(ErrorCode.BAD_CREDENTIALS, {"attempts_left": 2}), 0.0)
    assert not after.has_kept_password
    assert after.failure is not None
    assert after.failure.detail["attempts_left"] == 2


def test_a_lock_belongs_to_one_account_and_runs_down() -> None:
    state = steps.failed(
        replace(SignInState(FILLED), busy=True), AppError(ErrorCode.LOCKED_OUT, {"retry_after_s": 60}), 100.0
    )
    assert state.lock_left(100.0) == 60
    assert state.lock_left(100.4) == 60
    assert state.lock_left(159.5) == 1
    assert not state.may_submit(159.5)
    assert steps.ticked(state, 159.5) is state
    over = steps.ticked(state, 160.0)
    assert over.may_submit(160.0)
    assert over.failure is None
    assert steps.edited(state, replace(FILLED, user="wantou")).may_submit(101.0)


def test_editing_takes_the_message_away_but_a_tick_for_remember_does_not() -> None:
    state = steps.failed(SignInState(FILLED), AppError(ErrorCode.UNKNOWN_HOST), 0.0)
    assert steps.edited(state, replace(FILLED, remember=True)).failure is not None
    assert steps.edited(state, replace(FILLED, address="10.1.2.4")).failure is None


def test_a_cancelled_try_leaves_no_message() -> None:
    state = steps.failed(replace(SignInState(FILLED), busy=True), AppError(ErrorCode.CANCELLED), 0.0)
    assert not state.busy
    assert state.failure is None


def test_the_password_does_not_show_in_repr() -> None:
    assert "secret" not in repr(SignInState(FILLED))


@given(st.binary(min_size=32, max_size=32))
def test_a_fingerprint_is_shown_whole_in_groups_of_four(digest: bytes) -> None:
    shown = grouped(":".join(f"{byte:02x}" for byte in digest))
    assert "".join(shown.split()) == digest.hex().upper()
    assert [len(line.split()) for line in shown.splitlines()] == [4, 4, 4, 4]
    assert {len(group) for group in shown.split()} == {4}
