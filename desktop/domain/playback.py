"""Permission to look into the archive."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.recording import RecordStorage
from desktop.domain.stream import StreamProfile
from desktop.domain.time_range import TimeRange


class PlaybackProtocol(StrEnum):
    """Ways in which footage is carried."""

    HTTP_TS = "http-ts"
    MP4 = "mp4"


@dataclass(frozen=True, slots=True)
class PlaybackTicket:
    """Permission to play one camera's archive; the URL never shows in repr or logs.

    Until it expires the URL may be opened any number of times, with what the player appends:
    `&start_ms=…&speed=…&reverse=0|1` for HTTP-TS, `&from_ms=…&to_ms=…` for MP4.
    """

    ticket_id: str
    url: str = field(repr=False)
    protocol: PlaybackProtocol
    profile: StreamProfile
    storage: RecordStorage
    available: TimeRange
    """The recorded run around the instant that was asked for."""
    speeds: tuple[float, ...]
    """What the platform sends, ascending; 1.0 is always among them."""
    reverse: bool
    expires_at_ms: int
    gop_ms: int = 2000
    """Distance of the key frames."""


@dataclass(frozen=True, slots=True)
class StillsTicket:
    """Permission to fetch single small pictures of one camera's archive; `&at_ms=…` is appended."""

    ticket_id: str
    url: str = field(repr=False)
    width: int
    height: int
    expires_at_ms: int
