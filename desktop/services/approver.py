"""A second person who signs in beside the session, for one decision on the same machine."""

import asyncio
from collections.abc import Awaitable, Callable

from desktop import log
from desktop.domain.account import Account
from desktop.ports import Clock, Retrievals
from desktop.session.opening import Opened

_log = log.get("session")
LONGEST_S = 600.0
"""Nobody stays signed in beside the session for longer than this."""

SignInBeside = Callable[[str, str], Awaitable[Opened]]
"""Signs somebody in to the session's platform by user and password."""


class Approver:
    """Somebody signed in for a decision; signs out after it, after ten minutes, or with the session."""

    def __init__(self, opened: Opened, retrievals: Retrievals, clock: Clock) -> None:
        self.retrievals = retrievals
        self.deciding = asyncio.Lock()
        """Held during a decision: nobody is signed out in the middle of one."""
        self._opened: Opened | None = opened
        self._account = opened.session.account
        self._limit = asyncio.get_running_loop().create_task(self._end_in_time(clock))

    @property
    def account(self) -> Account:
        """Who it is."""
        return self._account

    @property
    def signed_in(self) -> bool:
        """False once it was closed."""
        return self._opened is not None

    async def close(self) -> None:
        """Sign out, after the decision that is being made; harmless when that was done before."""
        async with self.deciding:
            opened, self._opened = self._opened, None
        if opened is not None:
            if asyncio.current_task() is not self._limit:
                self._limit.cancel()
            await opened.close(revoke=True)
            _log.info("the second person is signed out")

    async def _end_in_time(self, clock: Clock) -> None:
        await clock.sleep(LONGEST_S)
        await self.close()
