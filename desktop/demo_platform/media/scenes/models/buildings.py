"""Houses of a Hunan village: farmhouses, shops, the village office, walls and the entrance gate."""

from functools import lru_cache

from desktop.demo_platform.media.scenes.mesh import Mesh
from desktop.demo_platform.media.scenes.solid import Colour, Solid

WALLS: tuple[Colour, ...] = (
    (232, 228, 216),
    (222, 214, 196),
    (196, 122, 96),
    (214, 206, 204),
    (204, 184, 148),
    (226, 220, 226),
)
ROOFS: tuple[Colour, ...] = ((118, 66, 56), (84, 88, 96), (146, 74, 58), (70, 84, 112), (96, 92, 88))
_GLASS: Colour = (74, 104, 124)
_LIT: Colour = (255, 214, 140)
_FRAME: Colour = (236, 238, 240)
_STEEL: Colour = (168, 174, 180)
_RED: Colour = (178, 30, 30)
_STOREY = 3.2


def _shade(colour: Colour, share: float) -> Colour:
    red, green, blue = (min(255, round(value * share)) for value in colour)
    return red, green, blue


def _window(solid: Solid, centre: float, low: float, width: float, z: float, *, lit: bool) -> None:
    half = width / 2
    solid.front((centre - half - 0.08, low - 0.08, centre + half + 0.08, low + 1.48), z - 0.02, _FRAME)
    glow = _LIT if lit else None
    solid.front((centre - half, low, centre - 0.04, low + 1.4), z - 0.03, _GLASS, glow=glow)
    solid.front((centre + 0.04, low, centre + half, low + 1.4), z - 0.03, _shade(_GLASS, 1.12), glow=glow)


def _door(solid: Solid, centre: float, z: float, *, couplet: bool) -> None:
    """Add a double door with the red paper of the spring festival at its sides."""
    solid.front((centre - 0.95, 0.0, centre + 0.95, 2.6), z - 0.02, (96, 54, 38))
    solid.front((centre - 0.85, 0.05, centre - 0.04, 2.45), z - 0.03, (132, 44, 34))
    solid.front((centre + 0.04, 0.05, centre + 0.85, 2.45), z - 0.03, (132, 44, 34))
    if couplet:
        for left in (centre - 1.35, centre + 1.03):
            solid.front((left, 0.5, left + 0.32, 2.45), z - 0.02, (206, 36, 34))
        solid.front(
            (centre - 0.8, 2.66, centre + 0.8, 2.98),
            z - 0.02,
            (206, 36, 34),
            text="吉祥如意",
            ink=(250, 214, 90),
        )


def hip_roof(
    solid: Solid, plan: tuple[float, float, float], base: float, rise: float, colour: Colour
) -> None:
    """Add a roof with four slopes and an overhang; `plan` is half the width, and z from near to far."""
    half, near, far = plan
    over = 0.6
    left, right, front, back = -half - over, half + over, near - over, far + over
    ridge = max(half * 0.45, 0.3)
    middle, top = (near + far) / 2, base + rise
    low = base - 0.1
    solid.face(
        (left, low, front), (-ridge, top, middle), (ridge, top, middle), (right, low, front), colour=colour
    )
    solid.face(
        (right, low, back), (ridge, top, middle), (-ridge, top, middle), (left, low, back), colour=colour
    )
    solid.face((left, low, back), (-ridge, top, middle), (left, low, front), colour=_shade(colour, 0.92))
    solid.face((right, low, front), (ridge, top, middle), (right, low, back), colour=_shade(colour, 0.86))


def gable_roof(
    solid: Solid, plan: tuple[float, float, float], base: float, rise: float, colour: Colour
) -> None:
    """Add a roof with two slopes along x and gables at the sides; `plan` as for `hip_roof`."""
    half, near, far = plan
    over, middle, top = 0.5, (near + far) / 2, base + rise
    left, right, front, back, low = -half - over, half + over, near - over, far + over, base - 0.15
    for x in (-half, half):
        points = ((x, base, near), (x, top - 0.2, middle), (x, base, far))
        solid.face(*(points if x > 0 else points[::-1]), colour=(206, 200, 190))
    solid.face(
        (left, low, front), (left, top, middle), (right, top, middle), (right, low, front), colour=colour
    )
    solid.face(
        (right, low, back),
        (right, top, middle),
        (left, top, middle),
        (left, low, back),
        colour=_shade(colour, 0.9),
    )


