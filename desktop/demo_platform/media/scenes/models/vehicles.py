"""Cars, trucks, buses and two-wheelers; they drive towards -z."""

from functools import lru_cache

from desktop.demo_platform.media.scenes.mesh import Mesh
from desktop.demo_platform.media.scenes.models.people import rider
from desktop.demo_platform.media.scenes.solid import Colour, Solid

_GLASS: Colour = (44, 58, 72)
_TYRE: Colour = (26, 26, 28)
_HUB: Colour = (150, 152, 156)
_LAMP: Colour = (236, 238, 228)
_LAMP_GLOW: Colour = (255, 250, 226)
_TAIL: Colour = (168, 30, 26)
_TAIL_GLOW: Colour = (255, 52, 40)
_PLATE: Colour = (32, 74, 170)
_YELLOW_PLATE: Colour = (222, 178, 40)

PAINTS: tuple[Colour, ...] = (
    (232, 234, 236),
    (196, 200, 204),
    (52, 54, 60),
    (168, 34, 36),
    (40, 66, 118),
    (118, 96, 72),
    (210, 204, 186),
)
_CABS: tuple[Colour, ...] = ((178, 40, 34), (44, 92, 156), (220, 222, 224), (206, 150, 40), (54, 120, 92))
_LOADS: tuple[Colour, ...] = ((64, 92, 128), (118, 122, 120), (150, 70, 44), (72, 104, 82), (198, 198, 192))


def _dark(colour: Colour, share: float = 0.55) -> Colour:
    return int(colour[0] * share), int(colour[1] * share), int(colour[2] * share)


def _wheels(solid: Solid, half_width: float, axles: tuple[float, ...], radius: float) -> None:
    for side in (-1.0, 1.0):
        for z in axles:
            solid.disc((side * (half_width + 0.02), radius, z), radius, side, _TYRE)
            solid.disc((side * (half_width + 0.03), radius, z), radius * 0.55, side, _HUB)


def _lamps(solid: Solid, half_width: float, ends: tuple[float, float], low: float, high: float) -> None:
    front, rear = ends
    size = half_width * 0.42
    for left in (-half_width + 0.06, half_width - 0.06 - size):
        solid.front((left, low, left + size, high), front - 0.02, _LAMP, glow=_LAMP_GLOW)
        solid.back((left, low, left + size, high), rear + 0.02, _TAIL, glow=_TAIL_GLOW)


@lru_cache(maxsize=32)
def car(paint: Colour) -> Mesh:
    """Return a saloon car, 4.5 m long."""
    solid = Solid()
    _wheels(solid, 0.88, (-1.4, 1.38), 0.33)
    solid.block(
        ((-0.88, 0.24, -2.2), (0.88, 0.24, -2.2), (0.88, 0.24, 2.2), (-0.88, 0.24, 2.2)),
        ((-0.86, 0.88, -2.12), (0.86, 0.88, -2.12), (0.86, 0.94, 2.16), (-0.86, 0.94, 2.16)),
        paint,
    )
    solid.front((-0.5, 0.42, 0.5, 0.66), -2.2, _dark(paint, 0.35))
    solid.front((-0.24, 0.40, 0.24, 0.54), -2.23, _PLATE)
    solid.back((-0.24, 0.56, 0.24, 0.70), 2.23, _PLATE)
    _lamps(solid, 0.86, (-2.19, 2.2), 0.62, 0.80)
    solid.block(
        ((-0.82, 0.9, -1.05), (0.82, 0.9, -1.05), (0.82, 0.92, 1.75), (-0.82, 0.92, 1.75)),
        ((-0.64, 1.44, -0.3), (0.64, 1.44, -0.3), (0.64, 1.42, 1.0), (-0.64, 1.42, 1.0)),
        _GLASS,
        top=paint,
    )
    for side in (-1.0, 1.0):
        pillar = (
            (side * 0.82, 0.92, 0.1),
            (side * 0.65, 1.43, 0.2),
            (side * 0.65, 1.43, 0.34),
            (side * 0.82, 0.92, 0.28),
        )
        solid.face(*(pillar[::-1] if side > 0 else pillar), colour=paint, over=True, two_sided=True)
    return Mesh.of(solid)


