"""Paints a camera's pictures: scenery behind, traffic moving through, captions and stamp on top."""

import av
from PIL import Image

from desktop.demo_platform.media.captions import Caption, name_caption, time_caption
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.profiles import Profile
from desktop.demo_platform.media.stamp import stamper, strip_rows
from desktop.demo_platform.media.yuv import Planes, Rect, Sprite, overlaps


class Painter:
    """Makes one picture after the other in the same buffer. One thread at a time."""

    def __init__(self, camera: Camera, profile: Profile) -> None:
        self._camera, self._profile = camera, profile
        self._frame = av.VideoFrame(profile.width, profile.height, "yuv420p")
        self._planes = Planes.of_frame(self._frame)
        self._stamp = stamper(self._planes.y)
        self._name = name_caption(camera, profile)
        self._time: Caption | None = None
        image = Image.linear_gradient("L").resize((profile.width, profile.height)).convert("RGB")
        self._scenery = Planes.of_image(image)
        for plane in (self._scenery.u, self._scenery.v):
            plane[strip_rows(profile.height)[0] // 2 :] = 128
        self._touched: list[Rect] = []

    def paint(self, now_ms: int, *, fresh: bool) -> av.VideoFrame:
        """Paint the picture of this instant; `fresh` (at key frames) allows a change of scenery."""
        if fresh:
            self._planes.copy_from(self._scenery)
        actors: list[tuple[Sprite, int, int]] = []
        rects = [(x, y, x + sprite.width, y + sprite.height) for sprite, x, y in actors]
        captions = self._captions_to_draw(now_ms, self._touched + rects, fresh=fresh)
        for rect in self._touched + [caption.rect for caption in captions]:
            self._planes.copy_from(self._scenery, rect)
        touched = [sprite.blend(self._planes, x, y) for sprite, x, y in actors]
        self._touched = [rect for rect in touched if rect is not None]
        for caption in captions:
            caption.draw(self._planes)
        self._stamp(self._camera.number, now_ms)
        return self._frame

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
