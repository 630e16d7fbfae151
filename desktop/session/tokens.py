"""Keeps a token fresh: renews it before it expires, and when the platform refuses it."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from desktop import log
from desktop.domain.account import SessionGrant
from desktop.domain.retry import RetryKind, RetryPolicy, retry_kind
from desktop.errors import AppError, ErrorCode
from desktop.ports import Authenticator, Clock
from desktop.stores.observable import Signal

_log = log.get("session")
REFRESH_AT = 0.8
"""Part of a token's life after which it is changed for a new one."""
SHORTEST_WAIT_S = 1.0

SignInAgain = Callable[[], Awaitable[SessionGrant | None]]
"""Signs in with the kept password; None when none is kept."""


class TokenKeeper:
    """A `TokenSource`; lives with one sign-in, used on the loop's thread.

    However many calls are refused at the same time, the token is renewed once. After `expired` nothing is
    tried any more (a wrong kept password must not lock the account) until `adopt` brings a new grant.
    """

    def __init__(self, clock: Clock, retry: RetryPolicy | None = None) -> None:
        self.expired: Signal[[ErrorCode]] = Signal()
        self.adopted: Signal[[SessionGrant]] = Signal()
        self._clock = clock
        self._retry = retry or RetryPolicy(base_s=2.0, cap_s=30.0)
        self._grant: SessionGrant | None = None
        self._dead = False
        self._authenticator: Authenticator | None = None
        self._sign_in_again: SignInAgain | None = None
        self._renewal: asyncio.Task[str] | None = None
        self._timer: asyncio.Task[None] | None = None

    def bind(self, authenticator: Authenticator, sign_in_again: SignInAgain) -> None:
        """Say who refreshes, and how to sign in again when the refresh token is dead as well."""
        self._authenticator = authenticator
        self._sign_in_again = sign_in_again

    def adopt(self, grant: SessionGrant) -> None:
        """Take a new grant and plan its refreshing."""
        self._grant = grant
        self._dead = False
        self._plan(max(SHORTEST_WAIT_S, grant.expires_in_s * REFRESH_AT))
        self.adopted.emit(grant)

    def access_token(self) -> str | None:
        """Return the token of now."""
        return None if self._grant is None else self._grant.access_token

    async def renew(self, stale: str | None) -> str:
        """Return another token than the stale one; SESSION_EXPIRED when only a person can help."""
        token = self.access_token()
        if token is not None and token != stale:
            return token
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.get_running_loop().create_task(self._renew())
            self._renewal.add_done_callback(_retrieve)
        return await asyncio.shield(self._renewal)

    async def close(self) -> None:
        """Stop refreshing and forget the tokens."""
        self._grant = None
        tasks = [task for task in (self._timer, self._renewal) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _renew(self) -> str:
        if self._dead or self._grant is None or self._authenticator is None:
            raise AppError(ErrorCode.SESSION_EXPIRED)
        try:
            grant = await self._authenticator.refresh(self._grant.refresh_token)
        except AppError as error:
            if error.code is not ErrorCode.SESSION_EXPIRED:
                raise
            grant = await self._again(error)
        self.adopt(grant)
        return grant.access_token

    async def _again(self, refused: AppError) -> SessionGrant:
        grant = None
        cause = refused
        try:
            grant = None if self._sign_in_again is None else await self._sign_in_again()
        except AppError as error:
            if retry_kind(error.code) is not RetryKind.NEVER:
                raise
            cause = error
        if grant is not None:
            return grant
        self._dead = True
        _log.warning("the session expired: %s", cause.code.value)
        self.expired.emit(cause.code)
        raise AppError(ErrorCode.SESSION_EXPIRED, cause.detail) from cause

    def _plan(self, wait_s: float) -> None:
        if self._timer is not None and self._timer is not asyncio.current_task():
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().create_task(self._refresh_later(wait_s))

    async def _refresh_later(self, wait_s: float) -> None:
        await self._clock.sleep(wait_s)
        failures = 0
        while not self._dead:
            try:
                await self.renew(self.access_token())
            except AppError as error:
                failures += 1
                if error.code is ErrorCode.SESSION_EXPIRED:
                    return
                delay = self._retry.delay(error.code, failures, random.random())  # noqa: S311 - jitter
                await self._clock.sleep(self._retry.slow_s if delay is None else delay)
            else:
                return


def _retrieve(task: asyncio.Task[str]) -> None:
    """Mark a failure as seen: those who waited got it, and nobody may have waited."""
    if not task.cancelled():
        task.exception()
