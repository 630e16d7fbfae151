"""A platform that keeps no register of retrievals."""

# ruff: noqa: ARG002 - the port's signatures

from collections.abc import Sequence
from typing import NoReturn

from desktop.domain.retrieval import (
    RequestedFootage,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalRequest,
)
from desktop.errors import AppError, ErrorCode


class NoRetrievals:
    """A `Retrievals` that offers nothing."""

    async def submit(self, request: RetrievalRequest) -> NoReturn:
        raise AppError(ErrorCode.NOT_OFFERED)

    async def get(self, number: RetrievalNumber) -> NoReturn:
        raise AppError(ErrorCode.NOT_OFFERED)

    async def list(self, query: RetrievalQuery) -> NoReturn:
        raise AppError(ErrorCode.NOT_OFFERED)

    async def decide(
        self,
        number: RetrievalNumber,
        *,
        approved: bool,
        opinion: str,
        footage: Sequence[RequestedFootage],
        valid_until_ms: int | None,
    ) -> NoReturn:
        raise AppError(ErrorCode.NOT_OFFERED)

    async def withdraw(self, number: RetrievalNumber) -> NoReturn:
        raise AppError(ErrorCode.NOT_OFFERED)

    async def attach(self, number: RetrievalNumber, name: str, content: bytes) -> NoReturn:
        raise AppError(ErrorCode.NOT_OFFERED)

    async def attachment(self, number: RetrievalNumber, sha256: str) -> NoReturn:
        raise AppError(ErrorCode.NOT_OFFERED)
