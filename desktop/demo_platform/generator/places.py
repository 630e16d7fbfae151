"""Generated positions: plausible for Loudi, clustered by town, surveyed by nobody."""

from collections.abc import Mapping, Sequence
from random import Random

from desktop.demo_platform.generator.cameras import Place
from resources.divisions import Division

_COUNTY_CENTRES = {
    "431302": (112.02, 27.73),
    "431321": (112.19, 27.45),
    "431322": (111.33, 27.78),
    "431381": (111.44, 27.69),
    "431382": (111.70, 27.69),
}
_COUNTY_RADIUS = 0.17
_TOWN_RADIUS = 0.035


def places(divisions: Sequence[Division], random: Random) -> Mapping[str, Place]:
    """Return every village by its code."""
    by_code = {division.code: division for division in divisions}
    centres = {
        d.code: _near(_COUNTY_CENTRES[d.parent_code], _COUNTY_RADIUS, random)
        for d in divisions
        if d.level == "town"
    }
    result: dict[str, Place] = {}
    for village in divisions:
        if village.level == "village":
            town = by_code[village.parent_code]
            county = by_code[town.parent_code]
            longitude, latitude = _near(centres[town.code], _TOWN_RADIUS, random)
            result[village.code] = Place(
                village.code,
                village.short_name,
                town.code,
                town.short_name,
                county.code,
                county.short_name,
                village.grassroots_code,
                longitude,
                latitude,
            )
    return result


def _near(centre: tuple[float, float], radius: float, random: Random) -> tuple[float, float]:
    return centre[0] + random.uniform(-radius, radius), centre[1] + random.uniform(-radius, radius) * 0.9
