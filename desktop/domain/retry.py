"""When to try again after a failure: at once, later, or not before something changes."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.errors import ErrorCode


class RetryKind(StrEnum):
    """How a failure is met."""

    AT_ONCE = "at_once"
    """A new ticket will do: ask for it now (and back off from the second time on)."""
    LATER = "later"
    """Back off with jitter."""
    SLOWLY = "slowly"
    """Something outside must change (the camera comes online, somebody signs in): look now and then."""
    NEVER = "never"
    """Trying again cannot help until a person does something."""


_KINDS: dict[ErrorCode, RetryKind] = {
    ErrorCode.TICKET_EXPIRED: RetryKind.AT_ONCE,
    ErrorCode.CAMERA_OFFLINE: RetryKind.SLOWLY,
    ErrorCode.SESSION_EXPIRED: RetryKind.SLOWLY,
    ErrorCode.DEVICE_BUSY: RetryKind.SLOWLY,
    ErrorCode.NO_RECORDING: RetryKind.NEVER,
    ErrorCode.NOT_OFFERED: RetryKind.NEVER,
    ErrorCode.NOT_FOUND: RetryKind.NEVER,
    ErrorCode.FORBIDDEN: RetryKind.NEVER,
    ErrorCode.BAD_CREDENTIALS: RetryKind.NEVER,
    ErrorCode.LOCKED_OUT: RetryKind.NEVER,
    ErrorCode.BAD_ADDRESS: RetryKind.NEVER,
    ErrorCode.CERTIFICATE_UNTRUSTED: RetryKind.NEVER,
    ErrorCode.CERTIFICATE_CHANGED: RetryKind.NEVER,
    ErrorCode.CODEC_UNSUPPORTED: RetryKind.NEVER,
    ErrorCode.NOT_APPROVED: RetryKind.NEVER,
    ErrorCode.OWN_REQUEST: RetryKind.NEVER,
    ErrorCode.ALREADY_DECIDED: RetryKind.NEVER,
    ErrorCode.INCOMPLETE_REQUEST: RetryKind.NEVER,
    ErrorCode.CANCELLED: RetryKind.NEVER,
}


def retry_kind(code: ErrorCode) -> RetryKind:
    """Return how to meet a failure; whatever is not listed is tried again later."""
    return _KINDS.get(code, RetryKind.LATER)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Back-off: `base_s` × 2ⁿ up to `cap_s`, less a random part of up to `jitter` of it."""

    base_s: float = 1.0
    cap_s: float = 20.0
    jitter: float = 0.3
    slow_s: float = 60.0

    def delay(self, code: ErrorCode, failures: int, chance: float, wait_s: float = 0.0) -> float | None:
        """Return the seconds to wait before the next try, None for never.

        `failures` counts those in a row, this one included. `chance` is a random number from 0 to 1.
        `wait_s` is what the platform asked for (retry_after_s): never less than that, up to ten minutes.
        """
        kind = retry_kind(code)
        if kind is RetryKind.NEVER:
            return None
        if kind is RetryKind.AT_ONCE and failures <= 1:
            return 0.0
        full = self.slow_s if kind is RetryKind.SLOWLY else self._backed_off(failures)
        return max(full * (1.0 - self.jitter * min(1.0, max(0.0, chance))), min(wait_s, 600.0))

    def _backed_off(self, failures: int) -> float:
        return float(min(self.cap_s, self.base_s * 2 ** min(max(failures - 1, 0), 16)))
