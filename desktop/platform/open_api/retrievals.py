"""The register of retrievals of a platform of the open contract."""

from collections.abc import Sequence

from desktop import log
from desktop.domain.retrieval import (
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalRequest,
)
from desktop.platform.open_api import retrieval_requests as requests
from desktop.platform.open_api.caller import Caller
from desktop.platform.open_api.paging import all_pages

_log = log.get("retrievals")


class OpenApiRetrievals:
    """A `Retrievals`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def submit(self, request: RetrievalRequest) -> Retrieval:
        """Enter a request; it waits for the decision of somebody else."""
        return await self._caller.call(requests.submit(request))

    async def get(self, number: RetrievalNumber) -> Retrieval:
        """Return one entry as it stands."""
        return await self._caller.call(requests.get(number))

    async def list(self, query: RetrievalQuery) -> Sequence[Retrieval]:
        """List the entries of the account's scope, newest first."""
        items, dropped = await all_pages(lambda cursor: self._caller.call(requests.listed(query, cursor)))
        if dropped:
            _log.info("%d entries made no sense", dropped)
        return items

    async def decide(
        self,
        number: RetrievalNumber,
        *,
        approved: bool,
        opinion: str,
        footage: Sequence[RequestedFootage],
        valid_until_ms: int | None,
    ) -> Retrieval:
        """Decide as the signed-in account; OWN_REQUEST, ALREADY_DECIDED, FORBIDDEN."""
        order = requests.decide(
            number, approved=approved, opinion=opinion, footage=footage, valid_until_ms=valid_until_ms
        )
        return await self._caller.call(order)

    async def withdraw(self, number: RetrievalNumber) -> Retrieval:
        """Take one's own request back, or close what was approved."""
        return await self._caller.call(requests.withdraw(number))

    async def attach(self, number: RetrievalNumber, name: str, content: bytes) -> Retrieval:
        """Add a scan (at most 10 MB) to one's own pending request."""
        return await self._caller.call(requests.attach(number, name, content))

    async def attachment(self, number: RetrievalNumber, sha256: str) -> bytes:
        """Fetch a scan; BAD_ANSWER when what comes has another hash."""
        return await self._caller.call(requests.attachment(number, sha256))
