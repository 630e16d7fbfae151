"""One camera's recordings on one player: asks for permission, follows a clock, and says what is true.

What counts is the instant that the picture on show carries: the tile says SHOWING only while that is the
instant of the clock, whatever the player's last word was.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.camera import CameraId
from desktop.domain.playback import PlaybackTicket
from desktop.domain.stream import StreamRole
from desktop.errors import AppError, ErrorCode
from desktop.ports import Clock
from player.api import (
    STILL_MS,
    ArchiveEvent,
    ArchivePlayer,
    ArchiveSource,
    ArchiveState,
    Failure,
    Frame,
    PictureSize,
    PlayClock,
    PlayerFactory,
    PlayerStats,
)
from ui.playback.states import UNKNOWN, Coverage, Known, Phase, PlaybackState
from ui.wall.failures import error_code

LATE_S = 1.0
"""A picture this much behind a running clock still counts: what a busy machine needs."""
GROWN_S = 2.5
"""So long after the last picture the archive has grown by some that are worth asking for."""
SILENT_S = 12.0
"""A player that brings neither picture nor word for so long is started anew."""
GAP_AGAIN_S = 5.0
"""Where the list has footage and the platform had none, it is asked again after so long."""
_ALL_PICTURES = 4.0
"""Beyond this speed, and backwards, only key frames come."""
_RETRY_S = (1.0, 2.0, 4.0, 8.0, 15.0)
_REFUSED = frozenset({Failure.UNAUTHORIZED, Failure.FORBIDDEN})
_PLACE_DEPENDENT = frozenset({Phase.GAP, Phase.BUSY, Phase.FAILED})
"""Troubles that another instant may not have."""
_MENDABLE = frozenset({Phase.FAILED, Phase.SIGNED_OUT})
"""Troubles that a platform which has come back may have taken away."""
_DENIED = frozenset({ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND})


class Tickets(Protocol):
    """Gives permission to play (`desktop.services.playback`)."""

    async def open(
        self, camera_id: CameraId, role: StreamRole, start_ms: int, *, fresh: bool = False
    ) -> PlaybackTicket:
        """Ask for one camera's archive; `fresh`: the last ticket was refused."""
        ...


@dataclass(frozen=True, slots=True)
class PlaybackServices:
    """What a feed works with."""

    tickets: Tickets
    players: PlayerFactory
    clock: Clock


