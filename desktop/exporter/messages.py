"""What the application and an export worker say to each other.

One JSON object a line, `type` names the class. Addresses and passwords travel on the pipe only: never in
arguments, files or the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop.domain.browsing import Mask
from desktop.domain.evidence import PieceFacts
from desktop.domain.export import Gap, Piece, PieceId
from desktop.domain.playback import PlaybackProtocol
from desktop.domain.stream import StreamProfile
from desktop.domain.time_range import TimeRange
from desktop.domain.trust import TlsTrust
from desktop.errors import ErrorCode

# from the application to the worker


@dataclass(frozen=True, slots=True)
class Limits:
    """How the work is cut up; `reserve_bytes` of the disk are left free.

    A kill costs each piece at most `segment_bytes` of a file, `stream_slice_ms` of a stream.
    """

    parallel: int = 2
    segment_bytes: int = 8 << 20
    stream_slice_ms: int = 30_000
    reserve_bytes: int = 256 << 20
    connect_s: float = 5.0
    read_s: float = 10.0
    first_retry_s: float = 1.0
    """The first pause after a failure; doubled with every further one, up to twenty times of it."""
    patience_s: float = 900.0
    """A piece of which no byte came for so long has failed; pauses of the user's do not count."""


@dataclass(frozen=True, slots=True)
class PieceOrder:
    """A piece to fetch; `frame_stamp` is the camera's number in its pictures where it has one."""

    piece: Piece
    frame_stamp: int | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Begin or go on with a job; `folder` is the package's folder that is in work (NAME.partial).

    Pieces whose file stands there already, as long as its record says, are reported at once.
    """

    folder: Path
    pieces: tuple[PieceOrder, ...]
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Ticket:
    """The answer to NeedTicket."""

    piece: PieceId
    url: str = field(repr=False)
    protocol: PlaybackProtocol
    profile: StreamProfile
    expires_at_ms: int
    trust: TlsTrust = field(default_factory=TlsTrust)


@dataclass(frozen=True, slots=True)
class TicketRefused:
    """The other answer; the worker decides by the code whether to ask again."""

    piece: PieceId
    code: ErrorCode
    detail: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop fetching; what has come is kept."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on, also at once with what waits for its next try."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """End; the folder stays as it is, whoever cancelled removes it."""


@dataclass(frozen=True, slots=True)
class Zip:
    """Pack a finished package, encrypted; `target` must not exist."""

    password: str = field(repr=False)
    folder: Path
    target: Path


class GrabSource(StrEnum):
    """What a picture is taken from."""

    LIVE = "live"
    ARCHIVE_TS = "archive_ts"
    ARCHIVE_MP4 = "archive_mp4"
    FILE = "file"
    """A file of this machine; `url` is its path and `at_ms` counts from its beginning."""


@dataclass(frozen=True, slots=True)
class Grab:
    """Take one picture in full resolution; `at_ms` is the wanted instant of an archive.

    `texts` become text chunks of the PNG file, and the picture's instant beside them. `id` comes back with
    the answer. `clock_ahead_ms`: how far the platform's clock is ahead of this computer's.
    """

    id: str
    source: GrabSource
    url: str = field(repr=False)
    target: Path
    at_ms: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    trust: TlsTrust = field(default_factory=TlsTrust)
    clock_ahead_ms: int = 0


@dataclass(frozen=True, slots=True)
class Browse:
    """Make a browsing copy of a file; `target` must not exist. `watermark`: a picture with transparency."""

    id: str
    original: Path
    target: Path
    watermark: Path | None = None
    masks: tuple[Mask, ...] = ()


Command = Start | Ticket | TicketRefused | Pause | Resume | Cancel | Zip | Grab | Browse

# from the worker to the application


@dataclass(frozen=True, slots=True)
class NeedTicket:
    """A piece needs an address; `range` is what is still missing of it."""

    piece: PieceId
    range: TimeRange


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece is: some times a second at most."""

    piece: PieceId
    bytes_done: int
    bytes_total: int | None
    footage_done_ms: int
    bytes_per_s: float


@dataclass(frozen=True, slots=True)
class PieceDone:
    """The piece's file stands under its final name, hashed and looked through."""

    piece: PieceId
    facts: PieceFacts


@dataclass(frozen=True, slots=True)
class PieceFailed:
    """A piece cannot be had (any more); what has come of it is kept for another try."""

    piece: PieceId
    code: ErrorCode
    detail: Mapping[str, str | int] = field(default_factory=dict)
    obtained: tuple[TimeRange, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece waits before it is tried again."""

    piece: PieceId
    reason: ErrorCode
    retry_s: float


@dataclass(frozen=True, slots=True)
class DiskLow:
    """There is no room; the worker looks again by itself and says DiskGood."""

    free_bytes: int
    needed_bytes: int


@dataclass(frozen=True, slots=True)
class DiskGood:
    """There is room again."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Every piece is done or has failed; the worker stays for Zip and Grab."""

    failed: int


@dataclass(frozen=True, slots=True)
class Zipped:
    """The package is packed."""

    target: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Grabbed:
    """A picture was taken; `picture_ms` is its instant by the platform: a live one's is when it came."""

    id: str
    target: Path
    bytes: int
    sha256: str
    sm3: str
    width: int
    height: int
    picture_ms: int


@dataclass(frozen=True, slots=True)
class GrabFailed:
    """A picture could not be taken."""

    id: str
    code: ErrorCode
    detail: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BrowseProgress:
    """How far a browsing copy is, from 0 to 1."""

    id: str
    share: float


@dataclass(frozen=True, slots=True)
class Browsed:
    """A browsing copy stands under its name."""

    id: str
    target: Path
    bytes: int
    sha256: str
    sm3: str
    width: int
    height: int
    pictures: int
    key_frames: int
    codec: str


@dataclass(frozen=True, slots=True)
class BrowseFailed:
    """A browsing copy could not be made; nothing of it is left."""

    id: str
    code: ErrorCode
    detail: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fatal:
    """The whole job cannot go on."""

    code: ErrorCode
    detail: Mapping[str, str | int] = field(default_factory=dict)


Event = (
    NeedTicket
    | Progress
    | PieceDone
    | PieceFailed
    | Waiting
    | DiskLow
    | DiskGood
    | Finished
    | Zipped
    | Grabbed
    | GrabFailed
    | BrowseProgress
    | Browsed
    | BrowseFailed
    | Fatal
)
