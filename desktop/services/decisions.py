"""What a second person's decision must be, and what a platform must have made of it."""

from collections.abc import Sequence

from desktop.domain.retrieval import (
    Decision,
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalState,
)
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode


def check_decision(
    retrieval: Retrieval, footage: Sequence[RequestedFootage], *, approved: bool, opinion: str
) -> None:
    """Refuse what is no decision.

    Raises ALREADY_DECIDED; INCOMPLETE_REQUEST for a refusal without a reason, for an approval of nothing, and
    for footage that was not asked for: nobody approves more than that (Art. 20).
    """
    if retrieval.state is not RetrievalState.PENDING:
        raise AppError(ErrorCode.ALREADY_DECIDED, {"retrieval": retrieval.number})
    if not approved and not opinion.strip():
        raise _wrong("opinion", "missing")
    if approved and not footage:
        raise _wrong("footage", "missing")
    for index, item in enumerate(footage):
        asked = [one.range for one in retrieval.request.footage if one.camera_id == item.camera_id]
        if item.range.empty or not _covered(item.range, asked):
            raise _wrong(f"footage.{index}.range", "not_asked_for")


def check_decided(
    decided: Retrieval, number: RetrievalNumber, footage: Sequence[RequestedFootage], *, approved: bool
) -> Decision:
    """Return the decision that stands; BAD_ANSWER when the platform made something else of ours."""
    decision = decided.decision
    state = RetrievalState.APPROVED if approved else RetrievalState.REFUSED
    if decision is None or decided.number != number or decided.state is not state:
        raise AppError(ErrorCode.BAD_ANSWER, {"retrieval": number})
    granted = {(item.camera_id, item.range) for item in decision.footage}
    if decision.approved is not approved or granted != {(item.camera_id, item.range) for item in footage}:
        raise AppError(ErrorCode.BAD_ANSWER, {"retrieval": number})
    return decision


def _covered(span: TimeRange, asked: Sequence[TimeRange]) -> bool:
    left = [span]
    for one in asked:
        left = [rest for piece in left for rest in piece.without(one)]
    return not left


def _wrong(field: str, problem: str) -> AppError:
    return AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": field, "problem": problem})
