"""A camera as the directory knows it; attribute names follow GB/T 28181-2022 A.2.1.9."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NewType

from desktop.domain.region import RegionCode, RegionLevel, RegionRef
from desktop.domain.stream import StreamProfile, StreamRole

CameraId = NewType("CameraId", str)
"""The 20-digit device ID of GB/T 28181-2022 Annex E.1."""


class CameraKind(StrEnum):
    """Public cameras watch public places (Order 799 Art. 7); household ones belong to a family (Art. 33)."""

    PUBLIC = "public"
    HOUSEHOLD = "household"


class PtzType(IntEnum):
    """PTZType of GB/T 28181-2022 A.2.1.9; UNKNOWN where the platform does not say."""

    UNKNOWN = 0
    DOME = 1
    HALF_DOME = 2
    FIXED_BULLET = 3
    REMOTE_BULLET = 4
    REMOTE_HALF_DOME = 5
    PANORAMA = 6
    SPLIT_CHANNEL = 7


class Capability(StrEnum):
    """What may be asked of a camera."""

    LIVE = "live"
    PLAYBACK = "playback"
    PTZ = "ptz"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Position:
    """WGS-84 degrees; `generated` marks coordinates that nobody surveyed."""

    longitude: float
    latitude: float
    generated: bool


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera; immutable, replaced as a whole when the platform reports a change."""

    id: CameraId
    name: str
    common_name: str | None
    """点位俗称 (PointCommonName): what duty officers actually search by."""
    kind: CameraKind
    online: bool
    ptz_type: PtzType
    region_code: RegionCode
    region_path: tuple[RegionRef, ...]
    """From the top of what the account may see down to `region_code`."""
    civil_code: str
    grassroots_code: str
    point_type: int
    management_unit: str
    record_save_days: int
    road: str | None
    position: Position | None
    capabilities: frozenset[Capability]
    streams: tuple[StreamProfile, ...]
    frame_stamp: int | None = None
    """Number in the frame stamp (docs/frame-stamp.md) where the platform stamps its frames."""

    def town(self) -> str:
        """Return the town's name, or the highest known region's where the path has no town."""
        for step in self.region_path:
            if step.level is RegionLevel.TOWN:
                return step.name
        return self.region_path[0].name if self.region_path else ""

    def village(self) -> str:
        """Return the village's name, or an empty string."""
        for step in self.region_path:
            if step.level is RegionLevel.VILLAGE:
                return step.name
        return ""

    def stream(self, role: StreamRole) -> StreamProfile | None:
        """Return the profile for a role, the only other one where that role is missing, or None."""
        return next((s for s in self.streams if s.role is role), self.streams[0] if self.streams else None)

    @property
    def has_ptz(self) -> bool:
        """True for cameras that can be steered."""
        return Capability.PTZ in self.capabilities
