"""What stands along a village street: lamps, poles, signs, benches, a flag, a basketball stand."""

from functools import lru_cache
from math import cos, pi, sin

from desktop.demo_platform.media.scenes.mesh import Mesh
from desktop.demo_platform.media.scenes.solid import Colour, Solid

_STEEL: Colour = (176, 180, 184)
_CONCRETE: Colour = (164, 162, 156)
LAMP_HEIGHT = 6.0
_LAMP_GLOW: Colour = (255, 240, 200)


@lru_cache(maxsize=4)
def solar_lamp(side: int) -> Mesh:
    """Return a street lamp with a solar panel; its arm reaches to the left (-1) or right (+1)."""
    solid = Solid().limb((0.0, 0.0, 0.0), (0.0, LAMP_HEIGHT + 0.4, 0.0), 0.07, _STEEL)
    solid.limb((0.0, LAMP_HEIGHT - 0.5, 0.0), (side * 1.3, LAMP_HEIGHT, 0.0), 0.045, _STEEL)
    solid.box(
        (side * 1.3 - 0.3, LAMP_HEIGHT - 0.06, -0.14),
        (side * 1.3 + 0.3, LAMP_HEIGHT + 0.08, 0.14),
        (206, 208, 210),
    )
    solid.ball((side * 1.3, LAMP_HEIGHT - 0.08, 0.0), 0.15, (236, 236, 224), glow=_LAMP_GLOW)
    solid.face(
        (-0.6, LAMP_HEIGHT + 0.3, -0.4), (-0.6, LAMP_HEIGHT + 0.7, 0.4), (0.6, LAMP_HEIGHT + 0.7, 0.4),
        (0.6, LAMP_HEIGHT + 0.3, -0.4), colour=(36, 46, 78), two_sided=True,
    )  # fmt: skip
    return Mesh.of(solid)


@lru_cache(maxsize=2)
def power_pole() -> Mesh:
    """Return a concrete pole with two cross arms."""
    solid = Solid().limb((0.0, 0.0, 0.0), (0.0, 8.6, 0.0), 0.13, _CONCRETE)
    for y in (7.6, 8.2):
        solid.limb((-0.9, y, 0.0), (0.9, y, 0.0), 0.05, (120, 118, 112))
        for x in (-0.8, 0.8):
            solid.ball((x, y + 0.12, 0.0), 0.08, (196, 196, 190))
    return Mesh.of(solid)


@lru_cache(maxsize=64)
def road_sign(text: str, colour: Colour = (28, 92, 172)) -> Mesh:
    """Return a large direction sign on two posts."""
    solid = Solid()
    for x in (-1.1, 1.1):
        solid.limb((x, 0.0, 0.05), (x, 4.6, 0.05), 0.07, _STEEL)
    solid.box((-1.7, 2.9, -0.04), (1.7, 4.7, 0.02), (236, 238, 238))
    solid.front((-1.62, 2.98, 1.62, 4.62), -0.06, colour, text=text, ink=(250, 250, 250))
    return Mesh.of(solid)


@lru_cache(maxsize=8)
def warning_sign(kind: int) -> Mesh:
    """Return a yellow triangle, a round limit or a mirror on a post."""
    solid = Solid().limb((0.0, 0.0, 0.05), (0.0, 2.9, 0.05), 0.05, _STEEL)
    if kind % 3 == 0:
        solid.face((-0.45, 2.2, 0.0), (0.0, 3.0, 0.0), (0.45, 2.2, 0.0), colour=(28, 26, 22))
        solid.face((-0.36, 2.25, -0.02), (0.0, 2.9, -0.02), (0.36, 2.25, -0.02), colour=(246, 202, 40))
        return Mesh.of(solid)
    colour: Colour = (206, 40, 40) if kind % 3 == 1 else (226, 110, 40)
    for z, radius, paint in (
        (0.0, 0.46, colour),
        (-0.02, 0.36, (240, 240, 238) if kind % 3 == 1 else (150, 176, 190)),
    ):
        ring = tuple(
            (-radius * cos(2 * pi * n / 14), 2.6 + radius * sin(2 * pi * n / 14), z) for n in range(14)
        )
        solid.face(*ring, colour=paint)
    if kind % 3 == 1:
        solid.front((-0.24, 2.42, 0.24, 2.78), -0.03, (240, 240, 238), text="40", ink=(20, 20, 22))
    return Mesh.of(solid)


