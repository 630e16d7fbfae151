"""The recorded groups of pictures that are being watched, and those that were watched last."""

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.demo_platform.media.archive.gop import Gop, GopKey
from desktop.demo_platform.media.archive.gop_maker import GopMaker, Scene
from desktop.demo_platform.media.archive.openings import Openings
from desktop.demo_platform.media.archive.sceneries import SceneryStore
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.painter import phases_of
from desktop.demo_platform.media.profiles import Profile
from desktop.demo_platform.media.recorder import Workshop

_OVERHEAD = 4096
"""What a group takes besides its pictures, generously."""
_LEFT = 8
"""So many groups that nobody waits for are kept as they were left, with an encoder of some megabytes each.

Who comes back for one, on a busy machine, must not find it begun anew each time.
"""
_GIVES_WAY, _GIVES_WAY_S = 100, 0.05
"""What is drawn ahead gives way so often, and for so long, to pictures that somebody waits for."""


class GopBook:
    """Has groups made when they are wanted, once for all who want them. Event-loop thread only."""

    def __init__(
        self,
        workshop: Workshop,
        sceneries: SceneryStore,
        loop: asyncio.AbstractEventLoop,
        kept_bytes: int,
    ) -> None:
        self._workshop, self._sceneries, self._loop = workshop, sceneries, loop
        self._openings = Openings(workshop, sceneries)
        self._kept_bytes = kept_bytes
        self._gops: OrderedDict[GopKey, Gop] = OrderedDict()
        self._left: OrderedDict[GopKey, GopMaker] = OrderedDict()
        self._size = 0
        self.made = 0
        """How many makers were sent for."""
        self._at_work = 0

    @property
    def size(self) -> int:
        """Bytes of all pictures here."""
        return self._size

    @property
    def is_busy(self) -> bool:
        """Tell whether groups are being made (any thread)."""
        return self._at_work > 0

    def hold(self, key: GopKey, count: int) -> Gop:
        """Return a group whose first `count` pictures are there or will be; `release` it."""
        gop = self._gops.get(key)
        if gop is None:
            gop = self._gops[key] = Gop(key, self._loop)
        self._gops.move_to_end(key)
        gop.holders += 1
        if gop.want(count):
            self._make(gop)
        return gop

    def has(self, key: GopKey) -> bool:
        """Tell whether a whole group is here."""
        gop = self._gops.get(key)
        return gop is not None and len(gop.units) >= key.count

    def release(self, gop: Gop) -> None:
        """Let a group go: what was made of it stays while there is room."""
        gop.holders -= 1
        self._trim()

    @contextlib.contextmanager
    def held(self, key: GopKey, count: int) -> Iterator[Gop]:
        """Hold a group for as long as a block runs."""
        gop = self.hold(key, count)
        try:
            yield gop
        finally:
            self.release(gop)

    def foresee(self, camera: Camera, profile: Profile) -> None:
        """Draw what a camera shows in the other lights of the day, when there is time: a seek may follow."""
        for phase in phases_of(camera):
            if not self._sceneries.has(camera, profile, phase):
                self._workshop.refiner.submit(_Foresight(self, self._sceneries, (camera, profile, phase)))

    def _make(self, gop: Gop) -> None:
        self.made += 1
        self._at_work += 1
        left = self._left.pop(gop.key, None)
        self._openings.submit(left or GopMaker(gop, self._sceneries, self._done))

    def _done(self, maker: GopMaker) -> None:
        """Take note of a group's new size (called on a pool's thread)."""
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            self._loop.call_soon_threadsafe(self._weigh, maker)

    def _weigh(self, maker: GopMaker) -> None:
        self._at_work -= 1
        gop = maker.gop
        if self._gops.get(gop.key) is gop:
            if maker.is_begun:
                self._left[gop.key] = maker
                if len(self._left) > _LEFT:
                    self._left.popitem(last=False)
            size = sum(len(unit.data) for unit in gop.units) + _OVERHEAD
            self._size += size - gop.size
            gop.size = size
            self._trim()

    def _trim(self) -> None:
        """Forget the groups that were wanted longest ago until the rest has room."""
        if self._size <= self._kept_bytes:
            return
        for key, gop in list(self._gops.items()):
            if gop.holders == 0:
                self._size -= gop.size
                del self._gops[key]
                self._left.pop(key, None)
                if self._size <= self._kept_bytes:
                    return


@dataclass(slots=True)
class _Foresight:
    """The job of drawing a scenery before it is wanted, when nobody waits for pictures."""

    book: GopBook
    sceneries: SceneryStore
    scene: Scene
    patience: int = _GIVES_WAY

    def run(self) -> float | None:
        """Draw it, or give way to those who wait (a `Job`)."""
        if self.sceneries.has(*self.scene):
            return None
        if self.book.is_busy and self.patience:
            self.patience -= 1
            return time.monotonic() + _GIVES_WAY_S
        self.sceneries.get(*self.scene)
        return None
