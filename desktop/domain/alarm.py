"""An alarm of the past, as the history lists it."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.camera import CameraId
from desktop.domain.region import RegionRef


class AlarmKind(StrEnum):
    """Where an alarm came from."""

    CALL_995 = "995"
    """十户联防: a household called 995."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm; `camera_id` is the nearest camera where the platform names one."""

    id: str
    time_ms: int
    kind: AlarmKind
    camera_id: CameraId | None
    region_path: tuple[RegionRef, ...]
    caller: str
    note: str
    handled_ms: int | None
