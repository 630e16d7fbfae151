"""A player of recordings in the user interface: commands go to a worker, pictures come from shared memory."""

import time
from typing import Final

from player import wire
from player.api import (
    ArchiveEvent,
    ArchiveEventHandler,
    ArchiveSource,
    ArchiveState,
    Failure,
    Frame,
    PictureSize,
    PlayClock,
    PlayerStats,
)
from player.frame_memory import FrameMemory
from player.remote_player import Exchange
from player.shown_pictures import ShownPictures

_STARTING_S: Final = 10.0
_ACTIVE: Final = frozenset({ArchiveState.SEEKING, ArchiveState.SHOWING, ArchiveState.GAP, ArchiveState.ENDED})


class RemoteArchivePlayer:
    """`player.api.ArchivePlayer` over a worker process; used on the owner's thread only."""

    def __init__(self, number: int, exchange: Exchange, on_event: ArchiveEventHandler) -> None:
        self.number = number
        self._exchange = exchange
        self._on_event = on_event
        self._run = 0
        self._order = 0
        """Of the last clock that was sent; what answers an earlier one is no news any more."""
        self._opens = 0
        self._started_at = 0.0
        self._state = ArchiveState.IDLE
        self._size: PictureSize | None = None
        self._pictures = ShownPictures()

    def open(self, source: ArchiveSource, size: PictureSize, clock: PlayClock) -> None:
        """Show a recording."""
        self._run += 1
        self._order = 0
        self._opens += 1
        self._started_at = time.monotonic()
        self._size = size
        self._pictures.expect_others()
        self._state = ArchiveState.SEEKING
        line = self._exchange.line_for(self.number)
        if line is None:
            self._state = ArchiveState.FAILED
            self._on_event(ArchiveEvent(ArchiveState.FAILED, Failure.ENGINE))
            return
        line.send(
            {
                "command": "archive_open",
                "player": self.number,
                "run": self._run,
                "url": source.url,
                "label": source.label,
                "open_timeout_s": source.open_timeout_s,
                "read_timeout_s": source.read_timeout_s,
                "ca_file": source.ca_file,
                "gop_ms": source.gop_ms,
                "protocol": source.protocol,
                "origin_ms": source.origin_ms,
                "speeds": source.speeds,
                "reverse": source.reverse,
                "width": size.width,
                "height": size.height,
                "clock": _plain(clock),
            }
        )

    def follow(self, clock: PlayClock, *, quick: bool = False) -> None:
        """Follow another clock."""
        if self._state in _ACTIVE:
            self._order += 1
            self._command("archive_follow", clock=_plain(clock), quick=quick, order=self._order)

    def step(self, pictures: int) -> None:
        """Show the picture so many after (before) the present one."""
        if self._state in _ACTIVE:
            self._command("archive_step", pictures=pictures)

    def resize(self, size: PictureSize) -> None:
        """Draw at another size from now on."""
        if self._state in _ACTIVE and size != self._size:
            self._size = size
            self._command("resize", width=size.width, height=size.height)

    def picture(self) -> int:
        """Return the number of the newest picture."""
        return self._pictures.number()

    def frame(self) -> Frame | None:
        """Return the newest picture, with its instant."""
        return self._pictures.newest()

    def stats(self) -> PlayerStats:
        """Return the last figures known."""
        reconnects = max(0, self._opens - 1)
        fps, bitrate, width, height = self._pictures.figures()
        active = self._state in _ACTIVE
        return PlayerStats(
            source_width=width,
            source_height=height,
            fps=fps if active else 0.0,
            bitrate=bitrate if active else 0.0,
            pictures=self.picture(),
            reconnects=reconnects,
        )

    def stop(self) -> None:
        """Close the connection."""
        if self._state in _ACTIVE:
            self._command("stop")

    def discard(self) -> None:
        """Stop and free everything."""
        self._run += 1
        self._command("discard")
        self._state = ArchiveState.STOPPED
        self._pictures = ShownPictures()
        self._exchange.dismiss(self.number)

    def _command(self, command: str, **values: object) -> None:
        line = self._exchange.line_for(self.number)
        if line is not None:
            line.send({"command": command, "player": self.number, **values})

    def is_starting(self) -> bool:
        """Tell whether the recording was opened only now: one that crashes its worker does so then."""
        return self._state in _ACTIVE and time.monotonic() - self._started_at < _STARTING_S

    # What the factory tells, on the owner's thread.

    def surface_made(self, run: int, memory: FrameMemory) -> None:
        """Take a new memory; its pictures count from its first one on."""
        if run == self._run:
            self._pictures.expect(memory)

    def state_told(self, run: int, message: wire.Message) -> None:
        """Take a state from the worker, unless it belongs to an earlier source or answers an earlier clock.

        "Nothing recorded here", said of the instant before a seek, is no word about the one after it.
        """
        failure = Failure(message["failure"]) if message["failure"] else None
        state = ArchiveState(message["state"])
        if run == self._run and (message["order"] == self._order or state not in _ACTIVE):
            self._state = state
            self._on_event(ArchiveEvent(state, failure, message["at_ms"]))

    def engine_lost(self) -> None:
        """Note that the worker has died; the last picture stays readable."""
        if self._state in _ACTIVE:
            self._state = ArchiveState.FAILED
            self._on_event(ArchiveEvent(ArchiveState.FAILED, Failure.ENGINE))


def _plain(clock: PlayClock) -> list[float]:
    return [clock.media_ms, clock.at, clock.rate]
