"""Spans of time as operations take them."""

from typing import Annotated

from fastapi import Query

from desktop.demo_platform.api.errors import ApiError

_DAY_MS = 86_400_000
FromParam = Annotated[int, Query(ge=0, lt=2**53)]
ToParam = Annotated[int, Query(ge=0, lt=2**53)]
OptionalFrom = Annotated[int | None, Query(ge=0, lt=2**53)]
OptionalTo = Annotated[int | None, Query(ge=0, lt=2**53)]


def checked_span(from_ms: int, to_ms: int, most_days: int) -> tuple[int, int]:
    """Return the span; 400 when it is empty, the wrong way round, or longer than so many days."""
    if not from_ms < to_ms:
        raise ApiError("bad_request", "from_ms must be before to_ms")
    if to_ms - from_ms > most_days * _DAY_MS:
        raise ApiError("bad_request", f"at most {most_days} days")
    return from_ms, to_ms
