"""The sign-in window's state and its pure steps; the window only shows what stands here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.errors import AppError, ErrorCode


class Gap(StrEnum):
    """What is still missing before one can sign in."""

    ADDRESS = "address"
    USER = "user"
    PASSWORD = "password"  # noqa: S105 - a field's name


@dataclass(frozen=True, slots=True)
class Fields:
    """What the person has typed; the password never shows in repr."""

    address: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    remember: bool = False

    @property
    def who(self) -> tuple[str, str]:
        """Address and user: what a lock-out belongs to."""
        return self.address.strip(), self.user.strip()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last try failed."""

    code: ErrorCode
    detail: Mapping[str, str | int]

    def error(self) -> AppError:
        """Return the failure as an error, for its text."""
        return AppError(self.code, self.detail)


@dataclass(frozen=True, slots=True)
class SignInState:
    """Everything that the window shows; times are monotonic seconds."""

    fields: Fields = Fields()
    busy: bool = False
    failure: Failure | None = None
    gap: Gap | None = None
    """The empty field that the last try stumbled over."""
    kept_for: tuple[str, str] | None = None
    """Address and user for whom a kept password is at hand."""
    keeps_passwords: bool | None = None
    """False: no keyring answers; None: not known yet."""
    notice: str = ""
    """What the platform says of itself (a demo's hint)."""
    locked_until: Mapping[tuple[str, str], float] = field(default_factory=dict)

    @property
    def has_kept_password(self) -> bool:
        """True when an empty password field stands for the kept password."""
        return self.kept_for == self.fields.who and not self.fields.password

    def lock_left(self, now: float) -> int:
        """Return for how many seconds this account stays locked; 0 when it is not."""
        left = self.locked_until.get(self.fields.who, now) - now
        return max(0, -int(-left // 1))

    def may_submit(self, now: float) -> bool:
        """True when the button may be pressed."""
        return not self.busy and self.lock_left(now) == 0


def edited(state: SignInState, fields: Fields) -> SignInState:
    """Take new fields; what was said about the old ones no longer holds."""
    if fields == state.fields:
        return state
    only_remember = replace(fields, remember=state.fields.remember) == state.fields
    cleared = state if only_remember else replace(state, failure=None, gap=None)
    return replace(cleared, fields=fields)


def gap_of(state: SignInState) -> Gap | None:
    """Return the first empty field."""
    if not state.fields.address.strip():
        return Gap.ADDRESS
    if not state.fields.user.strip():
        return Gap.USER
    if not state.fields.password and not state.has_kept_password:
        return Gap.PASSWORD
    return None


def submitted(state: SignInState) -> SignInState:
    """Start a try, or point at what is missing."""
    gap = gap_of(state)
    return replace(state, busy=gap is None, gap=gap, failure=None)


def failed(state: SignInState, error: AppError, now: float) -> SignInState:
    """End a try; a cancelled one leaves no message, a locked account its deadline."""
    if error.code is ErrorCode.CANCELLED:
        return cancelled(state)
    locks = dict(state.locked_until)
    wait = error.detail.get("retry_after_s")
    if error.code is ErrorCode.LOCKED_OUT and isinstance(wait, int):
        locks[state.fields.who] = now + wait
    kept_for = None if error.code is ErrorCode.BAD_CREDENTIALS else state.kept_for
    failure = Failure(error.code, error.detail)
    return replace(state, busy=False, failure=failure, locked_until=locks, kept_for=kept_for)


def cancelled(state: SignInState) -> SignInState:
    """End a try without a message."""
    return replace(state, busy=False, failure=None)


def ticked(state: SignInState, now: float) -> SignInState:
    """Let a lock-out run down; its message goes with it."""
    if state.failure is None or state.failure.code is not ErrorCode.LOCKED_OUT or state.lock_left(now) > 0:
        return state
    return replace(state, failure=None)
