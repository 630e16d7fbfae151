"""What a platform may say about retrievals, and what becomes of it: nothing is allowed by accident."""

import hashlib
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.camera import CameraId
from desktop.domain.playback import PlaybackProtocol
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import Retrieval, RetrievalNumber, RetrievalState
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.platform.answers import Answer
from desktop.platform.open_api import archive_tickets, decoders, retrieval_decoders
from desktop.platform.open_api.envelope import OpenApiEnvelope
from desktop.platform.open_api.reading import BadValueError, whole_answer
from tests.support import archive_wire
from tests.support import retrieval_wire as wire
from tests.support import wire as plain_wire
from tests.support.archive_wire import AT, HOUR_MS
from tests.support.wire import Json
from tests.unit.test_decoders import damaged, json_values

MINE = RetrievalNumber(wire.NUMBER)
CAMERA = CameraId(wire.CAMERA)
HOUR = TimeRange(AT, AT + HOUR_MS)
ANSWERS: dict[str, tuple[Callable[[object], object], Json]] = {
    "entry": (retrieval_decoders.the_retrieval(MINE), wire.retrieval()),
    "page": (decoders.page(retrieval_decoders.retrieval), {"items": [wire.retrieval()], "next": None}),
}


def read(**changes: object) -> Retrieval:
    return retrieval_decoders.retrieval(wire.retrieval(**changes))


@pytest.mark.parametrize("name", ANSWERS)
@settings(max_examples=100)
@given(data=st.data())
def test_a_damaged_answer_is_read_or_refused(name: str, data: st.DataObject) -> None:
    decode, good = ANSWERS[name]
    answer = data.draw(damaged(good))
    refused: list[ErrorCode] = []
    try:
        whole_answer(decode)(answer)
    except AppError as error:
        refused.append(error.code)
    assert set(refused) <= {ErrorCode.BAD_ANSWER}


@pytest.mark.parametrize("name", ANSWERS)
@settings(max_examples=30)
@given(value=json_values)
def test_nonsense_is_refused(name: str, value: object) -> None:
    with pytest.raises(AppError) as raised:
        whole_answer(ANSWERS[name][0])(value)
    assert raised.value.code is ErrorCode.BAD_ANSWER


@settings(max_examples=200)
@given(data=st.data())
def test_damage_never_allows_what_was_not_granted(data: st.DataObject) -> None:
    pending = wire.retrieval(state="pending", decision=None)
    refused = wire.retrieval(state="refused", decision=wire.decision(approved=False, footage=[]))
    answer = data.draw(damaged(data.draw(st.sampled_from([pending, refused]))))
    try:
        entry = retrieval_decoders.retrieval(answer)
    except BadValueError:
        return
    assert entry.allowed(CAMERA, AT) == ()


def test_a_good_entry_is_read_whole() -> None:
    entry = read()
    assert entry.state is RetrievalState.APPROVED
    assert entry.allows(CAMERA, HOUR, AT)
    assert not entry.local
    assert entry.requested_by.account == "fujing"
    assert entry.request.legal_document is not None
    assert [scan.sha256 for scan in entry.request.legal_document.scans] == ["0" * 64]
    assert entry.request.resident is not None
    assert entry.request.household_consents[0].camera_id == CAMERA
    assert "张三" in repr(entry.request.persons)
    assert "document_number" not in repr(entry.request.persons)


def test_scans_without_a_document_are_kept() -> None:
    document = read(request=wire.request(legal_document=None)).request.legal_document
    assert document is not None
    assert (document.title, document.number, len(document.scans)) == ("", "", 1)
    assert read(request=wire.request(legal_document=None), attachments=[]).request.legal_document is None


@pytest.mark.parametrize("changes", [{"state": "allowed"}, {"number": "../1"}, {"requested_at_ms": -1}])
def test_what_decides_is_not_guessed(changes: Json) -> None:
    with pytest.raises(BadValueError):
        read(**changes)


@pytest.mark.parametrize("changes", [{"kind": "steal"}, {"requester_class": None}])
def test_who_asks_for_what_is_not_guessed(changes: Json) -> None:
    with pytest.raises(BadValueError):
        read(request=wire.request(**changes))


def test_an_end_that_cannot_be_read_is_no_approval_without_end() -> None:
    with pytest.raises(BadValueError):
        read(decision=wire.decision(valid_until_ms="soon"))


def test_a_camera_out_of_sight_allows_nothing() -> None:
    hidden = wire.footage(camera_id=None, camera_name="", place="", household=True)
    entry = read(decision=wire.decision(footage=[hidden]), request=wire.request(footage=[hidden]))
    assert [item.camera_id for item in entry.request.footage] == [retrieval_decoders.NO_CAMERA]
    assert not entry.allows(CAMERA, HOUR, AT)


def test_footage_that_makes_no_sense_is_left_out() -> None:
    bad = [wire.footage(end_ms=AT), wire.footage(start_ms=AT + 2 * HOUR_MS), wire.footage(camera_id="../x")]
    assert len(read(decision=wire.decision(footage=[*bad, wire.footage()])).allowed(CAMERA, AT)) == 1


def test_another_entry_than_asked_for_is_refused() -> None:
    with pytest.raises(BadValueError):
        retrieval_decoders.the_retrieval(RetrievalNumber("431321103-20260315-0008"))(wire.retrieval())


def test_a_scan_must_be_the_one_that_was_asked_for() -> None:
    content = b"%PDF-1.7"
    decode = retrieval_decoders.scan(hashlib.sha256(content).hexdigest())
    assert decode(content) == content
    with pytest.raises(AppError) as raised:
        decode(content + b" ")
    assert raised.value.code is ErrorCode.BAD_ANSWER


def test_a_ticket_for_another_storage_is_refused() -> None:
    protocols = (PlaybackProtocol.HTTP_TS,)
    ticket = archive_wire.playback_ticket()
    assert archive_tickets.download_ticket(RecordStorage.PLATFORM, protocols)(ticket).protocol in protocols
    with pytest.raises(BadValueError):
        archive_tickets.download_ticket(RecordStorage.DEVICE, protocols)(ticket)


@pytest.mark.parametrize(
    ("status", "word", "code"),
    [
        (403, "not_approved", ErrorCode.NOT_APPROVED),
        (403, "own_request", ErrorCode.OWN_REQUEST),
        (409, "already_decided", ErrorCode.ALREADY_DECIDED),
    ],
)
def test_refusals_have_codes_of_their_own(status: int, word: str, code: ErrorCode) -> None:
    body = json.dumps(plain_wire.error(word)).encode()
    with pytest.raises(AppError) as raised:
        OpenApiEnvelope().check(Answer(status, "application/json", "", body))
    assert raised.value.code is code