@lru_cache(maxsize=2)
def guard_rail() -> Mesh:
    """Return eight metres of crash barrier along z."""
    solid = Solid()
    for z in (-3.6, -1.2, 1.2, 3.6):
        solid.limb((0.0, 0.0, z), (0.0, 0.7, z), 0.06, (142, 146, 150))
    solid.face(
        (0.0, 0.42, -4.0),
        (0.0, 0.76, -4.0),
        (0.0, 0.76, 4.0),
        (0.0, 0.42, 4.0),
        colour=(196, 200, 204),
        two_sided=True,
    )
    return Mesh.of(solid)


@lru_cache(maxsize=2)
def bridge_rail() -> Mesh:
    """Return eight metres of a stone balustrade along z."""
    solid = Solid()
    for z in (-3.8, -1.9, 0.0, 1.9, 3.8):
        solid.box((-0.13, 0.0, z - 0.13), (0.13, 1.25, z + 0.13), (206, 204, 198))
    solid.box((-0.07, 0.25, -4.0), (0.07, 0.85, 4.0), (190, 188, 182), top=(210, 208, 202))
    return Mesh.of(solid)


@lru_cache(maxsize=32)
def stone(text: str) -> Mesh:
    """Return a landscape stone with red characters."""
    solid = Solid().block(
        ((-2.0, 0.0, -0.6), (2.0, 0.0, -0.6), (1.8, 0.0, 0.7), (-1.8, 0.0, 0.7)),
        ((-1.7, 1.7, -0.3), (1.5, 2.0, -0.3), (1.3, 1.9, 0.4), (-1.4, 1.6, 0.4)),
        (176, 168, 154),
        top=(196, 190, 178),
    )
    solid.face(
        (-1.5, 0.55, -0.52),
        (-1.4, 1.5, -0.38),
        (1.3, 1.5, -0.38),
        (1.5, 0.55, -0.52),
        colour=(180, 172, 158),
        over=True,
    )
    face = solid.parts.pop()
    solid.front((-1.4, 0.55, 1.4, 1.5), -0.62, (180, 172, 158), text=text, ink=(190, 32, 30))
    del face
    return Mesh.of(solid)


@lru_cache(maxsize=2)
def notice_board() -> Mesh:
    """Return the glass case in which the village publishes its affairs."""
    solid = Solid()
    for x in (-2.2, 2.2):
        solid.limb((x, 0.0, 0.0), (x, 2.6, 0.0), 0.08, (150, 154, 158))
    solid.box((-2.3, 0.9, -0.1), (2.3, 2.3, 0.1), (196, 200, 204))
    for index, colour in enumerate(((230, 226, 214), (214, 226, 232), (236, 222, 214))):
        left = -2.15 + index * 1.45
        solid.front((left, 1.0, left + 1.35, 2.0), -0.12, colour)
    solid.front((-2.2, 2.02, 2.2, 2.28), -0.12, (186, 30, 32), text="党务 村务 财务公开", ink=(255, 240, 190))
    solid.face((-2.7, 2.5, -0.7), (-2.7, 2.9, 0.0), (2.7, 2.9, 0.0), (2.7, 2.5, -0.7), colour=(150, 64, 52))
    return Mesh.of(solid)


@lru_cache(maxsize=8)
def flag(step: int) -> Mesh:
    """Return a flag on its pole; `step` of eight moves the cloth."""
    solid = (
        Solid()
        .limb((0.0, 0.0, 0.0), (0.0, 9.0, 0.0), 0.06, (206, 208, 210))
        .ball((0.0, 9.05, 0.0), 0.12, (226, 190, 70))
    )
    for index in range(4):
        near, far = index * 0.55, (index + 1) * 0.55
        bend = [0.16 * sin(2 * pi * (step / 8 - x / 2.2)) for x in (near, far)]
        solid.face(
            (near, 7.4 + bend[0] * near / 2, bend[0]), (near, 8.85 + bend[0] * near / 2, bend[0]),
            (far, 8.85 + bend[1] * far / 2, bend[1]), (far, 7.4 + bend[1] * far / 2, bend[1]),
            colour=(214, 34, 30), two_sided=True,
        )  # fmt: skip
    return Mesh.of(solid)


