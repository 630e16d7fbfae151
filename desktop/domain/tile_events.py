"""What happens to a tile, in the core's terms; the tile controller maps what others report to these."""

from dataclasses import dataclass

from desktop.domain.camera import CameraId
from desktop.errors import ErrorCode


@dataclass(frozen=True, slots=True)
class Placed:
    """A camera was put on the tile."""

    camera_id: CameraId
    online: bool
    at: float


@dataclass(frozen=True, slots=True)
class Removed:
    """The tile was emptied."""


@dataclass(frozen=True, slots=True)
class Queued:
    """Its turn to open has not come: other tiles open first."""


@dataclass(frozen=True, slots=True)
class TicketAsked:
    """The platform is being asked for a stream."""


@dataclass(frozen=True, slots=True)
class TicketReceived:
    """The platform gave a ticket; the player connects."""


@dataclass(frozen=True, slots=True)
class TicketFailed:
    """The platform gave no ticket; `wait_s` is its retry_after_s, `chance` a random number from 0 to 1."""

    code: ErrorCode
    at: float
    chance: float
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class KeyFrameAwaited:
    """Data arrive; nothing can be shown before the next key frame."""


@dataclass(frozen=True, slots=True)
class StreamFailed:
    """The stream ended or could not be opened."""

    code: ErrorCode
    at: float
    chance: float


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time passed; `picture_at` is when the newest picture of the current camera came (None: none yet)."""

    now: float
    picture_at: float | None


@dataclass(frozen=True, slots=True)
class CameraReported:
    """The directory says that the camera went online or offline."""

    online: bool
    at: float
    chance: float


@dataclass(frozen=True, slots=True)
class PlatformReported:
    """The platform can be reached again, or the session is valid again."""

    at: float
    chance: float


@dataclass(frozen=True, slots=True)
class RetryAsked:
    """The person pressed the button."""

    at: float


TileEvent = (
    Placed
    | Removed
    | Queued
    | TicketAsked
    | TicketReceived
    | TicketFailed
    | KeyFrameAwaited
    | StreamFailed
    | Ticked
    | CameraReported
    | PlatformReported
    | RetryAsked
)
