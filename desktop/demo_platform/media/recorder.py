"""The encoding half of a live stream: paints and encodes its pictures, each when it is due."""

import logging
import os
import time
from collections.abc import Callable

from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import AccessUnit, Encoder
from desktop.demo_platform.media.painter import Painter
from desktop.demo_platform.media.pool import JobPool
from desktop.demo_platform.media.profiles import GOP_SECONDS, Profile

_log = logging.getLogger("media.recorder")
_FIRST_PTS_MS = 10_000
_HASTY_PICTURES = 3
_HASTE_S = 0.012
_IMPROVE_AFTER = 4
"""So many pictures after a key frame a better scenery is begun, if one is wanted."""
_REFINER_NICENESS = 5


class Workshop:
    """The threads that all streams share: new sceneries never hold up the pictures of running streams."""

    def __init__(self) -> None:
        count = max(2, min(os.cpu_count() or 2, 4))
        self.encoders = JobPool("encoder", count)
        self.easels = JobPool("easel", 2)
        self.refiner = JobPool("refiner", 1, niceness=_REFINER_NICENESS)

    def close(self) -> None:
        """End all threads after their present step."""
        for pool in (self.easels, self.refiner, self.encoders):
            pool.close()


class Recorder:
    """The encoding half of a stream: paints and encodes on pool threads, one step per picture."""

    def __init__(
        self,
        camera: Camera,
        profile: Profile,
        codec: str,
        workshop: Workshop,
        deliver: Callable[[AccessUnit | None], None],
    ) -> None:
        self._camera, self._profile, self._codec = camera, profile, codec
        self._workshop, self._deliver = workshop, deliver
        self._period = 1 / profile.fps
        self._gop = profile.fps * GOP_SECONDS
        self._stopped = False
        self._count = 0
        self._epoch = 0.0
        self._start = 0.0
        self._parts: tuple[Painter, Encoder] | None = None

    @property
    def pictures(self) -> int:
        """How many pictures were made."""
        return self._count

    def start(self) -> None:
        """Make the first picture, then go on at the profile's pace."""
        self._workshop.easels.submit(_Opening(self, self._workshop.encoders))

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
        if self._parts is None:
            self._parts = Painter(self._camera, self._profile, _now_ms()), Encoder(self._codec, self._profile)
            self._epoch = time.monotonic()
        painter, encoder = self._parts
        now_ms = _now_ms()
        pts_ms = _FIRST_PTS_MS + round((time.monotonic() - self._epoch) * 1000)
        frame = painter.paint(now_ms, fresh=self._count % self._gop == 0)
        unit = encoder.encode(frame, pts_ms)
        self._count += 1
        if unit is not None:
            self._deliver(unit)
        if self._count % self._gop == _IMPROVE_AFTER and painter.wants_better(now_ms):
            self._workshop.refiner.submit(_Improvement(painter))

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


class _Opening:
    """The job of making a stream's first picture, which takes longer than all others."""

    def __init__(self, recorder: Recorder, encoders: JobPool) -> None:
        self._recorder, self._encoders = recorder, encoders

    def run(self) -> None:
        """Make it, and hand the stream over to the encoders (a `Job` that is done after one step)."""
        due = self._recorder.run()
        if due is not None:
            self._encoders.submit(self._recorder, due)


class _Improvement:
    """The job of drawing a camera's scenery anew."""

    def __init__(self, painter: Painter) -> None:
        self._painter = painter

    def run(self) -> None:
        """Draw it (a `Job` that is done after one step)."""
        self._painter.improve(_now_ms())


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
