"""What the program says about the sign-in."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.account import Account
from desktop.domain.address import PlatformAddress
from desktop.errors import ErrorCode


class SessionState(StrEnum):
    """Life of a sign-in."""

    SIGNED_OUT = "signed_out"
    SIGNING_IN = "signing_in"
    SIGNED_IN = "signed_in"
    RECONNECTING = "reconnecting"
    """The platform cannot be reached; the session is kept and comes back by itself."""
    EXPIRED = "expired"
    """Only the password helps (or the certificate changed, see `error`); the wall stays."""


@dataclass(frozen=True, slots=True)
class SessionStatus:
    """State, where, who, and the last failure's code."""

    state: SessionState = SessionState.SIGNED_OUT
    address: PlatformAddress | None = None
    user: str | None = None
    account: Account | None = None
    error: ErrorCode | None = None
