"""Trees, bamboo and bushes as flat pictures with transparency, drawn leaf by leaf once per kind."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin

import numpy as np
from PIL import Image, ImageDraw

from desktop.demo_platform.media.scenes.light import Light, Phase, light
from desktop.demo_platform.media.scenes.solid import Colour

VARIANTS = 3
_HAZE_LEVELS = 7
_WIDE, _TALL = 256, 288


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of plant: usual height in metres, trunk and leaf colours, and the crown's shape."""

    height: float
    leaf: Colour
    trunk: Colour = (92, 74, 58)
    crown: tuple[float, float, float, float] = (0.5, 0.40, 0.44, 0.36)
    """Centre and half axes of the crown as shares of the picture."""

    leaves: int = 230
    leaf_size: tuple[float, float] = (5.0, 13.0)
    shape: str = "round"
    whitewash: bool = False


_Sampler = Callable[[np.random.Generator, Kind], tuple[float, float, float]]
"""Chooses a place for a leaf: x, y, and how much light falls on it."""

KINDS: dict[str, Kind] = {
    "camphor": Kind(9.0, (66, 110, 52), crown=(0.5, 0.36, 0.47, 0.34), leaves=300),
    "roadside": Kind(6.5, (78, 124, 56), crown=(0.5, 0.33, 0.33, 0.31), leaves=200, whitewash=True),
    "fir": Kind(10.0, (52, 92, 60), shape="cone", leaves=260, leaf_size=(5.0, 10.0)),
    "orange": Kind(3.0, (58, 108, 48), crown=(0.5, 0.46, 0.44, 0.42), leaves=200, shape="fruit"),
    "bush": Kind(1.2, (82, 122, 58), crown=(0.5, 0.66, 0.48, 0.33), leaves=120, shape="bush"),
    "bamboo": Kind(8.0, (104, 142, 62), shape="bamboo"),
    "palm": Kind(5.0, (74, 122, 62), shape="palm", trunk=(120, 104, 84)),
}


def plant_for(kind: str, variant: int, phase: Phase, pixels: float, lost: float) -> Image.Image:
    """Return the smallest picture of a plant that is at least so many pixels high.

    Its foot is in the middle of the lower edge; `lost` is the share of its colour that haze takes.
    """
    halvings = 0
    while halvings < 4 and _TALL >> halvings + 1 >= pixels:
        halvings += 1
    return _hazy(kind, variant % VARIANTS, phase, halvings, round(lost * _HAZE_LEVELS))


@lru_cache(maxsize=512)
def _hazy(kind: str, variant: int, phase: Phase, halvings: int, level: int) -> Image.Image:
    if level == 0:
        return _smaller(kind, variant, phase, halvings)
    clear = _smaller(kind, variant, phase, halvings)
    haze = Image.new("RGB", clear.size, light(phase).haze)
    hazy = Image.blend(clear.convert("RGB"), haze, min(level / _HAZE_LEVELS, 1.0))
    hazy.putalpha(clear.getchannel("A"))
    return hazy


@lru_cache(maxsize=256)
def _smaller(kind: str, variant: int, phase: Phase, halvings: int) -> Image.Image:
    """Return a plant in the light of a phase; each halving makes it half as large."""
    if halvings:
        return _smaller(kind, variant, phase, halvings - 1).reduce(2)
    return _lit(_drawn(kind, variant), light(phase))


def _lit(image: Image.Image, by: Light) -> Image.Image:
    red, green, blue, alpha = image.split()
    if by.is_gray:
        gray = image.convert("L").point(lambda value: min(255, round(value * 1.25 + 18)))
        return Image.merge("RGBA", (gray, gray, gray, alpha))
    shade = 0.5 + 0.5 * by.ambient if by.lamps else 1.0
    bands = [
        band.point([round(value * tint * shade) for value in range(256)])
        for band, tint in zip((red, green, blue), by.tint, strict=True)
    ]
    return Image.merge("RGBA", (*bands, alpha))


@lru_cache(maxsize=32)
def _drawn(name: str, variant: int) -> Image.Image:
    kind = KINDS[name]
    rng = np.random.default_rng([variant, *name.encode()])
    image = Image.new("RGBA", (_WIDE * 2, _TALL * 2))
    pen = ImageDraw.Draw(image)
    match kind.shape:
        case "bamboo":
            _bamboo(pen, rng, kind)
        case "palm":
            _palm(pen, rng, kind)
        case "cone":
            _trunk(pen, kind, 0.0)
            _leaves(pen, rng, kind, _in_cone)
        case _:
            if kind.shape != "bush":
                _trunk(pen, kind, float(rng.uniform(-0.06, 0.06)))
            _leaves(pen, rng, kind, _in_crown)
    return image.resize((_WIDE, _TALL), Image.Resampling.BOX)


