"""What an entry of the register of retrievals must hold before it may be submitted.

Order 799 Art. 16(2)(三) wants 事由、内容, 单位、姓名; Art. 17 that copies go when they have served; Art. 20
that state organs act on a lawful document and take no more than they need; Art. 21 lets residents see, not
copy, with the managing unit's consent; two persons and a document are the rule of evidence law
(公安行政案件程序规定 Art. 28, 刑诉法解释 Art. 112). How strict all this is taken is a `RetrievalRules`; its
defaults are the strict ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.identity_card import is_identity_card
from desktop.domain.retrieval import (
    DocumentType,
    LegalDocument,
    Person,
    RequestedFootage,
    RequesterClass,
    RetrievalKind,
    RetrievalRequest,
)

STATE_ORGANS = frozenset(
    {
        RequesterClass.POLICE_STATION,
        RequesterClass.TRAFFIC_POLICE,
        RequesterClass.STATE_ORGAN,
        RequesterClass.DISCIPLINE,
        RequesterClass.COURT_OR_PROCURATORATE,
    }
)
ALONE = frozenset({RequesterClass.OWN_UNIT, RequesterClass.RESIDENT})
"""Classes that may ask with one person even where the rules are strict."""
HOUR_MS = 3_600_000
MOST_CAMERAS = 16
MOST_DAYS = 31
"""No explanation makes a longer range of one camera necessary."""
SHORTEST_REASON = 4
"""「调取」 is no reason."""
MOST_SCANS = 10
LARGEST_SCAN = 10_000_000
SKEW_MS = 120_000
"""How far ahead another clock may be without its instants counting as future."""


class ProblemCode(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    TOO_SHORT = "too_short"
    TOO_FEW = "too_few"
    """Fewer than `limit`."""
    TOO_MANY = "too_many"
    """More than `limit`."""
    DUPLICATE = "duplicate"
    """The same person, camera and time, or scan stands there before."""
    BAD_NUMBER = "bad_number"
    """No such identity card or telephone number can exist."""
    VIEW_ONLY = "view_only"
    """This class of requester may only look (Art. 21)."""
    NOT_READ = "not_read"
    """The secrecy notice has not been read."""
    CONSENT_MISSING = "consent_missing"
    """The owner of this household camera did not consent (Art. 33)."""
    NOT_ASKED_FOR = "not_asked_for"
    """Belongs to a camera that is not asked for."""
    IN_FUTURE = "in_future"
    IN_PAST = "in_past"
    EMPTY_RANGE = "empty_range"
    TOO_LONG = "too_long"
    """Longer than `limit` (days, of footage and of keeping a copy)."""
    LONG_UNEXPLAINED = "long_unexplained"
    """More than `limit` hours of a camera, and the note does not say why (Art. 20)."""
    TOO_LARGE = "too_large"
    """More than `limit` bytes."""
    BAD_FILE = "bad_file"
    """No PDF, JPEG or PNG."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right; `field` is a path (`persons.1.phone`, `footage.0.range`, `footage.2.consent`).

    The consent that a camera lacks has the path of its footage; what is wrong with a consent that was given
    stands under `household_consents.N`.
    """

    field: str
    code: ProblemCode
    limit: int = 0


class TwoPersons(StrEnum):
    """Who has to come with two persons."""

    STRICT = "strict"
    """Everybody but one's own unit and residents."""
    STATE_ORGANS = "state_organs"
    NOBODY = "nobody"


class ConsentRule(StrEnum):
    """When the owner of a household camera must have consented."""

    ALWAYS = "always"
    WITHOUT_DOCUMENT = "without_document"
    """Not where a state organ shows a legal document."""


@dataclass(frozen=True, slots=True)
class RetrievalRules:
    """How strict the register is."""

    two_persons: TwoPersons = TwoPersons.STRICT
    scan: bool = True
    """A legal document that footage leaves on must be attached as a scan."""
    case_number: bool = True
    """State organs that take footage name their case."""
    outside_approval: bool = True
    """State organs that take footage name who approved it on their side."""
    consent: ConsentRule = ConsentRule.ALWAYS
    longest_hours: int = 24
    """Hours of one camera that need no explanation."""
    longest_copy_days: int = 90
    """How long a copy may stay on this machine at most (Art. 17)."""

    def persons(self, requester: RequesterClass) -> int:
        """Return how many persons a class of requester needs."""
        match self.two_persons:
            case TwoPersons.STRICT:
                return 1 if requester in ALONE else 2
            case TwoPersons.STATE_ORGANS:
                return 2 if requester in STATE_ORGANS else 1
            case TwoPersons.NOBODY:
                return 1

    def needs_document(self, requester: RequesterClass) -> bool:
        """Return whether a class must show a legal document: state organs, and lawyers (调查令)."""
        return requester in STATE_ORGANS or requester is RequesterClass.LAWYER

    def needs_consent(self, request: RetrievalRequest) -> bool:
        """Return whether the owners of the household cameras of a request must have consented."""
        if self.consent is ConsentRule.ALWAYS:
            return True
        document = request.legal_document
        shown = document is not None and document.title.strip() and document.number.strip()
        return not (request.requester_class in STATE_ORGANS and shown)


