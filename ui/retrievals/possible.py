"""What an account may do with an entry of the register as it stands; pure."""

from enum import StrEnum

from desktop.domain.account import Account, Right
from desktop.domain.retrieval import Retrieval, RetrievalKind, RetrievalState


class Deed(StrEnum):
    """Something to do with an entry."""

    DECIDE = "decide"
    """Approve or refuse as oneself."""
    DECIDE_HERE = "decide_here"
    """Let a second person decide on this machine."""
    WITHDRAW = "withdraw"
    CLOSE = "close"
    PRINT = "print"
    LOOK = "look"
    EXPORT = "export"
    REPEAT = "repeat"
    """Begin a new request with what this one held."""


def possible(retrieval: Retrieval, account: Account, now_ms: int, *, decides: bool) -> frozenset[Deed]:
    """Return what makes sense for this entry and what this account may; `decides`: it may decide itself."""
    deeds = {Deed.PRINT, Deed.REPEAT}
    own = retrieval.requested_by.account.casefold() == account.user.casefold()
    if retrieval.state is RetrievalState.PENDING:
        deeds.add(Deed.DECIDE if decides else Deed.DECIDE_HERE)
        if own:
            deeds.add(Deed.WITHDRAW)
    if retrieval.state is RetrievalState.APPROVED:
        if own:
            deeds.add(Deed.CLOSE)
        if not expired(retrieval, now_ms):
            if account.may(Right.PLAYBACK):
                deeds.add(Deed.LOOK)
            if account.may(Right.EXPORT) and retrieval.request.kind is RetrievalKind.COPY:
                deeds.add(Deed.EXPORT)
    return frozenset(deeds)


def expired(retrieval: Retrieval, now_ms: int) -> bool:
    """True when the approval has run out."""
    decision = retrieval.decision
    until = None if decision is None else decision.valid_until_ms
    return until is not None and now_ms >= until
