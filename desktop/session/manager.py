"""Signing in and out, and keeping a session alive without disturbing the wall."""

import asyncio
from dataclasses import replace

from desktop import log
from desktop.domain.account import PlatformInfo, SessionGrant
from desktop.domain.address import PlatformAddress
from desktop.errors import AppError, ErrorCode
from desktop.ports import CertificateQuestion, Clock, UserInteraction
from desktop.session.opening import Opened, Opening
from desktop.session.platforms import RememberedPlatform, RememberedPlatforms
from desktop.session.session import Session, SignInRequest
from desktop.session.status import SessionState, SessionStatus
from desktop.session.tokens import TokenKeeper
from desktop.session.vault import Vault
from desktop.stores.observable import Signal

_log = log.get("session")


class _NobodyToAsk:
    """Trusts no certificate that is not trusted already."""

    async def trust_certificate(self, question: CertificateQuestion) -> bool:  # noqa: ARG002 - the port's word
        return False


class SessionManager:
    """The one sign-in of the program; lives as long as the process, used on the loop's thread.

    `changed(old, new)` comes after every change of the status. While the platform is away or the session has
    expired, the session object stays, and with it the wall.
    """

    def __init__(self, opening: Opening, vault: Vault, platforms: RememberedPlatforms, clock: Clock) -> None:
        self.changed: Signal[[SessionStatus, SessionStatus]] = Signal()
        self._opening = opening
        self._vault = vault
        self._platforms = platforms
        self._clock = clock
        self._status = SessionStatus()
        self._opened: Opened | None = None
        self._keeping: set[asyncio.Task[None]] = set()

    @property
    def status(self) -> SessionStatus:
        """State, where, who, and the last failure."""
        return self._status

    @property
    def session(self) -> Session | None:
        """The session of now, None when signed out."""
        return None if self._opened is None else self._opened.session

    async def sign_in(self, request: SignInRequest, interaction: UserInteraction) -> Session:
        """Sign in; whoever was signed in is signed out first.

        Raises whatever the platform, the network or the certificate gives, LOCKED_OUT with retry_after_s and
        BAD_CREDENTIALS with attempts_left among them.
        """
        await self.sign_out()
        self._set(SessionStatus(SessionState.SIGNING_IN, request.address, request.user))
        keeper = TokenKeeper(self._clock)
        try:
            opened = await self._opening.open(request, keeper, interaction)
        except BaseException as error:
            await keeper.close()
            code = error.code if isinstance(error, AppError) else None
            self._set(SessionStatus(SessionState.SIGNED_OUT, request.address, request.user, error=code))
            raise
        self._take(opened)
        return opened.session

    async def reauthenticate(self, password: str, interaction: UserInteraction) -> None:
        """Give an expired session its life back; the session object and the wall stay."""
        opened = self._opened
        if opened is None:
            raise AppError(ErrorCode.SESSION_EXPIRED)
        request = replace(opened.request, password=password)
        await self._opening.identify(opened.client, request, interaction)
        grant = await opened.client.authenticator.sign_in(request.user, password)
        opened.keeper.adopt(grant)
        if request.remember:
            self._keep_password(request)

    async def beside(self, user: str, password: str) -> Opened:
        """Sign somebody else in to the same platform without touching the session; the caller closes it.

        Nothing of it is remembered. Raises what a sign-in raises, SESSION_EXPIRED when nobody is signed in.
        """
        opened = self._opened
        if opened is None:
            raise AppError(ErrorCode.SESSION_EXPIRED)
        request = replace(opened.request, user=user, password=password, remember=False)
        keeper = TokenKeeper(self._clock)
        try:
            return await self._opening.open(request, keeper, _NobodyToAsk())
        except BaseException:
            await keeper.close()
            raise

    async def sign_out(self) -> None:
        """Sign out; nothing happens when nobody is signed in. A kept password stays kept."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.close(revoke=True)
            self._set(SessionStatus(address=opened.request.address, user=opened.request.user))

    async def close(self) -> None:
        """End with the process."""
        await self.sign_out()
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)

    async def probe(self, address: PlatformAddress, ca_file: str | None = None) -> PlatformInfo:
        """Ask a platform who it is, for its notice; nobody is asked about its certificate."""
        keeper = TokenKeeper(self._clock)
        try:
            return await self._opening.look(address, ca_file, keeper)
        finally:
            await keeper.close()

    async def keeps_passwords(self) -> bool:
        """Return False when no keyring answers: a kept password would not survive the process."""
        return await self._vault.persistent()

    async def kept_password(self, address: PlatformAddress, user: str) -> str | None:
        """Return the kept password or None."""
        return await self._vault.get(address.url, user)

    def remembered(self) -> tuple[RememberedPlatform, ...]:
        """Return the platforms of earlier sign-ins, newest first."""
        return self._platforms.all()

    async def forget(self, address: PlatformAddress) -> None:
        """Forget a platform, its users and their passwords."""
        users = [user for entry in self.remembered() if entry.address == address for user in entry.users]
        self._platforms.forget(address)
        for user in users:
            await self._vault.forget(address.url, user)

    def _take(self, opened: Opened) -> None:
        self._opened = opened
        request, session = opened.request, opened.session
        session.link.changed.connect(lambda reachable: self._link_changed(opened, reachable=reachable))
        session.link.distrusted.connect(lambda code: self._expired(opened, code))
        opened.keeper.expired.connect(lambda code: self._expired(opened, code))
        opened.keeper.adopted.connect(lambda grant: self._renewed(opened, grant))
        self._platforms.used(request.address, session.platform.name, request.user, request.ca_file)
        self._keep_password(request)
        self._set(SessionStatus(SessionState.SIGNED_IN, request.address, request.user, session.account))

    def _keep_password(self, request: SignInRequest) -> None:
        task = asyncio.get_running_loop().create_task(self._store_password(request))
        self._keeping.add(task)
        task.add_done_callback(self._keeping.discard)

    async def _store_password(self, request: SignInRequest) -> None:
        if request.remember:
            await self._vault.keep(request.address.url, request.user, request.password)
        else:
            await self._vault.forget(request.address.url, request.user)

    def _link_changed(self, opened: Opened, *, reachable: bool) -> None:
        if opened is not self._opened:
            return
        state = self._status.state
        if not reachable and state is SessionState.SIGNED_IN:
            self._set(replace(self._status, state=SessionState.RECONNECTING))
        elif reachable and state is SessionState.RECONNECTING:
            self._set(replace(self._status, state=SessionState.SIGNED_IN))

    def _expired(self, opened: Opened, code: ErrorCode) -> None:
        if opened is self._opened:
            self._set(replace(self._status, state=SessionState.EXPIRED, error=code))

    def _renewed(self, opened: Opened, grant: SessionGrant) -> None:
        if opened is self._opened:
            state = SessionState.SIGNED_IN if opened.session.link.reachable else SessionState.RECONNECTING
            self._set(replace(self._status, state=state, account=grant.account, error=None))

    def _set(self, status: SessionStatus) -> None:
        if status != self._status:
            old, self._status = self._status, status
            _log.info("session: %s", status.state.value)
            self.changed.emit(old, status)
