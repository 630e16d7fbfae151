"""Lists that come in pages."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from desktop.errors import AppError, ErrorCode
from desktop.ports import Page

T = TypeVar("T")
MOST_PAGES = 200
LIST_S = 60.0
"""A list of many pages is given up after this long altogether, however fast the single pages come."""


async def all_pages(ask: Callable[[str | None], Awaitable[Page[T]]]) -> tuple[tuple[T, ...], int]:
    """Return the items of all pages and how many entries were dropped; TIMED_OUT after `LIST_S`."""
    items: list[T] = []
    dropped = 0
    cursor: str | None = None
    seen: set[str] = set()
    try:
        async with asyncio.timeout(LIST_S):
            for _ in range(MOST_PAGES):
                page = await ask(cursor)
                items.extend(page.items)
                dropped += page.dropped
                cursor = page.next_cursor
                if cursor is None or cursor in seen:  # a list that goes in circles ends
                    break
                seen.add(cursor)
    except TimeoutError as error:
        raise AppError(ErrorCode.TIMED_OUT, {"seconds": round(LIST_S)}) from error
    return tuple(items), dropped
