"""The register entry as a manifest tells it: the inverse of `retrieval_part`."""

from desktop.domain.camera import CameraId
from desktop.domain.retrieval import (
    Attachment,
    Decision,
    DocumentType,
    HouseholdConsent,
    LegalDocument,
    Operator,
    Person,
    RequesterClass,
    Retrieval,
    RetrievalKind,
    RetrievalNumber,
    RetrievalRequest,
    RetrievalState,
)
from desktop.evidence.json_node import Node


def entry_of(part: Node) -> Retrieval:
    """Return the entry; numbers of papers stay cut, and its footage is in the manifest's sources."""
    request = RetrievalRequest(
        kind=RetrievalKind(part.text("kind")),
        requester_class=RequesterClass(part.text("requester_class")),
        unit=part.text("unit"),
        persons=tuple(_person(person) for person in part.nodes("persons")),
        reason=part.text("reason"),
        purpose=part.text("purpose"),
        case_number=part.text("case_number"),
        footage=(),
        legal_document=_document(part.node("legal_document")) if part.has("legal_document") else None,
        approved_outside_by=part.text("approved_outside_by"),
        household_consents=tuple(_consent(one) for one in part.nodes("household_consents")),
        secrecy_read=part.yes("secrecy_read"),
    )
    decision = _decision(part.node("decision")) if part.has("decision") else None
    return Retrieval(
        number=RetrievalNumber(part.text("number")),
        request=request,
        requested_by=operator_of(part.node("requested_by")),
        requested_at_ms=part.instant("requested_at"),
        state=RetrievalState.PENDING if decision is None else RetrievalState.APPROVED,
        decision=decision,
    )


def operator_of(part: Node) -> Operator:
    """Return a person of ours."""
    return Operator(part.text("account"), part.text("name"), part.text("unit"))


def _person(part: Node) -> Person:
    return Person(part.text("name"), DocumentType(part.text("document_type")), part.text("document_number"))


def _document(part: Node) -> LegalDocument:
    scans = tuple(
        Attachment(scan.text("name"), scan.number("bytes"), scan.text("sha256"))
        for scan in part.nodes("scans")
    )
    return LegalDocument(part.text("title"), part.text("number"), scans)


def _consent(part: Node) -> HouseholdConsent:
    camera = CameraId(part.text("camera_id"))
    return HouseholdConsent(camera, part.text("householder"), part.text("how"), part.instant("at"))


def _decision(part: Node) -> Decision:
    until = part.instant("valid_until") if part.has("valid_until") else None
    return Decision(
        by=operator_of(part.node("by")),
        at_ms=part.instant("at"),
        approved=True,  # nothing is handed out under an entry that was refused
        opinion=part.text("opinion"),
        valid_until_ms=until,
    )
