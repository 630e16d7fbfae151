"""What the places have in common: who asks for a scene, roads, fields, far houses, rows of trees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from desktop.demo_platform.media.scenes.canvas import GroundPoint
from desktop.demo_platform.media.scenes.lens import Lens
from desktop.demo_platform.media.scenes.models import buildings, street
from desktop.demo_platform.media.scenes.solid import Colour
from desktop.demo_platform.media.scenes.stage import Stage
from desktop.demo_platform.media.scenes.tracks import Bay, Track

ASPHALT: Colour = (92, 94, 98)
CONCRETE: Colour = (178, 174, 164)
KERB: Colour = (206, 204, 198)
WATER: Colour = (110, 146, 158)
SOIL: Colour = (146, 122, 92)
_YELLOW: Colour = (226, 184, 60)
_WHITE: Colour = (232, 234, 234)
_FIELDS: tuple[Colour, ...] = (
    (112, 150, 66),
    (134, 158, 70),
    (98, 138, 72),
    (186, 172, 84),
    (152, 130, 94),
    (142, 166, 160),
)
SLOGANS = (
    "平安乡村 雪亮工程",
    "绿水青山就是金山银山",
    "移风易俗 文明乡风",
    "防火防盗 人人有责",
    "乡村振兴 共同富裕",
    "禁毒防诈 守护家园",
)
LIT = (0b1010010, 0b0010001, 0b0101100)
"""Which windows of a house are lit at night."""
_Span = tuple[float, float]
Line = Callable[[float], float]
"""Where a way lies: x in metres at a distance z."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What decides about a scene: the camera's own number for chance, and the words of its place."""

    seed: int
    name: str = ""
    village: str = ""
    road: str = ""

    def says(self, *words: str) -> bool:
        """Tell whether the camera's name contains one of these words."""
        return any(word in self.name for word in words)


def empty_stage(setting: Setting, *, height: _Span, tilt: _Span, focal: _Span, pan: float) -> Stage:
    """Return a stage with a camera that is hung and turned by chance, within these bounds."""
    rng = np.random.default_rng(setting.seed)
    spans = (height, tilt, focal, (-pan, pan))
    high, down, length, across = (float(rng.uniform(*span)) for span in spans)
    return Stage(Lens(high, down, length, pan=across), rng)


def pick(rng: np.random.Generator, choices: Sequence[Colour]) -> Colour:
    """Return one of several colours, a little changed."""
    colour = choices[int(rng.integers(0, len(choices)))]
    change = int(rng.integers(-9, 10))
    return colour[0] + change, colour[1] + change, colour[2] + change


def depths(near: float, far: float, count: int = 10) -> list[float]:
    """Return distances from near to far, close together near by."""
    return [float(depth) for depth in np.geomspace(near, far, count)]


def line(centre: Line, offset: float, near: float, far: float, count: int = 10) -> list[GroundPoint]:
    """Return points along a way, shifted sideways."""
    return [(centre(z) + offset, z) for z in depths(near, far, count)]


def road_along(stage: Stage, centre: Line, half: float, near: float, far: float, *, marked: bool) -> None:
    """Lay a road that leads away from the camera, with markings or of plain concrete."""
    stage.band(line(centre, -half - 0.9, near, far), line(centre, half + 0.9, near, far), (150, 144, 122))
    surface = ASPHALT if marked else CONCRETE
    stage.band(line(centre, -half, near, far), line(centre, half, near, far), surface)
    if not marked:
        for z in depths(near + 1, min(far, 60), 16):
            stage.ground(
                [
                    (centre(z) - half, z),
                    (centre(z) - half, z * 1.004),
                    (centre(z) + half, z * 1.004),
                    (centre(z) + half, z),
                ],
                (152, 148, 140),
            )
        return
    for side in (-1.0, 1.0):
        edge = side * (half - 0.35)
        stage.band(line(centre, edge - 0.08, near, far), line(centre, edge + 0.08, near, far), _WHITE)
    z = near
    while z < min(far, 130.0):
        stage.band(line(centre, -0.08, z, z + 4.0, 3), line(centre, 0.08, z, z + 4.0, 3), _YELLOW)
        z += 8.0


def road_across(stage: Stage, near: float, far: float, *, marked: bool, reach: float = 90.0) -> None:
    """Lay a road from left to right."""
    stage.ground(
        [(-reach, near - 0.8), (-reach, far + 0.8), (reach, far + 0.8), (reach, near - 0.8)], (150, 144, 122)
    )
    stage.ground(
        [(-reach, near), (-reach, far), (reach, far), (reach, near)], ASPHALT if marked else CONCRETE
    )
    if not marked:
        for x in np.arange(-reach, reach, 5.0).tolist():
            stage.ground([(x, near), (x, far), (x + 0.06, far), (x + 0.06, near)], (152, 148, 140))
        return
    middle = (near + far) / 2
    for z in (near + 0.35, far - 0.35):
        stage.ground([(-reach, z - 0.07), (-reach, z + 0.07), (reach, z + 0.07), (reach, z - 0.07)], _WHITE)
    for x in np.arange(-reach, reach, 7.0).tolist():
        stage.ground(
            [(x, middle - 0.07), (x, middle + 0.07), (x + 3.5, middle + 0.07), (x + 3.5, middle - 0.07)],
            _YELLOW,
        )


