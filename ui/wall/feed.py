"""One stream of one camera, kept open for as long as it is wanted.

Asks for a ticket, gives it to a player, watches the pictures that come, and tries again by the rules of
`desktop.domain.tile_state`. A tile has one feed, and a second one beside it while it changes streams.
"""

import asyncio
import random
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.camera import CameraId
from desktop.domain.stream import StreamRole, StreamTicket
from desktop.domain.tile_events import (
    CameraReported,
    KeyFrameAwaited,
    Placed,
    PlatformReported,
    Queued,
    RetryAsked,
    StreamFailed,
    Ticked,
    TicketAsked,
    TicketFailed,
    TicketReceived,
    TileEvent,
)
from desktop.domain.tile_state import TilePhase, TileState, reduce
from desktop.errors import AppError, ErrorCode
from desktop.ports import Clock
from player.api import (
    Frame,
    MediaPlayer,
    MediaSource,
    PictureSize,
    PlayerEvent,
    PlayerFactory,
    PlayerState,
    PlayerStats,
)
from ui.wall.failures import error_code

TURN_S = 1.2
"""A stream that has neither connected nor failed by then lets the next one have its turn."""
SILENT_OPEN_S = 12.0
"""A player that says nothing for so long after it was started is started anew."""
EXPECTED_S = 2.0
"""A first picture is looked for more often for so long."""
FROZEN_RESTART_S = 8.0
"""A picture may stand still this long, without a failure being reported, before the stream is opened anew."""


class Streams(Protocol):
    """Gives tickets (`desktop.services`)."""

    async def open(self, camera_id: CameraId, role: StreamRole) -> StreamTicket:
        """Ask for one live stream."""
        ...


class Gate(Protocol):
    """Lets so many streams open at once (`desktop.services.admission`)."""

    def turn(self, priority: int) -> AbstractAsyncContextManager[object]:
        """Wait for a turn; the lower the number, the sooner."""
        ...


@dataclass(frozen=True, slots=True)
class FeedServices:
    """What a feed works with."""

    streams: Streams
    players: PlayerFactory
    gate: Gate
    clock: Clock
    chance: Callable[[], float] = random.random
    shift_ms: Callable[[], int] = lambda: 0
    """How far the platform's clock is ahead of `clock`."""


