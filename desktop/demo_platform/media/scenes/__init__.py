"""Synthetic village scenes: small three-dimensional worlds, drawn once per camera and hour of the day."""

from collections.abc import Callable
from types import MappingProxyType

from desktop.demo_platform.media.scenes.places import (
    junction,
    road,
    shop_front,
    square,
    village_entrance,
    yard,
)
from desktop.demo_platform.media.scenes.places.common import Setting
from desktop.demo_platform.media.scenes.stage import Stage

PLACES: MappingProxyType[str, Callable[[Setting], Stage]] = MappingProxyType(
    {
        "road": road.build,
        "junction": junction.build,
        "village_entrance": village_entrance.build,
        "shop_front": shop_front.build,
        "yard": yard.build,
        "square": square.build,
    }
)


def build(scene: str, setting: Setting) -> Stage:
    """Set the scene of a camera; a road where the kind of place is unknown."""
    return PLACES.get(scene, road.build)(setting)
