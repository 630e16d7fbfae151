"""The still part of a camera's picture, and who moves in it, for one light."""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
from PIL import Image

from desktop.demo_platform.media import scenes
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.profiles import Profile
from desktop.demo_platform.media.scenes.backdrop import grain
from desktop.demo_platform.media.scenes.light import Phase, light
from desktop.demo_platform.media.scenes.places.common import Setting
from desktop.demo_platform.media.scenes.sprites import SpriteMaker
from desktop.demo_platform.media.scenes.stage import HEIGHT, WIDTH, Stage
from desktop.demo_platform.media.stamp import NEUTRAL, strip_rows
from desktop.demo_platform.media.yuv import Planes, Sprite

_SPRITE_BYTES = 6_000_000
"""Room for the sprites of one camera at 640×360."""
_STEADY_SPRITE_BYTES = 1_500_000
"""Recordings of many cameras are kept ready at once."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A sprite, the pixel of its upper left corner, and how far away its thing is."""

    sprite: Sprite
    left: int
    top: int
    distance: float
    is_screen: bool = False
    """A still thing: to be painted again only over what passed behind it."""


class Scenery:
    """One camera's scene in one light.

    A `quick` one is drawn at 640×360 and enlarged where the picture is larger. A `steady` one shows the same
    whatever it showed before (see `SpriteMaker`), and may be shared by several threads.
    """

    def __init__(
        self, camera: Camera, profile: Profile, phase: Phase, *, quick: bool = False, steady: bool = False
    ) -> None:
        scale = profile.width // WIDTH
        self.phase = phase
        self.is_final = scale == 1 or not quick
        stage, planes = _drawn(camera, phase, 1 if quick else scale)
        self.planes = planes if self.is_final else planes.enlarged(scale)
        room = (_STEADY_SPRITE_BYTES if steady else _SPRITE_BYTES) * scale * scale
        self._maker = SpriteMaker(stage.lens, light(phase), scale, room, steady=steady)
        self._lock = Lock()
        self._tracks = [track for track in stage.tracks if track.kind != "dancer" or phase is not Phase.DAY]
        self._screens = _cut_screens(stage, self.planes, scale)

    def placements(self, seconds: float) -> list[Placement]:
        """Return what moves at this instant and what hides it, the farthest first."""
        found = list(self._screens)
        with self._lock:
            self._maker.begin()
            for track in self._tracks:
                for actor in track.actors(seconds):
                    placed = self._maker.place(actor)
                    if placed is not None:
                        found.append(Placement(*placed, float(np.hypot(actor.x, actor.z))))
        return sorted(found, key=lambda placement: -placement.distance)


@lru_cache(maxsize=64)
def _drawn(camera: Camera, phase: Phase, scale: int) -> tuple[Stage, Planes]:
    """Return a camera's stage and its still picture; the last ones are kept for who comes back."""
    stage = scenes.build(camera.scene, Setting(camera.seed, camera.name, camera.village, camera.road))
    picture = stage.draw(light(phase), scale, camera.seed)
    stage.strike()
    return stage, _planes(picture, scale, round(stage.lens.horizon * scale))


def _cut_screens(stage: Stage, planes: Planes, scale: int) -> list[Placement]:
    placements = []
    for screen in stage.screens:
        cut = Sprite.cut(planes, stage.mask(screen, scale))
        if cut is not None:
            placements.append(Placement(*cut, float(np.hypot(screen.x, screen.z)), is_screen=True))
    return placements


def _planes(picture: Image.Image, scale: int, horizon: int) -> Planes:
    """Convert a picture; give the ground its grain and take the colour out of the stamp's strip."""
    planes = Planes.of_image(picture)
    ground = planes.y[horizon:]
    texture = grain(WIDTH, HEIGHT, scale)[horizon:]
    planes.y[horizon:] = np.clip(ground + (texture * np.minimum(ground, 128).astype(np.int16) >> 7), 16, 235)
    strip = strip_rows(picture.height)[0] // 2
    planes.u[strip:] = NEUTRAL
    planes.v[strip:] = NEUTRAL
    return planes
