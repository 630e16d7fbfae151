"""What lies behind a village: sky with clouds, hills, and the wide ground."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from desktop.demo_platform.media.scenes.canvas import Canvas
from desktop.demo_platform.media.scenes.lens import Lens
from desktop.demo_platform.media.scenes.light import Light
from desktop.demo_platform.media.scenes.solid import Colour

_CLOUD_SIZE = (512, 128)


def blank(size: tuple[int, int], lens: Lens, light: Light, ground: Colour) -> Image.Image:
    """Return a picture of nothing but sky and flat ground, hazier with distance."""
    width, height = size
    scale = width / 640
    horizon = round(max(lens.horizon, 4.0) * scale)
    share = np.linspace(0.0, 1.0, horizon)[:, None] ** 1.3
    sky = np.array(light.sky_top) * (1.0 - share) + np.array(light.sky_low) * share
    rows = np.arange(horizon, height)
    angle = np.arctan((rows / scale - lens.centre_y) / lens.focal) + lens.tilt
    depth = np.minimum(lens.height / np.maximum(np.tan(angle), 1e-3), 2000.0)
    raw = np.repeat(np.array([ground], dtype=np.float64), len(rows), axis=0)
    column = np.concatenate((sky, light.colours(raw, np.ones(len(rows)), depth))).astype(np.uint8)
    return Image.fromarray(column[:, None, :]).resize(size, Image.Resampling.NEAREST)


def clouds(canvas: Canvas, rng: np.random.Generator) -> None:
    """Hang clouds into the sky."""
    light, width = canvas.light, canvas.image.width
    horizon = round(max(canvas.lens.horizon, 4.0) * canvas.scale)
    left = int(rng.integers(0, 256))
    if light.cloud > 0:
        mask = _clouds(light.cloud).crop((left, 0, left + 256, 128))
        bright: Colour = light.sky_low if light.lamps else (255, 255, 255)
        canvas.image.paste(bright, (0, 0), mask.resize((width, horizon), Image.Resampling.BILINEAR))


def hills(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw two or three ranges of wooded hills, the farther the paler."""
    lens, light, scale = canvas.lens, canvas.light, canvas.scale
    width = canvas.image.width
    for distance, height, colour in (
        (900, 30, (86, 112, 96)),
        (420, 19, (74, 106, 74)),
        (230, 11, (66, 102, 58)),
    ):
        phases = rng.uniform(0, 2 * np.pi, 4)
        waves = rng.uniform(0.7, 1.3, 4)
        across = np.linspace(0.0, 1.0, 81)
        ridge = sum(
            np.sin(across * 2 * np.pi * wave * count + phase) / count
            for wave, count, phase in zip(waves, (1, 2, 4, 9), phases, strict=True)
        )
        top = lens.horizon - height * (0.62 + 0.32 * np.asarray(ridge)) * float(rng.uniform(0.7, 1.3))
        base = lens.horizon * scale + 1
        line = np.stack((across * width, np.minimum(top * scale, base)), axis=1)
        near = distance / 6 if not light.is_gray else distance
        shape = [*line.ravel().tolist(), width, base, 0, base]
        canvas.pen.polygon(shape, fill=light.colour(colour, depth=near * 1.1))
        lower = line + np.array([0, height * 0.35 * scale])
        lower[:, 1] = np.minimum(lower[:, 1], base)
        shape = [*lower.ravel().tolist(), width, base, 0, base]
        canvas.pen.polygon(shape, fill=light.colour(colour, shade=0.9, depth=near))


@lru_cache(maxsize=8)
def _clouds(strength: float) -> Image.Image:
    """Return a wide mask of fair-weather clouds."""
    rng = np.random.default_rng(320)
    width, height = _CLOUD_SIZE
    total = np.zeros((height, width))
    for cells, weight in ((4, 1.0), (8, 0.6), (16, 0.35), (32, 0.2)):
        noise = (rng.random((cells, cells * 2)) * 255).astype(np.uint8)
        total += weight * np.asarray(
            Image.fromarray(noise).resize(_CLOUD_SIZE, Image.Resampling.BICUBIC), dtype=float
        )
    total = (total - total.min()) / (total.max() - total.min())
    fade = np.clip(np.linspace(1.15, 0.15, height), 0.0, 1.0)[:, None]
    mask = np.clip((total - 0.50) * 3.4, 0.0, 1.0) * fade * 225 * strength
    return Image.fromarray(mask.astype(np.uint8))


@lru_cache(maxsize=4)
def grain(width: int, height: int, scale: int) -> NDArray[np.int16]:
    """Return a fixed luma texture for pictures `scale` times this size."""
    rng = np.random.default_rng(1)
    width, height = width * scale, height * scale
    total = np.zeros((height, width))
    for cells, weight in ((3 * scale, 2.0), (8 * scale, 1.4)):
        noise = (rng.random((height // cells + 2, width // cells + 2)) * 255).astype(np.uint8)
        smooth = Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)
        total += weight * (np.asarray(smooth, dtype=float) - 127.5) / 60
    return np.rint(total).astype(np.int16)