def zebra(stage: Stage, left: float, right: float, near: float, far: float) -> None:
    """Lay a pedestrian crossing over a road that leads away: bars along z."""
    for x in np.arange(left + 0.3, right - 0.3, 0.9).tolist():
        stage.ground([(x, near), (x, far), (x + 0.45, far), (x + 0.45, near)], _WHITE)


def fields(stage: Stage, *, left: float = -95.0, right: float = 95.0, near: float = 9.0) -> None:
    """Lay a patchwork of paddies; the ground between them is their ridges."""
    cuts = [near, near * 1.35, *np.geomspace(near * 1.9, 150.0, 6).tolist()]
    for low, high in pairwise(cuts):
        x = left - stage.between(0, 10)
        while x < right:
            wide = stage.between(0.7, 1.8) * (high - low) + 3.0
            lean = stage.between(-1.0, 1.0)
            colour = pick(stage.rng, _FIELDS)
            gap = 0.25 + low * 0.006
            corners = [
                (x + gap, low + gap),
                (x + lean, high - gap),
                (x + wide + lean - gap, high - gap),
                (x + wide - gap, low + gap),
            ]
            stage.ground(corners, colour)
            if low < 22 and colour[1] > colour[2] + 30:
                _rows(stage, corners, colour)
            x += wide


def _rows(stage: Stage, corners: Sequence[GroundPoint], colour: Colour) -> None:
    """Lay darker rows of plants over a field."""
    (x0, z0), (x1, z1), (x2, _), (x3, _) = corners
    dark = (max(colour[0] - 16, 0), max(colour[1] - 14, 0), max(colour[2] - 10, 0))
    count = int((x3 - x0) / 1.3)
    for index in range(count):
        share = (index + 0.5) / count
        low, high = x0 + (x3 - x0) * share, x1 + (x2 - x1) * share
        stage.ground([(low, z0), (high, z1), (high + 0.45, z1), (low + 0.45, z0)], dark)


def far_village(stage: Stage, *, near: float = 60.0, clear: Line | None = None) -> None:
    """Stand houses and trees in the distance, keeping a way clear."""
    for index in range(9):
        z = near + stage.between(0, 70)
        x = (index - 4) * 0.23 * z + stage.between(-6, 6)
        if clear is not None and abs(x - clear(z)) < 13:
            continue
        style = stage.below(12)
        mesh = (
            buildings.old_house(style)
            if style % 4 == 0
            else buildings.far_house(style, LIT[style % len(LIT)])
        )
        stage.put(mesh, x, z, yaw=stage.between(-0.5, 0.5), shadow=False)
    for _ in range(16):
        z = near * 0.75 + stage.between(0, 60)
        x = stage.between(-0.95, 0.95) * z
        if clear is None or abs(x - clear(z)) > 7:
            kind = ("camphor", "bamboo", "fir", "camphor", "orange")[stage.below(5)]
            stage.plant(kind, x, z)


def tree_row(stage: Stage, way: Line, kind: str, reach: tuple[float, float], spacing: float) -> None:
    """Plant trees along a line, from near to far."""
    z, far = reach
    while z < far:
        stage.plant(kind, way(z), z)
        z += spacing * (1.0 + z / 120)


def poles(stage: Stage, way: Line, near: float, far: float) -> None:
    """Stand power poles along a line."""
    z = near
    while z < far:
        stage.put(street.power_pole(), way(z), z, shadow=False)
        z += 24.0


Mix = tuple[tuple[str, float, float], ...]
"""Kinds of movers, each with its speed in m/s and the seconds between two of them."""


def traffic(stage: Stage, seed: int, ways: Sequence[Sequence[GroundPoint]], mix: Mix) -> None:
    """Let movers of a mix (kind, speed, period) use each of the ways."""
    for number, way in enumerate(ways):
        for kind, speed, period in mix:
            own = seed * 31 + number * 7 + len(stage.tracks)
            stage.tracks.append(Track(kind, way, speed, period, own, stage.look))


def bay(stage: Stage, setting: Setting, x: float, z: float, *, yaw: float = 0.0) -> None:
    """Keep a place where cars are parked for hours, then gone."""
    stage.tracks.append(Bay(x, z, yaw, setting.seed, stage.look))
