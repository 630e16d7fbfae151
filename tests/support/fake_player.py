"""A player without an engine, for tests of the wall's logic; each test orders what happens.

It is named for what it is: it proves nothing about pictures. The real player has tests of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from player.api import (
    ArchiveEvent,
    ArchiveEventHandler,
    ArchiveSource,
    ArchiveState,
    EventHandler,
    Failure,
    Frame,
    MediaSource,
    PictureSize,
    PlayClock,
    PlayerEvent,
    PlayerState,
    PlayerStats,
)


@dataclass
class FakePlayer:
    """Remembers what was asked of it and shows what the test lets it show."""

    on_event: EventHandler
    sources: list[MediaSource] = field(default_factory=list)
    size: PictureSize = field(default_factory=lambda: PictureSize(0, 0))
    resized: int = 0
    stopped: bool = False
    discarded: bool = False
    clocks: list[PlayClock | None] = field(default_factory=list)
    """Every clock that a replay was given."""
    quick: list[bool] = field(default_factory=list)
    kept: tuple[int, int] | None = None
    replay_size: PictureSize | None = None
    _picture: int = 0
    _frame: Frame | None = None
    _replayed: Frame | None = None

    def play(self, source: MediaSource, size: PictureSize) -> None:
        self.sources.append(source)
        self.size = size
        self.stopped = False

    def resize(self, size: PictureSize) -> None:
        self.size = size
        self.resized += 1

    def picture(self) -> int:
        return self._picture

    def frame(self) -> Frame | None:
        return self._frame

    def stats(self) -> PlayerStats:
        return PlayerStats("h264", 640, 360, 25.0, 600_000.0, self._picture, 0)

    def replay(
        self, clock: PlayClock | None, size: PictureSize | None = None, *, quick: bool = False
    ) -> None:
        self.clocks.append(clock)
        self.quick.append(quick)
        self.replay_size = size
        if clock is None:
            self._replayed = None

    def replay_frame(self) -> Frame | None:
        return self._replayed

    def replay_picture(self) -> int:
        return self._replayed.picture if self._replayed is not None else 0

    def replay_range(self) -> tuple[int, int] | None:
        return self.kept

    def stop(self) -> None:
        self.stopped = True

    def discard(self) -> None:
        self.discarded = True

    # ordered by tests

    def show_replay(self, media_ms: int, colour: tuple[int, int, int] = (160, 60, 90)) -> None:
        """Let the replay show the picture of an instant (UTC milliseconds)."""
        height = max(2, min(self.size.height, self.size.width * 9 // 16))
        width = max(2, min(self.size.width, height * 16 // 9))
        pixels = memoryview(bytearray(bytes((*colour, 0)) * width * height))
        number = self.replay_picture() + 1
        self._replayed = Frame(number, monotonic(), width, height, width * 4, pixels, media_ms)

    def show_picture(self, colour: tuple[int, int, int] = (40, 90, 160), *, age_s: float = 0.0) -> None:
        """Let a new picture come, drawn at the size that was asked for (blue, green, red)."""
        height = min(self.size.height, self.size.width * 9 // 16)
        width = min(self.size.width, height * 16 // 9)
        row = bytes((*colour, 0)) * width
        self._picture += 1
        pixels = memoryview(bytearray(row * height))
        self._frame = Frame(self._picture, monotonic() - age_s, width, height, width * 4, pixels)

    def report(self, state: PlayerState, failure: Failure | None = None) -> None:
        """Send an event, as the real player does on the owner's thread."""
        self.on_event(PlayerEvent(state, failure))


@dataclass
class FakeArchivePlayer:
    """Remembers what was asked of it and shows what the test lets it show."""

    on_event: ArchiveEventHandler
    sources: list[ArchiveSource] = field(default_factory=list)
    clocks: list[PlayClock] = field(default_factory=list)
    """Every clock that was given, by `open` or `follow`."""
    quick: list[bool] = field(default_factory=list)
    """Whether each of them was for scrubbing."""
    steps: list[int] = field(default_factory=list)
    size: PictureSize = field(default_factory=lambda: PictureSize(0, 0))
    resized: int = 0
    stopped: bool = False
    discarded: bool = False
    _picture: int = 0
    _frame: Frame | None = None

    def open(self, source: ArchiveSource, size: PictureSize, clock: PlayClock) -> None:
        self.sources.append(source)
        self.size = size
        self.stopped = False
        self.follow(clock)

    def follow(self, clock: PlayClock, *, quick: bool = False) -> None:
        self.clocks.append(clock)
        self.quick.append(quick)

    def step(self, pictures: int) -> None:
        self.steps.append(pictures)

    def resize(self, size: PictureSize) -> None:
        self.size = size
        self.resized += 1

    def picture(self) -> int:
        return self._picture

    def frame(self) -> Frame | None:
        return self._frame

    def stats(self) -> PlayerStats:
        return PlayerStats("h264", 640, 360, 12.0, 300_000.0, self._picture, 0)

    def stop(self) -> None:
        self.stopped = True

    def discard(self) -> None:
        self.discarded = True

    # ordered by tests

    def show_picture(self, media_ms: int, colour: tuple[int, int, int] = (40, 90, 160)) -> None:
        """Let the picture of an instant (UTC milliseconds) come, in one colour (blue, green, red)."""
        height = max(2, min(self.size.height, self.size.width * 9 // 16))
        width = max(2, min(self.size.width, height * 16 // 9))
        pixels = memoryview(bytearray(bytes((*colour, 0)) * width * height))
        self._picture += 1
        self._frame = Frame(self._picture, monotonic(), width, height, width * 4, pixels, media_ms)

    def report(self, state: ArchiveState, failure: Failure | None = None, at_ms: int | None = None) -> None:
        """Send an event, as the real player does on the owner's thread."""
        self.on_event(ArchiveEvent(state, failure, at_ms))


class FakePlayerFactory:
    """Makes fake players and remembers them."""

    def __init__(self, on_create: Callable[[FakePlayer], None] = lambda _player: None) -> None:
        self.players: list[FakePlayer] = []
        self.archive_players: list[FakeArchivePlayer] = []
        self.prepared = 0
        self.replay_memory: int | None = None
        self.closed = False
        self._on_create = on_create

    def create(self, on_event: EventHandler) -> FakePlayer:
        player = FakePlayer(on_event)
        self.players.append(player)
        self._on_create(player)
        return player

    def create_archive(self, on_event: ArchiveEventHandler) -> FakeArchivePlayer:
        player = FakeArchivePlayer(on_event)
        self.archive_players.append(player)
        return player

    def prepare(self, players: int) -> None:
        self.prepared = max(self.prepared, players)

    def keep_for_replay(self, limit_bytes: int) -> None:
        self.replay_memory = limit_bytes

    def problem(self) -> str | None:
        return None

    def worker_pids(self) -> list[int]:
        return []

    def versions(self) -> dict[str, str]:
        return {"libvlc": "0 (fake)"}

    def close(self) -> None:
        self.closed = True

    @property
    def alive(self) -> list[FakePlayer]:
        """The players that were not discarded."""
        return [player for player in self.players if not player.discarded]
