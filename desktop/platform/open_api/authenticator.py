"""Signing in to a platform of the open contract."""

from desktop.domain.account import PlatformInfo, SessionGrant
from desktop.errors import AppError, ErrorCode
from desktop.platform.open_api import requests
from desktop.platform.open_api.caller import Caller

_NO_PLATFORM = frozenset({ErrorCode.BAD_ANSWER, ErrorCode.NOT_FOUND, ErrorCode.ANSWER_TOO_LARGE})


class OpenApiAuthenticator:
    """An `Authenticator`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def platform_info(self) -> PlatformInfo:
        """Ask the platform who it is; NOT_A_PLATFORM when somebody else answers at this address."""
        try:
            return await self._caller.call(requests.platform())
        except AppError as error:
            if error.code in _NO_PLATFORM:
                raise AppError(ErrorCode.NOT_A_PLATFORM, error.detail) from error
            raise

    async def sign_in(self, user: str, password: str) -> SessionGrant:
        """Sign in; BAD_CREDENTIALS with attempts_left, LOCKED_OUT with retry_after_s."""
        return await self._caller.call(requests.sign_in(user, password))

    async def refresh(self, refresh_token: str) -> SessionGrant:
        """Change a refresh token for a new grant; SESSION_EXPIRED when it is too late."""
        return await self._caller.call(requests.refresh(refresh_token))

    async def sign_out(self) -> None:
        """Revoke the tokens on the platform; a session that is over already is no error."""
        try:
            await self._caller.call_once(requests.sign_out())
        except AppError as error:
            if error.code is not ErrorCode.SESSION_EXPIRED:
                raise
