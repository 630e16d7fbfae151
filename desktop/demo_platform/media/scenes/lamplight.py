"""Street lamps and lit shop fronts at night: warm pools on the ground, a shine around the lamp."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops

from desktop.demo_platform.media.scenes.lens import Lens
from desktop.demo_platform.media.scenes.light import Light, Phase

_REDUCTION = 2
"""The pools are worked out in a picture of 320×180: they have no edges."""
_MASK_SIZE = (320, 180)
_LAMP_POOL_M, _SHOP_POOL_M = 9.5, 5.0
_LEVELS = [min(238, round(value * gain)) for gain in (3.9, 3.3, 2.1) for value in range(256)]
"""What the lamps do to red, green and blue."""
_SHINE = (255, 238, 196)


@dataclass(frozen=True, slots=True)
class Lamp:
    """A lamp at a height over a place; below four metres it is a shop front or a doorway, without a shine."""

    x: float
    z: float
    height: float

    @property
    def is_street_lamp(self) -> bool:
        """Whether it hangs high and is seen itself."""
        return self.height > 4


def lamplit(picture: Image.Image, lens: Lens, light: Light, lamps: Sequence[Lamp]) -> Image.Image:
    """Return the picture with the lamps burning."""
    pools, shine = Image.new("L", _MASK_SIZE), Image.new("L", _MASK_SIZE)
    strength = 0.92 if light.phase is Phase.NIGHT else 0.28
    for lamp in lamps:
        if lens.place(lamp.x, lamp.z, lamp.height)[2] > 0 and lens.place(lamp.x, lamp.z)[2] > 0:
            _add_lamp(pools, shine, lens, lamp, strength)
    lit = picture.point(_LEVELS)
    mask = pools.resize(picture.size, Image.Resampling.BILINEAR)
    result = Image.composite(lit, picture, mask)
    box = shine.getbbox()
    if box is not None:
        grow = picture.width // _MASK_SIZE[0]
        size = ((box[2] - box[0]) * grow, (box[3] - box[1]) * grow)
        part = shine.crop(box).resize(size, Image.Resampling.BILINEAR)
        result.paste(_SHINE, (box[0] * grow, box[1] * grow), part)
    return result


def _add_lamp(pools: Image.Image, shine: Image.Image, lens: Lens, lamp: Lamp, strength: float) -> None:
    ground_x, ground_y, per_metre = (value / _REDUCTION for value in lens.place(lamp.x, lamp.z))
    lamp_x, lamp_y, _ = (value / _REDUCTION for value in lens.place(lamp.x, lamp.z, lamp.height))
    radius = (_LAMP_POOL_M if lamp.is_street_lamp else _SHOP_POOL_M) * per_metre
    flat = max(radius * min(1.0, lens.height * per_metre * _REDUCTION / lens.focal + lens.tilt * 0.3), 2.0)
    _add(pools, (ground_x, ground_y), (radius, flat), (255 if lamp.is_street_lamp else 150) * strength)
    if lamp.is_street_lamp:
        middle = (ground_y + lamp_y) / 2
        _add(pools, (ground_x, middle), (radius * 0.7, abs(ground_y - lamp_y) / 2), 140 * strength)
        size = 3 + 0.9 * per_metre
        _add(shine, (lamp_x, lamp_y), (size, size), 176)


def _add(mask: Image.Image, centre: tuple[float, float], half: tuple[float, float], peak: float) -> None:
    """Brighten a mask by an ellipse that is bright in its middle."""
    wide, tall = max(2, round(half[0] * 2)), max(2, round(half[1] * 2))
    if wide > mask.width * 4 or tall > mask.height * 4:
        return
    left, top = round(centre[0] - wide / 2), round(centre[1] - tall / 2)
    box = (max(left, 0), max(top, 0), min(left + wide, mask.width), min(top + tall, mask.height))
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    glow = _glow(round(peak)).resize((wide, tall), Image.Resampling.BILINEAR)
    part = glow.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
    mask.paste(ImageChops.add(mask.crop(box), part), box)


@lru_cache(maxsize=16)
def _glow(peak: int) -> Image.Image:
    """Return a round glow that is `peak` in its middle and nothing at the middles of its edges."""
    edge = 181  # Pillow's gradient reaches this value at half its width
    levels = [round(max(0.0, 1.0 - value / edge) ** 1.4 * peak) for value in range(256)]
    return Image.radial_gradient("L").reduce(4).point(levels)
