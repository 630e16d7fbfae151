"""The light of an hour: sun, sky, haze, and whether lamps burn or the camera sees by infrared."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from math import exp

import numpy as np
from numpy.typing import NDArray

from desktop.demo_platform.media.scenes.solid import Colour

BEIJING = timezone(timedelta(hours=8))
Floats = NDArray[np.float64]


class Phase(StrEnum):
    """Part of the day."""

    DAY = "day"
    DUSK = "dusk"
    NIGHT = "night"
    INFRARED = "infrared"


@dataclass(frozen=True, slots=True)
class Light:
    """How colours look in one phase; colours in RGB, distances in metres."""

    phase: Phase
    tint: tuple[float, float, float]
    ambient: float
    sun: tuple[float, float, float]
    sky_top: Colour
    sky_low: Colour
    haze: Colour
    haze_distance: float
    cloud: float
    lamps: bool = False

    @property
    def is_gray(self) -> bool:
        """Whether the picture has no colour."""
        return self.phase is Phase.INFRARED

    def shade(self, normals: Floats, axes: Floats) -> Floats:
        """Return the brightness of faces with these normals, in a view turned by `axes`.

        What has no normal is half lit.
        """
        facing = np.maximum(normals @ (np.array(self.sun) @ axes), 0.0)
        facing[~normals.any(axis=1)] = 0.55
        shaded: Floats = self.ambient + (1.0 - self.ambient) * facing + 0.08 * (normals @ axes[1])
        return shaded

    def colours(self, raw: Floats, shade: Floats, depth: Floats) -> Floats:
        """Return colours as seen at these depths: shaded, tinted, and lost in haze."""
        seen = raw * shade[:, None] * np.array(self.tint)
        clear = np.exp(-np.maximum(depth, 0.0) / self.haze_distance)[:, None]
        mixed: Floats = seen * clear + np.array(self.haze, dtype=np.float64) * (1.0 - clear)
        return np.clip(mixed, 0.0, 255.0)

    def lost(self, distance: float) -> float:
        """Return which share of a colour is lost in haze at this distance."""
        return 1.0 - exp(-distance / self.haze_distance)

    def colour(self, raw: Colour, *, shade: float = 1.0, depth: float = 0.0) -> Colour:
        """Return one colour as seen."""
        seen = self.colours(np.array([raw], dtype=np.float64), np.array([shade]), np.array([depth]))
        red, green, blue = (int(value) for value in seen[0])
        return red, green, blue


_LIGHTS = {
    Phase.DAY: Light(
        Phase.DAY, (1.0, 1.0, 0.98), 0.66, (-0.45, 0.72, -0.53), (92, 148, 206), (214, 228, 236),
        (206, 220, 228), 210.0, 0.85,
    ),
    Phase.DUSK: Light(
        Phase.DUSK, (0.84, 0.70, 0.68), 0.62, (-0.80, 0.30, -0.52), (74, 82, 132), (246, 170, 110),
        (204, 146, 116), 170.0, 0.55, lamps=True,
    ),
    Phase.NIGHT: Light(
        Phase.NIGHT, (0.27, 0.30, 0.41), 0.78, (0.2, 0.9, -0.4), (12, 18, 38), (52, 60, 88),
        (38, 44, 64), 150.0, 0.20, lamps=True,
    ),
    Phase.INFRARED: Light(
        Phase.INFRARED, (1.0, 1.0, 0.95), 0.80, (0.0, 0.35, -0.94), (10, 10, 10), (22, 22, 22),
        (16, 16, 16), 26.0, 0.0,
    ),
}  # fmt: skip


def light(phase: Phase) -> Light:
    """Return the light of a phase."""
    return _LIGHTS[phase]


def phase_at(time_ms: int, *, infrared: bool) -> Phase:
    """Return the phase of the day by the Beijing clock, with the sun of central Hunan.

    Dawn and dusk move with the season between 05:30/19:30 (June) and 07:10/17:40 (December).
    """
    local = datetime.fromtimestamp(time_ms / 1000, UTC).astimezone(BEIJING)
    season = np.cos((local.timetuple().tm_yday - 172) / 365 * 2 * np.pi)
    rise, fall = 6.33 - 0.83 * season, 18.6 + 0.93 * season
    hour = local.hour + local.minute / 60
    if rise + 0.7 <= hour < fall - 0.7:
        return Phase.DAY
    if rise - 0.4 <= hour < rise + 0.7 or fall - 0.7 <= hour < fall + 0.4:
        return Phase.DUSK
    return Phase.INFRARED if infrared else Phase.NIGHT
