"""Paints a camera's pictures: scenery behind, traffic moving through, captions and stamp on top."""

import av

from desktop.demo_platform.media.captions import Caption, name_caption, time_caption
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.profiles import Profile
from desktop.demo_platform.media.scenery import Placement, Scenery
from desktop.demo_platform.media.scenes.light import Phase, phase_at
from desktop.demo_platform.media.stamp import NEUTRAL, stamper, strip_rows
from desktop.demo_platform.media.yuv import Planes, Rect, overlaps


class Painter:
    """Makes one picture after the other in the same buffer. One thread at a time.

    The first scenery of a large picture is drawn quickly; `wants_better` then asks for `improve`.
    """

    def __init__(
        self,
        camera: Camera,
        profile: Profile,
        now_ms: int,
        phase: Phase | None = None,
        scenery: Scenery | None = None,
    ) -> None:
        self._camera, self._profile = camera, profile
        self._fixed_phase = phase
        self._frame = av.VideoFrame(profile.width, profile.height, "yuv420p")
        self._planes = Planes.of_frame(self._frame)
        self._stamp = stamper(self._planes.y)
        top, _, _ = strip_rows(profile.height)
        self._under_stamp = self._planes.u[top // 2 :], self._planes.v[top // 2 :]
        self._name = name_caption(camera, profile)
        self._time: Caption | None = None
        self._touched: list[Rect] = []
        self._scenery = scenery or Scenery(camera, profile, self.phase(now_ms), quick=True)
        self._next: Scenery | None = None

    def phase(self, now_ms: int) -> Phase:
        """Return the light of an instant."""
        return self._fixed_phase or phase_of(self._camera, now_ms)

    def improve(self, now_ms: int) -> None:
        """Draw the scenery of this instant with care, to be shown from the next key frame on.

        May run on another thread than `paint`.
        """
        self._next = Scenery(self._camera, self._profile, self.phase(now_ms))

    def wants_better(self, now_ms: int) -> bool:
        """Tell whether the scenery was drawn in haste or its light is past: then call `improve`."""
        newest = self._next or self._scenery
        return not newest.is_final or newest.phase is not self.phase(now_ms)

    def paint(self, now_ms: int, *, fresh: bool) -> av.VideoFrame:
        """Paint the picture of this instant; `fresh` (at key frames) allows a change of scenery."""
        if fresh:
            self._scenery, self._next = self._next or self._scenery, None
            self._planes.copy_from(self._scenery.planes)
            self._touched = []
        placements = self._scenery.placements(now_ms / 1000)
        moving = [_rect(placement) for placement in placements if not placement.is_screen]
        captions = self._captions_to_draw(now_ms, self._touched + moving, fresh=fresh)
        for rect in self._touched + [caption.rect for caption in captions]:
            self._planes.copy_from(self._scenery.planes, rect)
        self._touched = self._blend(placements)
        for caption in captions:
            caption.draw(self._planes)
        for chroma in self._under_stamp:
            chroma[:] = NEUTRAL  # what passes close by reaches down to here
        self._stamp(self._camera.number, now_ms)
        return self._frame

    def _blend(self, placements: list[Placement]) -> list[Rect]:
        """Paint what moves, and what stands before it; return the rectangles touched by what moves."""
        touched: list[Rect] = []
        for placement in placements:
            if placement.is_screen:
                if overlaps(_rect(placement), touched):
                    placement.sprite.blend(self._planes, placement.left, placement.top)
                continue
            rect = placement.sprite.blend(self._planes, placement.left, placement.top)
            if rect is not None:
                touched.append(rect)
        return touched

    def _captions_to_draw(self, now_ms: int, moving: list[Rect], *, fresh: bool) -> list[Caption]:
        """Return the captions that changed or that something moving has passed behind."""
        time = time_caption(now_ms, self._profile)
        changed = time is not self._time
        self._time = time
        return [
            caption
            for caption, is_new in ((self._name, fresh), (time, fresh or changed))
            if is_new or overlaps(caption.rect, moving)
        ]


def phase_of(camera: Camera, at_ms: int) -> Phase:
    """Return the light in which a camera sees at an instant; every fifth sees by infrared at night."""
    return phase_at(at_ms, infrared=_sees_by_infrared(camera))


def phases_of(camera: Camera) -> tuple[Phase, ...]:
    """Return all lights in which a camera sees in the course of a day."""
    return Phase.DAY, Phase.INFRARED if _sees_by_infrared(camera) else Phase.NIGHT, Phase.DUSK


def _sees_by_infrared(camera: Camera) -> bool:
    return camera.seed % 5 == 0


def _rect(placement: Placement) -> Rect:
    left, top = placement.left, placement.top
    return left, top, left + placement.sprite.width, top + placement.sprite.height