@lru_cache(maxsize=16)
def van(paint: Colour) -> Mesh:
    """Return a small van of the kind that every village has, 4 m long."""
    solid = Solid()
    _wheels(solid, 0.8, (-1.3, 1.3), 0.3)
    solid.block(
        ((-0.8, 0.24, -1.98), (0.8, 0.24, -1.98), (0.8, 0.24, 2.0), (-0.8, 0.24, 2.0)),
        ((-0.8, 0.98, -1.9), (0.8, 0.98, -1.9), (0.8, 0.98, 2.0), (-0.8, 0.98, 2.0)),
        paint,
    )
    solid.front((-0.24, 0.36, 0.24, 0.50), -2.02, _PLATE)
    _lamps(solid, 0.78, (-1.98, 2.0), 0.66, 0.88)
    solid.block(
        ((-0.8, 0.98, -1.9), (0.8, 0.98, -1.9), (0.8, 0.98, 2.0), (-0.8, 0.98, 2.0)),
        ((-0.72, 1.86, -1.0), (0.72, 1.86, -1.0), (0.72, 1.86, 1.9), (-0.72, 1.86, 1.9)),
        _dark(paint, 0.94),
        top=paint,
    )
    solid.face(
        (-0.72, 1.06, -1.84),
        (-0.66, 1.74, -1.12),
        (0.66, 1.74, -1.12),
        (0.72, 1.06, -1.84),
        colour=_GLASS,
        over=True,
    )
    solid.back((-0.6, 1.2, 0.6, 1.66), 1.99, _GLASS)
    for side in (-1.0, 1.0):
        for near, far in ((-0.9, 0.2), (0.35, 1.6)):
            solid.flank(side * 0.79, (near, 1.12, far, 1.64), _GLASS)
    return Mesh.of(solid)


@lru_cache(maxsize=48)
def truck(cab: Colour, load: Colour) -> Mesh:
    """Return a goods truck, 8 m long."""
    solid = Solid()
    _wheels(solid, 1.12, (-2.9, 1.7, 2.9), 0.48)
    solid.box((-1.0, 0.6, -2.3), (1.0, 0.95, 4.0), (52, 52, 54))
    solid.box((-1.2, 0.95, -1.9), (1.2, 2.75, 4.1), load, top=_dark(load, 0.8))
    for z in (-1.0, 0.3, 1.6, 2.9):
        for side in (-1.0, 1.0):
            solid.flank(side * 1.21, (z - 0.05, 1.0, z + 0.05, 2.7), _dark(load, 0.72))
    solid.back((-0.26, 0.65, 0.26, 0.85), 4.13, _YELLOW_PLATE)
    solid.box((-1.15, 0.5, -3.95), (1.15, 2.65, -2.1), cab, top=_dark(cab, 0.92))
    solid.front((-1.02, 1.55, 1.02, 2.35), -3.97, _GLASS)
    solid.front((-0.9, 0.95, 0.9, 1.3), -3.97, _dark(cab, 0.45))
    solid.front((-0.26, 0.6, 0.26, 0.78), -3.98, _YELLOW_PLATE)
    for side in (-1.0, 1.0):
        solid.flank(side * 1.16, (-3.7, 1.55, -2.7, 2.3), _GLASS)
    _lamps(solid, 1.12, (-3.97, 4.12), 0.66, 0.88)
    return Mesh.of(solid)


@lru_cache(maxsize=8)
def bus(paint: Colour) -> Mesh:
    """Return a country bus, 8.4 m long."""
    solid = Solid()
    _wheels(solid, 1.15, (-2.6, 2.3), 0.46)
    solid.box((-1.18, 0.38, -4.2), (1.18, 3.0, 4.2), (236, 238, 236), top=(222, 224, 224))
    solid.front((-1.18, 0.38, 1.18, 1.15), -4.22, paint)
    solid.front((-1.05, 1.3, 1.05, 2.5), -4.22, _GLASS)
    solid.front(
        (-0.8, 2.6, 0.8, 2.9), -4.23, (30, 30, 32), glow=(40, 34, 20), text="双峰—梓门桥", ink=(255, 168, 40)
    )
    solid.back((-0.95, 1.6, 0.95, 2.5), 4.22, _GLASS)
    solid.front((-0.26, 0.46, 0.26, 0.64), -4.24, _YELLOW_PLATE)
    for side in (-1.0, 1.0):
        solid.flank(side * 1.19, (-4.2, 0.4, 4.2, 1.1), paint)
        for index in range(6):
            near = -3.9 + index * 1.32
            solid.flank(side * 1.2, (near, 1.45, near + 1.16, 2.45), _GLASS, glow=(214, 206, 170))
    _lamps(solid, 1.15, (-4.22, 4.22), 0.72, 0.96)
    return Mesh.of(solid)