def problems(request: RetrievalRequest, rules: RetrievalRules, now_ms: int) -> tuple[Problem, ...]:
    """Return all that keeps a request from being submitted, in the order of the form."""
    return tuple(_all(request, rules, now_ms))


def takes_away(kind: RetrievalKind) -> bool:
    """Return whether footage leaves the platform."""
    return kind is not RetrievalKind.VIEW


def _all(request: RetrievalRequest, rules: RetrievalRules, now_ms: int) -> Iterator[Problem]:
    if request.requester_class is RequesterClass.RESIDENT and takes_away(request.kind):
        yield Problem("kind", ProblemCode.VIEW_ONLY)
    yield from _missing(("unit", request.unit))
    yield from _persons(request.persons, rules.persons(request.requester_class))
    yield from _grounds(request, rules)
    yield from _document(request, rules)
    yield from _footage(request, rules, now_ms)
    yield from _consents(request, rules, now_ms)
    if request.requester_class is RequesterClass.RESIDENT:
        yield from _resident(request, now_ms)
    yield from _copy(request, rules, now_ms)
    if not request.secrecy_read:
        yield Problem("secrecy_read", ProblemCode.NOT_READ)


def _missing(*fields: tuple[str, str]) -> Iterator[Problem]:
    for path, text in fields:
        if not text.strip():
            yield Problem(path, ProblemCode.MISSING)


def _persons(persons: tuple[Person, ...], needed: int) -> Iterator[Problem]:
    if len(persons) < needed:
        yield Problem("persons", ProblemCode.TOO_FEW, needed)
    known: set[tuple[str, str]] = set()
    for index, person in enumerate(persons):
        path = f"persons.{index}"
        number = person.document_number.strip().upper()
        yield from _missing((f"{path}.name", person.name), (f"{path}.document_number", number))
        if number and person.document_type is DocumentType.IDENTITY_CARD and not is_identity_card(number):
            yield Problem(f"{path}.document_number", ProblemCode.BAD_NUMBER)
        if (person.document_type.value, number) in known:
            yield Problem(path, ProblemCode.DUPLICATE)
        if number:
            known.add((person.document_type.value, number))
        yield from _phone(f"{path}.phone", person.phone, needed=index == 0)


def _phone(path: str, phone: str, *, needed: bool) -> Iterator[Problem]:
    """Whoever comes first can be called back; a number that is given must be one."""
    if not phone.strip():
        if needed:
            yield Problem(path, ProblemCode.MISSING)
        return
    rest = phone.strip().lstrip("+")
    digits = sum(sign.isascii() and sign.isdigit() for sign in rest)
    if not 3 <= digits <= 20 or any(
        sign not in " -()（）" and not (sign.isascii() and sign.isdigit()) for sign in rest
    ):
        yield Problem(path, ProblemCode.BAD_NUMBER)


def _grounds(request: RetrievalRequest, rules: RetrievalRules) -> Iterator[Problem]:
    reason = "".join(request.reason.split())
    if not reason:
        yield Problem("reason", ProblemCode.MISSING)
    elif len(reason) < SHORTEST_REASON or len(set(reason)) == 1:
        yield Problem("reason", ProblemCode.TOO_SHORT, SHORTEST_REASON)
    yield from _missing(("purpose", request.purpose))
    if request.requester_class in STATE_ORGANS and takes_away(request.kind):
        if rules.case_number:
            yield from _missing(("case_number", request.case_number))
        if rules.outside_approval:
            yield from _missing(("approved_outside_by", request.approved_outside_by))


def _document(request: RetrievalRequest, rules: RetrievalRules) -> Iterator[Problem]:
    document = request.legal_document
    if rules.needs_document(request.requester_class):
        if document is None:
            yield Problem("legal_document", ProblemCode.MISSING)
            return
        yield from _missing(
            ("legal_document.title", document.title), ("legal_document.number", document.number)
        )
        if rules.scan and takes_away(request.kind) and not document.scans:
            yield Problem("legal_document.scans", ProblemCode.MISSING)
    if document is not None:
        yield from _scans(document)