class PlaybackFeed:
    """Lives until `close`; UI thread, inside the running loop."""

    def __init__(
        self,
        services: PlaybackServices,
        camera_id: CameraId,
        role: StreamRole,
        *,
        clock: PlayClock,
        on_change: Callable[[], None],
    ) -> None:
        self.camera_id = camera_id
        self.role = role
        self.state = PlaybackState(Phase.LOADING)
        self.frame: Frame | None = None
        self.ticket: PlaybackTicket | None = None
        self.coverage: Callable[[float], Coverage] = lambda _ms: UNKNOWN
        self._services = services
        self._clock = clock
        self._size: PictureSize | None = None
        self._on_change = on_change
        self._player: ArchivePlayer | None = None
        self._seen = 0
        self._told: ArchiveEvent | None = None
        self._stepped = False
        self._quick = False
        self._task: asyncio.Task[None] | None = None
        self._attempt = 0
        self._failures = 0
        self._ticket_doubted = False
        self._trouble: PlaybackState | None = None
        self._quiet_since = services.clock.monotonic()
        self._closed = False

    # what is asked of it --------------------------------------------------------------------------

    def start(self, size: PictureSize) -> None:
        """Begin, with pictures of a size."""
        self._size = size
        self._ask()

    def follow(self, clock: PlayClock, *, quick: bool = False, moved: bool = False) -> None:
        """Follow another clock; `moved`: it stands elsewhere now, and not just goes differently."""
        self._clock, self._quick = clock, quick
        self._stepped = False
        if moved:
            self._quiet_since = self._now()
            self._told = None
            if self._trouble is not None and self._trouble.phase in _PLACE_DEPENDENT and not quick:
                self._ask()
        if self._player is not None and self._trouble is None:
            self._player.follow(clock, quick=quick)
        self._judge()

    def step(self, pictures: int) -> None:
        """Show the next or the previous picture of a clock that stands still."""
        if self._player is not None and self._trouble is None:
            self._stepped = True
            self._player.step(pictures)

    def change_role(self, role: StreamRole) -> None:
        """Show the large or the small stream; the picture of the other stays until the first one is here."""
        if role is not self.role:
            self.role, self.ticket = role, None
            self._ask()

    def resize(self, size: PictureSize) -> None:
        """Have pictures drawn at another size."""
        if size != self._size:
            self._size = size
            if self._player is not None:
                self._player.resize(size)

    def retry(self) -> None:
        """Try again now, because a person asked for it."""
        self._failures = 0
        self._ask()

    def platform_reported(self) -> None:
        """Do not wait out a failure: the platform that was away has just come back."""
        if self._trouble is not None and self._trouble.phase in _MENDABLE:
            self.retry()

    def stop(self) -> None:
        """Close the connection and keep the last picture (a slice that has been shown to its end)."""
        self._cancel()
        if self._player is not None:
            self._player.stop()

    def close(self) -> None:
        """Let go of everything at once."""
        self._closed = True
        self._cancel()
        self.frame = None
        if self._player is not None:
            self._player.discard()
            self._player = None

    # what it tells --------------------------------------------------------------------------------

    @property
    def shown_ms(self) -> int | None:
        """The instant of the picture on show."""
        return None if self.frame is None else self.frame.media_ms

    @property
    def settled(self) -> bool:
        """True when nothing is awaited: the asked picture is there, or it is known why it is not."""
        return self.state.phase not in {Phase.LOADING, Phase.SEEKING}

    def stats(self) -> PlayerStats:
        """Return the player's figures."""
        return PlayerStats() if self._player is None else self._player.stats()

    # time -----------------------------------------------------------------------------------------

    def poll(self) -> bool:
        """Look for a new picture; true when `frame` is another one."""
        player = self._player
        if player is None or player.picture() == self._seen:
            return False
        frame = player.frame()
        if frame is None:
            return False
        self._seen, self.frame = frame.picture, frame
        self._quiet_since = self._now()
        if self._near():
            self._told, self._failures = None, 0
        self._judge()
        return True

    def tick(self) -> None:
        """Judge the picture against the clock, and try again when it is time; a few times a second."""
        now = self._now()
        if (self._trouble is not None and self._due(self._trouble, now)) or self._at_end(now):
            self._ask()
        elif self._silent(now):
            self._fail(ErrorCode.STREAM_STALLED)
        self._judge()

    def _silent(self, now: float) -> bool:
        waiting = self._player is not None and self._trouble is None and self._task is None
        return waiting and self.state.phase is Phase.SEEKING and now - self._quiet_since >= SILENT_S

    def _at_end(self, now: float) -> bool:
        """True when it is time to look whether the archive has grown: its end moves on with the day."""
        ended = self.state.phase is Phase.ENDED and self._clock.rate > 0
        return ended and now - self._quiet_since >= GROWN_S

    def _due(self, trouble: PlaybackState, now: float) -> bool:
        """True when it is time to try again, or the clock has reached footage that the platform named."""
        if trouble.next_try_at is not None:
            return now >= trouble.next_try_at
        if trouble.phase is not Phase.GAP:
            return False
        media = self._media_ms()
        if trouble.until_ms is not None and media >= trouble.until_ms:
            return True
        # Near the present nobody can name the end of a gap; the list of recordings grows past it.
        listed = self.coverage(media).known is Known.FOOTAGE
        return listed and now - self._quiet_since >= GAP_AGAIN_S

    # one attempt ----------------------------------------------------------------------------------

    def _ask(self) -> None:
        if self._closed or self._size is None:
            return
        self._cancel()
        self._trouble, self._told = None, None
        self._quiet_since = self._now()
        self._task = asyncio.get_running_loop().create_task(
            self._open(self._attempt), name=f"playback {self.camera_id}"
        )
        self._task.add_done_callback(_report)
        self._judge()

    async def _open(self, attempt: int) -> None:
        fresh, self._ticket_doubted = self._ticket_doubted, False
        try:
            ticket = await self._services.tickets.open(
                self.camera_id, self.role, self._start_ms(), fresh=fresh
            )
        except AppError as error:
            if attempt == self._attempt:
                self._task = None
                self._refused(error)
            return
        if attempt != self._attempt or self._closed or self._size is None:
            return
        self._task, self.ticket = None, ticket
        if self._player is None:
            self._player, self._seen = self._services.players.create_archive(self._heard), 0
        source = ArchiveSource(
            ticket.url,
            f"{self.camera_id}/{self.role.value}",
            gop_ms=ticket.gop_ms,
            protocol=ticket.protocol.value,
            origin_ms=ticket.available.start_ms,
            speeds=ticket.speeds,
            reverse=ticket.reverse,
        )
        self._quiet_since = self._now()
        self._player.open(source, self._size, self._clock)
        self._judge()

    def _start_ms(self) -> int:
        """Return the instant to ask for: the clock's, or where footage goes on when it stands in a gap."""
        media = self._media_ms()
        after = self.coverage(media).next_ms
        return round(media if after is None else after)

    def _cancel(self) -> None:
        self._attempt += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _refused(self, error: AppError) -> None:
        detail = error.detail
        if error.code is ErrorCode.NO_RECORDING:
            after, before = detail.get("nearest_after_ms"), detail.get("nearest_before_ms")
            self._trouble = PlaybackState(
                Phase.GAP,
                until_ms=after if isinstance(after, int) else None,
                before_ms=before if isinstance(before, int) else None,
            )
        elif error.code is ErrorCode.DEVICE_BUSY:
            since = detail.get("since_ms")
            self._busy(str(detail.get("user", "")), since if isinstance(since, int) else None)
        elif error.code in _DENIED:
            self._trouble = PlaybackState(Phase.NO_PERMISSION, error=error.code)
        elif error.code is ErrorCode.SESSION_EXPIRED:
            self._trouble = PlaybackState(Phase.SIGNED_OUT, next_try_at=self._later())
        elif error.code is ErrorCode.NOT_OFFERED:
            self._trouble = PlaybackState(Phase.FAILED, error=error.code)
        else:
            self._fail(error.code)
        self._judge()

    def _heard(self, event: ArchiveEvent) -> None:
        if self._closed:
            return
        if event.state is not ArchiveState.FAILED:
            self._told = event
        elif event.failure in _REFUSED and self._failures == 0:
            self._failures, self.ticket, self._ticket_doubted = 1, None, True
            self._ask()  # the ticket is too old; whether the right is missing, the next one tells
        elif event.failure is Failure.BUSY:
            self._busy("", None)
        else:
            self._fail(error_code(event.failure))
        self._judge()

    def _busy(self, user: str, since_ms: int | None) -> None:
        self._trouble = PlaybackState(Phase.BUSY, user=user, since_ms=since_ms, next_try_at=self._later())

    def _fail(self, code: ErrorCode) -> None:
        if code is ErrorCode.ENGINE_FAILED and self._player is not None:
            self._player.discard()
            self._player = None
        # A platform that was started anew may have its media server at another address: the next try is made
        # with a new ticket, and not with one that leads to nobody.
        self._ticket_doubted = True
        self._trouble = PlaybackState(Phase.FAILED, error=code, next_try_at=self._later())

    def _later(self) -> float:
        wait = _RETRY_S[min(self._failures, len(_RETRY_S) - 1)]
        self._failures += 1
        return self._now() + wait

    # judging --------------------------------------------------------------------------------------

    def _judge(self) -> None:
        state = self._judged()
        if state != self.state:
            self.state = state
            self._on_change()

    def _judged(self) -> PlaybackState:
        if self._trouble is not None:
            return self._trouble
        if self._stepped and self.frame is not None:
            return PlaybackState(Phase.SHOWING)
        target = round(self._media_ms())
        absent = self._absent(target)
        if absent is not None:
            return absent
        if self._near() and self.ticket is not None and self._player is not None:
            return PlaybackState(Phase.SHOWING)
        if self._told is not None and self._told.state is ArchiveState.ENDED:
            return PlaybackState(Phase.ENDED)
        return self._seeking(target)

    def _absent(self, target_ms: int) -> PlaybackState | None:
        """Say that there is nothing at an instant, by the list of recordings or by the player's word."""
        known = self.coverage(target_ms)
        if known.known is Known.OVERWRITTEN:
            return PlaybackState(Phase.OVERWRITTEN, until_ms=known.next_ms)
        if known.known is Known.GAP:
            return PlaybackState(
                Phase.GAP,
                until_ms=known.next_ms,
                before_ms=known.previous_ms,
                nothing_after=known.nothing_after,
            )
        if self._told is not None and self._told.state is ArchiveState.GAP:
            return PlaybackState(Phase.GAP, until_ms=self._told.at_ms)
        return None

    def _seeking(self, target_ms: int) -> PlaybackState:
        """Name the instant that was asked for, not the one to which a running clock has come meanwhile."""
        phase = Phase.LOADING if self._task is not None and self.frame is None else Phase.SEEKING
        before = self.state.target_ms if self.state.phase is Phase.SEEKING else None
        keep = before is not None and self._clock.rate != 0
        return PlaybackState(phase, target_ms=before if keep else target_ms)

    def _near(self) -> bool:
        shown = self.shown_ms
        return shown is not None and abs(self._media_ms() - shown) <= self._tolerance_ms()

    def _tolerance_ms(self) -> float:
        gop_ms = 2000 if self.ticket is None else self.ticket.gop_ms
        rate = self._clock.rate
        if rate == 0:
            return gop_ms + STILL_MS if self._quick else STILL_MS
        only_key_frames = rate < 0 or rate > _ALL_PICTURES
        return max(1.0, abs(rate)) * LATE_S * 1000 + (gop_ms if only_key_frames else 0)

    def _media_ms(self) -> float:
        return self._clock.media_at(self._now())

    def _now(self) -> float:
        return self._services.clock.monotonic()


def _report(task: asyncio.Task[None]) -> None:
    """Hand a programming error to the loop's exception handler; nobody awaits a feed's task."""
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler(
            {"message": "playback failed", "exception": error, "task": task}
        )
