"""The manifest's part on the register entry: who asked, on which ground, and who allowed it.

Numbers of papers are cut to their last four signs: whoever must know them finds them in the register, and a
package may reach people who must not (个人信息保护法 Art. 6).
"""

from collections.abc import Mapping

from desktop.domain.retrieval import Decision, LegalDocument, Operator, Person, Retrieval
from desktop.evidence import words

Json = Mapping[str, object]
_SHOWN = 4


def retrieval_part(retrieval: Retrieval) -> Json:
    """Return what the manifest says of the entry under which the footage was taken."""
    request = retrieval.request
    return {
        "number": retrieval.number,
        "kind": request.kind.value,
        "kind_text": words.KINDS[request.kind],
        "requester_class": request.requester_class.value,
        "requester_class_text": words.REQUESTERS[request.requester_class],
        "unit": request.unit,
        "persons": [_person(person) for person in request.persons],
        "reason": request.reason,
        "purpose": request.purpose,
        "case_number": request.case_number,
        "legal_document": _document(request.legal_document),
        "approved_outside_by": request.approved_outside_by,
        "requested_by": operator_part(retrieval.requested_by),
        "requested_at": words.instant(retrieval.requested_at_ms),
        "decision": _decision(retrieval.decision),
        "household_consents": [
            {
                "camera_id": consent.camera_id,
                "householder": consent.householder,
                "how": consent.how,
                "at": words.instant(consent.at_ms),
            }
            for consent in request.household_consents
        ],
        "secrecy_read": request.secrecy_read,
    }


def operator_part(person: Operator) -> Json:
    """Return a person of ours."""
    return {"account": person.account, "name": person.name, "unit": person.unit}


def shortened(number: str) -> str:
    """Return the number of a paper with all but its last signs hidden."""
    return f"{'*' * max(0, len(number) - _SHOWN)}{number[-_SHOWN:]}"


def _person(person: Person) -> Json:
    return {
        "name": person.name,
        "document_type": person.document_type.value,
        "document_type_text": words.PAPERS[person.document_type],
        "document_number": shortened(person.document_number),
    }


def _document(document: LegalDocument | None) -> Json | None:
    if document is None:
        return None
    return {
        "title": document.title,
        "number": document.number,
        "scans": [
            {"name": scan.name, "bytes": scan.size_bytes, "sha256": scan.sha256} for scan in document.scans
        ],
    }


def _decision(decision: Decision | None) -> Json | None:
    if decision is None:
        return None
    return {
        "by": operator_part(decision.by),
        "at": words.instant(decision.at_ms),
        "opinion": decision.opinion,
        "valid_until": None if decision.valid_until_ms is None else words.instant(decision.valid_until_ms),
    }