@lru_cache(maxsize=2)
def hoop() -> Mesh:
    """Return a basketball stand."""
    solid = Solid().box((-0.5, 0.0, 0.6), (0.5, 0.35, 1.6), (40, 92, 160))
    solid.limb((0.0, 0.3, 1.2), (0.0, 3.0, 0.8), 0.11, (40, 92, 160)).limb(
        (0.0, 2.9, 0.8), (0.0, 3.2, 0.1), 0.08, (40, 92, 160)
    )
    solid.box((-0.9, 2.75, -0.02), (0.9, 3.85, 0.04), (236, 238, 238))
    solid.front((-0.3, 2.95, 0.3, 3.4), -0.05, (206, 60, 50)).front(
        (-0.24, 3.0, 0.24, 3.34), -0.06, (236, 238, 238)
    )
    solid.limb((-0.22, 2.95, -0.3), (0.22, 2.95, -0.3), 0.03, (226, 90, 40))
    return Mesh.of(solid)


@lru_cache(maxsize=2)
def fitness() -> Mesh:
    """Return outdoor fitness equipment, yellow and blue."""
    solid = Solid()
    for x in (-1.2, 0.0, 1.2):
        solid.limb((x, 0.0, 0.0), (x, 1.7, 0.0), 0.07, (236, 186, 40))
        solid.limb((x - 0.4, 1.6, 0.0), (x + 0.4, 1.6, 0.0), 0.05, (36, 100, 176))
        solid.limb((x, 0.5, 0.0), (x + 0.35, 0.35, -0.3), 0.05, (36, 100, 176))
    return Mesh.of(solid)


@lru_cache(maxsize=4)
def table(kind: int) -> Mesh:
    """Return a table with stools, with bowls or vegetables on it."""
    solid = Solid().box(
        (-0.55, 0.66, -0.4), (0.55, 0.72, 0.4), ((150, 96, 56), (206, 60, 56), (226, 226, 222))[kind % 3]
    )
    for x in (-0.45, 0.45):
        solid.limb((x, 0.0, 0.0), (x, 0.66, 0.0), 0.04, (110, 80, 56))
    for index in range(5):
        colour: Colour = ((120, 150, 60), (206, 70, 50), (232, 180, 60))[(index + kind) % 3]
        solid.ball((-0.4 + 0.2 * index, 0.8, -0.05), 0.09, colour)
    for x in (-0.9, 0.9):
        solid.box((x - 0.16, 0.0, -0.16), (x + 0.16, 0.42, 0.16), (206, 54, 60))
    return Mesh.of(solid)


@lru_cache(maxsize=4)
def crates(kind: int) -> Mesh:
    """Return a pile of boxes and sacks."""
    solid = Solid()
    for index, (x, y) in enumerate(((-0.6, 0.0), (0.1, 0.0), (0.8, 0.0), (-0.25, 0.5), (0.45, 0.5))):
        colour: Colour = ((196, 156, 104), (70, 130, 190), (206, 66, 58), (226, 222, 210))[(index + kind) % 4]
        solid.box((x - 0.32, y, -0.3), (x + 0.32, y + 0.48, 0.3), colour)
    return Mesh.of(solid)


@lru_cache(maxsize=2)
def laundry() -> Mesh:
    """Return a bamboo pole with drying clothes."""
    solid = Solid()
    for x in (-2.0, 2.0):
        solid.limb((x, 0.0, 0.0), (x, 1.9, 0.0), 0.04, (160, 136, 84))
    solid.limb((-2.2, 1.9, 0.0), (2.2, 1.9, 0.0), 0.03, (176, 150, 96))
    clothes: tuple[Colour, ...] = (
        (206, 66, 70),
        (226, 226, 230),
        (70, 104, 168),
        (232, 190, 90),
        (120, 160, 130),
    )
    for index, colour in enumerate(clothes):
        x = -1.7 + index * 0.75
        solid.face(
            (x, 1.0, 0.0),
            (x, 1.88, 0.0),
            (x + 0.55, 1.88, 0.0),
            (x + 0.55, 1.0, 0.0),
            colour=colour,
            two_sided=True,
        )
    return Mesh.of(solid)


@lru_cache(maxsize=2)
def bin_pair() -> Mesh:
    """Return a green and a gray rubbish bin."""
    solid = Solid()
    for x, colour in ((-0.35, (44, 120, 70)), (0.35, (110, 114, 118))):
        solid.block(
            ((x - 0.26, 0.0, -0.28), (x + 0.26, 0.0, -0.28), (x + 0.26, 0.0, 0.28), (x - 0.26, 0.0, 0.28)),
            ((x - 0.32, 1.0, -0.34), (x + 0.32, 1.0, -0.34), (x + 0.32, 1.0, 0.34), (x - 0.32, 1.0, 0.34)),
            colour,
        )
    return Mesh.of(solid)
