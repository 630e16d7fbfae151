"""A request is entered once, however late, wrongly or not at all the platform answers."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop.domain.retrieval import (
    Operator,
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalRequest,
    RetrievalState,
)
from desktop.errors import AppError, ErrorCode
from desktop.services.submitting import Submitting
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.requests_for_footage import footage, police

REQUEST = police()


class Book:
    """A register that keeps what it is given, and answers as the test says."""

    def __init__(self) -> None:
        self.kept: list[Retrieval] = []
        self.fails: list[ErrorCode] = []
        self.fails_before_keeping = False
        self.list_fails: list[ErrorCode] = []
        self.changes: dict[str, object] = {}
        self.user = "fujing"

    async def submit(self, request: RetrievalRequest) -> Retrieval:
        code = self.fails.pop(0) if self.fails else None
        if code is None or not self.fails_before_keeping:
            kept = replace(request, reason=f" {request.reason} ", **self.changes)  # type: ignore[arg-type]
            who = Operator(self.user, "胡建国", "梓门桥派出所")
            number = RetrievalNumber(f"R-{len(self.kept) + 1}")
            self.kept.append(Retrieval(number, kept, who, 1_000_000, RetrievalState.PENDING))
        if code is not None:
            raise AppError(code)
        return self.kept[-1]

    async def list(self, query: RetrievalQuery) -> Sequence[Retrieval]:
        if self.list_fails:
            raise AppError(self.list_fails.pop(0))
        assert query.requested is not None
        return [entry for entry in self.kept if query.requested.contains(entry.requested_at_ms)]

    async def get(self, number: RetrievalNumber) -> Retrieval:
        raise NotImplementedError

    async def decide(
        self,
        number: RetrievalNumber,
        *,
        approved: bool,
        opinion: str,
        footage: Sequence[RequestedFootage],
        valid_until_ms: int | None,
    ) -> Retrieval:
        raise NotImplementedError

    async def withdraw(self, number: RetrievalNumber) -> Retrieval:
        raise NotImplementedError

    async def attach(self, number: RetrievalNumber, name: str, content: bytes) -> Retrieval:
        raise NotImplementedError

    async def attachment(self, number: RetrievalNumber, sha256: str) -> bytes:
        raise NotImplementedError


def submitted(book: Book, submitting: Submitting) -> Retrieval:
    return run(submitting.submit(REQUEST))


def failed(submitting: Submitting) -> ErrorCode:
    with pytest.raises(AppError) as raised:
        run(submitting.submit(REQUEST))
    return raised.value.code


LOST = [ErrorCode.TIMED_OUT, ErrorCode.UNREACHABLE, ErrorCode.BAD_ANSWER, ErrorCode.PLATFORM_ERROR]


@pytest.mark.parametrize("code", LOST)
def test_an_entry_whose_answer_was_lost_is_found(code: ErrorCode) -> None:
    book = Book()
    book.fails = [code]
    assert submitted(book, Submitting(book, "FuJing", FakeClock())).number == "R-1"
    assert len(book.kept) == 1


@pytest.mark.parametrize("code", LOST)
def test_what_could_not_be_looked_for_is_looked_for_before_it_is_sent_again(code: ErrorCode) -> None:
    book = Book()
    submitting = Submitting(book, "fujing", FakeClock())
    book.fails, book.list_fails = [code], [ErrorCode.UNREACHABLE]
    assert failed(submitting) is code
    assert submitted(book, submitting).number == "R-1"
    assert submitted(book, submitting).number == "R-2"  # asked for once more on purpose


@pytest.mark.parametrize("code", LOST)
def test_what_never_arrived_is_sent_again(code: ErrorCode) -> None:
    book = Book()
    book.fails, book.fails_before_keeping = [code], True
    submitting = Submitting(book, "fujing", FakeClock())
    assert failed(submitting) is code
    assert submitted(book, submitting).number == "R-1"
    assert len(book.kept) == 1


def test_somebody_elses_request_is_not_taken_for_ones_own() -> None:
    book = Book()
    book.user, book.fails = "zimenqiao", [ErrorCode.TIMED_OUT]
    assert failed(Submitting(book, "fujing", FakeClock())) is ErrorCode.TIMED_OUT


def test_a_clear_refusal_is_one() -> None:
    book = Book()
    book.fails, book.list_fails = [ErrorCode.FORBIDDEN], [ErrorCode.UNREACHABLE]
    assert failed(Submitting(book, "fujing", FakeClock())) is ErrorCode.FORBIDDEN
    assert book.list_fails  # nothing was looked for


@pytest.mark.parametrize(
    "change",
    [
        {"footage": (footage(minutes=11),)},
        {"footage": (footage("43132110001310000002"),)},
        {"case_number": "another"},
        {"persons": ()},
    ],
)
def test_a_platform_that_kept_something_else_is_not_believed(change: dict[str, object]) -> None:
    book = Book()
    book.changes = change
    assert failed(Submitting(book, "fujing", FakeClock())) is ErrorCode.BAD_ANSWER
