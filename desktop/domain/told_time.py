"""What a server's answer tells of its clock."""

from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

WHOLE_SECOND_MS = 2000
"""An HTTP date is cut to whole seconds, and servers keep it for up to another one."""


@dataclass(frozen=True, slots=True)
class ToldTime:
    """At some moment from `sent` to `received` (monotonic seconds) the server's clock lay in the bounds.

    The bounds are UTC milliseconds; they are equal where the server says the instant exactly.
    """

    earliest_ms: int
    latest_ms: int
    sent: float
    received: float


def told_by_date(header: str, sent: float, received: float) -> ToldTime | None:
    """Return what an HTTP Date header (RFC 9110, 6.6.1) tells, None when it is none."""
    try:
        at = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    ms = int(at.timestamp()) * 1000
    return ToldTime(ms, ms + WHOLE_SECOND_MS, sent, received)
