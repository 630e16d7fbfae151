"""From the platform's records to the bodies of answers."""

from functools import cache, lru_cache

from desktop.demo_platform.accounts.account import Account
from desktop.demo_platform.api.models.directory import (
    CameraBody,
    PositionBody,
    RegionBody,
    StreamBody,
)
from desktop.demo_platform.api.models.session import AccountBody, RegionRefBody
from desktop.demo_platform.directory.records import CameraRecord, RegionRecord, RegionStep
from desktop.demo_platform.media.profiles import PROFILES
from desktop.demo_platform.words import STREAM_ROLES, Capability, Codec, StreamRole

_STEERED_TYPES = {1, 4, 5}
_CACHED = 4096


def region_body(record: RegionRecord) -> RegionBody:
    """Return the body of a region."""
    return RegionBody(
        code=record.code,
        name=record.name,
        level=record.level,
        parent_code=record.parent_code,
        cameras_total=record.cameras_total,
        cameras_online=record.cameras_online,
        has_children=record.has_children,
    )


def step_body(step: RegionStep) -> RegionRefBody:
    """Return the body of a step of a path."""
    return RegionRefBody(code=step.code, name=step.name, level=step.level)


@lru_cache(maxsize=_CACHED)
def _path_bodies(path: tuple[RegionStep, ...]) -> tuple[RegionRefBody, ...]:
    return tuple(step_body(step) for step in path)


@cache
def _stream_body(role: StreamRole, codec: Codec) -> StreamBody:
    profile = PROFILES[role]
    return StreamBody(role=role, codec=codec, width=profile.width, height=profile.height, fps=profile.fps)


def account_body(account: Account, scope: RegionRecord) -> AccountBody:
    """Return the body of an account."""
    return AccountBody(
        user=account.user,
        display_name=account.display_name,
        role=account.role,
        unit=account.unit,
        scope=RegionRefBody(code=scope.code, name=scope.name, level=scope.level),
        rights=sorted(account.rights),
    )


def camera_body(record: CameraRecord) -> CameraBody:
    """Return the body of a camera."""
    capabilities: list[Capability] = ["live", "playback"]
    if record.ptz_type in _STEERED_TYPES:
        capabilities.append("ptz")
    if record.talk:
        capabilities.append("talk")
    return CameraBody(
        id=record.id,
        name=record.name,
        common_name=record.common_name,
        kind=record.kind,
        online=record.online,
        ptz_type=record.ptz_type,
        region_code=record.region_code,
        region_path=list(_path_bodies(record.region_path)),
        civil_code=record.civil_code,
        grassroots_code=record.grassroots_code,
        point_type=record.point_type,
        management_unit=record.management_unit,
        record_save_days=record.record_save_days,
        road=record.road,
        position=PositionBody(longitude=record.longitude, latitude=record.latitude, source="generated"),
        capabilities=capabilities,
        streams=[_stream_body(role, record.codec(role)) for role in STREAM_ROLES],
        frame_stamp=record.number,
    )
