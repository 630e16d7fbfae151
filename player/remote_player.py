"""A player of the user interface: commands go to a worker, pictures come from shared memory."""

import time
from typing import Protocol

from player import wire
from player.api import (
    EventHandler,
    Failure,
    Frame,
    MediaSource,
    PictureSize,
    PlayerEvent,
    PlayerState,
    PlayerStats,
)
from player.frame_memory import FrameMemory

_STARTING_S = 10.0
_ACTIVE = frozenset(
    {PlayerState.CONNECTING, PlayerState.WAITING_KEY_FRAME, PlayerState.LIVE, PlayerState.STALLED}
)


class Line(Protocol):
    """The way to the worker that a player lives in."""

    def send(self, message: wire.Message) -> None:
        """Queue a command; never blocks."""
        ...


class Exchange(Protocol):
    """The factory, as its players see it."""

    def line_for(self, player: "RemotePlayer") -> Line | None:
        """Return the player's worker (a new one when its worker has died); None when there is no engine."""
        ...

    def dismiss(self, player: "RemotePlayer") -> None:
        """Forget a discarded player."""
        ...


class RemotePlayer:
    """`player.api.MediaPlayer` over a worker process; used on the owner's thread only."""

    def __init__(self, number: int, exchange: Exchange, on_event: EventHandler) -> None:
        self.number = number
        self._exchange = exchange
        self._on_event = on_event
        self._run = 0
        self._state = PlayerState.IDLE
        self._codec = ""
        self._plays = 0
        self._started_at = 0.0
        self._size: PictureSize | None = None
        self._base = 0
        self._current: FrameMemory | None = None
        self._coming: FrameMemory | None = None

    def play(self, source: MediaSource, size: PictureSize) -> None:
        """Open a source."""
        self._run += 1
        self._plays += 1
        self._started_at = time.monotonic()
        self._coming = None
        self._size = size
        self._state = PlayerState.CONNECTING
        line = self._exchange.line_for(self)
        if line is None:
            self._state = PlayerState.FAILED
            self._on_event(PlayerEvent(PlayerState.FAILED, Failure.ENGINE))
            return
        line.send(
            {
                "command": "play",
                "player": self.number,
                "run": self._run,
                "url": source.url,
                "label": source.label,
                "open_timeout_s": source.open_timeout_s,
                "read_timeout_s": source.read_timeout_s,
                "ca_file": source.ca_file,
                "width": size.width,
                "height": size.height,
            }
        )

    def resize(self, size: PictureSize) -> None:
        """Draw at another size from now on."""
        if self._state in _ACTIVE and size != self._size:
            self._size = size
            self._command("resize", width=size.width, height=size.height)

    def stop(self) -> None:
        """Close the connection."""
        if self._state in _ACTIVE:
            self._command("stop")

    def discard(self) -> None:
        """Stop and free everything."""
        self._run += 1
        self._command("discard")
        self._state = PlayerState.STOPPED
        self._current = self._coming = None
        self._exchange.dismiss(self)

    def _command(self, command: str, **values: int) -> None:
        line = self._exchange.line_for(self)
        if line is not None:
            line.send({"command": command, "player": self.number, **values})

    def picture(self) -> int:
        """Return the number of the newest picture."""
        coming = self._coming
        if coming is not None and coming.picture():
            if self._current is not None:
                self._base += self._current.picture()
            self._current, self._coming = coming, None
        current = self._current
        return self._base + current.picture() if current is not None else 0

    def frame(self) -> Frame | None:
        """Return the newest picture."""
        self.picture()
        current = self._current
        read = current.read() if current is not None else None
        if current is None or read is None:
            return None
        number, width, height, stride, pixels = read
        return Frame(self._base + number, current.shown_at(), width, height, stride, pixels)

    def stats(self) -> PlayerStats:
        """Return the last figures known."""
        if self._current is None:
            return PlayerStats(codec=self._codec, reconnects=max(0, self._plays - 1))
        fps, bitrate, width, height = self._current.figures()
        return PlayerStats(
            codec=self._codec,
            source_width=width,
            source_height=height,
            fps=fps if self._state in _ACTIVE else 0.0,
            bitrate=bitrate if self._state in _ACTIVE else 0.0,
            pictures=self.picture(),
            reconnects=max(0, self._plays - 1),
        )

    def is_starting(self) -> bool:
        """Tell whether the stream has begun only now: one that crashes its worker does so then."""
        return self._state in _ACTIVE and time.monotonic() - self._started_at < _STARTING_S

    # What the factory tells, on the owner's thread.

    def surface_made(self, run: int, memory: FrameMemory) -> None:
        """Take a new memory; its pictures count from its first one on."""
        if run == self._run:
            self.picture()
            self._coming = memory

    def state_changed(self, run: int, event: PlayerEvent) -> None:
        """Take a state from the worker, unless it belongs to an earlier source."""
        if run == self._run:
            self._state = event.state
            self._codec = event.codec or self._codec
            self._on_event(event)

    def engine_lost(self) -> None:
        """Note that the worker has died; the last picture stays readable."""
        if self._state in _ACTIVE:
            self._state = PlayerState.FAILED
            self._on_event(PlayerEvent(PlayerState.FAILED, Failure.ENGINE))
