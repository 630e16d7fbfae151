"""Requests for footage: entering them, having them decided by a second person, and looking under one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.domain.account import Account
from desktop.domain.camera import CameraId
from desktop.domain.retrieval import (
    Attachment,
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalRequest,
)
from desktop.domain.retrieval_rules import Problem, RetrievalRules
from desktop.domain.time_range import TimeRange
from desktop.stores.observable import Signal


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned document as it was picked: a name for people, and the file's content."""

    name: str
    content: bytes = field(repr=False)

    @property
    def attachment(self) -> Attachment:
        """What a request says of it."""
        return Attachment(self.name, len(self.content), hashlib.sha256(self.content).hexdigest())


class Approver:
    """A second person, signed in beside the session for one decision; closes itself after it."""

    account: Account

    async def close(self) -> None:
        """Sign out; harmless when that was done before."""
        raise NotImplementedError


class RetrievalService:
    """The register of retrievals of one sign-in: the platform's where it keeps one, this machine's otherwise.

    `changed(retrieval)` comes for every entry that was submitted, decided, withdrawn or found changed;
    `activated(retrieval | None)` when footage is looked at under another entry from now on.
    """

    changed: Signal[[Retrieval]]
    activated: Signal[[Retrieval | None]]

    @property
    def offered(self) -> bool:
        """True when the platform keeps the register, False when this machine does."""
        raise NotImplementedError

    @property
    def rules(self) -> RetrievalRules:
        """How strict the register is now."""
        raise NotImplementedError

    @property
    def active(self) -> Retrieval | None:
        """The entry under which footage is being looked at."""
        raise NotImplementedError

    def activate(self, retrieval: Retrieval | None) -> None:
        """Look at footage under an approved entry from now on, or under none; NOT_APPROVED."""
        raise NotImplementedError

    def allowed_now(self, camera_id: CameraId, span: TimeRange) -> bool:
        """Return whether a span may be looked at under the active entry; True where none is active."""
        raise NotImplementedError

    def problems(self, request: RetrievalRequest, scans: Sequence[Scan] = ()) -> tuple[Problem, ...]:
        """Return all that keeps a request from being submitted, in the order of the form."""
        raise NotImplementedError

    def completions(self, field_path: str, prefix: str) -> tuple[str, ...]:
        """Return what earlier entries had in a field (`unit`, `reason`, `persons.name` …), newest first."""
        raise NotImplementedError

    async def submit(self, request: RetrievalRequest, scans: Sequence[Scan] = ()) -> Retrieval:
        """Enter a request; INCOMPLETE_REQUEST names the first `field`. Else what the platform gives."""
        raise NotImplementedError

    async def list(self, query: RetrievalQuery | None = None) -> tuple[Retrieval, ...]:
        """Return the entries of the account's scope, newest first."""
        raise NotImplementedError

    async def get(self, number: RetrievalNumber) -> Retrieval:
        """Return one entry as it stands; NOT_FOUND."""
        raise NotImplementedError

    async def approver(self, user: str, password: str) -> Approver:
        """Sign a second person in; OWN_REQUEST, FORBIDDEN, BAD_CREDENTIALS, LOCKED_OUT."""
        raise NotImplementedError

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
        """Decide, as `by` or as the signed-in account; OWN_REQUEST, ALREADY_DECIDED, FORBIDDEN."""
        raise NotImplementedError

    async def withdraw(self, number: RetrievalNumber) -> Retrieval:
        """Take one's own request back, or close what was approved."""
        raise NotImplementedError

    async def scan(self, number: RetrievalNumber, sha256: str) -> bytes:
        """Return a scan, proved to be the one that was attached."""
        raise NotImplementedError

    async def close(self) -> None:
        """End with the sign-in."""
        raise NotImplementedError
