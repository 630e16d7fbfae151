"""Whose turn it is to open a stream: a few at a time, the important ones first."""

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class OpenGate:
    """Lets at most `limit` callers through at a time, by priority and then in order; used on one loop.

    A caller holds its turn while it connects, and bounds that itself: a camera that never answers must not
    keep others waiting.
    """

    def __init__(self, limit: int) -> None:
        self._limit = max(1, limit)
        self._inside = 0
        self._count = 0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []

    @property
    def inside(self) -> int:
        """How many hold a turn."""
        return self._inside

    def set_limit(self, limit: int) -> None:
        """Change how many may be inside; those inside stay."""
        self._limit = max(1, limit)
        self._admit()

    @asynccontextmanager
    async def turn(self, priority: int = 0) -> AsyncIterator[None]:
        """Wait for a turn (lower priorities first) and hold it."""
        await self._enter(priority)
        try:
            yield
        finally:
            self._inside -= 1
            self._admit()

    async def _enter(self, priority: int) -> None:
        self._count += 1
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, self._count, future))
        self._admit()
        try:
            await future
        except asyncio.CancelledError:
            if not future.cancelled():  # admitted in the same instant
                self._inside -= 1
                self._admit()
            raise

    def _admit(self) -> None:
        while self._waiting and self._inside < self._limit:
            _, _, future = heapq.heappop(self._waiting)
            if not future.done():
                self._inside += 1
                future.set_result(None)
