"""What the steps of a retrieval look like in this machine's register, and a retrieval read from them again.

Where the platform keeps the register of retrievals, this machine's is the second witness: numbers of
documents and telephones are shortened in it, and a hash binds it to the whole request. Where the platform
keeps none, the entries of the chain are the register, whole; no state is kept anywhere else.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.audit.entry import AccessAction, Body, KeptEntry, RegisterEntry
from desktop.audit.rows import canonical
from desktop.domain.account import Account
from desktop.domain.retrieval import (
    Decision,
    Operator,
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalRequest,
    RetrievalState,
)
from desktop.services.author import Footage
from desktop.stores.records import from_json, to_json

_SHOWN = 4
_ENDED = {
    AccessAction.RETRIEVAL_WITHDRAWN: RetrievalState.WITHDRAWN,
    AccessAction.RETRIEVAL_CLOSED: RetrievalState.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where and by which account something is entered."""

    account: Account
    platform: str
    instance: str
    workstation: str

    @property
    def operator(self) -> Operator:
        """Who does it."""
        return Operator(self.account.user, self.account.display_name, self.account.unit)


def submitted(retrieval: Retrieval, place: Place) -> RegisterEntry:
    """Return the entry of a request."""
    request = retrieval.request if retrieval.local else _shortened(retrieval.request)
    body = {
        "instance": place.instance,
        "local": retrieval.local,
        "request": to_json(request),
        "request_sha256": request_hash(retrieval.request),
    }
    return _entry(AccessAction.RETRIEVAL_SUBMITTED, retrieval, place, retrieval.requested_at_ms, body)


def decided(retrieval: Retrieval, decision: Decision, place: Place) -> RegisterEntry:
    """Return the entry of a decision."""
    action = AccessAction.RETRIEVAL_APPROVED if decision.approved else AccessAction.RETRIEVAL_REFUSED
    body = {"instance": place.instance, "decision": to_json(decision)}
    return _entry(
        action, retrieval, place, decision.at_ms, body, footage=decision.footage, detail=decision.opinion
    )


def ended(retrieval: Retrieval, state: RetrievalState, at_ms: int, place: Place) -> RegisterEntry:
    """Return the entry of a withdrawal or a closing."""
    action = next(action for action, led_to in _ENDED.items() if led_to is state)
    return _entry(action, retrieval, place, at_ms, {"instance": place.instance})


def folded(entries: Iterable[KeptEntry], instance: str) -> dict[RetrievalNumber, tuple[Retrieval, int]]:
    """Return the retrievals that entries tell of, oldest first, with the number of each one's last entry.

    Only those that this machine keeps for a platform; entries that make no sense are passed over: that the
    register was changed is what `verify` says.
    """
    found: dict[RetrievalNumber, tuple[Retrieval, int]] = {}
    for kept in entries:
        if kept.entry.body.get("instance") != instance:
            continue
        number = RetrievalNumber(kept.entry.subject)
        try:
            before = found[number][0] if number in found else None
            after = _first(kept.entry) if before is None else _next(before, kept.entry)
        except (ValueError, TypeError):
            continue
        if after is not None:
            found[number] = after, kept.sequence
    return found


def request_hash(request: RetrievalRequest) -> str:
    """Return the SHA-256 of a request's canonical JSON."""
    data = to_json(request)
    return hashlib.sha256(canonical(data if isinstance(data, dict) else {}).encode()).hexdigest()


def _first(entry: RegisterEntry) -> Retrieval | None:
    if entry.action is not AccessAction.RETRIEVAL_SUBMITTED or entry.body.get("local") is not True:
        return None
    return Retrieval(
        number=RetrievalNumber(entry.subject),
        request=from_json(RetrievalRequest, entry.body.get("request")),
        requested_by=Operator(entry.account, entry.who, entry.unit),
        requested_at_ms=entry.at_ms,
        state=RetrievalState.PENDING,
        local=True,
    )


def _next(before: Retrieval, entry: RegisterEntry) -> Retrieval | None:
    if entry.action in _ENDED:
        return replace(before, state=_ENDED[entry.action])
    decision = from_json(Decision, entry.body.get("decision"))
    state = RetrievalState.APPROVED if decision.approved else RetrievalState.REFUSED
    return replace(before, state=state, decision=decision)


def _entry(
    action: AccessAction,
    retrieval: Retrieval,
    place: Place,
    at_ms: int,
    body: Body,
    *,
    footage: tuple[RequestedFootage, ...] = (),
    detail: str = "",
) -> RegisterEntry:
    meant = Footage.of(footage or retrieval.request.footage)
    return RegisterEntry(
        at_ms=at_ms,
        who=place.account.display_name,
        unit=place.account.unit,
        account=place.account.user,
        platform=place.platform,
        action=action,
        camera_id=meant.camera_id,
        camera_name=meant.names,
        range=meant.range,
        workstation=place.workstation,
        reason=retrieval.request.reason,
        detail=detail,
        subject=retrieval.number,
        body=body,
    )


def _shortened(request: RetrievalRequest) -> RetrievalRequest:
    persons = tuple(
        replace(person, document_number=masked(person.document_number), phone=masked(person.phone))
        for person in request.persons
    )
    return replace(request, persons=persons)


def masked(number: str) -> str:
    """Return a number with all but its last four signs hidden; a short one is hidden whole."""
    shown = number[-_SHOWN:] if len(number) > 2 * _SHOWN else ""
    return "*" * (len(number) - len(shown)) + shown
