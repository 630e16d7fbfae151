"""What a tile of playback can truthfully say, and what is known of its camera's recordings."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.errors import ErrorCode


class Phase(StrEnum):
    """Where the tile's picture stands against the instant that its clock asks for."""

    EMPTY = "empty"
    LOADING = "loading"
    """The platform is asked for permission to play."""
    SEEKING = "seeking"
    """The picture of the asked instant is on its way; an older one may be on show."""
    SHOWING = "showing"
    GAP = "gap"
    OVERWRITTEN = "overwritten"
    ENDED = "ended"
    SLICE_ENDED = "slice_ended"
    """The tile has shown its part of a span to the end (分段回放)."""
    BUSY = "busy"
    NO_PERMISSION = "no_permission"
    SIGNED_OUT = "signed_out"
    FAILED = "failed"


class PlaybackHelp(StrEnum):
    """Buttons that a tile may offer."""

    RETRY = "retry"
    NEXT_FOOTAGE = "next_footage"
    PREVIOUS_FOOTAGE = "previous_footage"
    SIGN_IN = "sign_in"
    CONTINUE_HERE = "continue_here"


@dataclass(frozen=True, slots=True)
class PlaybackState:
    """A phase and what belongs to it; times in UTC milliseconds, `next_try_at` in monotonic seconds."""

    phase: Phase = Phase.EMPTY
    target_ms: int | None = None
    """The instant that was asked for and is not on show yet."""
    until_ms: int | None = None
    """Where footage goes on after a gap, or begins after what was overwritten."""
    before_ms: int | None = None
    """Where footage ended before a gap."""
    nothing_after: bool = False
    """True when it is known that no footage follows."""
    user: str = ""
    since_ms: int | None = None
    """Who plays from the same device, and since when."""
    error: ErrorCode | None = None
    next_try_at: float | None = None


class Known(StrEnum):
    """What the list of recordings says about an instant."""

    UNKNOWN = "unknown"
    FOOTAGE = "footage"
    GAP = "gap"
    OVERWRITTEN = "overwritten"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is known of one instant, and where footage goes on."""

    known: Known
    next_ms: int | None = None
    previous_ms: int | None = None
    """Where footage ended before the gap."""
    nothing_after: bool = False
    """True when it is known that no footage follows."""


UNKNOWN = Coverage(Known.UNKNOWN)
