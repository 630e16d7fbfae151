"""What can be made to go wrong."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Kinds of faults; the media node brings about those that concern streams."""

    OFFLINE = "offline"
    SLOW = "slow"
    WRONG_CODEC = "wrong_codec"
    STALL = "stall"
    CUT = "cut"
    EXPIRED_TICKET = "expired_ticket"
    HTTP_STATUS = "http_status"
    GARBAGE = "garbage"
    RESTART = "restart"
    API_STATUS = "api_status"
    API_GARBAGE = "api_garbage"
    API_TRUNCATED = "api_truncated"
    ARCHIVE_SLOW = "archive_slow"
    ARCHIVE_GARBAGE = "archive_garbage"
    ARCHIVE_SHORT = "archive_short"
    ODD_NAME = "odd_name"
    DOWNLOAD_CUT = "download_cut"
    DOWNLOAD_STALL = "download_stall"
    DOWNLOAD_SLOW = "download_slow"
    DOWNLOAD_LENGTH = "download_length"
    DOWNLOAD_ENDLESS = "download_endless"
    DOWNLOAD_EMPTY = "download_empty"
    DOWNLOAD_WHOLE = "download_whole"
    DOWNLOAD_REFUSED = "download_refused"
    DOWNLOAD_CAMERA = "download_camera"
    DOWNLOAD_TIME = "download_time"
    DOWNLOAD_CHANGED = "download_changed"
    DOWNLOAD_DAMAGED = "download_damaged"


ANSWER_KINDS = frozenset(
    {FaultKind.SLOW, FaultKind.API_STATUS, FaultKind.API_GARBAGE, FaultKind.API_TRUNCATED}
)
"""Faults of the API's own answers."""
API_PROTOCOL = "api"
"""As `protocol` of a slow fault: only the API's answers are slow, not the streams."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in force; None means any camera, any protocol, no limit."""

    id: int
    kind: FaultKind
    camera_id: str | None
    protocol: str | None
    value: str | None
    times_left: int | None
    until_ms: int | None

    def seconds(self, default: float) -> float:
        """Return the value as seconds, `default` where it is none."""
        try:
            return min(600.0, max(0.0, float(self.value or default)))
        except ValueError:
            return default
