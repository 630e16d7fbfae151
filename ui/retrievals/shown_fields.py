"""Which fields of the form make sense for a kind of request and a class of requester."""

from desktop.domain.retrieval import DocumentType, RequesterClass, RetrievalKind
from desktop.domain.retrieval_rules import STATE_ORGANS, RetrievalRules, takes_away

_USUAL = {
    RequesterClass.POLICE_STATION: DocumentType.POLICE_ID,
    RequesterClass.TRAFFIC_POLICE: DocumentType.POLICE_ID,
    RequesterClass.RESIDENT: DocumentType.IDENTITY_CARD,
    RequesterClass.LAWYER: DocumentType.LAWYER_LICENCE,
}


def shown_fields(kind: RetrievalKind, requester: RequesterClass, rules: RetrievalRules) -> frozenset[str]:
    """Return the paths of the fields that are not always there."""
    shown: set[str] = set()
    if rules.needs_document(requester):
        shown |= {"legal_document.title", "legal_document.number", "legal_document.scans"}
    if requester in STATE_ORGANS:
        shown |= {"case_number", "approved_outside_by"}
    if requester in {RequesterClass.LAWYER, RequesterClass.OWN_UNIT}:
        shown.add("case_number")
    if requester is RequesterClass.RESIDENT:
        shown.add("resident")
    shown.add("copy_expires_at_ms" if takes_away(kind) else "companion")
    return frozenset(shown)


def usual_document(requester: RequesterClass) -> DocumentType:
    """Return the document that such a requester usually shows."""
    return _USUAL.get(requester, DocumentType.WORK_ID)


def field_of(path: str, known: frozenset[str]) -> str:
    """Return the field of the form under which a problem's path is said; empty where there is none.

    Numbers in a path count entries of a list and say nothing about the field.
    """
    parts = [part for part in path.split(".") if not part.isdigit()]
    if parts and parts[0] == "household_consents":
        parts = ["footage"]
    while parts:
        if ".".join(parts) in known:
            return ".".join(parts)
        parts.pop()
    below = sorted(name for name in known if name.startswith(f"{path}."))
    return below[0] if below else ""