class Feed:
    """Keeps one stream open until `close`; UI thread, inside the running loop."""

    def __init__(
        self,
        services: FeedServices,
        camera_id: CameraId,
        role: StreamRole,
        size: PictureSize,
        *,
        online: bool,
        priority: int,
        on_change: Callable[[], None],
    ) -> None:
        self.role = role
        self.state = TileState()
        self.frame: Frame | None = None
        self.ticket: StreamTicket | None = None
        self._services = services
        self._camera_id = camera_id
        self._size = size
        self._priority = priority
        self._on_change = on_change
        self._player: MediaPlayer | None = None
        self._former: MediaPlayer | None = None
        self._seen = 0
        self._ended = False
        self._picture_at: float | None = None
        self._settled = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._waiting_since = services.clock.monotonic()
        self._attempt_number = 0
        self._closed = False
        self._apply(Placed(camera_id, online, self._now()))
        self._open()

    @property
    def live(self) -> bool:
        """True while fresh pictures come."""
        return self.state.phase is TilePhase.LIVE

    @property
    def player(self) -> MediaPlayer | None:
        """The player that runs the stream; it is another one after its engine has failed."""
        return self._player

    def poll(self) -> bool:
        """Look for a new picture (about 40 times a second); true when `frame` is another one."""
        player = self._player
        if player is None or player.picture() == self._seen:
            return False
        frame = player.frame()
        if frame is None:
            return False
        self._seen, self.frame = frame.picture, frame
        if self._ended:
            return True  # what was still under way when the stream ended is shown, but is no sign of life
        self._picture_at = frame.shown_at
        self._settled.set()
        if self._former is not None:
            self._former.discard()
            self._former = None
        if not self.live:
            self._apply(Ticked(self._now(), frame.shown_at))
        return True

    def expecting(self, now: float) -> bool:
        """True while a first picture may come at any moment."""
        started = self._player is not None and not self._ended and self._picture_at is None
        return started and now - self._waiting_since < EXPECTED_S

    def tick(self) -> None:
        """Judge the picture's age and open the stream when it is time; at least twice a second."""
        now = self._now()
        self._apply(Ticked(now, self._picture_at))
        self._watch(now)
        if self.state.due(now) and not self._closed:
            self._open()

    def resize(self, size: PictureSize) -> None:
        """Have pictures drawn at another size; no new connection."""
        if size != self._size:
            self._size = size
            if self._player is not None:
                self._player.resize(size)

    def retry(self) -> None:
        """Open the stream now, because a person asked for it; one that runs is opened anew."""
        self._apply(RetryAsked(self._now()))
        if self.state.phase in _RUNNING and not self._closed:
            self._stop_player()
            self._ended, self._picture_at = True, None
            self._open()
        self.tick()

    def camera_reported(self, *, online: bool) -> None:
        """Take the directory's word on the camera."""
        self._apply(CameraReported(online, self._now(), self._services.chance()))

    def platform_reported(self) -> None:
        """Take note that the platform answers again: what waits for its next try need not wait longer."""
        now, chance = self._now(), self._services.chance()
        self._apply(PlatformReported(now, chance))
        if self.state.phase in _WAITING and self.state.next_try_at is not None:
            self._apply(RetryAsked(min(now + chance, self.state.next_try_at)))

    def stats(self) -> PlayerStats:
        """Return the player's figures."""
        return PlayerStats() if self._player is None else self._player.stats()

    def hold(self) -> None:
        """Close the connection but keep the last picture on show, until `close`."""
        self._closed = True
        self._cancel()
        if self._player is not None:
            self._player.stop()

    def close(self) -> None:
        """Let go of everything at once."""
        self._closed = True
        self._cancel()
        self.frame = None
        for player in (self._player, self._former):
            if player is not None:
                player.discard()
        self._player = self._former = None

    # one attempt ----------------------------------------------------------------------------------

    def _open(self) -> None:
        self._cancel()
        self._apply(Queued())
        self._settled = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(
            self._attempt(), name=f"feed {self._camera_id} {self.role.value}"
        )
        self._task.add_done_callback(_report)

    def _cancel(self) -> None:
        self._attempt_number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _attempt(self) -> None:
        later = 1000 if self.state.failures else 0  # what failed before lets others go first
        async with self._services.gate.turn(self._priority + later):
            connecting = asyncio.create_task(
                self._connect(self._attempt_number), name=f"feed {self._camera_id} connecting"
            )
            try:
                await asyncio.wait({connecting}, timeout=TURN_S)
            except asyncio.CancelledError:
                connecting.cancel()
                raise
        await connecting

    async def _connect(self, attempt: int) -> None:
        self._apply(TicketAsked())
        self._waiting_since = self._now()
        try:
            ticket = await self._services.streams.open(self._camera_id, self.role)
        except AppError as error:
            if attempt != self._attempt_number:
                return
            wait_s = error.detail.get("retry_after_s", 0)
            self._apply(TicketFailed(error.code, self._now(), self._services.chance(), float(wait_s or 0)))
            return
        if attempt != self._attempt_number:
            return  # called off in the turn in which the ticket came, before the cancellation arrived
        self.ticket = ticket
        self._apply(TicketReceived())
        self._waiting_since = self._now()
        source = MediaSource(ticket.url, f"{self._camera_id}/{self.role.value}")
        self._ended, self._picture_at = False, None
        self._usable_player().play(source, self._size)
        await self._settled.wait()

    def _usable_player(self) -> MediaPlayer:
        """Return the player to use again; a new one after its engine failed (the old picture stays)."""
        if self._player is not None and self.state.error is ErrorCode.ENGINE_FAILED:
            if self._former is not None:
                self._player.discard()
            else:
                self._former = self._player
            self._player, self._seen = None, 0
        if self._player is None:
            self._player = self._services.players.create(self._heard)
        return self._player

    def _heard(self, event: PlayerEvent) -> None:
        if self._closed:
            return
        if event.state is PlayerState.WAITING_KEY_FRAME:
            self._settled.set()  # connected: the next one may, while this one waits for its picture
            self._apply(KeyFrameAwaited())
        elif event.state is PlayerState.FAILED:
            self._fail(error_code(event.failure))

    def _fail(self, code: ErrorCode) -> None:
        self._ended, self._picture_at = True, None
        self._settled.set()
        self._apply(StreamFailed(code, self._now(), self._services.chance()))

    def _watch(self, now: float) -> None:
        """Do not trust a player's silence: open anew what stands still without a word."""
        age = self.state.picture_age(now)
        if self.state.phase is TilePhase.FROZEN and age is not None and age >= FROZEN_RESTART_S:
            self._stop_player()
            self._fail(ErrorCode.STREAM_STALLED)
        elif self._opening() and now - self._waiting_since >= SILENT_OPEN_S:
            self._cancel()
            self._stop_player()
            self._fail(ErrorCode.TIMED_OUT)

    def _opening(self) -> bool:
        state = self.state
        return state.next_try_at is None and state.phase in {
            TilePhase.CONNECTING,
            TilePhase.WAITING_KEY_FRAME,
            TilePhase.RECONNECTING,
        }

    def _stop_player(self) -> None:
        if self._player is not None:
            self._player.stop()

    def _apply(self, event: TileEvent) -> None:
        state = reduce(self.state, event)
        if state != self.state:
            self.state = state
            self._on_change()

    def _now(self) -> float:
        return self._services.clock.monotonic()


_RUNNING = frozenset({TilePhase.LIVE, TilePhase.FROZEN})
_WAITING = frozenset({TilePhase.RECONNECTING, TilePhase.NO_SIGNAL})


def _report(task: asyncio.Task[None]) -> None:
    """Hand a programming error to the loop's exception handler; nobody awaits a feed's task."""
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler({"message": "a feed failed", "exception": error, "task": task})
