"""Requests for footage: entering them, having them decided by a second person, and looking under one."""

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.audit.entry import AccessAction, RegisterEntry
from desktop.audit.register import AccessRegister
from desktop.domain.account import Account, Right
from desktop.domain.camera import CameraId
from desktop.domain.retrieval import (
    Person,
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalRequest,
    RetrievalState,
)
from desktop.domain.retrieval_rules import Problem, RetrievalRules, problems
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane
from desktop.ports import Clock, Retrievals
from desktop.services import retrieval_entries as entries
from desktop.services.active_retrieval import ActiveRetrieval
from desktop.services.approver import Approver, SignInBeside
from desktop.services.completions import Completions
from desktop.services.decisions import check_decided, check_decision
from desktop.services.local_retrievals import LocalRetrievals
from desktop.services.retrieval_entries import Place
from desktop.services.scans import Scan, ScanFiles, bad_scans, digest, digests, with_scans
from desktop.services.submitting import Submitting, as_the_directory_says
from desktop.services.tasks import TaskOwner
from desktop.session.session import Session
from desktop.settings.retrieval_rules import rules_of
from desktop.settings.store import Settings
from desktop.stores.observable import Signal

__all__ = ["Approver", "RetrievalParts", "RetrievalService", "Scan"]
FEATURE = "retrievals"
ANSWER_S = 20.0
"""How long the end waits for the answer to what was sent, so that it can be entered."""


@dataclass(frozen=True, slots=True)
class RetrievalParts:
    """What a `RetrievalService` works with; `scans` is the folder of the scans that this machine keeps."""

    session: Session
    register: AccessRegister
    settings: Settings
    clock: Clock
    sign_in: SignInBeside
    scans: Path
    lane: Lane


