"""Draws and encodes one recorded group of pictures, a few pictures at a time, on the threads of a pool."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace

from desktop.demo_platform.media.archive.gop import Gop, GopKey
from desktop.demo_platform.media.archive.grid import offsets_ms
from desktop.demo_platform.media.archive.sceneries import SceneryStore
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import AccessUnit, Encoder
from desktop.demo_platform.media.packaging import nal
from desktop.demo_platform.media.painter import Painter, phase_of
from desktop.demo_platform.media.profiles import Profile
from desktop.demo_platform.media.scenes.light import Phase

Scene = tuple[Camera, Profile, Phase]
"""What a scenery is drawn for."""

_log = logging.getLogger("media.archive")
_PICTURES_A_STEP = 2
"""After the key frame; other streams' pictures get their turn in between."""
_REMARKS = {"h264": (nal.h264_type, 6), "h265": (nal.h265_type, 39)}
"""Where the encoder says how it was set: 600 bytes in every key frame that nobody needs."""


class GopMaker:
    """A `Job` that makes a group's pictures until enough of them are there or nobody wants them any more."""

    def __init__(self, gop: Gop, sceneries: SceneryStore, done: Callable[["GopMaker"], None]) -> None:
        self.gop = self._gop = gop
        self._sceneries, self._done = sceneries, done
        self._offsets = offsets_ms(gop.key.profile)
        self._count = 0
        self._parts: tuple[Painter, Encoder] | None = None

    @property
    def scene(self) -> Scene:
        """The scenery that it needs."""
        key = self._gop.key
        return key.camera, key.profile, phase_of(key.camera, key.start_ms)

    @property
    def is_wanted(self) -> bool:
        """Tell whether anybody still waits for its pictures."""
        return self._gop.is_wanted

    @property
    def is_begun(self) -> bool:
        """True when it was left in the middle: it can be submitted again and goes on from there."""
        return self._parts is not None

    def run(self) -> float | None:
        """Make one key frame or the next few pictures; return when to go on (a `Job`)."""
        try:
            if not self._gop.is_wanted and self._gop.is_enough(0):
                self._leave()
                return None
            pictures = _PICTURES_A_STEP if self._count else 1
            for _ in range(min(pictures, len(self._offsets) - self._count)):
                self._make_one()
        except Exception:  # noqa: BLE001 - one camera that cannot be drawn must not stop the others
            _log.exception("camera %s: a recorded picture could not be made", self._gop.key.camera.number)
            self._gop.fail()
            self._parts = None
            self._leave()
            return None
        if self._gop.is_enough(self._count):
            self._leave()
            return None
        return time.monotonic()

    def _make_one(self) -> None:
        key = self._gop.key
        if self._parts is None:
            scenery = self._sceneries.get(*self.scene)
            painter = Painter(key.camera, key.profile, key.start_ms, scenery=scenery)
            self._parts = painter, Encoder(key.codec, key.profile, key.quantiser)
        painter, encoder = self._parts
        offset_ms = self._offsets[self._count]
        frame = painter.paint(key.start_ms + offset_ms, fresh=self._count == 0)
        unit = encoder.encode(frame, offset_ms)
        if unit is None:
            raise RuntimeError("the encoder held a picture back")
        self._gop.put(self._count, _finished(unit, key))
        self._count += 1

    def _leave(self) -> None:
        if self._count == len(self._offsets):
            self._parts = None
        self._done(self)


def _finished(unit: AccessUnit, key: GopKey) -> AccessUnit:
    """Return a picture with its instant, and without the encoder's remarks about itself."""
    data = unit.data
    if unit.is_key and key.codec in _REMARKS:
        type_of, remark = _REMARKS[key.codec]
        data = b"".join(b"\x00\x00\x00\x01" + part for part in nal.split(data) if type_of(part) != remark)
    return replace(unit, data=data, pts_ms=key.start_ms + unit.pts_ms)
