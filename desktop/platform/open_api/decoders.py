"""From the contract's JSON to the values of the domain."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from desktop.domain.account import Account, PlatformInfo, Right, SessionGrant
from desktop.domain.camera import Camera, CameraId, CameraKind, Capability, Position, PtzType
from desktop.domain.changes import CameraChange, ChangeSet
from desktop.domain.region import Region, RegionCode, RegionLevel, RegionRef
from desktop.domain.stream import StreamProfile, StreamRole, VideoCodec
from desktop.platform.open_api.reading import BadValueError, Fields, each, members
from desktop.ports import Page, SearchHits

T = TypeVar("T")
MOST_CAMERAS = 100_000_000
LONGEST_CURSOR = 1024
_DAY_S = 86_400
_PATH_STEPS = 12


def platform_info(value: object) -> PlatformInfo:
    """Decode GET /platform."""
    fields = Fields(value)
    contract = fields.name("contract", 20)
    protocols, _ = each(fields.raw("protocols") or [], _word)
    offered = fields.raw("features")
    features, _ = each(offered if isinstance(offered, list) else [], _word)
    return PlatformInfo(
        name=fields.text("name") or fields.text("vendor"),
        vendor=fields.text("vendor"),
        contract=contract,
        instance_id=fields.text("instance_id", 64),
        time_ms=fields.whole("time_ms", 0, 1 << 53, 0),
        protocols=protocols[:20],
        notice=fields.optional_text("notice", 1000),
        features=frozenset(features[:50]),
    )


def session_grant(value: object) -> SessionGrant:
    """Decode the answer to a sign-in or a refresh."""
    fields = Fields(value)
    return SessionGrant(
        access_token=fields.token("access_token"),
        refresh_token=fields.token("refresh_token"),
        expires_in_s=fields.whole("expires_in_s", 5, 30 * _DAY_S, 300),
        refresh_expires_in_s=fields.whole("refresh_expires_in_s", 5, 3650 * _DAY_S, _DAY_S),
        account=_account(fields.raw("account")),
    )


def region(value: object) -> Region:
    """Decode a region."""
    fields = Fields(value)
    total = fields.whole("cameras_total", 0, MOST_CAMERAS, 0)
    parent = fields.raw("parent_code")
    return Region(
        code=RegionCode(fields.identifier("code")),
        name=fields.name("name"),
        level=fields.choice("level", RegionLevel, RegionLevel.GROUP),
        parent_code=RegionCode(fields.identifier("parent_code")) if parent is not None else None,
        cameras_total=total,
        cameras_online=fields.whole("cameras_online", 0, total, 0),
        has_children=fields.flag("has_children"),
    )


def camera(value: object) -> Camera:
    """Decode a camera."""
    fields = Fields(value)
    streams, _ = each(fields.raw("streams") or [], _stream)
    stamp = fields.raw("frame_stamp")
    return Camera(
        id=CameraId(fields.identifier("id")),
        name=fields.name("name"),
        common_name=fields.optional_text("common_name"),
        kind=fields.choice("kind", CameraKind, CameraKind.PUBLIC),
        online=fields.flag("online"),
        ptz_type=fields.choice("ptz_type", PtzType, PtzType.UNKNOWN),
        region_code=RegionCode(fields.identifier("region_code")),
        region_path=region_path(fields.raw("region_path")),
        civil_code=fields.text("civil_code", 32),
        grassroots_code=fields.text("grassroots_code", 32),
        point_type=fields.whole("point_type", 0, 99, 0),
        management_unit=fields.text("management_unit"),
        record_save_days=fields.whole("record_save_days", 0, 36_500, 0),
        road=fields.optional_text("road", 40),
        position=_position(fields.raw("position")),
        capabilities=members(fields.raw("capabilities"), Capability),
        streams=streams[:4],
        frame_stamp=None if stamp is None else fields.whole("frame_stamp", 0, (1 << 24) - 1, 0),
    )


def region_list(value: object) -> tuple[Region, ...]:
    """Decode GET /regions/roots."""
    return page(region)(value).items


def page(decode: Callable[[object], T]) -> Callable[[object], Page[T]]:
    """Return the decoder of one page of a list; a page on which nothing can be used is bad as a whole."""

    def decoder(value: object) -> Page[T]:
        fields = Fields(value)
        items, dropped = each(fields.raw("items"), decode)
        if dropped and not items:
            raise BadValueError("items")
        return Page(items, next_cursor(fields), dropped)

    return decoder


def next_cursor(fields: Fields) -> str | None:
    """Return where a list goes on, None on its last page."""
    cursor = fields.raw("next")
    return cursor if isinstance(cursor, str) and 0 < len(cursor) <= LONGEST_CURSOR else None


def region_path(value: object) -> tuple[RegionRef, ...]:
    """Return the steps of a path that can be used."""
    path, _ = each(value or [], _region_ref)
    return path[:_PATH_STEPS]


def search_hits(value: object) -> SearchHits:
    """Decode GET /search."""
    found = page(camera)(value)
    return SearchHits(found.items, Fields(value).flag("more"))


def change_set(value: object) -> ChangeSet:
    """Decode GET /changes."""
    fields = Fields(value)
    cursor = fields.raw("cursor")
    if not isinstance(cursor, str) or not 0 < len(cursor) <= LONGEST_CURSOR:
        raise BadValueError("cursor")
    changes, _ = each(fields.raw("cameras") or [], _change)
    return ChangeSet(cursor, changes, fields.flag("reset"))


def nothing(value: object) -> None:
    """Decode an answer whose content does not matter."""
    del value


def _account(value: object) -> Account:
    fields = Fields(value)
    return Account(
        user=fields.name("user"),
        display_name=fields.text("display_name") or fields.name("user"),
        role=fields.text("role", 40),
        unit=fields.text("unit"),
        scope=_region_ref(fields.raw("scope")),
        rights=members(fields.raw("rights"), Right),
    )


def _region_ref(value: object) -> RegionRef:
    fields = Fields(value)
    level = fields.choice("level", RegionLevel, RegionLevel.GROUP)
    return _shared_ref(RegionCode(fields.identifier("code")), fields.name("name"), level)


@lru_cache(maxsize=20_000)
def _shared_ref(code: RegionCode, name: str, level: RegionLevel) -> RegionRef:
    """Return one object for all cameras of a region: a million of them would else hold five million."""
    return RegionRef(code, name, level)


@lru_cache(maxsize=1000)
def _shared_profile(
    role: StreamRole, codec: VideoCodec, width: int, height: int, fps: float
) -> StreamProfile:
    return StreamProfile(role, codec, width, height, fps)


def _stream(value: object) -> StreamProfile:
    fields = Fields(value)
    return _shared_profile(
        StreamRole.MAIN if fields.raw("role") == "main" else StreamRole.SUB,
        fields.choice("codec", VideoCodec, VideoCodec.UNKNOWN),
        fields.whole("width", 0, 16_384, 0),
        fields.whole("height", 0, 16_384, 0),
        fields.number("fps", 0, 240) or 0.0,
    )


def _position(value: object) -> Position | None:
    if not isinstance(value, dict):
        return None
    fields = Fields(value)
    longitude, latitude = fields.number("longitude", -180, 180), fields.number("latitude", -90, 90)
    if longitude is None or latitude is None:
        return None
    return Position(longitude, latitude, generated=fields.raw("source") != "surveyed")


def _change(value: object) -> CameraChange:
    fields = Fields(value)
    return CameraChange(
        CameraId(fields.identifier("id")), fields.flag("online"), RegionCode(fields.identifier("region_code"))
    )


def _word(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 40:
        raise BadValueError("not a word")
    return value