def _trunk(pen: ImageDraw.ImageDraw, kind: Kind, lean: float) -> None:
    foot, wide, tall = _WIDE, _WIDE * 2, _TALL * 2
    top = foot + lean * wide
    half = wide * 0.026
    pen.polygon(
        [
            (foot - half * 1.3, tall),
            (top - half * 0.7, tall * 0.35),
            (top + half * 0.7, tall * 0.35),
            (foot + half * 1.3, tall),
        ],
        fill=kind.trunk,
    )
    pen.polygon(
        [
            (foot + half * 0.2, tall),
            (top, tall * 0.35),
            (top + half * 0.7, tall * 0.35),
            (foot + half * 1.3, tall),
        ],
        fill=_scaled(kind.trunk, 0.72),
    )
    if kind.whitewash:
        pen.rectangle((foot - half * 1.3, tall * 0.88, foot + half * 1.3, tall), fill=(222, 222, 214))
    for way in (-1, 1):
        pen.line(
            [(top, tall * 0.6), (top + way * wide * 0.14, tall * 0.42)], fill=kind.trunk, width=int(half)
        )


def _leaves(pen: ImageDraw.ImageDraw, rng: np.random.Generator, kind: Kind, sample: _Sampler) -> None:
    spots = sorted((sample(rng, kind) for _ in range(kind.leaves)), key=lambda spot: spot[2])
    for x, y, lit in spots:
        radius = float(rng.uniform(*kind.leaf_size)) * 2
        colour = _scaled(kind.leaf, 0.50 + 0.72 * lit + float(rng.uniform(-0.07, 0.07)))
        if kind.shape == "fruit" and rng.random() < 0.07:
            colour, radius = (236, 150, 40), 9.0
        px, py = x * _WIDE * 2, y * _TALL * 2
        pen.ellipse(
            (px - radius * 1.15, py - radius * 0.8, px + radius * 1.15, py + radius * 0.8), fill=colour
        )


def _in_crown(rng: np.random.Generator, kind: Kind) -> tuple[float, float, float]:
    angle, reach = float(rng.uniform(0, 2 * pi)), float(np.sqrt(rng.random()))
    wobble = 1.0 + 0.12 * sin(angle * 5 + kind.height) + 0.06 * sin(angle * 11)
    x, y = cos(angle) * reach * wobble, sin(angle) * reach * wobble
    centre_x, centre_y, half_x, half_y = kind.crown
    lit = min(max(0.5 - 0.30 * x - 0.42 * y + float(rng.uniform(-0.12, 0.12)), 0.0), 1.0)
    return centre_x + x * half_x * 0.92, centre_y + y * half_y * 0.92, lit


def _in_cone(rng: np.random.Generator, kind: Kind) -> tuple[float, float, float]:  # noqa: ARG001 - one shape fits all
    down = float(np.sqrt(rng.random()))
    tier = 0.75 + 0.25 * abs(sin(down * 18))
    across = float(rng.uniform(-1, 1))
    lit = min(max(0.62 - 0.34 * across - 0.25 * down + float(rng.uniform(-0.12, 0.12)), 0.0), 1.0)
    return 0.5 + across * 0.25 * down * tier, 0.03 + 0.82 * down, lit


def _bamboo(pen: ImageDraw.ImageDraw, rng: np.random.Generator, kind: Kind) -> None:
    for stem in range(13):
        foot = _WIDE * 2 * (0.36 + 0.28 * stem / 12)
        lean = (stem - 6) / 6 * 0.24 + float(rng.uniform(-0.06, 0.06))
        height = float(rng.uniform(0.72, 0.95))
        points = []
        for step in range(9):
            up = step / 8
            points.append((foot + lean * _WIDE * 2 * up**2, _TALL * 2 * (1 - height * up)))
        pen.line(points, fill=_scaled(kind.leaf, float(rng.uniform(0.62, 0.9))), width=5)
        for x, y in points[3:]:
            for _ in range(9):
                lit = float(rng.uniform(0.55, 1.25))
                dx, dy = float(rng.uniform(-34, 34)), float(rng.uniform(-22, 30))
                pen.line(
                    [(x + dx, y + dy), (x + dx + dx * 0.5, y + dy + 16)],
                    fill=_scaled(kind.leaf, lit),
                    width=6,
                )


def _palm(pen: ImageDraw.ImageDraw, rng: np.random.Generator, kind: Kind) -> None:
    centre, top = _WIDE, _TALL * 2 * 0.34
    pen.line([(centre, _TALL * 2), (centre, top)], fill=kind.trunk, width=26)
    pen.line([(centre + 8, _TALL * 2), (centre + 8, top)], fill=_scaled(kind.trunk, 0.75), width=10)
    for index in range(22):
        angle = 2 * pi * index / 22 + float(rng.uniform(-0.1, 0.1))
        length = float(rng.uniform(150, 190))
        colour = _scaled(kind.leaf, 0.8 + 0.35 * sin(-angle) - 0.12 * cos(angle))
        end = (centre + cos(angle) * length, top + sin(angle) * length * 0.72 + 34)
        middle = (centre + cos(angle) * length * 0.6, top + sin(angle) * length * 0.62 - 12)
        pen.line([(centre, top), middle, end], fill=colour, width=13, joint="curve")


def _scaled(colour: Colour, share: float) -> Colour:
    red, green, blue = (min(255, max(0, round(value * share))) for value in colour)
    return red, green, blue
