"""The real core of one sign-in over any directory, without a platform."""

from collections.abc import Sequence
from pathlib import Path

from desktop.contexts import AppContext, SessionContext
from desktop.core import Core, build_core, open_session
from desktop.domain.account import Account, PlatformInfo, Right
from desktop.domain.address import PlatformAddress
from desktop.domain.camera import CameraId
from desktop.domain.region import RegionCode, RegionLevel, RegionRef
from desktop.domain.stream import StreamProtocol, StreamRole, StreamTicket
from desktop.errors import AppError, ErrorCode
from desktop.ports import Archive, CameraDirectory
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.session.link import PlatformLink
from desktop.session.platform_clock import PlatformClock
from desktop.session.session import Session
from tests.support.no_retrievals import NoRetrievals
from tests.support.scripted_archive import FEATURES, ScriptedArchive


class NoStreams:
    """A `LiveStreams` that has none."""

    async def open(
        self,
        camera_id: CameraId,  # noqa: ARG002
        role: StreamRole,  # noqa: ARG002
        protocols: Sequence[StreamProtocol],  # noqa: ARG002
    ) -> StreamTicket:
        raise AppError(ErrorCode.NOT_FOUND)


def core_at(folder: Path) -> Core:
    """Return a core with its files in a folder and its passwords in memory."""
    return build_core(Profile(folder), secrets=MemorySecretStore())


def context_over(
    app: AppContext,
    directory: CameraDirectory,
    archive: Archive | None = None,
    features: frozenset[str] = FEATURES,
) -> SessionContext:
    """Return the services of a sign-in of 梓门桥镇's duty officer; not started yet."""
    archive = archive or ScriptedArchive(app.clock)
    scope = RegionRef(RegionCode("431321103"), "梓门桥镇", RegionLevel.TOWN)
    rights = frozenset({Right.LIVE, Right.PLAYBACK, Right.PTZ, Right.HOUSEHOLD})
    account = Account("zimenqiao", "梓门桥值班员", "duty_officer", "梓门桥镇综治中心", scope, rights)
    platform = PlatformInfo("测试平台", "test", "1.0", "t", 0, ("http-ts",), None, features)
    session = Session(
        PlatformAddress.parse("127.0.0.1:1"),
        platform,
        account,
        directory,
        NoStreams(),
        PlatformLink(),
        archive,
        PlatformClock(app.clock),
        NoRetrievals(),
    )
    return open_session(app, session)
