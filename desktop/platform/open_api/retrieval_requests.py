"""The contract's requests about retrievals as values."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from desktop.domain.camera import CameraId
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import (
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalRequest,
)
from desktop.domain.time_range import TimeRange
from desktop.platform.open_api import archive_tickets, decoders, retrieval_decoders
from desktop.platform.open_api.reading import whole_answer
from desktop.platform.open_api.requests import segment
from desktop.platform.request import LaneName, Request
from desktop.ports import Page

PAGE = 200
_MOST_BYTES = 2_000_000
_SCAN_READ_S = 30.0
_SCAN_DEADLINE_S = 60.0
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


def submit(request: RetrievalRequest) -> Request[Retrieval]:
    """Enter a request."""
    return _posted("/retrievals", _order(request), retrieval_decoders.retrieval)


def get(number: RetrievalNumber) -> Request[Retrieval]:
    """One entry."""
    return Request(
        "GET",
        f"/retrievals/{segment(number)}",
        whole_answer(retrieval_decoders.the_retrieval(number)),
        max_bytes=_MOST_BYTES,
    )


def listed(query: RetrievalQuery, cursor: str | None) -> Request[Page[Retrieval]]:
    """One page of the entries, newest first."""
    params: list[tuple[str, str | int]] = [("limit", PAGE)]
    params += [("state", state.value) for state in sorted(query.states)]
    if query.text:
        params.append(("q", query.text))
    if query.requested is not None:
        params += [("from_ms", query.requested.start_ms), ("to_ms", query.requested.end_ms)]
    if cursor is not None:
        params.append(("cursor", cursor))
    return Request(
        "GET",
        f"/retrievals?{urlencode(params)}",
        whole_answer(decoders.page(retrieval_decoders.retrieval)),
    )


def decide(
    number: RetrievalNumber,
    *,
    approved: bool,
    opinion: str,
    footage: Sequence[RequestedFootage],
    valid_until_ms: int | None,
) -> Request[Retrieval]:
    """Decide on somebody else's request."""
    body = {
        "approved": approved,
        "opinion": opinion,
        "footage": _footage(footage),
        "valid_until_ms": valid_until_ms,
    }
    decode = retrieval_decoders.the_retrieval(number)
    return _posted(f"/retrievals/{segment(number)}/decision", body, decode)


def withdraw(number: RetrievalNumber) -> Request[Retrieval]:
    """Take an own request back, or close what was approved."""
    decode = retrieval_decoders.the_retrieval(number)
    return _posted(f"/retrievals/{segment(number)}/withdraw", {}, decode)


def attach(number: RetrievalNumber, name: str, content: bytes) -> Request[Retrieval]:
    """Add a scan."""
    kind = next((kind for magic, kind in _MAGIC if content.startswith(magic)), "application/octet-stream")
    return Request(
        "POST",
        f"/retrievals/{segment(number)}/attachments",
        whole_answer(retrieval_decoders.the_retrieval(number)),
        {"name": name},
        content=content,
        content_type=kind,
        lane=LaneName.BULK,
        read_s=_SCAN_READ_S,
        deadline_s=_SCAN_DEADLINE_S,
        max_bytes=_MOST_BYTES,
    )


def attachment(number: RetrievalNumber, sha256: str) -> Request[bytes]:
    """A scan as it was attached."""
    return Request(
        "GET",
        f"/retrievals/{segment(number)}/attachments/{segment(sha256)}",
        retrieval_decoders.scan(sha256),
        as_bytes=True,
        lane=LaneName.BULK,
        read_s=_SCAN_READ_S,
        deadline_s=_SCAN_DEADLINE_S,
        max_bytes=retrieval_decoders.MOST_SCAN_BYTES,
    )


def download(
    camera_id: CameraId,
    span: TimeRange,
    storage: RecordStorage,
    retrieval: RetrievalNumber | None,
    protocols: Sequence[PlaybackProtocol],
) -> Request[PlaybackTicket]:
    """A ticket for taking original footage."""
    return Request(
        "POST",
        f"/cameras/{segment(camera_id)}/download",
        whole_answer(archive_tickets.download_ticket(storage, protocols)),
        body={
            "span": {"start_ms": span.start_ms, "end_ms": span.end_ms},
            "storage": storage.value,
            "protocols": [protocol.value for protocol in protocols],
            "retrieval": retrieval,
        },
        read_s=6.0,
        deadline_s=8.0,
        max_bytes=100_000,
        speaks_for_platform=False,
    )


def _posted(
    path: str, body: Mapping[str, object], decode: Callable[[object], Retrieval]
) -> Request[Retrieval]:
    return Request("POST", path, whole_answer(decode), body=body, max_bytes=_MOST_BYTES)


def _order(request: RetrievalRequest) -> dict[str, object]:
    document, resident = request.legal_document, request.resident
    return {
        "kind": request.kind.value,
        "requester_class": request.requester_class.value,
        "unit": request.unit,
        "persons": [
            {
                "name": person.name,
                "document_type": person.document_type.value,
                "document_number": person.document_number,
                "phone": person.phone,
            }
            for person in request.persons
        ],
        "reason": request.reason,
        "purpose": request.purpose,
        "case_number": request.case_number,
        "footage": _footage(request.footage),
        "legal_document": None if document is None else {"title": document.title, "number": document.number},
        "approved_outside_by": request.approved_outside_by,
        "household_consents": [
            {
                "camera_id": consent.camera_id,
                "householder": consent.householder,
                "how": consent.how,
                "at_ms": consent.at_ms,
            }
            for consent in request.household_consents
        ],
        "resident": None
        if resident is None
        else {
            "relation": resident.relation,
            "identity_check": resident.identity_check,
            "consenting_unit": resident.consenting_unit,
            "consented_by": resident.consented_by,
            "consented_at_ms": resident.consented_at_ms,
        },
        "secrecy_read": request.secrecy_read,
        "copy_expires_at_ms": request.copy_expires_at_ms,
        "companion": request.companion,
        "note": request.note,
    }


def _footage(items: Sequence[RequestedFootage]) -> list[dict[str, object]]:
    return [
        {"camera_id": item.camera_id, "start_ms": item.range.start_ms, "end_ms": item.range.end_ms}
        for item in items
    ]
