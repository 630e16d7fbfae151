"""What the player offers: a URL in, pictures in shared memory out, and the truth about both.

Pictures are frame surfaces: libVLC draws into memory that the user interface paints from
(docs/decisions/0002). All calls return at once; the work happens in worker processes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

STILL_MS: Final = 600
"""A picture this close to a clock that stands still passes for the asked one: they are up to 1/5 s apart."""


class Failure(StrEnum):
    """Why a stream ended or did not start; the typed errors of the ingest, never libVLC's silence."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    BUSY = "busy"
    """HTTP 409: the device plays for somebody else already."""
    SERVER_ERROR = "server_error"
    CUT = "cut"
    STALLED = "stalled"
    BAD_DATA = "bad_data"
    CODEC_UNSUPPORTED = "codec_unsupported"
    ENGINE = "engine"


class PlayerState(StrEnum):
    """Life of one player; FAILED and STOPPED are final until the next `play`."""

    IDLE = "idle"
    CONNECTING = "connecting"
    WAITING_KEY_FRAME = "waiting_key_frame"
    LIVE = "live"
    STALLED = "stalled"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class MediaSource:
    """A live stream to play; the URL never shows in repr or logs."""

    url: str = field(repr=False)
    label: str
    """What logs call it (a camera id, never the URL)."""
    open_timeout_s: float = 4.0
    read_timeout_s: float = 3.0
    ca_file: str | None = None
    """Certificate authority for https and rtsps; None: the system's. Never unverified."""


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Size in device pixels of the area that the picture is to fill (it keeps its aspect ratio inside)."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PlayerEvent:
    """A change of state, delivered through the factory's `post`."""

    state: PlayerState
    failure: Failure | None = None
    codec: str | None = None
    """h264, h265, mpeg4, mpeg2 …"""
    source_width: int = 0
    source_height: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """The newest picture: 32-bit BGRX rows in shared memory, valid until the next call of `frame`.

    `picture` counts pictures that the stream has brought; `shown_at` is the monotonic time in seconds when
    the last one came. An old picture that libVLC draws again in a stall changes neither.
    """

    picture: int
    shown_at: float
    width: int
    height: int
    stride: int
    pixels: memoryview
    media_ms: int | None = None


@dataclass(frozen=True, slots=True)
class PlayerStats:
    """Figures for the info overlay; bitrate in bits a second, fps in pictures a second."""

    codec: str = ""
    source_width: int = 0
    source_height: int = 0
    fps: float = 0.0
    bitrate: float = 0.0
    pictures: int = 0
    reconnects: int = 0


class MediaPlayer(Protocol):
    """One surface that shows one stream at a time; used on one thread, every call returns at once."""

    def play(self, source: MediaSource, size: PictureSize) -> None:
        """Open a source; a source that plays already is dropped first. Its last picture stays readable."""
        ...

    def resize(self, size: PictureSize) -> None:
        """Draw at another size from now on, without a new connection (from the relay's buffer)."""
        ...

    def picture(self) -> int:
        """Return the number of the newest picture (0: none yet); cheap enough to poll at 60 Hz."""
        ...

    def frame(self) -> Frame | None:
        """Return the newest picture, or None before the first."""
        ...

    def stats(self) -> PlayerStats:
        """Return the last figures known (refreshed about once a second)."""
        ...

    def replay(
        self, clock: "PlayClock | None", size: PictureSize | None = None, *, quick: bool = False
    ) -> None:
        """Show the last minute beside the present, from memory; live pictures go on, nothing reconnects.

        Args:
            clock: which instant to show and how it goes on; None ends it and frees its pictures.
            size: what the pictures are to fill; the size of the live ones when it is not given.
            quick: while scrubbing: the nearest key frame will do.
        """
        ...

    def replay_frame(self) -> Frame | None:
        """Return the newest picture of the replay, with its instant; None before the first.

        An instant is the time at which the picture came, in UTC milliseconds of this machine's clock. Where
        the clock stands before the oldest picture, the oldest is shown.
        """
        ...

    def replay_picture(self) -> int:
        """Return the number of the newest picture of the replay (0: none yet)."""
        ...

    def replay_range(self) -> tuple[int, int] | None:
        """Return the oldest and the newest instant that can be shown again; at most a second old."""
        ...

    def stop(self) -> None:
        """Close the connection and keep the last picture readable."""
        ...

    def discard(self) -> None:
        """Stop, and free everything in the background; the player must not be used afterwards."""
        ...


@dataclass(frozen=True, slots=True)
class PlayClock:
    """What all tied players follow: at the monotonic second `at` the footage stands at `media_ms`.

    `rate` is in seconds of footage a second: 0 while paused, below 0 backwards. The monotonic clock is the
    same in all processes of a machine, so one clock sent to many players keeps them in step.
    """

    media_ms: float
    """UTC milliseconds of footage."""
    at: float
    rate: float

    def media_at(self, now: float) -> float:
        """Return the UTC milliseconds of footage at the monotonic second `now`."""
        return self.media_ms + (now - self.at) * 1000 * self.rate


