"""From the contract's JSON about retrievals to the values of the domain."""

import hashlib
import re
from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from desktop.domain.camera import CameraId
from desktop.domain.retrieval import (
    Attachment,
    Decision,
    DocumentType,
    HouseholdConsent,
    LegalDocument,
    Operator,
    Person,
    RequestedFootage,
    RequesterClass,
    ResidentRoute,
    Retrieval,
    RetrievalKind,
    RetrievalNumber,
    RetrievalRequest,
    RetrievalState,
)
from desktop.errors import AppError, ErrorCode
from desktop.platform.open_api.archive_decoders import instant, span
from desktop.platform.open_api.reading import BadValueError, Fields, each

E = TypeVar("E", bound=Enum)
MOST_PERSONS = 20
MOST_FOOTAGE = 1000
MOST_SCANS = 100
MOST_SCAN_BYTES = 10 << 20
LINE, TEXT = 200, 2000
NO_CAMERA = CameraId("")
"""A household camera that the account may not see: there is one, and no more is known of it."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


def retrieval(value: object) -> Retrieval:
    """Decode one entry; what decides whether footage may be taken must be there and make sense."""
    fields = Fields(value)
    return Retrieval(
        number=RetrievalNumber(fields.identifier("number")),
        request=_request(fields.raw("request"), fields.raw("attachments")),
        requested_by=_operator(fields.raw("requested_by")),
        requested_at_ms=instant(fields, "requested_at_ms"),
        state=_member(fields, "state", RetrievalState),
        decision=None if fields.raw("decision") is None else _decision(fields.raw("decision")),
    )


def the_retrieval(number: RetrievalNumber) -> Callable[[object], Retrieval]:
    """Return the decoder of one entry that must be the one that was asked for."""

    def decoder(value: object) -> Retrieval:
        entry = retrieval(value)
        if entry.number != number:
            raise BadValueError("number")
        return entry

    return decoder


def scan(sha256: str) -> Callable[[object], bytes]:
    """Return the decoder of a scan, which must be the one that was asked for."""

    def decoder(value: object) -> bytes:
        if not isinstance(value, bytes) or hashlib.sha256(value).hexdigest() != sha256:
            raise AppError(ErrorCode.BAD_ANSWER, {"field": "sha256"})
        return value

    return decoder


def _request(value: object, attachments: object) -> RetrievalRequest:
    fields = Fields(value)
    persons, _ = each(fields.raw("persons"), _person)
    consents, _ = each(fields.raw("household_consents") or [], _consent)
    resident, expires = fields.raw("resident"), fields.raw("copy_expires_at_ms")
    return RetrievalRequest(
        kind=_member(fields, "kind", RetrievalKind),
        requester_class=_member(fields, "requester_class", RequesterClass),
        unit=fields.text("unit", LINE),
        persons=persons[:MOST_PERSONS],
        reason=fields.text("reason", TEXT),
        purpose=fields.text("purpose", TEXT),
        case_number=fields.text("case_number", LINE),
        footage=_footage(fields.raw("footage")),
        legal_document=_legal_document(fields.raw("legal_document"), attachments),
        approved_outside_by=fields.text("approved_outside_by", LINE),
        household_consents=consents[:MOST_FOOTAGE],
        resident=None if resident is None else _resident(resident),
        secrecy_read=fields.flag("secrecy_read"),
        copy_expires_at_ms=None if expires is None else instant(fields, "copy_expires_at_ms"),
        companion=fields.text("companion", LINE),
        note=fields.text("note", TEXT),
    )


def _decision(value: object) -> Decision:
    fields = Fields(value)
    until = fields.raw("valid_until_ms")
    return Decision(
        by=_operator(fields.raw("by")),
        at_ms=instant(fields, "at_ms"),
        approved=fields.flag("approved"),
        opinion=fields.text("opinion", TEXT),
        footage=_footage(fields.raw("footage")),
        valid_until_ms=None if until is None else instant(fields, "valid_until_ms"),
    )


def _footage(value: object) -> tuple[RequestedFootage, ...]:
    items, _ = each(value, _one_footage)
    return items[:MOST_FOOTAGE]


def _one_footage(value: object) -> RequestedFootage:
    fields = Fields(value)
    covered = span(fields)
    if covered.empty:
        raise BadValueError("end_ms")
    is_known = fields.raw("camera_id") is not None
    return RequestedFootage(
        camera_id=CameraId(fields.identifier("camera_id")) if is_known else NO_CAMERA,
        camera_name=fields.text("camera_name"),
        place=fields.text("place"),
        household=fields.flag("household"),
        range=covered,
    )


def _person(value: object) -> Person:
    fields = Fields(value)
    return Person(
        name=fields.name("name", LINE),
        document_type=fields.choice("document_type", DocumentType, DocumentType.OTHER),
        document_number=fields.text("document_number", 64),
        phone=fields.text("phone", 64),
    )


def _consent(value: object) -> HouseholdConsent:
    fields = Fields(value)
    return HouseholdConsent(
        camera_id=CameraId(fields.identifier("camera_id")),
        householder=fields.text("householder", LINE),
        how=fields.text("how", LINE),
        at_ms=instant(fields, "at_ms"),
    )


def _resident(value: object) -> ResidentRoute:
    fields = Fields(value)
    return ResidentRoute(
        relation=fields.text("relation", LINE),
        identity_check=fields.text("identity_check", LINE),
        consenting_unit=fields.text("consenting_unit", LINE),
        consented_by=fields.text("consented_by", LINE),
        consented_at_ms=instant(fields, "consented_at_ms"),
    )


def _legal_document(value: object, attachments: object) -> LegalDocument | None:
    """Return the document with the entry's scans, None when there is neither."""
    scans, _ = each(attachments or [], _attachment)
    if value is None and not scans:
        return None
    fields = Fields(value or {})
    return LegalDocument(fields.text("title", LINE), fields.text("number", LINE), scans[:MOST_SCANS])


def _attachment(value: object) -> Attachment:
    fields = Fields(value)
    digest = fields.raw("sha256")
    if not isinstance(digest, str) or _SHA256.fullmatch(digest) is None:
        raise BadValueError("sha256")
    return Attachment(fields.text("name", LINE), fields.whole("size_bytes", 0, MOST_SCAN_BYTES, 0), digest)


def _operator(value: object) -> Operator:
    fields = Fields(value)
    account = fields.name("account", 64)
    return Operator(account, fields.text("name", LINE) or account, fields.text("unit", LINE))


def _member(fields: Fields, key: str, kind: type[E]) -> E:
    """Return a member that has to be known: nothing is guessed about what is allowed."""
    try:
        return kind(fields.raw(key))
    except ValueError as error:
        raise BadValueError(key) from error