@lru_cache(maxsize=64)
def motorbike(paint: Colour, coat: Colour, seats: int = 1) -> Mesh:
    """Return a motorbike with its rider and, with two seats taken, one behind."""
    solid = _bike(paint)
    rider(solid, coat, 0.12)
    if seats > 1:
        rider(solid, _dark(paint, 0.8), 0.55)
    return Mesh.of(solid)


@lru_cache(maxsize=16)
def parked_motorbike(paint: Colour) -> Mesh:
    """Return a motorbike on its stand."""
    return Mesh.of(_bike(paint)).unlit()


def _bike(paint: Colour) -> Solid:
    solid = Solid()
    for z in (-0.62, 0.62):
        for side in (-1.0, 1.0):
            solid.disc((side * 0.05, 0.3, z), 0.3, side, _TYRE)
            solid.disc((side * 0.06, 0.3, z), 0.13, side, _HUB)
    solid.block(
        ((-0.16, 0.32, -0.45), (0.16, 0.32, -0.45), (0.16, 0.36, 0.75), (-0.16, 0.36, 0.75)),
        ((-0.12, 0.72, -0.4), (0.12, 0.72, -0.4), (0.15, 0.78, 0.85), (-0.15, 0.78, 0.85)),
        paint,
        top=(34, 34, 36),
    )
    solid.limb((0.0, 0.3, -0.62), (0.0, 0.98, -0.42), 0.05, (70, 72, 76))
    solid.limb((-0.34, 1.0, -0.38), (0.34, 1.0, -0.38), 0.03, (40, 40, 42))
    solid.block(
        ((-0.2, 0.45, -0.5), (0.2, 0.45, -0.5), (0.2, 0.45, -0.42), (-0.2, 0.45, -0.42)),
        ((-0.16, 1.02, -0.44), (0.16, 1.02, -0.44), (0.16, 1.02, -0.36), (-0.16, 1.02, -0.36)),
        paint,
    )
    solid.ball((0.0, 0.88, -0.52), 0.09, _LAMP, glow=_LAMP_GLOW)
    solid.ball((0.0, 0.72, 0.88), 0.05, _TAIL, glow=_TAIL_GLOW)
    return solid


@lru_cache(maxsize=32)
def tricycle(paint: Colour, coat: Colour) -> Mesh:
    """Return a three-wheeled motor cart with a load, 3 m long."""
    solid = Solid()
    for side in (-1.0, 1.0):
        solid.disc((side * 0.62, 0.3, 0.9), 0.3, side, _TYRE)
        solid.disc((side * 0.05, 0.3, -1.2), 0.3, side, _TYRE)
    solid.box((-0.6, 0.5, 0.0), (0.6, 0.95, 1.7), paint, top=(150, 128, 70))
    solid.block(
        ((-0.5, 0.95, 0.1), (0.5, 0.95, 0.1), (0.5, 0.95, 1.6), (-0.5, 0.95, 1.6)),
        ((-0.3, 1.25, 0.3), (0.3, 1.25, 0.3), (0.3, 1.25, 1.4), (-0.3, 1.25, 1.4)),
        (122, 142, 70),
        top=(140, 156, 84),
    )
    solid.box((-0.2, 0.4, -1.0), (0.2, 0.75, 0.0), paint)
    solid.limb((0.0, 0.3, -1.2), (0.0, 1.0, -0.95), 0.05, (70, 72, 76))
    solid.limb((-0.36, 1.02, -0.9), (0.36, 1.02, -0.9), 0.03, (40, 40, 42))
    solid.ball((0.0, 0.85, -1.1), 0.09, _LAMP, glow=_LAMP_GLOW)
    rider(solid, coat, -0.35)
    return Mesh.of(solid)


def any_car(pick: int) -> Mesh:
    """Return one of the usual cars."""
    paint = PAINTS[pick % len(PAINTS)]
    return van(paint) if pick % 5 == 2 else car(paint)


@lru_cache(maxsize=40)
def parked_car(pick: int) -> Mesh:
    """Return one of the usual cars with its lamps off."""
    return any_car(pick).unlit()


def any_truck(pick: int) -> Mesh:
    """Return one of the usual trucks."""
    return truck(_CABS[pick % len(_CABS)], _LOADS[pick // 2 % len(_LOADS)])
