"""调取登记: somebody's written request to see or take footage, and what a second person decided on it.

Order 799 Art. 16(2)(三) wants 事由、内容 and the callers' 单位、姓名 for viewing (查阅) and taking (调取);
Art. 20 that nothing beyond the necessary range is taken; Art. 21 lets residents see, with the managing unit's
consent, and not copy. Which fields must be filled is the business of `desktop.domain.retrieval_rules`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange

RetrievalNumber = NewType("RetrievalNumber", str)
"""登记编号: region code, Beijing date, serial (`431321103-20261123-0007`); opaque where a platform did."""


class RetrievalKind(StrEnum):
    """What is wanted."""

    VIEW = "view"
    """查阅: look, take nothing."""
    COPY = "copy"
    """复制: recordings leave the platform."""
    SNAPSHOT = "snapshot"
    """截图: single pictures leave it."""


class RequesterClass(StrEnum):
    """申请主体类别."""

    POLICE_STATION = "police_station"
    TRAFFIC_POLICE = "traffic_police"
    STATE_ORGAN = "state_organ"
    DISCIPLINE = "discipline"
    """纪检监察."""
    COURT_OR_PROCURATORATE = "court_or_procuratorate"
    OWN_UNIT = "own_unit"
    RESIDENT = "resident"
    """村民本人、近亲属、监护人 (Art. 21)."""
    LAWYER = "lawyer"


class DocumentType(StrEnum):
    """证件类型 of a person."""

    POLICE_ID = "police_id"
    WORK_ID = "work_id"
    IDENTITY_CARD = "identity_card"
    LAWYER_LICENCE = "lawyer_licence"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Person:
    """One of those who ask; the document's number never goes into a log."""

    name: str
    document_type: DocumentType
    document_number: str = field(repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A scan that belongs to a request; `sha256` in lower-case hex."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """调取证据通知书 or whatever else the request rests on."""

    title: str
    number: str
    scans: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdConsent:
    """The owner of a household camera agreed (Art. 33)."""

    camera_id: CameraId
    householder: str
    how: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class ResidentRoute:
    """What a resident's viewing needs (Art. 21): relation, checked identity, the managing unit's consent."""

    relation: str
    identity_check: str
    consenting_unit: str
    consented_by: str
    consented_at_ms: int


@dataclass(frozen=True, slots=True)
class RequestedFootage:
    """One camera and range; names as they stood when it was asked for."""

    camera_id: CameraId
    camera_name: str
    place: str
    """Town and village, for people."""
    household: bool
    range: TimeRange


@dataclass(frozen=True, slots=True)
class RetrievalRequest:
    """What is asked for, by whom, on which ground; a draft until it is submitted."""

    kind: RetrievalKind
    requester_class: RequesterClass
    unit: str
    persons: tuple[Person, ...]
    reason: str
    """事由 or 案由."""
    purpose: str
    case_number: str
    footage: tuple[RequestedFootage, ...]
    legal_document: LegalDocument | None = None
    approved_outside_by: str = ""
    """批准人 of the requesting side."""
    household_consents: tuple[HouseholdConsent, ...] = ()
    resident: ResidentRoute | None = None
    secrecy_read: bool = False
    """保密告知已阅."""
    copy_expires_at_ms: int | None = None
    """When the copy on this machine has to be gone (Art. 17)."""
    companion: str = ""
    """陪同人 of a viewing."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Operator:
    """A signed-in person who did something."""

    account: str
    name: str
    unit: str


class RetrievalState(StrEnum):
    """How far it got."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    """Done with: nothing may be taken on it any more."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the second person said; `footage` is what may be seen or taken, possibly less than asked for."""

    by: Operator
    at_ms: int
    approved: bool
    opinion: str
    footage: tuple[RequestedFootage, ...] = ()
    valid_until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Retrieval:
    """One entry of the register of retrievals as it stands."""

    number: RetrievalNumber
    request: RetrievalRequest
    requested_by: Operator
    requested_at_ms: int
    state: RetrievalState
    decision: Decision | None = None
    local: bool = False
    """Kept on this machine only, because the platform keeps no such register."""

    def allowed(self, camera_id: CameraId, now_ms: int) -> tuple[TimeRange, ...]:
        """Return the ranges of a camera that may be seen or taken now, joined and in order."""
        decision = self.decision
        if self.state is not RetrievalState.APPROVED or decision is None or not decision.approved:
            return ()
        if decision.valid_until_ms is not None and now_ms >= decision.valid_until_ms:
            return ()
        return _joined(item.range for item in decision.footage if item.camera_id == camera_id)

    def allows(self, camera_id: CameraId, span: TimeRange, now_ms: int) -> bool:
        """True when all of a span of a camera may be seen or taken now."""
        return any(allowed.covers(span) for allowed in self.allowed(camera_id, now_ms))


@dataclass(frozen=True, slots=True)
class RetrievalQuery:
    """Which entries to list; empty means all."""

    states: frozenset[RetrievalState] = frozenset()
    text: str = ""
    """Words that the number, unit, persons, reason, case number or camera names contain."""
    requested: TimeRange | None = None
    """When it was asked for."""


def _joined(ranges: Iterable[TimeRange]) -> tuple[TimeRange, ...]:
    joined: list[TimeRange] = []
    for span in sorted(ranges):
        if joined and span.start_ms <= joined[-1].end_ms:
            joined[-1] = TimeRange(joined[-1].start_ms, max(joined[-1].end_ms, span.end_ms))
        else:
            joined.append(span)
    return tuple(joined)
