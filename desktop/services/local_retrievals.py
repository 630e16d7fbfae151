"""The register of retrievals on this machine, for platforms that keep none: it lives in the hash chain."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from desktop.audit.entry import RETRIEVAL_ACTIONS, Expected, RegisterEntry, RegisterQuery
from desktop.audit.register import AccessRegister
from desktop.domain.account import Right
from desktop.domain.beijing import day_of
from desktop.domain.retrieval import (
    Decision,
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalRequest,
    RetrievalState,
)
from desktop.errors import AppError, ErrorCode
from desktop.ports import CameraDirectory, Clock
from desktop.services import retrieval_entries as entries
from desktop.services.retrieval_entries import Place
from desktop.services.scans import ScanFiles, digests

NUMBER_TRIES = 20
_READERS = (Right.APPROVE, Right.REGISTERS, Right.ADMINISTER)


class LocalRetrievals:
    """A `Retrievals` for one account over this machine's register; lives with that account's sign-in.

    Every step is an entry of the chain, written before it is answered, and on the condition that nobody went
    on with the same retrieval meanwhile.
    """

    def __init__(
        self,
        register: AccessRegister,
        scans: ScanFiles,
        directory: CameraDirectory,
        place: Place,
        clock: Clock,
    ) -> None:
        self._register = register
        self._scans = scans
        self._directory = directory
        self._place = place
        self._clock = clock

    async def submit(self, request: RetrievalRequest) -> Retrieval:
        """Enter a request; its scans are kept by `attach` before."""
        now = self._clock.now_ms()
        known = await self._all()
        prefix = self._prefix(now)
        serial = sum(number.startswith(prefix) for number in known)
        for _ in range(NUMBER_TRIES):
            serial += 1
            number = RetrievalNumber(f"{prefix}{serial:04d}")
            if number in known:
                continue
            retrieval = Retrieval(
                number, request, self._place.operator, now, RetrievalState.PENDING, local=True
            )
            if await self._enter(entries.submitted(retrieval, self._place), number, 0):
                return retrieval
        raise AppError(ErrorCode.STORAGE_FAILED, {"file": "register"})

    async def get(self, number: RetrievalNumber) -> Retrieval:
        """Return one entry as it stands; NOT_FOUND."""
        return (await self._found(number))[0]

    async def list(self, query: RetrievalQuery) -> Sequence[Retrieval]:
        """List the account's own entries, or all where it reads the register, newest first."""
        found = [retrieval for retrieval, _ in (await self._all()).values() if self._sees(retrieval)]
        return [retrieval for retrieval in reversed(found) if _wanted(retrieval, query)]

    async def decide(
        self,
        number: RetrievalNumber,
        *,
        approved: bool,
        opinion: str,
        footage: Sequence[RequestedFootage],
        valid_until_ms: int | None,
    ) -> Retrieval:
        """Decide as this account; FORBIDDEN, OWN_REQUEST, ALREADY_DECIDED."""
        retrieval, last = await self._found(number)
        await self._may_decide(retrieval, footage)
        now = self._clock.now_ms()
        decision = Decision(self._place.operator, now, approved, opinion, tuple(footage), valid_until_ms)
        await self._go_on(entries.decided(retrieval, decision, self._place), number, last)
        state = RetrievalState.APPROVED if approved else RetrievalState.REFUSED
        return replace(retrieval, state=state, decision=decision)

    async def withdraw(self, number: RetrievalNumber) -> Retrieval:
        """Take one's own request back, or close what was approved."""
        retrieval, last = await self._found(number)
        own = _same(retrieval.requested_by.account, self._place.account.user)
        match retrieval.state:
            case RetrievalState.PENDING if own:
                state = RetrievalState.WITHDRAWN
            case RetrievalState.APPROVED if own or self._place.account.may(Right.APPROVE):
                state = RetrievalState.CLOSED
            case RetrievalState.PENDING | RetrievalState.APPROVED:
                raise AppError(ErrorCode.FORBIDDEN)
            case _:
                raise AppError(ErrorCode.ALREADY_DECIDED)
        at_ms = self._clock.now_ms()
        await self._go_on(entries.ended(retrieval, state, at_ms, self._place), number, last)
        return replace(retrieval, state=state)

    async def attach(self, number: RetrievalNumber, name: str, content: bytes) -> Retrieval:
        """Keep a scan's content; the request names it already, so that the chain holds its hash."""
        retrieval = await self.get(number)
        if await self._scans.keep(content) not in digests(retrieval):
            raise AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": "legal_document.scans", "name": name})
        return retrieval

    async def attachment(self, number: RetrievalNumber, sha256: str) -> bytes:
        """Fetch a scan."""
        if sha256 not in digests(await self.get(number)):
            raise AppError(ErrorCode.NOT_FOUND, {"retrieval": number})
        return await self._scans.read(sha256)

    async def _all(self) -> dict[RetrievalNumber, tuple[Retrieval, int]]:
        kept = await self._register.read(RegisterQuery(actions=RETRIEVAL_ACTIONS))
        return entries.folded(kept, self._place.instance)

    async def _found(self, number: RetrievalNumber) -> tuple[Retrieval, int]:
        kept = await self._register.read(RegisterQuery(actions=RETRIEVAL_ACTIONS, subject=number))
        found = entries.folded(kept, self._place.instance).get(number)
        if found is None or not self._sees(found[0]):
            raise AppError(ErrorCode.NOT_FOUND, {"retrieval": number})
        return found

    def _sees(self, retrieval: Retrieval) -> bool:
        account = self._place.account
        return _same(retrieval.requested_by.account, account.user) or any(map(account.may, _READERS))

    async def _may_decide(self, retrieval: Retrieval, footage: Sequence[RequestedFootage]) -> None:
        """Refuse whoever may not decide on this, or not on these cameras."""
        account = self._place.account
        if not (account.may(Right.APPROVE) or account.may(Right.ADMINISTER)):
            raise AppError(ErrorCode.FORBIDDEN)
        if _same(retrieval.requested_by.account, account.user):
            raise AppError(ErrorCode.OWN_REQUEST)
        if retrieval.state is not RetrievalState.PENDING:
            raise AppError(ErrorCode.ALREADY_DECIDED)
        wanted = list(dict.fromkeys(item.camera_id for item in footage))
        if wanted and len(await self._directory.cameras_by_id(wanted)) < len(wanted):
            raise AppError(ErrorCode.FORBIDDEN)

    async def _go_on(self, entry: RegisterEntry, number: RetrievalNumber, last: int) -> None:
        if not await self._enter(entry, number, last):
            raise AppError(ErrorCode.ALREADY_DECIDED)

    async def _enter(self, entry: RegisterEntry, number: RetrievalNumber, last: int) -> bool:
        return await self._register.enter_now(entry, Expected(number, RETRIEVAL_ACTIONS, last))

    def _prefix(self, now_ms: int) -> str:
        """Return region, day and this machine's sign: no two machines give the same number."""
        region = self._place.account.scope.code
        machine = hashlib.sha256(self._place.workstation.encode()).hexdigest()[:3].upper()
        return f"{region}-{day_of(now_ms):%Y%m%d}-L{machine}-"


def _wanted(retrieval: Retrieval, query: RetrievalQuery) -> bool:
    if query.states and retrieval.state not in query.states:
        return False
    if query.requested is not None and not query.requested.contains(retrieval.requested_at_ms):
        return False
    request = retrieval.request
    text = "\n".join(
        (
            retrieval.number,
            request.unit,
            *(person.name for person in request.persons),
            request.reason,
            request.case_number,
            *(item.camera_name for item in request.footage),
        )
    ).casefold()
    return all(word in text for word in query.text.casefold().split())


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
