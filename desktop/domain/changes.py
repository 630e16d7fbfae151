"""Changes in the directory since a cursor: which cameras went online or offline."""

from dataclasses import dataclass

from desktop.domain.camera import CameraId
from desktop.domain.region import RegionCode


@dataclass(frozen=True, slots=True)
class CameraChange:
    """One camera's new online state."""

    camera_id: CameraId
    online: bool
    region_code: RegionCode


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What changed since the cursor that was asked with; `reset` means: read everything again."""

    cursor: str
    changes: tuple[CameraChange, ...]
    reset: bool