class RetrievalService:
    """The register of retrievals of one sign-in: the platform's where it keeps one, this machine's otherwise.

    `changed(retrieval)` comes for every entry that was submitted, decided, ended or found changed;
    `activated(retrieval | None)` when footage is looked at under another entry from now on. Every step is
    entered in this machine's register as well, even when whoever asked for it goes away meanwhile. Used on
    the loop's thread.
    """

    def __init__(self, parts: RetrievalParts) -> None:
        self.changed: Signal[[Retrieval]] = Signal()
        self.offered = FEATURE in parts.session.platform.features
        """True when the platform keeps the register, False when this machine does."""
        self._register = parts.register
        self._settings = parts.settings
        self._clock = parts.clock
        self._sign_in = parts.sign_in
        self._session = parts.session
        self._scans = ScanFiles(parts.scans, parts.lane)
        self._place = self._place_of(parts.session.account)
        self._book = self._book_of(parts.session)
        self._submitting = Submitting(self._book, parts.session.account.user, parts.clock)
        self._active = ActiveRetrieval(parts.clock)
        self._completions = Completions()
        self._tasks = TaskOwner(finish_s=ANSWER_S)
        self._known: dict[RetrievalNumber, Retrieval] = {}
        self._approvers: set[Approver] = set()
        self.activated = self._active.changed

    @property
    def rules(self) -> RetrievalRules:
        """How strict the register is now."""
        return rules_of(self._settings)

    @property
    def active(self) -> Retrieval | None:
        """The entry under which footage is being looked at."""
        return self._active.entry

    def activate(self, retrieval: Retrieval | None) -> None:
        """Look at footage under an approved entry from now on, or under none; NOT_APPROVED.

        It ends by itself when the approval does.
        """
        self._active.set(retrieval)

    def valid(self, retrieval: Retrieval) -> bool:
        """Return whether something may still be seen or taken under an entry."""
        return self._active.valid(retrieval)

    def allowed_now(self, camera_id: CameraId, span: TimeRange) -> bool:
        """Return whether a span may be looked at under the active entry; True where none is active."""
        return self._active.allows(camera_id, span)

    def may_decide(self, retrieval: Retrieval) -> bool:
        """Return whether the signed-in account may decide on an entry itself."""
        own = _same(retrieval.requested_by.account, self._session.account.user)
        return retrieval.state is RetrievalState.PENDING and not own and self._decides(self._session.account)

    def problems(self, request: RetrievalRequest, scans: Sequence[Scan] | None = None) -> tuple[Problem, ...]:
        """Return all that keeps a request from being submitted, in the order of the form.

        `scans`, where given, stand for those that the request names.
        """
        if scans is not None:
            request = with_scans(request, scans)
        return (*problems(request, self.rules, self._clock.now_ms()), *bad_scans(scans or ()))

    def completions(self, field_path: str, prefix: str) -> tuple[str, ...]:
        """Return what earlier entries had in a field (`unit`, `reason`, `persons.name` …), newest first."""
        return self._completions.of(field_path, prefix)

    def person(self, name: str) -> Person | None:
        """Return the person of that name in an earlier entry, with document and telephone."""
        return self._completions.person(name)

    async def submit(self, request: RetrievalRequest, scans: Sequence[Scan] = ()) -> Retrieval:
        """Enter a request with its scans.

        What the directory says of the cameras replaces what the request says: name, place, household or not.
        Raises INCOMPLETE_REQUEST with the first `field` and its `problem`, NOT_FOUND for a camera that the
        account may not see, and what the platform gives; `retrieval` among the details is the number of an
        entry that stands already, but lacks scans: `attach` them.
        """
        request = await as_the_directory_says(with_scans(request, scans), self._session.directory)
        found = self.problems(request, scans)
        if found:
            detail = {"field": found[0].field, "problem": found[0].code.value}
            limit = {"limit": found[0].limit} if found[0].limit else {}
            raise AppError(ErrorCode.INCOMPLETE_REQUEST, {**detail, **limit})
        if not self.offered:  # their hashes stand in the chain before anything else does
            for scan in scans:
                await self._scans.keep(scan.content)
        return await self._tasks.finish(self._send(request, scans))

    async def attach(self, number: RetrievalNumber, scans: Sequence[Scan]) -> Retrieval:
        """Add scans to one's own pending entry; those that are there already are passed over."""
        retrieval = await self.get(number)
        for scan in scans:
            sha256 = digest(scan.content)
            if sha256 in digests(retrieval):
                continue
            try:
                retrieval = await self._book.attach(number, scan.name, scan.content)
            except AppError as error:
                raise AppError(error.code, {**error.detail, "retrieval": number}) from error
            if sha256 not in digests(retrieval):
                raise AppError(ErrorCode.BAD_ANSWER, {"retrieval": number})
        return self._took(retrieval)

    async def list(self, query: RetrievalQuery | None = None) -> tuple[Retrieval, ...]:
        """Return the entries of the account's scope, newest first."""
        return tuple(self._took(found) for found in await self._book.list(query or RetrievalQuery()))

    async def get(self, number: RetrievalNumber) -> Retrieval:
        """Return one entry as it stands; NOT_FOUND with `retrieval`."""
        try:
            retrieval = await self._book.get(number)
        except AppError as error:
            if error.code is ErrorCode.NOT_FOUND:
                raise AppError(error.code, {**error.detail, "retrieval": number}) from error
            raise
        if retrieval.number != number:
            raise AppError(ErrorCode.BAD_ANSWER, {"retrieval": number})
        return self._took(retrieval)

    async def approver(self, user: str, password: str) -> Approver:
        """Sign a second person in; OWN_REQUEST, FORBIDDEN, BAD_CREDENTIALS, LOCKED_OUT.

        Whoever tries stands in the register, whether it works or not.
        """
        user, own = user.strip(), self._session.account.user
        if _same(user, own):
            raise AppError(ErrorCode.OWN_REQUEST)
        try:
            opened = await self._sign_in(user, password)
        except AppError as error:
            self._operation(AccessAction.OPERATION_SIGN_IN_FAILED, user, error.code.value)
            raise
        account = opened.session.account
        approver = Approver(opened, self._book_of(opened.session), self._clock)
        self._approvers.add(approver)
        self._operation(AccessAction.OPERATION_SIGN_IN, account.user, "approver", account)
        if _same(account.user, own) or not self._decides(account):
            await self.dismiss(approver)
            raise AppError(ErrorCode.OWN_REQUEST if _same(account.user, own) else ErrorCode.FORBIDDEN)
        return approver

    async def dismiss(self, approver: Approver) -> None:
        """Sign a second person out again; harmless when that was done before."""
        if approver in self._approvers:
            self._approvers.discard(approver)
            account = approver.account
            self._operation(AccessAction.OPERATION_SIGN_OUT, account.user, "approver", account)
        await approver.close()

    async def decide(
        self,
        number: RetrievalNumber,
        *,
        approved: bool,
        opinion: str,
        footage: Sequence[RequestedFootage] = (),
        valid_until_ms: int | None = None,
        by: Approver | None = None,
    ) -> Retrieval:
        """Decide, as `by` or as the signed-in account; an approval without footage is one of all of it.

        Raises OWN_REQUEST, ALREADY_DECIDED, FORBIDDEN; INCOMPLETE_REQUEST for a refusal without a reason, an
        end in the past, or more footage than was asked for. `by` is signed out when the decision stands, and
        stays for another try when it does not; SESSION_EXPIRED when it was too long ago.
        """
        if by is not None and not by.signed_in:
            raise AppError(ErrorCode.SESSION_EXPIRED)
        retrieval = await self.get(number)
        meant = (tuple(footage) or retrieval.request.footage) if approved else ()
        until = valid_until_ms if approved else None
        check_decision(retrieval, meant, approved=approved, opinion=opinion)
        if until is not None and until <= self._clock.now_ms():
            raise AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": "valid_until_ms", "problem": "in_past"})
        book = self._book if by is None else by.retrievals

        async def send() -> Retrieval:
            decided = await book.decide(
                number, approved=approved, opinion=opinion.strip(), footage=meant, valid_until_ms=until
            )
            decision = check_decided(decided, number, meant, approved=approved)
            if self.offered:
                place = self._place if by is None else self._place_of(by.account)
                self._register.enter(entries.decided(decided, decision, place))
            return self._took(decided, by_us=True)

        if by is None:
            return await self._tasks.finish(send())
        try:
            async with by.deciding:
                if not by.signed_in:
                    raise AppError(ErrorCode.SESSION_EXPIRED)
                decided = await self._tasks.finish(send())
        except asyncio.CancelledError:
            await self.dismiss(by)
            raise
        await self.dismiss(by)
        return decided

    async def withdraw(self, number: RetrievalNumber) -> Retrieval:
        """Take one's own request back, or close what was approved; FORBIDDEN, ALREADY_DECIDED."""
        return await self._tasks.finish(self._end(number))

    async def scan(self, number: RetrievalNumber, sha256: str) -> bytes:
        """Return a scan, proved to be the one that was attached; BAD_ANSWER when it is another."""
        content = await self._book.attachment(number, sha256)
        if digest(content) != sha256:
            raise AppError(ErrorCode.BAD_ANSWER, {"retrieval": number})
        return content

    async def close(self) -> None:
        """End with the sign-in, once what has been sent is entered; a second person is signed out."""
        await self._tasks.close()
        await self._active.close()
        for approver in tuple(self._approvers):
            await self.dismiss(approver)

    async def _send(self, request: RetrievalRequest, scans: Sequence[Scan]) -> Retrieval:
        retrieval = self._took(await self._submitting.submit(request), by_us=True)
        if self.offered:
            self._register.enter(entries.submitted(retrieval, self._place))
            retrieval = await self.attach(retrieval.number, scans)
        return retrieval

    async def _end(self, number: RetrievalNumber) -> Retrieval:
        ended = await self._book.withdraw(number)
        if ended.number != number or ended.state not in {RetrievalState.WITHDRAWN, RetrievalState.CLOSED}:
            raise AppError(ErrorCode.BAD_ANSWER, {"retrieval": number})
        if self.offered:
            self._register.enter(entries.ended(ended, ended.state, self._clock.now_ms(), self._place))
        return self._took(ended, by_us=True)

    def _took(self, retrieval: Retrieval, *, by_us: bool = False) -> Retrieval:
        """Remember an entry, and tell when it is new to us or not as it was."""
        before = self._known.get(retrieval.number)
        self._known[retrieval.number] = retrieval
        self._completions.add(retrieval)
        self._active.replace(retrieval)
        if by_us or (before is not None and before != retrieval):
            self.changed.emit(retrieval)
        return retrieval

    def _decides(self, account: Account) -> bool:
        """Return whether an account may decide; a platform without a register may not know that right."""
        return account.may(Right.APPROVE) or (not self.offered and account.may(Right.ADMINISTER))

    def _place_of(self, account: Account) -> Place:
        platform = self._session.platform
        return Place(account, platform.name, platform.instance_id, socket.gethostname())

    def _book_of(self, session: Session) -> Retrievals:
        if self.offered:
            return session.retrievals
        place = self._place_of(session.account)
        return LocalRetrievals(self._register, self._scans, session.directory, place, self._clock)

    def _operation(
        self, action: AccessAction, user: str, detail: str, account: Account | None = None
    ) -> None:
        self._register.enter(
            RegisterEntry(
                at_ms=self._clock.now_ms(),
                who="" if account is None else account.display_name,
                unit="" if account is None else account.unit,
                account=user,
                platform=self._session.platform.name,
                action=action,
                camera_id=CameraId(""),
                camera_name="",
                range=TimeRange(0, 0),
                workstation=self._place.workstation,
                detail=detail,
            )
        )


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
