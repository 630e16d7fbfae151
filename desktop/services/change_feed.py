"""Follows what changes on the platform, for as long as a session lasts."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from desktop import log
from desktop.domain.changes import ChangeSet
from desktop.domain.retry import RetryPolicy
from desktop.errors import AppError
from desktop.ports import CameraDirectory, Clock

_log = log.get("directory")
POLL_S = 20
SHORTEST_ROUND_S = 0.2
"""A platform that answers its long poll at once, always, must not keep this machine busy."""
LONGEST_PAUSE_S = 3.0
"""While the platform is away it is looked for this often: every tile of the program waits for that."""

Receiver = Callable[[ChangeSet], Awaitable[None]]


class ChangeFeed:
    """The long poll; runs in the task that calls `run`, on the loop's thread.

    After an outage it goes on from the same cursor: nothing is missed as long as the platform remembers, and
    a platform that does not says `reset`.
    """

    def __init__(self, directory: CameraDirectory, clock: Clock, retry: RetryPolicy | None = None) -> None:
        self._directory = directory
        self._clock = clock
        self._retry = retry or RetryPolicy(cap_s=LONGEST_PAUSE_S, slow_s=15.0)
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """End a wait between two tries: the platform may be back."""
        self._woken.set()

    async def run(self, receive: Receiver) -> None:
        """Hand every answer to `receive`, the first one (a cursor, no changes) included; never returns."""
        cursor: str | None = None
        failures = 0
        while True:
            began = self._clock.monotonic()
            try:
                # After an outage the first answer shall come at once: the session waits for it.
                wait_s = 0 if failures else POLL_S
                answer = await self._directory.changes(cursor, wait_s=wait_s)
            except AppError as error:
                failures += 1
                await self._pause(error, failures)
                continue
            failures = 0
            cursor = answer.cursor
            await receive(answer)
            left = SHORTEST_ROUND_S - (self._clock.monotonic() - began)
            if left > 0:
                await self._clock.sleep(left)

    async def _pause(self, error: AppError, failures: int) -> None:
        delay = self._retry.delay(error.code, failures, random.random())  # noqa: S311 - jitter
        wait_s = self._retry.slow_s if delay is None else delay
        _log.info("changes: %s, next try in %.1f s", error.code.value, wait_s)
        self._woken.clear()
        waits = [
            asyncio.ensure_future(self._clock.sleep(wait_s)),
            asyncio.ensure_future(self._woken.wait()),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
