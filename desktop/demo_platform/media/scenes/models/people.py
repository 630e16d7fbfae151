"""People on foot and on wheels, a dog and hens; they look towards -z."""

from functools import lru_cache
from math import pi, sin

from desktop.demo_platform.media.scenes.mesh import Mesh
from desktop.demo_platform.media.scenes.solid import Colour, Solid

STEPS = 4
"""Pictures of one double step."""
_SKIN: Colour = (214, 168, 138)
_HAIR: Colour = (34, 30, 30)
_STRAW: Colour = (206, 178, 116)

COATS: tuple[Colour, ...] = (
    (176, 44, 52),
    (44, 78, 138),
    (70, 74, 82),
    (206, 206, 204),
    (58, 110, 84),
    (188, 126, 46),
    (132, 78, 132),
    (222, 190, 66),
)
_TROUSERS: tuple[Colour, ...] = ((40, 42, 52), (64, 60, 58), (48, 62, 92), (92, 88, 80))


@lru_cache(maxsize=512)
def walker(pick: int, step: int) -> Mesh:
    """Return a person in the middle of a step; `pick` decides about clothes and what is carried."""
    coat, trousers = COATS[pick % len(COATS)], _TROUSERS[pick // 3 % len(_TROUSERS)]
    swing = sin(2 * pi * step / STEPS)
    solid = Solid()
    for side in (-1.0, 1.0):
        stride = 0.27 * swing * side
        solid.limb((0.09 * side, 0.84, 0.0), (0.09 * side, 0.46, -0.5 * stride - 0.03), 0.085, trousers)
        solid.limb((0.09 * side, 0.46, -0.5 * stride - 0.03), (0.09 * side, 0.08, -stride), 0.07, trousers)
        solid.limb((0.09 * side, 0.05, -stride), (0.09 * side, 0.05, -stride - 0.13), 0.05, (28, 28, 30))
        solid.limb((0.21 * side, 1.34, 0.0), (0.25 * side, 0.86, 0.6 * stride), 0.06, coat)
        solid.ball((0.25 * side, 0.82, 0.6 * stride), 0.05, _SKIN)
    solid.limb((0.0, 0.92, 0.0), (0.0, 1.27, 0.0), 0.185, coat)
    _head(solid, 1.56, 0.0, hat=pick % 7 == 3)
    match pick % 9:
        case 4:
            _carrying_pole(solid, swing)
        case 6:
            _umbrella(solid, COATS[(pick + 3) % len(COATS)])
        case 7:
            solid.box((-0.16, 0.98, 0.14), (0.16, 1.4, 0.34), (196, 60, 66))
        case _:
            pass
    return Mesh.of(solid)


@lru_cache(maxsize=128)
def dancer(pick: int, step: int) -> Mesh:
    """Return a woman of the evening dance on the square, arms up and down."""
    coat = COATS[pick % len(COATS)]
    lift = sin(2 * pi * step / STEPS)
    solid = Solid()
    for side in (-1.0, 1.0):
        out = 0.12 + 0.05 * side * lift
        solid.limb((0.09 * side, 0.84, 0.0), (out * side, 0.06, -0.1 * lift * side), 0.08, (40, 42, 52))
        elbow = (0.42 * side, 1.2 + 0.18 * lift * side, 0.0)
        solid.limb((0.2 * side, 1.34, 0.0), elbow, 0.055, coat)
        solid.limb(elbow, (0.48 * side, 1.42 + 0.3 * lift * side, -0.08), 0.05, _SKIN)
    solid.limb((0.0, 0.92, 0.0), (0.0, 1.27, 0.0), 0.18, coat)
    _head(solid, 1.54, 0.0, hat=False)
    return Mesh.of(solid)


@lru_cache(maxsize=32)
def sitter(pick: int) -> Mesh:
    """Return somebody sitting on a low stool."""
    coat = COATS[pick % len(COATS)]
    solid = Solid()
    solid.box((-0.18, 0.0, -0.1), (0.18, 0.36, 0.26), (140, 92, 54))
    for side in (-1.0, 1.0):
        solid.limb((0.1 * side, 0.44, 0.1), (0.13 * side, 0.46, -0.32), 0.085, (52, 54, 62))
        solid.limb((0.13 * side, 0.46, -0.32), (0.13 * side, 0.06, -0.36), 0.07, (52, 54, 62))
        solid.limb((0.2 * side, 0.92, 0.06), (0.16 * side, 0.56, -0.2), 0.055, coat)
    solid.limb((0.0, 0.52, 0.1), (0.0, 0.88, 0.06), 0.18, coat)
    _head(solid, 1.16, 0.04, hat=pick % 3 == 1)
    return Mesh.of(solid)


@lru_cache(maxsize=16)
def dog(pick: int, step: int) -> Mesh:
    """Return a village dog, trotting."""
    coat = ((168, 122, 70), (60, 54, 50), (214, 206, 190))[pick % 3]
    swing = 0.12 * sin(2 * pi * step / STEPS)
    solid = Solid()
    for z, way in ((-0.24, 1.0), (0.24, -1.0)):
        for side in (-1.0, 1.0):
            solid.limb((0.08 * side, 0.3, z), (0.08 * side, 0.03, z + swing * way * side), 0.035, coat)
    solid.limb((0.0, 0.36, -0.26), (0.0, 0.36, 0.26), 0.11, coat)
    solid.limb((0.0, 0.4, -0.3), (0.0, 0.52, -0.42), 0.07, coat)
    solid.ball((0.0, 0.54, -0.46), 0.085, coat)
    solid.limb((0.0, 0.42, 0.32), (0.0, 0.58, 0.44), 0.03, coat)
    return Mesh.of(solid)


@lru_cache(maxsize=16)
def hen(pick: int, step: int) -> Mesh:
    """Return a hen, its head up or down."""
    coat = ((150, 84, 40), (214, 206, 194), (88, 56, 34))[pick % 3]
    low = 0.2 if step % STEPS < 1 else 0.0
    solid = Solid()
    solid.limb((0.0, 0.18, -0.05), (0.0, 0.2, 0.12), 0.11, coat)
    solid.limb((0.0, 0.26, 0.16), (0.0, 0.36, 0.22), 0.05, coat)
    solid.limb((0.0, 0.24, -0.1), (0.0, 0.36 - low, -0.17), 0.045, coat)
    solid.ball((0.0, 0.4 - low, -0.18), 0.05, (196, 44, 36))
    solid.limb((0.03, 0.1, 0.02), (0.03, 0.0, 0.02), 0.015, (206, 160, 60))
    return Mesh.of(solid)


def rider(solid: Solid, coat: Colour, z: float) -> None:
    """Add somebody sitting astride at `z`, with a helmet."""
    for side in (-1.0, 1.0):
        solid.limb((0.12 * side, 0.82, z), (0.2 * side, 0.62, z - 0.34), 0.085, (46, 48, 58))
        solid.limb((0.2 * side, 0.62, z - 0.34), (0.18 * side, 0.32, z - 0.2), 0.07, (46, 48, 58))
        solid.limb((0.2 * side, 1.28, z), (0.3 * side, 1.03, z - 0.42), 0.06, coat)
    solid.limb((0.0, 0.9, z + 0.02), (0.0, 1.22, z - 0.03), 0.19, coat)
    solid.ball((0.0, 1.5, z - 0.04), 0.12, _SKIN)
    solid.ball(
        (0.0, 1.55, z - 0.02), 0.14, ((206, 52, 44), (60, 100, 170), (232, 232, 230))[int(coat[0]) % 3]
    )


def _head(solid: Solid, y: float, z: float, *, hat: bool) -> None:
    solid.ball((0.0, y, z), 0.115, _SKIN)
    solid.ball((0.0, y + 0.04, z + 0.035), 0.115, _HAIR)
    if hat:
        solid.limb((-0.22, y + 0.09, z), (0.22, y + 0.09, z), 0.035, _STRAW)
        solid.ball((0.0, y + 0.12, z), 0.1, _STRAW)


def _carrying_pole(solid: Solid, swing: float) -> None:
    solid.limb((0.12, 1.42, -0.85), (0.12, 1.42, 0.85), 0.025, (150, 116, 70))
    for z in (-0.8, 0.8):
        solid.limb((0.12, 1.4, z), (0.12, 0.62, z + 0.06 * swing), 0.012, (90, 80, 66))
        solid.limb((0.12, 0.5, z + 0.06 * swing), (0.12, 0.42, z + 0.06 * swing), 0.22, (128, 150, 78))


def _umbrella(solid: Solid, colour: Colour) -> None:
    solid.limb((0.18, 1.1, -0.12), (0.1, 1.95, -0.06), 0.018, (60, 60, 64))
    for x, radius in ((-0.28, 0.2), (0.1, 0.3), (0.46, 0.2)):
        solid.ball((x, 1.92 if radius < 0.3 else 1.98, -0.06), radius, colour)
