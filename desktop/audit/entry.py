"""One entry of the access register.

Order 799 Art. 16(2)(三) wants 事由、内容 and the 单位、姓名 of whoever consults or takes footage, truthfully
recorded; consulting (查阅) counts like taking (调取).
"""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange


class AccessAction(StrEnum):
    """What was done."""

    LIVE = "live"
    PLAYBACK = "playback"
    REPLAY = "replay"
    """The last minute of a live picture again."""
    STILLS = "stills"
    """Searched through small pictures."""
    REGISTER_BROKEN = "register_broken"
    """The program itself found that entries were missing when it went on writing."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """Who, where, what, which footage and when; `range` is the footage's time, `at_ms` the act's."""

    at_ms: int
    who: str
    unit: str
    account: str
    platform: str
    action: AccessAction
    camera_id: CameraId
    camera_name: str
    range: TimeRange
    workstation: str
    reason: str = ""
    """事由, where one was asked for."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it stands in the register."""

    sequence: int
    entry: RegisterEntry
    hash: str


class BreakReason(StrEnum):
    """How the register was found to be damaged."""

    CHANGED = "changed"
    """An entry is not what was written."""
    MISSING = "missing"
    """Entries were removed."""
    HEAD_MISSING = "head_missing"
    """The file that says how far the register reached is gone or unreadable."""
    NOTED = "noted"
    """The program noted here that entries before were missing."""
    UNPROTECTED = "unprotected"
    """The database no longer refuses changes."""
    UNREADABLE = "unreadable"
    """The file is no register."""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first place where the register is not what it was."""

    sequence: int
    reason: BreakReason
