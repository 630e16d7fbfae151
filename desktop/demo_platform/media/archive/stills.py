"""Small single pictures of recordings, for the timeline and for searching: drawn, never encoded as video."""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from av.video.reformatter import Interpolation
from PIL import Image

from desktop.demo_platform.media.archive.grid import group_at, picture_at, start_of
from desktop.demo_platform.media.archive.sceneries import SceneryStore
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.painter import Painter, phase_of
from desktop.demo_platform.media.pool import JobPool
from desktop.demo_platform.media.profiles import SUB

WIDTH, HEIGHT = 320, 180
_QUALITY = 80
_KEPT_BYTES = 16 << 20
_GRID_MS = 1000


@dataclass(frozen=True, slots=True)
class Still:
    """A JPEG and the instant that it shows."""

    data: bytes
    time_ms: int


class StillDesk:
    """Draws stills on a pool's threads and keeps those asked for last. Event-loop thread only."""

    def __init__(self, sceneries: SceneryStore, pool: JobPool, loop: asyncio.AbstractEventLoop) -> None:
        self._sceneries, self._pool, self._loop = sceneries, pool, loop
        self._kept: OrderedDict[tuple[int, int], Still] = OrderedDict()
        self._size = 0

    async def still(self, camera: Camera, at_ms: int) -> Still:
        """Return the picture of an instant to the second (the second's first picture)."""
        time_ms = picture_at(at_ms // _GRID_MS * _GRID_MS, SUB)
        key = (camera.number, time_ms)
        still = self._kept.get(key)
        if still is None:
            job = _Drawing(lambda: _drawn(self._sceneries, camera, time_ms), self._loop)
            self._pool.submit(job)
            try:
                still = await job.result
            finally:
                job.is_wanted = False
            self._keep(key, still)
        self._kept.move_to_end(key)
        return still

    def _keep(self, key: tuple[int, int], still: Still) -> None:
        if key not in self._kept:
            self._kept[key] = still
            self._size += len(still.data)
        while self._size > _KEPT_BYTES:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped.data)


class _Drawing:
    """The job of drawing one still."""

    def __init__(self, draw: Callable[[], Still], loop: asyncio.AbstractEventLoop) -> None:
        self.result: asyncio.Future[Still] = loop.create_future()
        self.is_wanted = True
        self._draw, self._loop = draw, loop

    def run(self) -> None:
        """Draw, unless nobody waits any more (a `Job` that is done after one step)."""
        if not self.is_wanted:
            return
        try:
            still = self._draw()
        except Exception as error:  # noqa: BLE001 - reported to who asked
            self._call(self.result.set_exception, error)
        else:
            self._call(self.result.set_result, still)

    def _call(self, function: Callable[..., None], value: object) -> None:
        def settle() -> None:
            if not self.result.done():
                function(value)

        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            self._loop.call_soon_threadsafe(settle)


def _drawn(sceneries: SceneryStore, camera: Camera, time_ms: int) -> Still:
    group_ms = start_of(group_at(time_ms))
    scenery = sceneries.get(camera, SUB, phase_of(camera, group_ms))
    frame = Painter(camera, SUB, group_ms, scenery=scenery).paint(time_ms, fresh=True)
    small = frame.reformat(WIDTH, HEIGHT, "rgb24", interpolation=Interpolation.AREA)
    data = BytesIO()
    Image.fromarray(small.to_ndarray().astype(np.uint8)).save(data, "JPEG", quality=_QUALITY)
    return Still(data.getvalue(), time_ms)
