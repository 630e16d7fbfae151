"""Sprites of what moves: drawn once for each place on its way where it looks different, then reused."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, exp, inf, log, pi, sin

import numpy as np
from PIL import Image

from desktop.demo_platform.media.scenes.canvas import Canvas, Placed
from desktop.demo_platform.media.scenes.lens import NEAR, Lens, Points
from desktop.demo_platform.media.scenes.light import Light, Phase
from desktop.demo_platform.media.scenes.models.cast import Look, mesh_of
from desktop.demo_platform.media.scenes.solid import Colour
from desktop.demo_platform.media.scenes.tracks import Actor
from desktop.demo_platform.media.yuv import Sprite

_SIZE_STEP, _SMALL_SIZE_STEP = log(1.13), log(1.3)
_SMALL = 14.0
"""What has fewer pixels per metre is drawn for fewer sizes."""
_ANGLE_STEP, _SMALL_ANGLE_STEP = 0.2, 0.4
_MAX_PIXELS = 760
_NEAREST = 180.0
"""What would have more pixels per metre is not drawn: it passes right below the camera."""
_DRAWINGS_A_PICTURE, _MAX_DRAWINGS = 0.25, 2.0
_SIMILAR = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1), (-2, 0), (2, 0))
"""Steps of size and angle at which a sprite can stand in for another."""
_TURNS = [2 * pi * index / 16 for index in range(16)]
_Key = tuple[Look, int, int]
_SMALL_SIZES = 15
"""Sizes of small things are counted in larger steps, and stay below this."""
_Frame = tuple[int, int, int, int]
_FRAME: _Frame = (-60, 0, 700, 370)
_WIDE_FRAME: _Frame = (-60, -60, 700, 480)
"""What is shown elsewhere than where it was drawn must not be cut off at the picture's edge."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """A sprite and where its actor's foot is in it, in pixels."""

    sprite: Sprite | None
    foot_x: float
    foot_y: float


_NOTHING = Cutting(None, 0.0, 0.0)


class SpriteMaker:
    """Draws actors as sprites for one camera, light and picture size; keeps the last ones used.

    A `steady` one draws every actor as soon as it is needed, and always in the same way, whatever it drew
    before: the pictures of a recording are the same whenever they are asked for.
    """

    def __init__(self, lens: Lens, light: Light, scale: int, budget: int, *, steady: bool = False) -> None:
        self._lens, self._light, self._scale = lens, light, scale
        self._budget = budget
        self._steady = steady
        self._kept: OrderedDict[_Key, Cutting] = OrderedDict()
        self._size = 0
        self._drawings = 0.0

    def begin(self) -> None:
        """Begin a picture: new sprites are drawn now and then only, so that no picture comes late."""
        more = inf if self._steady else _DRAWINGS_A_PICTURE
        self._drawings = min(self._drawings + more, inf if self._steady else _MAX_DRAWINGS)

    def place(self, actor: Actor) -> tuple[Sprite, int, int] | None:
        """Return an actor's sprite and the pixel of its upper left corner; None when it cannot be seen."""
        x, y, per_metre = self._lens.place(actor.x, actor.z)
        if not -400 < x < 1040 or not 0 < per_metre < _NEAREST:
            return None
        is_small = per_metre < _SMALL
        size = round(log(per_metre) / (_SMALL_SIZE_STEP if is_small else _SIZE_STEP))
        angle = (actor.yaw - atan2(actor.x, actor.z)) / (_SMALL_ANGLE_STEP if is_small else _ANGLE_STEP)
        key = (actor.look, size, round(angle))
        cutting = self._found(key)
        if cutting is None and self._drawings >= 1.0:
            self._drawings -= 1.0
            cutting = self._draw_typical(key) if self._steady else self._draw(actor, x, y, per_metre, _FRAME)
            self._keep(key, cutting)
        if cutting is None or cutting.sprite is None:
            return None
        left, top = x * self._scale - cutting.foot_x, y * self._scale - cutting.foot_y
        return cutting.sprite, round(left / 2) * 2, round(top / 2) * 2

    def _found(self, key: _Key) -> Cutting | None:
        """Return what was drawn for this key; while nothing may be drawn, something similar."""
        cutting = self._kept.get(key)
        if cutting is not None:
            self._kept.move_to_end(key)
        elif self._drawings < 1.0:
            look, size, angle = key
            similar = ((look, size + more, angle + turn) for more, turn in _SIMILAR)
            cutting = next((self._kept[one] for one in similar if one in self._kept), None)
        return cutting

    def _keep(self, key: _Key, cutting: Cutting) -> None:
        self._kept[key] = cutting
        self._size += cutting.sprite.size if cutting.sprite is not None else 0
        while self._size > self._budget and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= dropped.sprite.size if dropped.sprite is not None else 0

    def _draw_typical(self, key: _Key) -> Cutting:
        """Draw what stands for all actors of a key: one in the middle of the picture."""
        look, size, angle = key
        is_small = size < _SMALL_SIZES
        size_step, angle_step = (
            (_SMALL_SIZE_STEP, _SMALL_ANGLE_STEP) if is_small else (_SIZE_STEP, _ANGLE_STEP)
        )
        x, z = self._lens.ahead(exp(size * size_step))
        actor = Actor(look, x, z, angle * angle_step + atan2(x, z))
        picture_x, picture_y, per_metre = self._lens.place(x, z)
        if per_metre <= 0.0:
            return _NOTHING
        return self._draw(actor, picture_x, picture_y, per_metre, _WIDE_FRAME)

    def _draw(self, actor: Actor, x: float, y: float, per_metre: float, frame: _Frame) -> Cutting:
        placed = Placed(mesh_of(actor.look), actor.x, actor.z, actor.yaw)
        seen, _ = placed.view(self._lens)
        if seen[:, 2].min() < NEAR:
            return _NOTHING
        shadow = [] if self._light.is_gray else _foot(placed)
        pixels = self._lens.onto_picture(seen)
        beams = actor.look.has_lamps and self._light.phase is Phase.NIGHT
        if beams:
            pixels = np.concatenate((pixels, self._lens.onto_picture(self._lens.into_view(_beam(actor)))))
        margin = 2.0 + (1.3 if actor.look.has_lamps and self._light.lamps else 0.3) * per_metre
        left, top = np.floor(pixels.min(axis=0) - margin).astype(int)
        right, bottom = np.ceil(pixels.max(axis=0) + margin).astype(int)
        left, top, right, bottom = (
            max(int(left), frame[0]),
            max(int(top), frame[1]),
            min(int(right), frame[2]),
            min(int(bottom), frame[3]),
        )
        if right - left < 2 or bottom - top < 2 or right - left > _MAX_PIXELS:
            return _NOTHING
        image = Image.new("RGBA", ((right - left) * self._scale * 2, (bottom - top) * self._scale * 2))
        canvas = Canvas(image, self._lens, self._light, self._scale * 2, left=left, top=top)
        if shadow and len(ring := canvas.floor(shadow)) >= 3:
            strength = 96 if self._light.phase is Phase.DAY else 70
            canvas.pen.polygon(ring.ravel().tolist(), fill=(14, 18, 26, strength))
        if beams:
            _throw(canvas, actor)
        shapes = next(canvas.shapes([placed]))
        canvas.paint(shapes)
        image = image.reduce(2)
        if actor.look.has_lamps and self._light.lamps:
            _halo(
                image,
                [(shape.centre, shape.colour) for shape in shapes if shape.part.glow],
                per_metre * self._scale,
            )
        if self._light.is_gray:
            image = Image.merge("RGBA", (*[image.convert("L")] * 3, image.getchannel("A")))
        box = image.getchannel("A").getbbox()
        if box is None:
            return _NOTHING
        sprite = Sprite(image.crop(box))
        return Cutting(sprite, (x - left) * self._scale - box[0], (y - top) * self._scale - box[1])


