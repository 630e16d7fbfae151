"""One entry of the register: who looked at what, what was asked for, decided, taken and operated.

Order 799 Art. 16(2)(三) wants 事由、内容 and the 单位、姓名 of whoever consults or takes footage, truthfully
recorded; consulting (查阅) counts like taking (调取). Art. 16(2)(二) and the usual protection levels want a
log of operations beside it. All of it stands in one file and one chain, so that nothing can be taken out of
one list without the other showing it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange

Body = Mapping[str, object]
"""What only this kind of entry tells: plain JSON values, written canonically."""


class AccessAction(StrEnum):
    """What was done."""

    LIVE = "live"
    PLAYBACK = "playback"
    REPLAY = "replay"
    """The last minute of a live picture again."""
    STILLS = "stills"
    """Searched through small pictures."""
    RETRIEVAL_SUBMITTED = "retrieval_submitted"
    RETRIEVAL_APPROVED = "retrieval_approved"
    RETRIEVAL_REFUSED = "retrieval_refused"
    RETRIEVAL_WITHDRAWN = "retrieval_withdrawn"
    RETRIEVAL_CLOSED = "retrieval_closed"
    EXPORT_ORDERED = "export_ordered"
    EXPORT_FINISHED = "export_finished"
    """The package stands; the body is that of its `ManifestSummary`."""
    EXPORT_FAILED = "export_failed"
    EXPORT_CANCELLED = "export_cancelled"
    SNAPSHOT = "snapshot"
    COPY_DELETED = "copy_deleted"
    """A local copy is gone (Art. 17); the body names what could not be removed."""
    FORM_PRINTED = "form_printed"
    OPERATION_SIGN_IN = "operation_sign_in"
    OPERATION_SIGN_OUT = "operation_sign_out"
    OPERATION_SIGN_IN_FAILED = "operation_sign_in_failed"
    OPERATION_SESSION_EXPIRED = "operation_session_expired"
    OPERATION_SETTING = "operation_setting"
    OPERATION_CLOCK_ERROR = "operation_clock_error"
    """A camera's clock was compared with the platform's."""
    REGISTER_EXPORTED = "register_exported"
    REGISTER_BROKEN = "register_broken"
    """The program itself found that entries were missing when it went on writing."""


RETRIEVAL_ACTIONS = frozenset(action for action in AccessAction if action.value.startswith("retrieval_"))


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """Who, where, what, which footage and when; `range` is the footage's time, `at_ms` the act's.

    `subject` is what the entry is about: a retrieval's number for RETRIEVAL_* and viewings under one, a
    package's name for EXPORT_*, SNAPSHOT and COPY_DELETED.
    """

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
    detail: str = ""
    subject: str = ""
    body: Body = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it stands in the register."""

    sequence: int
    entry: RegisterEntry
    hash: str


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """Which entries to read, oldest first; empty means all. `at` is half-open: when they were written."""

    actions: frozenset[AccessAction] = frozenset()
    subject: str = ""
    from_ms: int | None = None
    to_ms: int | None = None
    after: int = 0
    """Sequence number after which to begin."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A condition for writing: the last entry of a subject among some actions is this one (0: none yet)."""

    subject: str
    actions: frozenset[AccessAction]
    sequence: int


class BreakReason(StrEnum):
    """How the register was found to be damaged."""

    CHANGED = "changed"
    """An entry is not what was written."""
    MISSING = "missing"
    """Entries were removed."""
    ADDED = "added"
    """Entries stand there that the program did not write."""
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
