"""Everything that can move through a scene, by kind, looks and pose."""

from typing import NamedTuple

from desktop.demo_platform.media.scenes.mesh import Mesh
from desktop.demo_platform.media.scenes.models import people, street, vehicles

WALKING = frozenset({"walker", "dog"})
"""Kinds that take steps while they move."""
_ON_WHEELS = frozenset({"car", "truck", "bus", "motorbike", "tricycle"})


class Look(NamedTuple):
    """How something looks at one instant; equal looks share their solids and sprites."""

    kind: str
    pick: int
    """Decides about colours and clothes."""

    step: int
    """The pose."""

    @property
    def has_lamps(self) -> bool:
        """Whether it throws light ahead at night."""
        return self.kind in _ON_WHEELS


def mesh_of(look: Look) -> Mesh:
    """Return the solid of something that moves; a car when the kind is unknown."""
    kind, pick, step = look
    make = {"walker": people.walker, "dancer": people.dancer, "dog": people.dog, "hen": people.hen}.get(kind)
    if make is not None:
        return make(pick, step)
    if kind == "parked_car":
        return vehicles.parked_car(pick)
    return street.flag(step) if kind == "flag" else _vehicle(kind, pick)


def _vehicle(kind: str, pick: int) -> Mesh:
    paint = vehicles.PAINTS[pick % len(vehicles.PAINTS)]
    loud_paint = vehicles.PAINTS[3 + pick % 2]
    coat = people.COATS[pick * 3 % len(people.COATS)]
    match kind:
        case "truck":
            return vehicles.any_truck(pick)
        case "bus":
            return vehicles.bus(loud_paint)
        case "motorbike":
            return vehicles.motorbike(paint, coat, 1 + pick % 3 // 2)
        case "tricycle":
            return vehicles.tricycle(loud_paint, coat)
        case _:
            return vehicles.any_car(pick)
