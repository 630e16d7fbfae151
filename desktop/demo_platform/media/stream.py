"""One live stream: a camera's pictures encoded once, kept for one GOP, shared by all its viewers."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Protocol

from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import AccessUnit, Encoder
from desktop.demo_platform.media.packaging import PACKAGERS, Packager
from desktop.demo_platform.media.painter import Painter
from desktop.demo_platform.media.pool import JobPool
from desktop.demo_platform.media.profiles import GOP_SECONDS, Profile

_log = logging.getLogger("media.stream")
_FIRST_PTS_MS = 10_000
_HASTY_PICTURES = 3
_HASTE_S = 0.012
_IMPROVE_AFTER = 4
"""So many pictures after a key frame a better scenery is begun, if one is wanted."""


class Viewer(Protocol):
    """One open connection that gets a stream. Used on the event loop's thread only."""

    protocol: str

    def send(self, chunk: bytes, *, is_key: bool) -> None:
        """Take one packaged picture, or leave it out when the peer is too slow."""

    def end(self) -> None:
        """The stream is over."""


class Recorder:
    """The encoding half of a stream: paints and encodes on pool threads, one step per picture."""

    def __init__(
        self,
        camera: Camera,
        profile: Profile,
        codec: str,
        pool: JobPool,
        deliver: Callable[[AccessUnit | None], None],
    ) -> None:
        self._camera, self._profile, self._codec = camera, profile, codec
        self._pool, self._deliver = pool, deliver
        self._period = 1 / profile.fps
        self._gop = profile.fps * GOP_SECONDS
        self._stopped = False
        self._count = 0
        self._epoch = 0.0
        self._start = 0.0
        self._parts: tuple[Painter, Encoder] | None = None

    def stop(self) -> None:
        """Make the next step the last."""
        self._stopped = True

    def run(self) -> float | None:
        """Paint, encode and hand over one picture (a `Job`)."""
        if self._stopped:
            self._parts = None
            return None
        try:
            self._step()
        except Exception:  # noqa: BLE001 - one camera that cannot be drawn must not stop the others
            _log.exception("camera %s: the picture could not be made", self._camera.number)
            self._deliver(None)
            return None
        return self._next_due()

    def _step(self) -> None:
        now_ms = _now_ms()
        if self._parts is None:
            self._parts = Painter(self._camera, self._profile, now_ms), Encoder(self._codec, self._profile)
            self._epoch = time.monotonic()
            now_ms = _now_ms()
        painter, encoder = self._parts
        is_fresh = self._count % self._gop == 0
        frame = painter.paint(now_ms, fresh=is_fresh)
        pts_ms = _FIRST_PTS_MS + round((time.monotonic() - self._epoch) * 1000)
        unit = encoder.encode(frame, pts_ms)
        self._count += 1
        if unit is not None:
            self._deliver(unit)
        if self._count % self._gop == _IMPROVE_AFTER and painter.wants_better(now_ms):
            self._pool.submit(_Improvement(painter))

    def _next_due(self) -> float:
        """Return the time of the next picture; late ones are left out, not caught up with.

        A new stream makes its first pictures in quick succession: many receivers show a picture only when
        the next one begins to arrive.
        """
        now = time.monotonic()
        if self._count < _HASTY_PICTURES:
            return now + _HASTE_S
        if self._count == _HASTY_PICTURES:
            self._start = now - (self._count - 1) * self._period
        due = self._start + self._count * self._period
        if due < now - self._period:
            self._start += now - due
            return now
        return due


class _Improvement:
    """The job of drawing a camera's scenery anew."""

    def __init__(self, painter: Painter) -> None:
        self._painter = painter

    def run(self) -> None:
        """Draw it (a `Job` that is done after one step)."""
        self._painter.improve(_now_ms())


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


class LiveStream:
    """The distributing half: GOP cache, packagers and viewers. Event-loop thread only, but `deliver`."""

    def __init__(
        self, camera: Camera, profile: Profile, codec: str, pool: JobPool, loop: asyncio.AbstractEventLoop
    ) -> None:
        self.camera, self.profile, self.codec = camera, profile, codec
        self.viewers: set[Viewer] = set()
        self.recorder = Recorder(camera, profile, codec, pool, self._deliver)
        self.is_over = False
        self._loop = loop
        self._gop: list[AccessUnit] = []
        self._packagers: dict[str, Packager] = {}
        self._packed: dict[str, list[bytes]] = {}

    def add(self, viewer: Viewer) -> None:
        """Give a viewer the cached GOP at once and every picture from now on."""
        self.viewers.add(viewer)
        protocol = viewer.protocol
        if protocol not in self._packagers:
            packager = PACKAGERS[protocol](self.codec, self.profile)
            self._packagers[protocol] = packager
            self._packed[protocol] = [packager.pack(unit) for unit in self._gop]
        if self._gop:
            head = self._packagers[protocol].head(self._gop[0])
            viewer.send(head + b"".join(self._packed[protocol]), is_key=True)

    def remove(self, viewer: Viewer) -> None:
        """Forget a viewer, and its packager when it was the last of its protocol."""
        self.viewers.discard(viewer)
        if not any(other.protocol == viewer.protocol for other in self.viewers):
            self._packagers.pop(viewer.protocol, None)
            self._packed.pop(viewer.protocol, None)

    def end(self) -> None:
        """Stop encoding and send all viewers home."""
        self.is_over = True
        self.recorder.stop()
        for viewer in tuple(self.viewers):
            viewer.end()

    def _deliver(self, unit: AccessUnit | None) -> None:
        """Carry a picture from the encoder's thread to the loop."""
        try:
            self._loop.call_soon_threadsafe(self._spread, unit)
        except RuntimeError:  # the loop was closed while this picture was being made
            self.recorder.stop()

    def _spread(self, unit: AccessUnit | None) -> None:
        if unit is None:
            self.end()
            return
        is_first = not self._gop
        if unit.is_key:
            self._gop.clear()
        elif is_first:
            return
        self._gop.append(unit)
        for protocol, packager in self._packagers.items():
            chunk = packager.pack(unit)
            packed = self._packed[protocol]
            if unit.is_key:
                packed.clear()
            packed.append(chunk)
            first = packager.head(unit) + chunk if is_first else chunk
            for viewer in tuple(self.viewers):
                if viewer.protocol == protocol:
                    viewer.send(first, is_key=unit.is_key)
