"""Regions and cameras as the directory hands them out."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop.demo_platform.words import CameraKind, Codec, RegionLevel, StreamRole

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RegionStep:
    """A region as a step of a path."""

    code: str
    name: str
    level: RegionLevel


@dataclass(frozen=True, slots=True)
class RegionRecord:
    """A region with the counts that its reader may know."""

    code: str
    name: str
    level: RegionLevel
    parent_code: str | None
    cameras_total: int
    cameras_online: int
    has_children: bool


@dataclass(frozen=True, slots=True)
class CameraRecord:
    """A camera with its path from the top of its reader's scope."""

    number: int
    id: str
    name: str
    common_name: str | None
    kind: CameraKind
    online: bool
    ptz_type: int
    region_code: str
    region_path: tuple[RegionStep, ...]
    civil_code: str
    grassroots_code: str
    point_type: int
    management_unit: str
    record_save_days: int
    road: str | None
    longitude: float
    latitude: float
    talk: bool
    codec_main: Codec
    codec_sub: Codec

    def codec(self, role: StreamRole) -> Codec:
        """Return the codec of a role's stream."""
        return self.codec_main if role == "main" else self.codec_sub


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list; `next` is where the following part begins, None at the end."""

    items: tuple[T, ...]
    next: int | None
