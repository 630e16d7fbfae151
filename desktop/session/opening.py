"""Opening one session: connect, settle the certificate, sign in; and the parts that keep it alive."""

import asyncio
from dataclasses import dataclass

from desktop import log
from desktop.domain.account import PlatformInfo, SessionGrant
from desktop.domain.address import PlatformAddress
from desktop.errors import AppError
from desktop.ports import Clock, PlatformClient, PlatformConnector, UserInteraction
from desktop.session.link import PlatformLink
from desktop.session.platform_clock import PlatformClock
from desktop.session.session import Session, SignInRequest
from desktop.session.tokens import TokenKeeper
from desktop.session.trust import DISTRUST, TrustStore
from desktop.session.vault import Vault

_log = log.get("session")
SIGN_OUT_S = 2.0


@dataclass(frozen=True, slots=True)
class Opened:
    """A session with the parts that are nobody else's business."""

    request: SignInRequest
    session: Session
    client: PlatformClient
    keeper: TokenKeeper
    timing: asyncio.Task[None]

    async def close(self, *, revoke: bool) -> None:
        """Stop refreshing and close the connections; tell the platform first when it can be reached."""
        if revoke and self.session.link.reachable:
            try:
                async with asyncio.timeout(SIGN_OUT_S):
                    await self.client.authenticator.sign_out()
            except (AppError, TimeoutError) as error:
                _log.info("the platform was not told of the sign-out: %r", error)
        self.timing.cancel()
        await asyncio.gather(self.timing, return_exceptions=True)
        await self.keeper.close()
        self.client.close()


class Opening:
    """Opens sessions; lives as long as the process, used on the loop's thread."""

    def __init__(self, connector: PlatformConnector, trust: TrustStore, vault: Vault, clock: Clock) -> None:
        self._connector = connector
        self._clock = clock
        self._trust = trust
        self._vault = vault

    async def open(self, request: SignInRequest, keeper: TokenKeeper, interaction: UserInteraction) -> Opened:
        """Sign in; the password is sent to no server before its certificate and its answer were judged."""
        link, clock = PlatformLink(), PlatformClock(self._clock)
        link.time_told.connect(clock.hear)
        trust = self._trust.of(request.address, request.ca_file)
        client = self._connector.connect(request.address, trust, keeper, link)
        try:
            info = await self.identify(client, request, interaction)
            grant = await client.authenticator.sign_in(request.user, request.password)
        except BaseException:
            client.close()
            raise
        keeper.bind(client.authenticator, lambda: self._again(client, request))
        keeper.adopt(grant)
        session = Session(
            request.address,
            info,
            grant.account,
            client.directory,
            client.streams,
            link,
            client.archive,
            clock,
            client.retrievals,
            self._trust.of(request.address, request.ca_file),
        )
        timing = asyncio.get_running_loop().create_task(clock.keep(client.authenticator), name="timing")
        return Opened(request, session, client, keeper, timing)

    async def look(self, address: PlatformAddress, ca_file: str | None, keeper: TokenKeeper) -> PlatformInfo:
        """Ask a platform who it is before anybody signs in; a certificate in doubt is a failure."""
        trust = self._trust.of(address, ca_file)
        client = self._connector.connect(address, trust, keeper, PlatformLink())
        try:
            return await client.authenticator.platform_info()
        finally:
            client.close()

    async def identify(
        self, client: PlatformClient, request: SignInRequest, interaction: UserInteraction
    ) -> PlatformInfo:
        """Ask the platform who it is, and the person whether to trust it where that is not clear."""
        try:
            return await client.authenticator.platform_info()
        except AppError as error:
            if error.code not in DISTRUST or request.ca_file is not None:
                raise
            _log.warning("%s: %s", request.address.host, error.code.value)
        client.trust(await self._trust.ask(self._connector, request.address, interaction))
        return await client.authenticator.platform_info()

    async def _again(self, client: PlatformClient, request: SignInRequest) -> SessionGrant | None:
        """Sign in again with the kept password; None when none is kept."""
        if not request.remember:
            return None
        password = await self._vault.get(request.address.url, request.user)
        if password is None:
            return None
        grant = await client.authenticator.sign_in(request.user, password)
        _log.info("signed in again with the kept password")
        return grant
