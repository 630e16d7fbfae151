"""The pure parts of requests and exports on screen: what fits, what is shown, what may be done."""

from dataclasses import replace

import pytest

from desktop.domain.account import Account, Right
from desktop.domain.bookmark import Bookmark, BookmarkId
from desktop.domain.export import ExportItem
from desktop.domain.region import RegionCode, RegionLevel, RegionRef
from desktop.domain.retrieval import (
    Decision,
    Operator,
    RequesterClass,
    Retrieval,
    RetrievalKind,
    RetrievalNumber,
    RetrievalState,
)
from desktop.domain.retrieval_rules import Problem, ProblemCode, RetrievalRules
from desktop.domain.time_range import TimeRange
from tests.support.requests_for_footage import DAY_MS, NOW_MS, footage, police
from ui.export.fitting import Misfit, fit
from ui.export.sources import around_bookmark
from ui.retrievals.possible import Deed, possible
from ui.retrievals.problem_texts import problem_text
from ui.retrievals.shown_fields import field_of, shown_fields
from ui.widgets.size_text import size_text

ASKER = Operator("fujing", "辅警", "派出所")
DECIDER = Operator("shenpi", "副主任", "综治中心")
ASKED = footage()
ITEM = ExportItem(ASKED.camera_id, ASKED.camera_name, ASKED.place, ASKED.range)
SCOPE = RegionRef(RegionCode("431321103"), "梓门桥镇", RegionLevel.TOWN)


def pending(kind: RetrievalKind = RetrievalKind.COPY) -> Retrieval:
    request = replace(police(ASKED), kind=kind)
    return Retrieval(RetrievalNumber("n-1"), request, ASKER, NOW_MS, RetrievalState.PENDING)


def approved(kind: RetrievalKind = RetrievalKind.COPY, until: int = NOW_MS + DAY_MS) -> Retrieval:
    decision = Decision(DECIDER, NOW_MS, approved=True, opinion="", footage=(ASKED,), valid_until_ms=until)
    return replace(pending(kind), state=RetrievalState.APPROVED, decision=decision)


def account(user: str, *rights: Right) -> Account:
    return Account(user, user, "x", "", SCOPE, frozenset(rights))


def test_an_order_inside_the_approval_fits() -> None:
    part = replace(ITEM, range=TimeRange(ITEM.range.start_ms + 1000, ITEM.range.end_ms))
    assert fit([part], [pending(), approved()], NOW_MS).entries == (approved(),)


@pytest.mark.parametrize(
    ("entry", "misfit"),
    [
        (pending(), Misfit.PENDING),
        (approved(RetrievalKind.VIEW), Misfit.VIEW_ONLY),
        (approved(until=NOW_MS), Misfit.EXPIRED),
    ],
)
def test_why_an_entry_does_not_do_is_known(entry: Retrieval, misfit: Misfit) -> None:
    found = fit([ITEM], [entry], NOW_MS)
    assert found.entries == ()
    assert found.misfit is misfit
    assert found.nearest == entry


def test_what_an_approval_leaves_out_is_named() -> None:
    longer = replace(ITEM, range=TimeRange(ITEM.range.start_ms, ITEM.range.end_ms + 1))
    found = fit([ITEM, longer], [pending(), approved()], NOW_MS)
    assert found.misfit is Misfit.OUTSIDE
    assert found.outside == (longer,)


def test_entries_about_other_cameras_say_nothing() -> None:
    other = ExportItem(footage("43132110001310000002").camera_id, "", "", ITEM.range)
    assert fit([other], [approved()], NOW_MS).misfit is Misfit.NONE


def test_an_instant_is_taken_with_the_minute_around_it() -> None:
    at = ITEM.range.start_ms
    instant = Bookmark(BookmarkId("1"), ITEM.camera_id, TimeRange(at, at), "x", "", "u", at)
    assert around_bookmark(instant) == TimeRange(at - 60_000, at + 60_000)
    assert around_bookmark(replace(instant, range=ITEM.range)) == ITEM.range


def test_only_a_police_copy_asks_for_document_case_and_expiry() -> None:
    rules = RetrievalRules()
    copy = shown_fields(RetrievalKind.COPY, RequesterClass.POLICE_STATION, rules)
    assert {"legal_document.scans", "case_number", "approved_outside_by", "copy_expires_at_ms"} <= copy
    look = shown_fields(RetrievalKind.VIEW, RequesterClass.RESIDENT, rules)
    assert look == {"resident", "companion"}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("persons.1.phone", "persons"),
        ("footage.0.range", "footage"),
        ("household_consents.0.how", "footage"),
        ("legal_document", "legal_document.number"),
        ("legal_document.scans.3", "legal_document.scans"),
        ("nothing", ""),
    ],
)
def test_a_problem_is_said_under_its_field(path: str, field: str) -> None:
    known = frozenset({"persons", "footage", "legal_document.number", "legal_document.scans"})
    assert field_of(path, known) == field


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_problem_has_words(code: ProblemCode) -> None:
    text = problem_text(Problem("unit", code, 3))
    assert text
    assert "{" not in text


@pytest.mark.parametrize(
    "path", ["persons.0.name", "persons.1.document_number", "persons.0.phone", "persons.1"]
)
def test_a_persons_problem_names_which(path: str) -> None:
    number = int(path.split(".")[1]) + 1
    assert f"第 {number} 人" in problem_text(Problem(path, ProblemCode.MISSING))


def test_who_may_do_what_with_an_entry() -> None:
    asker = account("FuJing", Right.PLAYBACK, Right.EXPORT)
    other = account("other", Right.PLAYBACK)
    assert possible(pending(), asker, NOW_MS, decides=False) == {
        Deed.DECIDE_HERE,
        Deed.WITHDRAW,
        Deed.PRINT,
        Deed.REPEAT,
    }
    assert Deed.DECIDE in possible(pending(), other, NOW_MS, decides=True)
    assert {Deed.LOOK, Deed.EXPORT, Deed.CLOSE} <= possible(approved(), asker, NOW_MS, decides=False)
    assert Deed.EXPORT not in possible(approved(), other, NOW_MS, decides=False)
    late = possible(approved(until=NOW_MS), asker, NOW_MS, decides=False)
    assert not {Deed.LOOK, Deed.EXPORT} & late


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KB"), (5 * 1024**3, "5.0 GB")]
)
def test_sizes_have_the_unit_that_suits_them(number: int, text: str) -> None:
    assert size_text(number) == text
