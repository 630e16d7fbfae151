"""A scene being set: ground, things on it, shadows, lamps, and the tracks along which things move."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from desktop.demo_platform.media.scenes import backdrop
from desktop.demo_platform.media.scenes.canvas import Canvas, Flat, GroundPoint, Placed
from desktop.demo_platform.media.scenes.lamplight import Lamp, lamplit
from desktop.demo_platform.media.scenes.lens import NEAR, Lens
from desktop.demo_platform.media.scenes.light import Light, Phase
from desktop.demo_platform.media.scenes.light import light as light_of
from desktop.demo_platform.media.scenes.mesh import Mesh
from desktop.demo_platform.media.scenes.models.plants import KINDS, plant_for
from desktop.demo_platform.media.scenes.models.street import LAMP_HEIGHT, solar_lamp
from desktop.demo_platform.media.scenes.solid import Colour
from desktop.demo_platform.media.scenes.tracks import Bay, Spot, Track

WIDTH, HEIGHT = 640, 360


@dataclass(frozen=True, slots=True)
class Plant:
    """A tree or bush."""

    kind: str
    variant: int
    x: float
    z: float
    height: float

    def paint(self, canvas: Canvas) -> None:
        """Paste its picture."""
        pixels = self.height * canvas.lens.place(self.x, self.z)[2] * canvas.scale
        lost = canvas.light.lost(float(np.hypot(self.x, self.z)))
        image = plant_for(self.kind, self.variant, canvas.light.phase, pixels, lost)
        canvas.picture(image, self.x, self.z, self.height)


@dataclass(slots=True)
class Stage:
    """Collects a scene; `draw` makes the picture of it. All places in metres before the camera."""

    lens: Lens
    rng: np.random.Generator
    ground_colour: Colour = (118, 142, 84)
    flats: list[Flat] = field(default_factory=list)
    things: list[Placed | Plant] = field(default_factory=list)
    shadows: list[Placed | Plant] = field(default_factory=list)
    screens: list[Placed] = field(default_factory=list)
    """Things behind which traffic passes."""

    lamps: list[Lamp] = field(default_factory=list)
    """What burns at night."""

    tracks: list[Track | Spot | Bay] = field(default_factory=list)
    look: int = 0
    """Decides about the colours of what moves."""

    def __post_init__(self) -> None:
        self.look = self.below(24)

    # setting the scene

    def between(self, low: float, high: float) -> float:
        """Return a number by chance; the same for the same camera."""
        return float(self.rng.uniform(low, high))

    def below(self, count: int) -> int:
        """Return a whole number from 0 up to `count`, by chance."""
        return int(self.rng.integers(0, count))

    def ground(self, points: Sequence[GroundPoint], colour: Colour) -> None:
        """Lay a flat piece."""
        self.flats.append(Flat(points, colour))

    def rectangle(self, left: float, near: float, right: float, far: float, colour: Colour) -> None:
        """Lay a flat rectangle in stretches, so that it fades with distance."""
        cuts = np.geomspace(max(near, NEAR), max(far, near + 0.1), 8).tolist()
        self.band([(left, z) for z in cuts], [(right, z) for z in cuts], colour)

    def band(self, left: Sequence[GroundPoint], right: Sequence[GroundPoint], colour: Colour) -> None:
        """Lay a strip between two lines, each stretch of it with the haze of its distance."""
        for index in range(len(left) - 1):
            self.ground((left[index], left[index + 1], right[index + 1], right[index]), colour)

    def put(
        self,
        mesh: Mesh,
        x: float,
        z: float,
        *,
        yaw: float = 0.0,
        size: float = 1.0,
        shadow: bool = True,
        screen: bool = False,
    ) -> None:
        """Stand a solid somewhere; a `screen` hides the traffic behind it."""
        placed = Placed(mesh, x, z, float(yaw), size)
        self.things.append(placed)
        if shadow:
            self.shadows.append(placed)
        if screen:
            self.screens.append(placed)

    def plant(self, kind: str, x: float, z: float, *, size: float = 1.0) -> None:
        """Plant a tree or bush of about its usual size."""
        height = KINDS[kind].height * size * float(self.rng.uniform(0.85, 1.15))
        tree = Plant(kind, int(self.rng.integers(0, 3)), x, z, height)
        self.things.append(tree)
        self.shadows.append(tree)

    def lamp(self, x: float, z: float, *, side: int = 1) -> None:
        """Stand a street lamp; its arm reaches to the right (+1) or to the left (-1)."""
        self.put(solar_lamp(side), x, z, shadow=False)
        self.lamps.append(Lamp(x + side * 1.3, z, LAMP_HEIGHT))

    def shine(self, x: float, z: float, height: float = 3.0) -> None:
        """Let light fall here at night, as from a shop."""
        self.lamps.append(Lamp(x, z, height))

    # drawing it

    def draw(self, light: Light, scale: int, seed: int) -> Image.Image:
        """Return the scene as an RGB picture of 640×360 times `scale` (drawn twice as large)."""
        size = (WIDTH * scale * 2, HEIGHT * scale * 2)
        image = backdrop.blank(size, self.lens, light, self.ground_colour)
        canvas = Canvas(image, self.lens, light, scale * 2)
        rng = np.random.default_rng(seed)
        backdrop.clouds(canvas, rng)
        backdrop.hills(canvas, rng)
        canvas.flats(self.flats)
        self._cast_shadows(canvas)
        self._paint_things(canvas)
        picture = image.reduce(2)
        if light.phase in {Phase.NIGHT, Phase.DUSK}:
            picture = lamplit(picture, self.lens, light, self.lamps)
        return picture.convert("L").convert("RGB") if light.is_gray else picture

    def strike(self) -> None:
        """Forget what was needed for drawing only."""
        self.flats.clear()
        self.things.clear()
        self.shadows.clear()
        self.lamps.clear()

    def mask(self, screen: Placed, scale: int) -> Image.Image:
        """Return where a screen hides what is behind it."""
        image = Image.new("L", (WIDTH * scale * 2, HEIGHT * scale * 2))
        Canvas(image, self.lens, light_of(Phase.DAY), scale * 2, flat_colour=255).solids([screen])
        return image.reduce(2)

    def _paint_things(self, canvas: Canvas) -> None:
        """Paint what stands on the ground, the farthest first."""
        ordered = sorted(self.things, key=lambda thing: -(thing.x**2 + thing.z**2))
        shapes = canvas.shapes([thing for thing in ordered if isinstance(thing, Placed)])
        for thing in ordered:
            if isinstance(thing, Plant):
                thing.paint(canvas)
            else:
                canvas.paint(next(shapes))

    def _cast_shadows(self, canvas: Canvas) -> None:
        """Darken the ground where things stand before the sun; round and faint when there is none."""
        light = canvas.light
        if light.is_gray:
            return
        mask = Image.new("L", (WIDTH, HEIGHT))
        flat = Canvas(mask, self.lens, light, 1)
        pen = ImageDraw.Draw(mask)
        sun = light.sun if light.phase is not Phase.NIGHT else (0.0, 1.0, 0.0)
        slope = (-sun[0] / max(sun[1], 0.35), -sun[2] / max(sun[1], 0.35))
        for thing in self.shadows:
            pixels = flat.floor(shadow_outline(thing, slope))
            if len(pixels) >= 3:
                pen.polygon(pixels.ravel().tolist(), fill=255)
        strength = {Phase.DAY: 0.42, Phase.DUSK: 0.25}.get(light.phase, 0.3)
        mask = mask.point([round(value * strength) for value in range(256)])
        box = mask.getbbox()
        if box is not None:
            grow = canvas.scale
            size = ((box[2] - box[0]) * grow, (box[3] - box[1]) * grow)
            part = mask.crop(box).resize(size, Image.Resampling.BILINEAR)
            canvas.image.paste(light.colour((16, 22, 40)), (box[0] * grow, box[1] * grow), part)


def shadow_outline(thing: Placed | Plant, slope: tuple[float, float]) -> list[GroundPoint]:
    """Return the hull of a thing's foot and its top as the sun throws it on the ground."""
    if isinstance(thing, Plant):
        radius = thing.height * 0.36
        x, z = thing.x + slope[0] * radius * 0.7, thing.z + slope[1] * radius * 0.7
        turns = np.linspace(0, 2 * np.pi, 12, endpoint=False)
        return [(x + radius * float(np.cos(t)), z + radius * 0.8 * float(np.sin(t))) for t in turns]
    points = thing.mesh.corners @ (thing.turn * thing.size) + (thing.x, 0.0, thing.z)
    fallen = points[:, [0, 2]] + points[:, 1:2] * np.array(slope)
    return _hull([(float(a), float(b)) for a, b in fallen])


def _hull(points: list[GroundPoint]) -> list[GroundPoint]:
    """Return the convex hull (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def half(way: Sequence[GroundPoint]) -> list[GroundPoint]:
        chain: list[GroundPoint] = []
        for point in way:
            while len(chain) >= 2 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        return chain[:-1]

    return half(ordered) + half(ordered[::-1])


def _turn(a: GroundPoint, b: GroundPoint, c: GroundPoint) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
