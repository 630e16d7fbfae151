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
    PlayClock,
    PlayerEvent,
    PlayerState,
    PlayerStats,
)
from player.frame_memory import FrameMemory
from player.shown_pictures import ShownPictures

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

    def line_for(self, number: int) -> Line | None:
        """Return the player's worker (a new one when its worker has died); None when there is no engine."""
        ...

    def dismiss(self, number: int) -> None:
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
        self._pictures = ShownPictures()
        self._past: ShownPictures | None = None
        self._sessions = 0
        self._kept: tuple[int, int] | None = None

    def play(self, source: MediaSource, size: PictureSize) -> None:
        """Open a source."""
        self._run += 1
        self._plays += 1
        self._started_at = time.monotonic()
        self._pictures.expect_others()
        self._size = size
        self._state = PlayerState.CONNECTING
        line = self._exchange.line_for(self.number)
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
        self._pictures = ShownPictures()
        self._past = self._kept = None
        self._exchange.dismiss(self.number)

    def replay(
        self, clock: PlayClock | None, size: PictureSize | None = None, *, quick: bool = False
    ) -> None:
        """Show the last minute beside the present."""
        if clock is None:
            if self._past is not None:
                self._past = None
                self._command("replay", clock=None)
            return
        size = size or self._size
        if size is None:
            return
        begins = self._past is None
        if begins:
            self._sessions += 1
            self._past = ShownPictures()
        self._command(
            "replay",
            session=self._sessions,
            begins=begins,
            clock=(clock.media_ms, clock.at, clock.rate),
            quick=quick,
            width=size.width,
            height=size.height,
        )

    def replay_picture(self) -> int:
        """Return the number of the newest picture of the replay."""
        return self._past.number() if self._past is not None else 0

    def replay_frame(self) -> Frame | None:
        """Return the newest picture of the replay."""
        return self._past.newest() if self._past is not None else None

    def replay_range(self) -> tuple[int, int] | None:
        """Return what can be shown again."""
        return self._kept

    def _command(self, command: str, **values: object) -> None:
        line = self._exchange.line_for(self.number)
        if line is not None:
            line.send({"command": command, "player": self.number, **values})

    def picture(self) -> int:
        """Return the number of the newest picture."""
        return self._pictures.number()

    def frame(self) -> Frame | None:
        """Return the newest picture."""
        return self._pictures.newest()

    def stats(self) -> PlayerStats:
        """Return the last figures known."""
        fps, bitrate, width, height = self._pictures.figures()
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
            self._pictures.expect(memory)

    def replay_surface_made(self, session: int, memory: FrameMemory) -> None:
        """Take a new memory of the replay."""
        if session == self._sessions and self._past is not None:
            self._past.expect(memory)

    def replay_failed(self, session: int) -> None:
        """Note that what is kept cannot be shown."""
        if session == self._sessions:
            self._kept = None

    def replay_range_changed(self, kept: tuple[int, int] | None) -> None:
        """Take note of what can be shown again."""
        self._kept = kept

    def state_changed(self, run: int, event: PlayerEvent) -> None:
        """Take a state from the worker, unless it belongs to an earlier source."""
        if run == self._run:
            self._state = event.state
            self._codec = event.codec or self._codec
            self._on_event(event)

    def engine_lost(self) -> None:
        """Note that the worker has died; the last picture stays readable."""
        self._kept = None
        if self._state in _ACTIVE:
            self._state = PlayerState.FAILED
            self._on_event(PlayerEvent(PlayerState.FAILED, Failure.ENGINE))