@lru_cache(maxsize=64)
def farmhouse(style: int, lit: int = 0) -> Mesh:
    """Return a house of two or three storeys with balconies; bit n of `lit` lights window n at night."""
    wall, roof = WALLS[style % len(WALLS)], ROOFS[style // 2 % len(ROOFS)]
    floors = 2 + style % 5 // 3
    half, depth = (5.2, 4.6, 6.0)[style % 3], 8.0
    solid = Solid().box((-half, 0.0, 0.0), (half, floors * _STOREY, depth), wall)
    solid.front((-half, 0.0, half, 0.7), -0.015, _shade(wall, 0.72))
    for side in (-1.0, 1.0):
        for floor in range(floors):
            low = floor * _STOREY + 1.0
            solid.flank(side * (half + 0.02), (2.8, low, 4.4, low + 1.4), _GLASS)
    _door(solid, 0.0, 0.0, couplet=style % 2 == 0)
    for column, x in enumerate((-half * 0.62, half * 0.62)):
        _window(solid, x, 0.95, 1.7, 0.0, lit=bool(lit >> column & 1))
    for floor in range(1, floors):
        base = floor * _STOREY
        for column, x in enumerate((-half * 0.64, 0.0, half * 0.64)):
            _window(solid, x, base + 0.9, 1.6, 0.0, lit=bool(lit >> (floor * 3 + column) & 1))
        _balcony(solid, half if style % 3 else half * 0.5, base, style)
    if style % 4 == 3:
        solid.box(
            (-half - 0.2, floors * _STOREY, -0.2),
            (half + 0.2, floors * _STOREY + 0.7, 0.1),
            _shade(wall, 0.95),
        )
        solid.box(
            (-half * 0.5, floors * _STOREY, 4.0), (-half * 0.1, floors * _STOREY + 1.8, 6.0), (196, 200, 206)
        )
    else:
        hip_roof(solid, (half, 0.0, depth), floors * _STOREY, 2.2, roof)
    return Mesh.of(solid)


def _balcony(solid: Solid, half: float, base: float, style: int) -> None:
    solid.box((-half, base - 0.2, -1.3), (half, base, 0.0), (214, 210, 204))
    if style % 2:
        solid.box((-half, base, -1.3), (half, base + 0.95, -1.18), (226, 222, 214))
        return
    count = max(4, int(half * 2 / 0.45))
    for index in range(count + 1):
        x = -half + index * 2 * half / count
        solid.limb((x, base, -1.25), (x, base + 0.9, -1.25), 0.035, _STEEL)
    solid.limb((-half, base + 0.95, -1.25), (half, base + 0.95, -1.25), 0.06, _STEEL)


@lru_cache(maxsize=64)
def far_house(style: int, lit: int = 0) -> Mesh:
    """Return a farmhouse with no more than what is seen of it from far away."""
    wall, roof = WALLS[style % len(WALLS)], ROOFS[style // 2 % len(ROOFS)]
    floors = 2 + style % 5 // 3
    half, top = (5.2, 4.6, 6.0)[style % 3], floors * _STOREY
    solid = Solid().box((-half, 0.0, 0.0), (half, top, 8.0), wall)
    for floor in range(floors):
        for column, x in enumerate((-half * 0.62, 0.0, half * 0.62)):
            low = floor * _STOREY + 0.9
            glow = _LIT if lit >> (floor * 3 + column) & 1 else None
            solid.front((x - 0.9, low, x + 0.9, low + 1.5), -0.03, _GLASS, glow=glow)
    if style % 4 == 3:
        solid.box((-half * 0.5, top, 4.0), (-half * 0.1, top + 1.8, 6.0), (196, 200, 206))
    else:
        hip_roof(solid, (half, 0.0, 8.0), top, 2.2, roof)
    return Mesh.of(solid)


@lru_cache(maxsize=16)
def old_house(style: int) -> Mesh:
    """Return a one-storey house of brick or clay under dark tiles."""
    wall = ((176, 104, 78), (198, 168, 120), (186, 180, 170))[style % 3]
    half = (5.0, 6.2)[style % 2]
    solid = Solid().box((-half, 0.0, 0.0), (half, 3.2, 6.5), wall)
    _door(solid, 0.0, 0.0, couplet=True)
    for x in (-half * 0.6, half * 0.6):
        solid.front((x - 0.6, 1.1, x + 0.6, 2.2), -0.02, (70, 62, 54))
        for bar in range(4):
            solid.front((x - 0.5 + bar * 0.3, 1.1, x - 0.44 + bar * 0.3, 2.2), -0.03, (150, 128, 96))
    gable_roof(solid, (half, 0.0, 6.5), 3.2, 1.9, (74, 72, 74))
    return Mesh.of(solid)


@lru_cache(maxsize=64)
def shop(sign: str, style: int, *, is_open: bool = True) -> Mesh:
    """Return a house whose ground floor is a shop with a sign."""
    wall = WALLS[(style * 2 + 1) % len(WALLS)]
    board = ((176, 34, 36), (24, 88, 160), (30, 122, 84), (206, 122, 24))[style % 4]
    half, floors = 4.4, 2 + style % 2
    solid = Solid().box((-half, 0.0, 0.0), (half, floors * _STOREY, 7.5), wall, top=(150, 150, 148))
    solid.front(
        (-half, 3.05, half, 4.15), -0.04, board, glow=_shade(board, 1.15), text=sign, ink=(255, 248, 226)
    )
    solid.front((-half, 3.0, half, 3.06), -0.05, (240, 236, 220), glow=(255, 240, 200))
    for index, left in enumerate((-half + 0.25, 0.15)):
        right = left + half - 0.4
        if is_open or index:
            _shop_inside(solid, left, right)
        else:
            solid.front((left, 0.0, right, 2.85), -0.02, (176, 182, 188))
            for line in range(9):
                solid.front((left, 0.3 * line + 0.1, right, 0.3 * line + 0.14), -0.03, (148, 154, 160))
    for floor in range(1, floors):
        for x in (-2.6, 0.0, 2.6):
            _window(solid, x, floor * _STOREY + 1.2, 1.5, 0.0, lit=(floor + style + int(x)) % 3 == 0)
    solid.box((-half - 0.1, 2.9, -1.5), (half + 0.1, 3.02, -0.05), board, top=_shade(board, 1.1))
    if style % 3 == 1:
        hip_roof(solid, (half, 0.0, 7.5), floors * _STOREY, 1.9, ROOFS[style % len(ROOFS)])
    return Mesh.of(solid)


def _shop_inside(solid: Solid, left: float, right: float) -> None:
    """Add an open shop front: a dark room with lit shelves of goods."""
    solid.front((left, 0.0, right, 2.85), -0.02, (64, 58, 52), glow=(206, 178, 128))
    goods: tuple[Colour, ...] = (
        (206, 60, 52),
        (232, 186, 60),
        (66, 128, 180),
        (84, 160, 96),
        (226, 226, 222),
    )
    for shelf in range(4):
        low = 0.55 + shelf * 0.55
        solid.front(
            (left + 0.15, low - 0.07, right - 0.15, low), -0.03, (150, 132, 106), glow=(176, 148, 104)
        )
        x, pick = left + 0.2, shelf
        while x < right - 0.5:
            colour = goods[pick * 3 % 5]
            solid.front(
                (x, low, x + 0.28, low + 0.26 + 0.06 * (pick % 3)), -0.03, colour, glow=_shade(colour, 0.95)
            )
            x, pick = x + 0.36, pick + 1


@lru_cache(maxsize=64)
def office(sign: str) -> Mesh:
    """Return the village office: a white house of two storeys with a red sign over the entrance."""
    half, wall = 9.0, (236, 234, 228)
    solid = Solid().box((-half, 0.0, 0.0), (half, 7.0, 8.0), wall, top=(170, 170, 168))
    solid.front((-half, 0.0, half, 0.8), -0.015, (150, 92, 74))
    for floor in range(2):
        for index, x in enumerate((-7.4, -5.2, -3.0, 3.0, 5.2, 7.4)):
            _window(solid, x, floor * 3.5 + 1.1, 1.5, 0.0, lit=(index + floor) % 4 == 1)
    for x in (-0.8, 0.8):
        _window(solid, x * 1.2, 4.6, 1.3, 0.0, lit=False)
    solid.front((-1.5, 0.0, 1.5, 2.8), -0.03, (70, 90, 104), glow=(236, 214, 160))
    solid.front((-0.03, 0.0, 0.03, 2.8), -0.04, _FRAME)
    solid.box((-2.6, 2.95, -2.2), (2.6, 3.3, 0.0), (200, 196, 188))
    for x in (-2.3, 2.3):
        solid.limb((x, 0.0, -2.0), (x, 2.95, -2.0), 0.16, (222, 218, 210))
    solid.front(
        (-6.4, 3.42, 6.4, 4.3), -0.05, (186, 26, 28), glow=(206, 40, 36), text=sign, ink=(255, 226, 120)
    )
    solid.box((-half - 0.3, 7.0, -0.3), (half + 0.3, 7.6, 0.2), (186, 96, 72), top=(196, 110, 84))
    solid.face((-0.7, 7.9, -0.2), (-0.7, 9.2, -0.2), (0.7, 9.2, -0.2), (0.7, 7.9, -0.2), colour=(204, 30, 30))
    return Mesh.of(solid)


@lru_cache(maxsize=64)
def gate(name: str, style: int) -> Mesh:
    """Return the village's entrance gate: columns, a board with the village's name, tiled roofs."""
    column: Colour = ((150, 38, 32), (186, 182, 176), (168, 60, 44))[style % 3]
    tiles: Colour = ((74, 84, 92), (186, 136, 44), (52, 92, 80))[style % 3]
    solid = Solid()
    for x in (-6.2, -3.9, 3.9, 6.2):
        tall = 5.2 if abs(x) > 5 else 6.6
        solid.box((x - 0.55, 0.0, -0.5), (x + 0.55, 0.8, 0.5), (186, 184, 178))
        solid.box((x - 0.32, 0.8, -0.32), (x + 0.32, tall, 0.32), column)
    for left, right in ((-6.2, -3.9), (3.9, 6.2)):
        solid.box((left, 4.2, -0.25), (right, 5.0, 0.25), (60, 112, 116))
        _little_roof(solid, left - 0.5, right + 0.3 if left < 0 else right + 0.5, 5.2, tiles)
    solid.box((-4.2, 5.0, -0.3), (4.2, 6.5, 0.3), (58, 104, 110))
    solid.front((-3.0, 5.1, 3.0, 6.4), -0.33, (26, 52, 96), glow=(30, 58, 104), text=name, ink=(250, 214, 96))
    solid.front((-4.0, 4.82, 4.0, 5.0), -0.32, (206, 164, 62))
    _little_roof(solid, -4.9, 4.9, 6.7, tiles)
    return Mesh.of(solid)


def _little_roof(solid: Solid, left: float, right: float, base: float, colour: Colour) -> None:
    ridge = base + 0.75
    solid.face(
        (left, base, -0.9),
        (left + 0.4, ridge, 0.0),
        (right - 0.4, ridge, 0.0),
        (right, base, -0.9),
        colour=colour,
    )
    solid.face(
        (right, base, 0.9),
        (right - 0.4, ridge, 0.0),
        (left + 0.4, ridge, 0.0),
        (left, base, 0.9),
        colour=colour,
    )
    solid.face((left, base, 0.9), (left + 0.4, ridge, 0.0), (left, base, -0.9), colour=colour)
    solid.face((right, base, -0.9), (right - 0.4, ridge, 0.0), (right, base, 0.9), colour=colour)
    solid.limb((left + 0.3, ridge, 0.0), (right - 0.3, ridge, 0.0), 0.1, _shade(colour, 0.7))


@lru_cache(maxsize=32)
def slogan_wall(text: str, length: float, style: int) -> Mesh:
    """Return a garden wall with a slogan in large characters."""
    ground: Colour = ((236, 234, 226), (44, 96, 168), (180, 38, 36))[style % 3]
    ink: Colour = (188, 36, 34) if style % 3 == 0 else (250, 248, 240)
    solid = Solid().box(
        (-length / 2, 0.0, 0.0), (length / 2, 2.2, 0.24), (226, 222, 212), top=(120, 118, 116)
    )
    solid.front((-length / 2 + 0.3, 0.5, length / 2 - 0.3, 1.9), -0.02, ground, text=text, ink=ink)
    return Mesh.of(solid)


@lru_cache(maxsize=16)
def low_wall(length: float) -> Mesh:
    """Return a low wall of brick along x."""
    solid = Solid().box((-length / 2, 0.0, 0.0), (length / 2, 1.1, 0.22), (172, 112, 88), top=(196, 190, 180))
    for index in range(int(length / 2.5) + 1):
        x = -length / 2 + index * 2.5
        solid.box((x - 0.16, 0.0, -0.06), (x + 0.16, 1.35, 0.28), (188, 128, 100), top=(206, 200, 190))
    return Mesh.of(solid)