def _foot(placed: Placed) -> list[tuple[float, float]]:
    """Return a round patch of ground below a thing, a little larger than its foot."""
    half_x, half_z = placed.mesh.foot
    ring = np.array([(half_x * cos(turn), 0.0, half_z * sin(turn)) for turn in _TURNS]) @ placed.turn
    return [(placed.x + float(x), placed.z + float(z)) for x, _, z in ring]


def _beam(actor: Actor) -> Points:
    """Return the patch of road that a vehicle lights, as points of the world."""
    ahead = (-sin(actor.yaw), -cos(actor.yaw))
    points = []
    for turn in _TURNS:
        along, across = 6.2 + 3.6 * cos(turn), 1.5 * sin(turn)
        x = actor.x + ahead[0] * along + ahead[1] * across
        z = actor.z + ahead[1] * along - ahead[0] * across
        points.append((x, 0.02, max(z, NEAR + 0.1)))
    return np.array(points)


def _throw(canvas: Canvas, actor: Actor) -> None:
    """Light the road before a vehicle, brightest in the middle."""
    patch = _beam(actor)
    middle = patch.mean(axis=0)
    for size, strength in ((1.0, 26), (0.8, 44), (0.58, 66)):
        ring = middle + (patch - middle) * size
        pixels = canvas.floor([(float(x), float(z)) for x, _, z in ring])
        if len(pixels) >= 3:
            canvas.pen.polygon(pixels.ravel().tolist(), fill=(255, 236, 190, strength))


def _halo(image: Image.Image, lamps: list[tuple[tuple[float, float], Colour]], per_metre: float) -> None:
    """Put a shine around burning lamps."""
    radius = max(3, round(0.55 * per_metre))
    for (x, y), colour in lamps:
        shine = Image.new("RGBA", (radius * 2, radius * 2), colour)
        shine.putalpha(_glow_mask().resize((radius * 2, radius * 2), Image.Resampling.BILINEAR))
        left, top = round(x / 2 - radius), round(y / 2 - radius)
        if -radius * 2 < left < image.width and -radius * 2 < top < image.height:
            part = shine.crop((max(-left, 0), max(-top, 0), radius * 2, radius * 2))
            image.alpha_composite(part, (max(left, 0), max(top, 0)))


@lru_cache(maxsize=1)
def _glow_mask() -> Image.Image:
    edge = 181  # Pillow's gradient reaches this value at half its width
    levels = [round(max(0.0, 1.0 - value / edge) ** 2 * 190) for value in range(256)]
    return Image.radial_gradient("L").reduce(4).point(levels)
