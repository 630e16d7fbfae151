"""What routes may ask for: the platform's services, and the caller with the directory that is the caller's.

Routes get regions and cameras only through `Caller.directory`, which is bound to the caller's scope.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from desktop.demo_platform.accounts.account import Account
from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.accounts.sessions import ExpiredTokenError, UnknownTokenError
from desktop.demo_platform.api.errors import ApiError
from desktop.demo_platform.directory.directory import Directory
from desktop.demo_platform.directory.records import CameraRecord, RegionRecord
from desktop.demo_platform.platform import Platform

_bearer = HTTPBearer(auto_error=False, bearerFormat="opaque", description="access_token of POST /session")


@dataclass(frozen=True, slots=True)
class Caller:
    """The signed-in account that makes this call."""

    account: Account
    session_id: str
    directory: Directory

    def need(self, right: Right) -> None:
        """Refuse with 403 unless the account holds the right."""
        if not self.account.may(right):
            raise ApiError("forbidden")

    def region(self, code: str) -> RegionRecord:
        """Return a region the caller may see; 404 for any other, whether it exists or not."""
        record = self.directory.regions.get(code)
        if record is None:
            raise ApiError("not_found")
        return record

    def camera(self, camera_id: str) -> CameraRecord:
        """Return a camera the caller may see; 404 for any other, whether it exists or not."""
        record = self.directory.cameras.get(camera_id)
        if record is None:
            raise ApiError("not_found")
        return record


def _platform(request: Request) -> Platform:
    platform = request.app.state.platform
    if not isinstance(platform, Platform):
        raise ApiError("unavailable", retry_after_s=1)
    return platform


PlatformDep = Annotated[Platform, Depends(_platform)]


def _caller(
    platform: PlatformDep, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Caller:
    if credentials is None:
        raise ApiError("unauthenticated")
    try:
        visitor = platform.sessions.visitor(credentials.credentials)
    except ExpiredTokenError as error:
        raise ApiError("token_expired") from error
    except UnknownTokenError as error:
        raise ApiError("unauthenticated") from error
    return Caller(visitor.account, visitor.session_id, platform.directories.open(visitor.account))


CallerDep = Annotated[Caller, Depends(_caller)]
LimitParam = Annotated[int, Query(ge=1, le=1000)]
CursorParam = Annotated[str | None, Query(max_length=64, pattern="^[0-9]{1,15}$")]


def after(cursor: str | None) -> int:
    """Return the place that a cursor of ours stands for; before the first without one."""
    return -1 if cursor is None else int(cursor)
