"""The division tree: 市 → 县 → 镇 → 村 → 十户联防组."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

RegionCode = NewType("RegionCode", str)


class RegionLevel(StrEnum):
    """Levels of the tree, top down."""

    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class RegionRef:
    """A region as a step of a path: enough to show and to look up."""

    code: RegionCode
    name: str
    level: RegionLevel


@dataclass(frozen=True, slots=True)
class Region:
    """A node of the tree with the counts of all cameras below it that the account may see."""

    code: RegionCode
    name: str
    level: RegionLevel
    parent_code: RegionCode | None
    cameras_total: int
    cameras_online: int
    has_children: bool
