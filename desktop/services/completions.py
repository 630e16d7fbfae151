"""What earlier entries had in a field, so that a form is filled in with few keys."""

from collections import OrderedDict
from collections.abc import Iterator

from desktop.domain.retrieval import Person, Retrieval, RetrievalNumber, RetrievalRequest

MOST_ENTRIES = 500
MOST_ANSWERS = 8


class Completions:
    """Remembers the entries that were seen, the newest last; lives with one sign-in, in memory only."""

    def __init__(self) -> None:
        self._seen: OrderedDict[RetrievalNumber, Retrieval] = OrderedDict()

    def add(self, retrieval: Retrieval) -> None:
        """Take an entry in."""
        self._seen[retrieval.number] = retrieval
        if len(self._seen) > MOST_ENTRIES:
            oldest = min(self._seen.values(), key=lambda seen: seen.requested_at_ms)
            del self._seen[oldest.number]

    def of(self, field: str, prefix: str) -> tuple[str, ...]:
        """Return the texts of a field that begin with, or else contain, what was typed; newest first."""
        typed = prefix.strip().casefold()
        texts = dict.fromkeys(
            text for retrieval in self._newest() for text in _texts(retrieval.request, field) if text
        )
        texts.pop(prefix.strip(), None)
        starting = [text for text in texts if text.casefold().startswith(typed)]
        inside = [text for text in texts if typed in text.casefold() and text not in starting]
        return tuple((*starting, *inside)[:MOST_ANSWERS])

    def person(self, name: str) -> Person | None:
        """Return the person of that name who came last, with document and telephone."""
        wanted = name.strip()
        people = (person for retrieval in self._newest() for person in retrieval.request.persons)
        return next((person for person in people if person.name.strip() == wanted), None)

    def _newest(self) -> list[Retrieval]:
        return sorted(self._seen.values(), key=lambda seen: -seen.requested_at_ms)


def _texts(request: RetrievalRequest, field: str) -> Iterator[str]:
    """Return the texts that a request has in a field; numbers of documents are never offered alone."""
    match field.split("."):
        case ["unit" | "reason" | "purpose" | "case_number" | "approved_outside_by" | "companion" as name]:
            yield str(getattr(request, name)).strip()
        case ["persons", *_, "name"]:
            yield from (person.name.strip() for person in request.persons)
        case ["legal_document", "title" | "number" as name] if request.legal_document is not None:
            yield str(getattr(request.legal_document, name)).strip()
        case ["household_consents", *_, "householder" | "how" as name]:
            yield from (str(getattr(consent, name)).strip() for consent in request.household_consents)
        case ["resident", "relation" | "identity_check" | "consenting_unit" | "consented_by" as name] if (
            request.resident is not None
        ):
            yield str(getattr(request.resident, name)).strip()
