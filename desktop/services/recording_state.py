"""How far the loading of a camera's recordings has come."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.errors import ErrorCode


class RecordingState(StrEnum):
    """State of a span."""

    UNKNOWN = "unknown"
    """Nobody has asked."""
    LOADING = "loading"
    KNOWN = "known"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RecordingStatus:
    """State of a span; `error` says why it failed."""

    state: RecordingState
    error: ErrorCode | None = None