@dataclass(frozen=True, slots=True)
class ArchiveSource:
    """A recording to play; the URL never shows in repr or logs.

    With the protocol "http-ts" the player appends `&start_ms=…&speed=…&reverse=0|1` to the URL and opens it
    again for each far jump; the stamps of its pictures are UTC x 90 modulo 2^33. With "mp4" the URL is a file
    with Range whose first picture shows the instant `origin_ms`.
    """

    url: str = field(repr=False)
    label: str
    """What logs call it (a camera id, never the URL)."""
    open_timeout_s: float = 4.0
    read_timeout_s: float = 5.0
    ca_file: str | None = None
    gop_ms: int = 2000
    """How far apart key frames are."""
    protocol: str = "http-ts"
    origin_ms: int = 0
    speeds: tuple[float, ...] = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
    """What the platform offers; it sends key frames only at more than 4."""
    reverse: bool = True
    """Whether the platform sends key frames backwards; where not, the player steps back by key frames."""


class ArchiveState(StrEnum):
    """What the tile of a recording may say; FAILED and STOPPED are final until the next `open`.

    SEEKING: the picture of the asked instant is on its way, the last one stays. SHOWING: the picture is that
    of the clock. GAP: the clock is where there is no footage. ENDED: the clock is beyond the last picture.
    """

    IDLE = "idle"
    SEEKING = "seeking"
    SHOWING = "showing"
    GAP = "gap"
    ENDED = "ended"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class ArchiveEvent:
    """A change of state, delivered through the factory's `post`."""

    state: ArchiveState
    failure: Failure | None = None
    at_ms: int | None = None
    """GAP: the UTC millisecond where the footage goes on (in the direction of play)."""


class ArchivePlayer(Protocol):
    """One surface that shows one recording by a clock; used on one thread, every call returns at once."""

    def open(self, source: ArchiveSource, size: PictureSize, clock: PlayClock) -> None:
        """Show a recording; the last picture of another one stays readable until its first has come."""
        ...

    def follow(self, clock: PlayClock, *, quick: bool = False) -> None:
        """Follow another clock: a seek, another rate, a pause; the newest call wins.

        Args:
            clock: what to follow.
            quick: while scrubbing: the nearest key frame will do (`frame().media_ms` says which it is).
        """
        ...

    def step(self, pictures: int) -> None:
        """Show the next (+1) or the previous (-1) picture; for a paused clock.

        `frame().media_ms` tells the new instant; the player stays there until the next `follow`.
        """
        ...

    def resize(self, size: PictureSize) -> None:
        """Draw at another size from now on, without a new connection."""
        ...

    def picture(self) -> int:
        """Return the number of the newest picture (0: none yet); cheap enough to poll at 60 Hz."""
        ...

    def frame(self) -> Frame | None:
        """Return the newest picture, with its instant, or None before the first."""
        ...

    def stats(self) -> PlayerStats:
        """Return the last figures known (refreshed about once a second)."""
        ...

    def stop(self) -> None:
        """Close the connection and keep the last picture readable."""
        ...

    def discard(self) -> None:
        """Stop, and free everything in the background; the player must not be used afterwards."""
        ...


EventHandler = Callable[[PlayerEvent], None]
ArchiveEventHandler = Callable[[ArchiveEvent], None]
Post = Callable[[Callable[[], None]], object]
"""Runs a callable on the owner's thread: `loop.call_soon_threadsafe`."""


class PlayerFactory(Protocol):
    """Makes players and owns the worker processes behind them."""

    def create(self, on_event: EventHandler) -> MediaPlayer:
        """Make an idle player; events arrive on the owner's thread by `post`."""
        ...

    def create_archive(self, on_event: ArchiveEventHandler) -> ArchivePlayer:
        """Make an idle player for recordings; events arrive on the owner's thread by `post`."""
        ...

    def prepare(self, players: int) -> None:
        """Start workers ahead of need for so many players in all (before a large wall is opened)."""
        ...

    def keep_for_replay(self, limit_bytes: int) -> None:
        """Keep the last minute of every stream, in so many bytes for all together; 0 keeps nothing."""
        ...

    def versions(self) -> dict[str, str]:
        """Return the engines' versions by the keys libvlc, pyav, ffmpeg (empty until a worker is up)."""
        ...

    def problem(self) -> str | None:
        """Return why there is no engine and what to install, or None."""
        ...

    def worker_pids(self) -> list[int]:
        """Return the workers' process ids, for figures about memory and CPU."""
        ...

    def close(self) -> None:
        """Stop all players and workers; waits at most two seconds, then ends them by force."""
        ...
