"""Small pictures of the past: fetched late, kept while there is room, given up when nobody looks any more."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

from desktop import log
from desktop.domain.camera import CameraId
from desktop.domain.playback import StillsTicket
from desktop.errors import AppError, ErrorCode
from desktop.ports import Archive, Clock
from desktop.services.tasks import TaskOwner
from desktop.stores.observable import Signal

_log = log.get("archive")
AT_ONCE = 2
MOST_BYTES = 64_000_000
MOST_WAITING = 64
GRID_MS = 1000
"""Pictures are asked for on whole seconds: finer is not offered."""
MISSING_KEPT_S = 30.0
FAILURE_KEPT_S = 3.0
"""A picture that did not come for another reason than a gap is asked for again after this long."""
SEARCHED_AT_ONCE = 2
"""A search over many pictures leaves room for what the mouse points at."""
TICKET_LEFT_MS = 10_000

_Key = tuple[CameraId, int]


@dataclass(slots=True)
class _Wanted:
    """A picture that somebody waits for."""

    instants: set[int] = field(default_factory=set)
    """The instants as they were asked for."""
    tokens: set[Hashable] = field(default_factory=set)


class Thumbnails:
    """Fetches stills, the newest wish first; lives with one sign-in, used on the loop's thread.

    `changed` names camera and instant, exactly as it was asked for, when its picture has come (or when it
    turned out that there is none, see `missing`).
    """

    def __init__(
        self, archive: Archive, clock: Clock, features: frozenset[str], most_bytes: int = MOST_BYTES
    ) -> None:
        self.changed: Signal[[CameraId, int]] = Signal()
        self._archive = archive
        self._clock = clock
        self._offered = "stills" in features
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()
        self._none: dict[_Key, float] = {}
        self._failed: dict[_Key, float] = {}
        self._searching = asyncio.Semaphore(SEARCHED_AT_ONCE)
        self._waiting: OrderedDict[_Key, _Wanted] = OrderedDict()
        self._under_way: dict[_Key, _Wanted] = {}
        self._tickets: dict[CameraId, StillsTicket] = {}
        self._asking: dict[CameraId, asyncio.Lock] = {}
        self._tasks = TaskOwner()

    @property
    def offered(self) -> bool:
        """False on a platform without stills."""
        return self._offered

    def request(self, camera_id: CameraId, at_ms: int, token: Hashable = None) -> bytes | None:
        """Return the picture (JPEG) of an instant when it is here; otherwise fetch it and return None.

        `token` names who asks, for `cancel`.
        """
        key = _key(camera_id, at_ms)
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        if not self._offered or self._lately(self._none, key) or self._lately(self._failed, key):
            return None
        wanted = self._under_way.get(key)
        if wanted is None:
            wanted = self._waiting.setdefault(key, _Wanted())
            self._waiting.move_to_end(key)
            while len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
        wanted.instants.add(at_ms)
        wanted.tokens.add(token)
        self._start_some()
        return None

    def cancel(self, token: Hashable = None) -> None:
        """Give up what only this token waits for: the mouse has gone."""
        for waiting in (self._waiting, self._under_way):
            for key, wanted in list(waiting.items()):
                wanted.tokens.discard(token)
                if not wanted.tokens:
                    del waiting[key]
                    self._tasks.cancel(_name(key))

    def missing(self, camera_id: CameraId, at_ms: int) -> bool:
        """True when there is no footage of that instant, as far as was found out a moment ago."""
        return self._lately(self._none, _key(camera_id, at_ms))

    async def fetch(self, camera_id: CameraId, at_ms: int) -> bytes:
        """Return the picture of an instant, from here or from the platform, for a search over many.

        Raises NO_RECORDING in a gap, NOT_OFFERED, and whatever network and platform give.
        """
        key = _key(camera_id, at_ms)
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        if not self._offered:
            raise AppError(ErrorCode.NOT_OFFERED)
        async with self._searching:
            picture = await self._still(key)
        self._keep(key, picture)
        return picture

    async def close(self) -> None:
        """Give everything up."""
        self._waiting.clear()
        await self._tasks.close()

    def _lately(self, noted: dict[_Key, float], key: _Key) -> bool:
        until = noted.get(key)
        return until is not None and self._clock.monotonic() < until

    def _start_some(self) -> None:
        while self._waiting and len(self._under_way) < AT_ONCE:
            key, wanted = self._waiting.popitem(last=True)
            self._under_way[key] = wanted
            self._tasks.start(self._work(key, wanted), _name(key))

    async def _work(self, key: _Key, wanted: _Wanted) -> None:
        try:
            self._keep(key, await self._still(key))
        except AppError as error:
            _log.debug("no still: %s", error.code.value)
            if error.code is ErrorCode.NO_RECORDING:
                self._none = self._noted(self._none, key, MISSING_KEPT_S)
            else:
                self._failed = self._noted(self._failed, key, FAILURE_KEPT_S)
        finally:
            if self._under_way.get(key) is wanted:
                del self._under_way[key]
            self._start_some()
        for at_ms in sorted(wanted.instants):
            self.changed.emit(key[0], at_ms)

    async def _still(self, key: _Key) -> bytes:
        camera_id, at_ms = key
        ticket = await self._ticket(camera_id, None)
        try:
            return await self._archive.still(ticket, at_ms)
        except AppError as error:
            if error.code is not ErrorCode.TICKET_EXPIRED:
                raise
        return await self._archive.still(await self._ticket(camera_id, ticket), at_ms)

    async def _ticket(self, camera_id: CameraId, refused: StillsTicket | None) -> StillsTicket:
        """Return a camera's ticket, another one than the refused; however many ask, one is fetched."""
        async with self._asking.setdefault(camera_id, asyncio.Lock()):
            ticket = self._tickets.get(camera_id)
            if ticket is None or ticket is refused or self._expires(ticket):
                ticket = await self._archive.stills(camera_id)
                self._tickets[camera_id] = ticket
            return ticket

    def _expires(self, ticket: StillsTicket) -> bool:
        return ticket.expires_at_ms - self._clock.now_ms() < TICKET_LEFT_MS

    def _keep(self, key: _Key, picture: bytes) -> None:
        self._bytes += len(picture) - len(self._kept.pop(key, b""))
        self._kept[key] = picture
        while self._bytes > self._most_bytes and self._kept:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped)

    def _noted(self, noted: dict[_Key, float], key: _Key, seconds: float) -> dict[_Key, float]:
        """Return what was noted, without what is over, and one more."""
        now = self._clock.monotonic()
        return {other: until for other, until in noted.items() if until > now} | {key: now + seconds}


def _key(camera_id: CameraId, at_ms: int) -> _Key:
    return camera_id, at_ms // GRID_MS * GRID_MS


def _name(key: _Key) -> str:
    return f"still {key[0]} {key[1]}"
