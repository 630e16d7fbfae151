"""One recorded group of pictures while it is being encoded and afterwards."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

from desktop.demo_platform.media.archive.grid import offsets_ms, start_of
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.profiles import Profile


class GopFailedError(Exception):
    """The group could not be drawn or encoded."""


@dataclass(frozen=True, slots=True)
class GopKey:
    """Which pictures, and how they are coded: this decides about every byte of them."""

    camera: Camera
    profile: Profile
    codec: str
    quantiser: int
    number: int

    @property
    def start_ms(self) -> int:
        """The instant of the first picture."""
        return start_of(self.number)

    @property
    def count(self) -> int:
        """How many pictures it has."""
        return len(offsets_ms(self.profile))


class Gop:
    """Pictures from the key frame on, as far as they have been made.

    The maker's side runs on a thread of the pool, everything else on the loop's.
    """

    def __init__(self, key: GopKey, loop: asyncio.AbstractEventLoop) -> None:
        self.key = key
        self.units: list[AccessUnit] = []
        self.holders = 0
        self.size = 0
        self._loop = loop
        self._lock = threading.Lock()
        self._goal = 0
        self._is_making = False
        self._has_failed = False
        self._waiters: list[asyncio.Future[None]] = []

    # the readers' side

    def want(self, count: int) -> bool:
        """Ask for so many pictures; return True when a maker must be sent for."""
        with self._lock:
            self._goal = max(self._goal, count)
            if self._is_making or len(self.units) >= count:
                return False
            self._is_making, self._has_failed = True, False
            return True

    async def ready(self, index: int) -> list[AccessUnit]:
        """Return the pictures from `index` on that are made already, waiting for one; GopFailedError."""
        while len(self.units) <= index:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            if len(self.units) > index:  # made while we were getting in line
                continue
            if self._has_failed:
                raise GopFailedError
            await waiter
        return self.units[index:]

    def notify(self) -> None:
        """Let all readers look again."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    # the maker's side

    @property
    def is_wanted(self) -> bool:
        """Tell whether anybody still waits for pictures."""
        return self.holders > 0

    def put(self, index: int, unit: AccessUnit) -> None:
        """Add a picture; one that was made before by another maker is the same."""
        if index == len(self.units):
            self.units.append(unit)
            if self._waiters:
                self._call(self.notify)

    def is_enough(self, count: int) -> bool:
        """Tell the maker whether it may go after so many pictures; then another one must be sent for."""
        with self._lock:
            if count < self._goal and self.is_wanted:
                return False
            self._is_making = False
            return True

    def fail(self) -> None:
        """The maker cannot go on."""
        with self._lock:
            self._is_making, self._has_failed = False, True
        self._call(self.notify)

    def _call(self, function: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            self._loop.call_soon_threadsafe(function)
