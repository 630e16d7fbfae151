"""Makes clients for the kinds of platform that this program speaks to."""

from desktop.domain.address import PlatformAddress
from desktop.domain.trust import Certificate, TlsTrust
from desktop.lanes import Lanes
from desktop.platform.certificate import look_at_certificate
from desktop.platform.open_api.client import OpenApiClient
from desktop.ports import LinkObserver, PlatformClient, TokenSource

LOOK_S = 10.0


class Connector:
    """A `PlatformConnector` over the lanes; lives as long as the process."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes

    def connect(
        self, address: PlatformAddress, trust: TlsTrust, tokens: TokenSource, link: LinkObserver
    ) -> PlatformClient:
        """Make a client; nothing is sent yet."""
        return OpenApiClient(address, trust, tokens, link, self._lanes)

    async def certificate(self, address: PlatformAddress) -> Certificate:
        """Look at the certificate that a server shows, without trusting it and without sending anything."""
        return await self._lanes.control.run(
            lambda scope: look_at_certificate(address, scope), deadline_s=LOOK_S
        )
