"""What the platform is; sign-in, refresh, sign-out."""

from fastapi import APIRouter, Response

from desktop.demo_platform import platform as about
from desktop.demo_platform.accounts.sessions import (
    BadCredentialsError,
    ExpiredTokenError,
    LockedError,
    Signed,
    UnknownTokenError,
)
from desktop.demo_platform.api.dependencies import CallerDep, PlatformDep
from desktop.demo_platform.api.errors import ApiError, documented
from desktop.demo_platform.api.models.convert import account_body
from desktop.demo_platform.api.models.session import PlatformBody, RefreshBody, SessionBody, SignInBody

router = APIRouter(tags=["session"])


@router.get("/platform", responses=documented())
def read_platform(platform: PlatformDep) -> PlatformBody:
    """平台信息, 无需登录。 Say what this platform is; needs no sign-in."""
    return PlatformBody(
        name=about.NAME,
        vendor=about.VENDOR,
        contract="1.0",
        instance_id=platform.instance_id,
        time_ms=platform.clock.now_ms(),
        protocols=list(platform.live.protocols()),
        features=list(about.FEATURES),
        notice=about.NOTICE,
    )


@router.post("/session", responses=documented("bad_credentials", "locked", "too_large"))
def sign_in(body: SignInBody, platform: PlatformDep) -> SessionBody:
    """登录, 连续失败五次锁定十分钟。 Sign in; five failed tries lock the name for ten minutes."""
    try:
        signed = platform.sessions.sign_in(body.user, body.password, body.client)
    except BadCredentialsError as error:
        raise ApiError("bad_credentials", attempts_left=error.attempts_left) from error
    except LockedError as error:
        raise ApiError("locked", retry_after_s=error.retry_after_s) from error
    return _session(signed, platform)


@router.post("/session/refresh", responses=documented("unauthenticated", "token_expired", "too_large"))
def refresh_session(body: RefreshBody, platform: PlatformDep) -> SessionBody:
    """换取新令牌, 旧刷新令牌随即作废。 Give new tokens for a refresh token, which is used up by this."""
    try:
        signed = platform.sessions.refresh(body.refresh_token)
    except ExpiredTokenError as error:
        raise ApiError("token_expired") from error
    except UnknownTokenError as error:
        raise ApiError("unauthenticated") from error
    return _session(signed, platform)


@router.delete("/session", status_code=204, responses=documented("unauthenticated", "token_expired"))
def sign_out(caller: CallerDep, platform: PlatformDep) -> Response:
    """退出登录。 End the session; its tokens are void at once."""
    platform.sessions.sign_out(caller.session_id)
    return Response(status_code=204)


def _session(signed: Signed, platform: PlatformDep) -> SessionBody:
    lifetimes = platform.sessions.lifetimes
    scope = platform.directories.open(signed.account).regions.top()
    return SessionBody(
        access_token=signed.access_token,
        expires_in_s=lifetimes.access_s,
        refresh_token=signed.refresh_token,
        refresh_expires_in_s=lifetimes.refresh_s,
        account=account_body(signed.account, scope),
    )
