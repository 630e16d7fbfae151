"""A clock that moves only when the test says so."""

import asyncio
import heapq


class FakeClock:
    """A `Clock`; `advance` wakes sleepers in order."""

    def __init__(self, now: float = 1000.0) -> None:
        self._now = now
        self._count = 0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now_ms(self) -> int:
        return int(self._now * 1000)

    def monotonic(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._now + seconds, self._count, future))
        await future

    @property
    def next_wake(self) -> float | None:
        """Seconds until the next sleeper wakes, None when nobody sleeps."""
        waiting = [at for at, _, future in self._sleepers if not future.done()]
        return min(waiting) - self._now if waiting else None

    async def advance(self, seconds: float) -> None:
        """Let time pass, sleeper by sleeper, and let everything that wakes run."""
        await self._settle()
        end = self._now + seconds
        while self._sleepers and self._sleepers[0][0] <= end:
            at, _, future = heapq.heappop(self._sleepers)
            self._now = max(self._now, at)
            if not future.done():
                future.set_result(None)
            await self._settle()
        self._now = end
        await self._settle()

    @staticmethod
    async def _settle() -> None:
        for _ in range(20):
            await asyncio.sleep(0)
