"""Kept passwords, asked for without ever blocking: the keyring may hang, refuse, or wait for a person."""

from collections.abc import Callable

from desktop import log
from desktop.errors import AppError
from desktop.lanes import Lane
from desktop.ports import SecretStore

_log = log.get("session")
PROBE_S = 8.0
ANSWER_S = 30.0


class Vault:
    """The secret store behind a lane; a keyring that does not answer is replaced by `fallback`.

    Lives as long as the process, used on the loop's thread.
    """

    def __init__(
        self,
        open_store: Callable[[], SecretStore],
        fallback: SecretStore,
        lane: Lane,
        *,
        probe_s: float = PROBE_S,
        answer_s: float = ANSWER_S,
    ) -> None:
        self._open_store = open_store
        self._fallback = fallback
        self._lane = lane
        self._probe_s = probe_s
        self._answer_s = answer_s
        self._store: SecretStore | None = None

    async def persistent(self) -> bool:
        """True when passwords survive the process."""
        return (await self.store()).persistent

    async def get(self, platform: str, user: str) -> str | None:
        """Return the kept password; what only this process keeps where the keyring does not answer."""
        store = await self.store()
        try:
            return await self._lane.run(lambda _: store.get(platform, user), deadline_s=self._answer_s)
        except AppError as error:
            _log.warning("the keyring gave no password: %r", error)
            return self._fallback.get(platform, user)

    async def keep(self, platform: str, user: str, secret: str) -> bool:
        """Keep a password; False when it will not survive the process."""
        store = await self.store()
        try:
            await self._lane.run(lambda _: store.set(platform, user, secret), deadline_s=self._answer_s)
        except AppError as error:
            _log.warning("the keyring took no password: %r", error)
            self._fallback.set(platform, user, secret)
            return False
        return store.persistent

    async def forget(self, platform: str, user: str) -> None:
        """Forget a password."""
        store = await self.store()
        self._fallback.delete(platform, user)
        try:
            await self._lane.run(lambda _: store.delete(platform, user), deadline_s=self._answer_s)
        except AppError as error:
            _log.warning("the keyring did not forget a password: %r", error)

    async def store(self) -> SecretStore:
        """Return the store itself; its calls may block: run them on the lane of secrets."""
        if self._store is None:
            try:
                store = await self._lane.run(lambda _: self._open_store(), deadline_s=self._probe_s)
            except AppError as error:
                _log.info("no keyring answers, passwords are kept in memory: %r", error)
                store = self._fallback
            # Another call may have come first; then its store counts.
            self._store = self._store or store
        return self._store
