"""What a request must hold: each rule by its field, its law, and whatever people may type."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.camera import CameraId
from desktop.domain.identity_card import is_identity_card
from desktop.domain.retrieval import (
    DocumentType,
    HouseholdConsent,
    LegalDocument,
    Person,
    RequesterClass,
    ResidentRoute,
    RetrievalKind,
    RetrievalRequest,
)
from desktop.domain.retrieval_rules import (
    ALONE,
    STATE_ORGANS,
    ConsentRule,
    ProblemCode,
    RetrievalRules,
    TwoPersons,
    problems,
)
from desktop.domain.time_range import TimeRange
from tests.support.requests_for_footage import DAY_MS, NOW_MS, PEOPLE, SCAN, footage, police, resident

STRICT = RetrievalRules()
HOUR_MINUTES = 60


def found(request: RetrievalRequest, rules: RetrievalRules = STRICT) -> dict[str, ProblemCode]:
    return {problem.field: problem.code for problem in problems(request, rules, NOW_MS)}


def test_whole_requests_have_no_problems() -> None:
    assert found(police()) == {}
    assert found(resident()) == {}


DOCUMENT = LegalDocument("调取证据通知书", "12号", (SCAN.attachment,))


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"unit": " \t"}, "unit", ProblemCode.MISSING),
        ({"persons": PEOPLE[:1]}, "persons", ProblemCode.TOO_FEW),
        ({"persons": (PEOPLE[0], PEOPLE[0])}, "persons.1", ProblemCode.DUPLICATE),
        ({"persons": (replace(PEOPLE[0], phone=""), PEOPLE[1])}, "persons.0.phone", ProblemCode.MISSING),
        (
            {"persons": (replace(PEOPLE[0], phone="一一〇"), PEOPLE[1])},
            "persons.0.phone",
            ProblemCode.BAD_NUMBER,
        ),
        (
            {"persons": (PEOPLE[0], replace(PEOPLE[1], document_number=" "))},
            "persons.1.document_number",
            ProblemCode.MISSING,
        ),
        (
            {"persons": (PEOPLE[0], Person("李四", DocumentType.IDENTITY_CARD, "110105194912310021"))},
            "persons.1.document_number",
            ProblemCode.BAD_NUMBER,
        ),
        ({"reason": ""}, "reason", ProblemCode.MISSING),
        ({"reason": "调取"}, "reason", ProblemCode.TOO_SHORT),
        ({"reason": "。。。。。。"}, "reason", ProblemCode.TOO_SHORT),
        ({"purpose": ""}, "purpose", ProblemCode.MISSING),
        ({"case_number": ""}, "case_number", ProblemCode.MISSING),
        ({"approved_outside_by": ""}, "approved_outside_by", ProblemCode.MISSING),
        ({"legal_document": None}, "legal_document", ProblemCode.MISSING),
        ({"legal_document": replace(DOCUMENT, number="")}, "legal_document.number", ProblemCode.MISSING),
        ({"legal_document": replace(DOCUMENT, scans=())}, "legal_document.scans", ProblemCode.MISSING),
        (
            {"legal_document": replace(DOCUMENT, scans=(replace(SCAN.attachment, size_bytes=10_000_001),))},
            "legal_document.scans.0",
            ProblemCode.TOO_LARGE,
        ),
        ({"footage": ()}, "footage", ProblemCode.MISSING),
        (
            {"footage": tuple(footage(f"4313211000131{number:07d}") for number in range(17))},
            "footage",
            ProblemCode.TOO_MANY,
        ),
        ({"footage": (footage(minutes=0),)}, "footage.0.range", ProblemCode.EMPTY_RANGE),
        ({"footage": (footage(end_ms=NOW_MS + 600_000),)}, "footage.0.range", ProblemCode.IN_FUTURE),
        ({"footage": (footage(), footage(minutes=5))}, "footage.1.range", ProblemCode.DUPLICATE),
        (
            {"footage": (footage(minutes=24 * HOUR_MINUTES + 1),)},
            "footage.0.range",
            ProblemCode.LONG_UNEXPLAINED,
        ),
        ({"footage": (footage(minutes=32 * 24 * HOUR_MINUTES),)}, "footage.0.range", ProblemCode.TOO_LONG),
        ({"footage": (footage(household=True),)}, "footage.0.consent", ProblemCode.CONSENT_MISSING),
        ({"secrecy_read": False}, "secrecy_read", ProblemCode.NOT_READ),
        ({"copy_expires_at_ms": None}, "copy_expires_at_ms", ProblemCode.MISSING),
        ({"copy_expires_at_ms": NOW_MS}, "copy_expires_at_ms", ProblemCode.IN_PAST),
        ({"copy_expires_at_ms": NOW_MS + 100 * DAY_MS}, "copy_expires_at_ms", ProblemCode.TOO_LONG),
    ],
)
def test_what_is_missing_or_wrong_is_named(change: dict[str, object], field: str, code: ProblemCode) -> None:
    assert found(replace(police(), **change)) == {field: code}  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [RetrievalKind.COPY, RetrievalKind.SNAPSHOT])
def test_residents_only_look(kind: RetrievalKind) -> None:
    assert found(replace(resident(), kind=kind))["kind"] is ProblemCode.VIEW_ONLY


@pytest.mark.parametrize(
    "change",
    [
        {"relation": " "},
        {"identity_check": ""},
        {"consenting_unit": ""},
        {"consented_by": ""},
        {"consented_at_ms": 0},
    ],
)
def test_residents_need_relation_identity_and_consent(change: dict[str, object]) -> None:
    route = resident().resident
    assert route is not None
    without = replace(resident(), resident=replace(route, **change))  # type: ignore[arg-type]
    assert found(without) == {f"resident.{next(iter(change))}": ProblemCode.MISSING}
    assert found(replace(resident(), resident=None)) == {"resident": ProblemCode.MISSING}
    future = replace(route, consented_at_ms=NOW_MS + DAY_MS)
    assert found(replace(resident(), resident=future)) == {"resident.consented_at_ms": ProblemCode.IN_FUTURE}


@pytest.mark.parametrize("requester", list(RequesterClass))
@pytest.mark.parametrize("rule", list(TwoPersons))
def test_who_comes_with_two(requester: RequesterClass, rule: TwoPersons) -> None:
    rules = RetrievalRules(two_persons=rule)
    expected = {
        TwoPersons.STRICT: requester not in ALONE,
        TwoPersons.STATE_ORGANS: requester in STATE_ORGANS,
        TwoPersons.NOBODY: False,
    }[rule]
    one = replace(police(), requester_class=requester, persons=PEOPLE[:1])
    assert ("persons" in found(one, rules)) is expected
    assert "persons" in found(replace(one, persons=()), rules)  # nobody comes with none


def test_looking_needs_no_scan_and_no_expiry() -> None:
    looking = replace(
        police(), kind=RetrievalKind.VIEW, case_number="", approved_outside_by="", copy_expires_at_ms=None
    )
    assert looking.legal_document is not None
    assert found(replace(looking, legal_document=replace(looking.legal_document, scans=()))) == {}


def test_consent_belongs_to_the_camera_asked_for() -> None:
    wanted = footage(household=True)
    consent = HouseholdConsent(wanted.camera_id, "彭同林", "书面", NOW_MS - DAY_MS)
    request = replace(police(wanted), household_consents=(consent,))
    assert found(request) == {}
    other = replace(consent, camera_id=CameraId("43132110001310000009"))
    assert found(replace(request, household_consents=(other,))) == {
        "footage.0.consent": ProblemCode.CONSENT_MISSING,
        "household_consents.0": ProblemCode.NOT_ASKED_FOR,
    }
    loose = RetrievalRules(consent=ConsentRule.WITHOUT_DOCUMENT)
    assert found(replace(request, household_consents=()), loose) == {}
    assert "footage.0.consent" in found(resident(wanted), loose)


def test_a_long_range_needs_a_word() -> None:
    halves = (
        footage(minutes=13 * HOUR_MINUTES),
        footage(minutes=13 * HOUR_MINUTES, end_ms=NOW_MS - 3 * DAY_MS),
    )
    assert found(police(*halves)) == {"footage.0.range": ProblemCode.LONG_UNEXPLAINED}
    assert found(replace(police(*halves), note="失窃时间不明，须逐段查看")) == {}
    assert found(police(*halves), RetrievalRules(longest_hours=26)) == {}


TEXTS = st.text(max_size=12)
PERSONS = st.builds(Person, TEXTS, st.sampled_from(DocumentType), TEXTS, TEXTS)
SPANS = st.tuples(st.integers(0, NOW_MS * 2), st.integers(0, 100 * DAY_MS)).map(
    lambda pair: TimeRange(pair[0], pair[0] + pair[1])
)
REQUESTS = st.builds(
    RetrievalRequest,
    kind=st.sampled_from(RetrievalKind),
    requester_class=st.sampled_from(RequesterClass),
    unit=TEXTS,
    persons=st.lists(PERSONS, max_size=3).map(tuple),
    reason=TEXTS,
    purpose=TEXTS,
    case_number=TEXTS,
    footage=st.lists(
        st.builds(lambda span, kind: replace(footage(household=kind), range=span), SPANS, st.booleans()),
        max_size=3,
    ).map(tuple),
    legal_document=st.none() | st.builds(LegalDocument, TEXTS, TEXTS),
    resident=st.none() | st.builds(ResidentRoute, TEXTS, TEXTS, TEXTS, TEXTS, st.integers(-1, NOW_MS * 2)),
    secrecy_read=st.booleans(),
    copy_expires_at_ms=st.none() | st.integers(0, NOW_MS * 2),
)


@given(REQUESTS)
def test_whatever_is_typed_is_judged_and_strictness_only_adds(request: RetrievalRequest) -> None:
    loosest = RetrievalRules(
        two_persons=TwoPersons.NOBODY,
        scan=False,
        case_number=False,
        outside_approval=False,
        consent=ConsentRule.WITHOUT_DOCUMENT,
        longest_hours=744,
    )
    strict, loose = found(request), found(request, loosest)
    assert set(loose) <= set(strict)
    if not strict:
        assert request.footage
        assert request.secrecy_read
        assert len(request.persons) >= STRICT.persons(request.requester_class)
        assert all(item.range.end_ms <= NOW_MS + DAY_MS for item in request.footage)
        assert not (
            request.requester_class is RequesterClass.RESIDENT and request.kind is not RetrievalKind.VIEW
        )


@given(REQUESTS)
def test_every_path_leads_to_a_field(request: RetrievalRequest) -> None:
    for field in found(request):
        place: object = request
        for part in field.split("."):
            if part == "consent":
                break
            walk: Callable[[object, str], object] = (
                (lambda thing, name: thing[int(name)]) if part.isdigit() else getattr  # type: ignore[index]
            )
            place = walk(place, part)
            if place is None:
                break


def test_numbers_of_identity_cards() -> None:
    assert is_identity_card("11010519491231002X")
    for wrong in ("11010519491231002x", "110105194912310021", "11010519491331002X", "1101051949123100", ""):
        assert not is_identity_card(wrong)
    body = "11010519491231002"
    assert sum(is_identity_card(body + sign) for sign in "0123456789X") == 1
