"""One platform of the open contract, spoken to with one account's tokens."""

from typing import TypeVar

from desktop.domain.address import PlatformAddress
from desktop.domain.trust import TlsTrust
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lanes
from desktop.platform.answers import Answer
from desktop.platform.open_api.archive import OpenApiArchive
from desktop.platform.open_api.authenticator import OpenApiAuthenticator
from desktop.platform.open_api.directory import OpenApiDirectory
from desktop.platform.open_api.envelope import OpenApiEnvelope
from desktop.platform.open_api.requests import BASE
from desktop.platform.open_api.retrievals import OpenApiRetrievals
from desktop.platform.open_api.streams import OpenApiStreams
from desktop.platform.request import Download, LaneName, Request
from desktop.platform.transport import Transport
from desktop.ports import LinkObserver, TokenSource

T = TypeVar("T")
_ANSWERED = frozenset(
    {
        ErrorCode.BAD_CREDENTIALS,
        ErrorCode.LOCKED_OUT,
        ErrorCode.SESSION_EXPIRED,
        ErrorCode.FORBIDDEN,
        ErrorCode.NOT_FOUND,
        ErrorCode.CAMERA_OFFLINE,
        ErrorCode.NO_RECORDING,
        ErrorCode.DEVICE_BUSY,
        ErrorCode.NOT_APPROVED,
        ErrorCode.OWN_REQUEST,
        ErrorCode.ALREADY_DECIDED,
        ErrorCode.TOO_MANY_REQUESTS,
        ErrorCode.PLATFORM_ERROR,
        ErrorCode.BAD_ANSWER,
        ErrorCode.ANSWER_TOO_LARGE,
    }
)


class OpenApiClient:
    """A `PlatformClient`; lives with one sign-in, used on the loop's thread."""

    def __init__(
        self, address: PlatformAddress, trust: TlsTrust, tokens: TokenSource, link: LinkObserver, lanes: Lanes
    ) -> None:
        self._transport = Transport(address, BASE, trust, lanes, OpenApiEnvelope(), told=link.told)
        self._tokens = tokens
        self._link = link
        self.authenticator = OpenApiAuthenticator(self)
        self.directory = OpenApiDirectory(self)
        self.streams = OpenApiStreams(self)
        self.archive = OpenApiArchive(self)
        self.retrievals = OpenApiRetrievals(self)

    async def call(self, request: Request[T]) -> T:
        """Send a request; one that is refused for its token is sent once more with a new one."""
        if not request.authorized:
            return await self._send(request, None)
        token = self._tokens.access_token()
        if token is None:
            raise AppError(ErrorCode.SESSION_EXPIRED)
        try:
            return await self._send(request, token)
        except AppError as error:
            if error.code is not ErrorCode.SESSION_EXPIRED:
                raise
        return await self._send(request, await self._tokens.renew(token))

    async def call_once(self, request: Request[T]) -> T:
        """Send a request with the token of now, and never a second time."""
        return await self._send(request, self._tokens.access_token())

    async def fetch(self, download: Download) -> Answer:
        """Fetch a small file by the address that a ticket gave; says nothing about the platform's link."""
        return await self._transport.fetch(download)

    def trust(self, trust: TlsTrust) -> None:
        """Judge the server's certificate in another way from the next connection on."""
        self._transport.trust(trust)

    def close(self) -> None:
        """Close all connections; returns at once."""
        self._transport.close()

    async def _send(self, request: Request[T], token: str | None) -> T:
        try:
            result = await self._transport.send(request, token)
        except AppError as error:
            self._report(request, error.code)
            raise
        self._link.reached()
        return result

    def _report(self, request: Request[T], code: ErrorCode) -> None:
        behind = code is ErrorCode.PLATFORM_UNAVAILABLE and not request.speaks_for_platform
        slow = code is ErrorCode.TIMED_OUT and request.lane is LaneName.ARCHIVE
        if code in _ANSWERED or behind:
            self._link.reached()
        elif code is not ErrorCode.CANCELLED and not slow:  # a slow archive is no platform that is away
            self._link.failed(code)