def _scans(document: LegalDocument) -> Iterator[Problem]:
    if len(document.scans) > MOST_SCANS:
        yield Problem("legal_document.scans", ProblemCode.TOO_MANY, MOST_SCANS)
    known: set[str] = set()
    for index, scan in enumerate(document.scans):
        path = f"legal_document.scans.{index}"
        if not scan.size_bytes:
            yield Problem(path, ProblemCode.MISSING)
        if scan.size_bytes > LARGEST_SCAN:
            yield Problem(path, ProblemCode.TOO_LARGE, LARGEST_SCAN)
        if scan.sha256 in known:
            yield Problem(path, ProblemCode.DUPLICATE)
        known.add(scan.sha256)


def _footage(request: RetrievalRequest, rules: RetrievalRules, now_ms: int) -> Iterator[Problem]:
    if not request.footage:
        yield Problem("footage", ProblemCode.MISSING)
    if len(_cameras(request.footage)) > MOST_CAMERAS:
        yield Problem("footage", ProblemCode.TOO_MANY, MOST_CAMERAS)
    for index, item in enumerate(request.footage):
        path = f"footage.{index}.range"
        if item.range.empty:
            yield Problem(path, ProblemCode.EMPTY_RANGE)
        if item.range.end_ms > now_ms + SKEW_MS:
            yield Problem(path, ProblemCode.IN_FUTURE)
        earlier = request.footage[:index]
        if any(other.camera_id == item.camera_id and other.range.overlaps(item.range) for other in earlier):
            yield Problem(path, ProblemCode.DUPLICATE)
    explained = len("".join(request.note.split())) >= SHORTEST_REASON
    for camera_id, asked_ms in _cameras(request.footage).items():
        first = next(index for index, item in enumerate(request.footage) if item.camera_id == camera_id)
        if asked_ms > MOST_DAYS * DAY_MS:
            yield Problem(f"footage.{first}.range", ProblemCode.TOO_LONG, MOST_DAYS)
        elif asked_ms > rules.longest_hours * HOUR_MS and not explained:
            yield Problem(f"footage.{first}.range", ProblemCode.LONG_UNEXPLAINED, rules.longest_hours)


def _cameras(footage: Iterable[RequestedFootage]) -> dict[CameraId, int]:
    """Return how many milliseconds of each camera are asked for."""
    asked: dict[CameraId, int] = {}
    for item in footage:
        asked[item.camera_id] = asked.get(item.camera_id, 0) + item.range.duration_ms
    return asked


def _consents(request: RetrievalRequest, rules: RetrievalRules, now_ms: int) -> Iterator[Problem]:
    consented = {consent.camera_id for consent in request.household_consents}
    if rules.needs_consent(request):
        told: set[CameraId] = set()
        for index, item in enumerate(request.footage):
            if item.household and item.camera_id not in consented | told:
                told.add(item.camera_id)
                yield Problem(f"footage.{index}.consent", ProblemCode.CONSENT_MISSING)
    asked = {item.camera_id for item in request.footage}
    for index, consent in enumerate(request.household_consents):
        path = f"household_consents.{index}"
        if consent.camera_id not in asked:
            yield Problem(path, ProblemCode.NOT_ASKED_FOR)
        yield from _missing((f"{path}.householder", consent.householder), (f"{path}.how", consent.how))
        yield from _happened(f"{path}.at_ms", consent.at_ms, now_ms)


def _happened(path: str, at_ms: int, now_ms: int) -> Iterator[Problem]:
    if at_ms <= 0:
        yield Problem(path, ProblemCode.MISSING)
    elif at_ms > now_ms + SKEW_MS:
        yield Problem(path, ProblemCode.IN_FUTURE)


def _resident(request: RetrievalRequest, now_ms: int) -> Iterator[Problem]:
    route = request.resident
    if route is None:
        yield Problem("resident", ProblemCode.MISSING)
        return
    yield from _missing(
        ("resident.relation", route.relation),
        ("resident.identity_check", route.identity_check),
        ("resident.consenting_unit", route.consenting_unit),
        ("resident.consented_by", route.consented_by),
    )
    yield from _happened("resident.consented_at_ms", route.consented_at_ms, now_ms)


def _copy(request: RetrievalRequest, rules: RetrievalRules, now_ms: int) -> Iterator[Problem]:
    if not takes_away(request.kind):
        return
    expires = request.copy_expires_at_ms
    if expires is None:
        yield Problem("copy_expires_at_ms", ProblemCode.MISSING)
    elif expires <= now_ms:
        yield Problem("copy_expires_at_ms", ProblemCode.IN_PAST)
    elif expires > now_ms + (rules.longest_copy_days + 1) * DAY_MS:
        yield Problem("copy_expires_at_ms", ProblemCode.TOO_LONG, rules.longest_copy_days)
