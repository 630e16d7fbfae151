"""The still part of a camera's picture, and who moves in it, for one light."""

from dataclasses import dataclass
from typing import Self

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
from desktop.demo_platform.media.stamp import strip_rows
from desktop.demo_platform.media.yuv import Planes, Sprite

_SPRITE_BYTES = 4_000_000
"""Room for the sprites of one camera at 640×360."""
_NEUTRAL = 128


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
    """One camera's scene in one light. One thread at a time."""

    def __init__(self, stage: Stage, picture: Image.Image, profile: Profile, phase: Phase) -> None:
        self.phase = phase
        self._stage = stage
        scale = profile.width // WIDTH
        self._maker = SpriteMaker(stage.lens, light(phase), scale, _SPRITE_BYTES * scale * scale)
        self.planes = _planes(picture, profile, round(stage.lens.horizon * scale))
        self._screens = self._cut_screens(scale)

    @classmethod
    def of(cls, camera: Camera, profile: Profile, phase: Phase, *, quick: bool = False) -> Self:
        """Draw a camera's scenery; `quick` draws it at 640×360 and enlarges it."""
        setting = Setting(camera.seed, camera.name, camera.village, camera.road)
        stage = scenes.build(camera.scene, setting)
        scale = 1 if quick else profile.width // WIDTH
        picture = stage.draw(light(phase), scale, camera.seed)
        if picture.width != profile.width:
            picture = picture.resize((profile.width, profile.height), Image.Resampling.BICUBIC)
        return cls(stage, picture, profile, phase)

    def placements(self, seconds: float) -> list[Placement]:
        """Return what moves at this instant and what hides it, the farthest first."""
        found = list(self._screens)
        for track in self._stage.tracks:
            for actor in track.actors(seconds):
                placed = self._maker.place(actor)
                if placed is not None:
                    found.append(Placement(*placed, float(np.hypot(actor.x, actor.z))))
        return sorted(found, key=lambda placement: -placement.distance)

    def _cut_screens(self, scale: int) -> list[Placement]:
        placements = []
        for screen in self._stage.screens:
            cut = Sprite.cut(self.planes, self._stage.mask(screen, scale))
            if cut is not None:
                placements.append(Placement(*cut, float(np.hypot(screen.x, screen.z)), is_screen=True))
        return placements


def _planes(picture: Image.Image, profile: Profile, horizon: int) -> Planes:
    """Convert a picture; give the ground its grain and take the colour out of the stamp's strip."""
    planes = Planes.of_image(picture)
    ground = planes.y[horizon:]
    texture = grain(WIDTH, HEIGHT, profile.width // WIDTH)[horizon:]
    planes.y[horizon:] = np.clip(ground + (texture * np.minimum(ground, 128).astype(np.int16) >> 7), 16, 235)
    strip = strip_rows(profile.height)[0] // 2
    planes.u[strip:] = _NEUTRAL
    planes.v[strip:] = _NEUTRAL
    return planes
