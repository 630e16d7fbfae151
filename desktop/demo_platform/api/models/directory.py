"""Regions, cameras, search and changes."""

from typing import Annotated, Literal

from pydantic import Field

from desktop.demo_platform.api.models.common import (
    Body,
    CameraIdText,
    Count,
    Cursor,
    Name,
    RegionCodeText,
)
from desktop.demo_platform.api.models.session import RegionRefBody
from desktop.demo_platform.words import CameraKind, Capability, Codec, RegionLevel, StreamRole


class RegionBody(RegionRefBody):
    """A region with the counts of all cameras below it that the account may see."""

    level: RegionLevel
    parent_code: Annotated[RegionCodeText | None, Field(description="null at the top of the account's scope")]
    cameras_total: Count
    cameras_online: Count
    has_children: bool


class RegionWithPathBody(RegionBody):
    """A region with its path from the top of the account's scope."""

    path: list[RegionRefBody]


class RegionPageBody(Body):
    """Regions in the order of the tree."""

    items: list[RegionBody]
    next: Cursor | None = None


class PositionBody(Body):
    """WGS-84 degrees; `generated` marks coordinates that nobody surveyed."""

    longitude: Annotated[float, Field(ge=-180, le=180)]
    latitude: Annotated[float, Field(ge=-90, le=90)]
    source: Literal["generated", "surveyed"]


class StreamBody(Body):
    """A stream that the camera offers."""

    role: StreamRole
    codec: Codec
    width: Annotated[int, Field(ge=16, le=16384)]
    height: Annotated[int, Field(ge=16, le=16384)]
    fps: Annotated[int, Field(ge=1, le=240)]


class CameraBody(Body):
    """A camera; names of attributes follow GB/T 28181-2022 A.2.1.9."""

    id: CameraIdText
    name: Annotated[Name, Field(description="As in the picture's OSD · 与画面 OSD 一致")]
    common_name: Annotated[Name | None, Field(description="PointCommonName · 点位俗称")]
    kind: Annotated[CameraKind, Field(description="public 公共点位, household 家庭(门店)点位")]
    online: bool
    ptz_type: Annotated[int, Field(ge=0, le=7, description="PTZType, 0 = unknown")]
    region_code: RegionCodeText
    region_path: Annotated[list[RegionRefBody], Field(description="From the top of the account's scope down")]
    civil_code: Annotated[str, Field(max_length=8)]
    grassroots_code: Annotated[str, Field(max_length=6)]
    point_type: Annotated[int, Field(ge=1, le=9, description="PointType 1 一类 2 二类 3 三类 9 其他")]
    management_unit: Name
    record_save_days: Annotated[int, Field(ge=0, le=3650)]
    road: Annotated[str | None, Field(max_length=32, examples=["G320"])]
    position: PositionBody | None
    capabilities: list[Capability]
    streams: list[StreamBody]
    frame_stamp: Annotated[
        int | None,
        Field(
            ge=1,
            lt=2**24,
            description="Camera number in the frame stamp, where the platform stamps its frames; platforms"
            " without stamps leave it null · 帧戳中的摄像机编号, 无帧戳的平台为 null",
        ),
    ] = None


class CameraPageBody(Body):
    """Cameras in the order of the tree."""

    items: list[CameraBody]
    next: Cursor | None = None


class CameraQueryBody(Body):
    """Cameras to look up."""

    ids: Annotated[list[CameraIdText], Field(max_length=1000)]


class CamerasFoundBody(Body):
    """Those of the cameras that the account may see; the others are missing, as if they did not exist."""

    items: list[CameraBody]
    missing: list[CameraIdText]


class SearchBody(Body):
    """Hits, the best first."""

    items: list[CameraBody]
    more: bool


class CameraChangeBody(Body):
    """A camera's present state, because it has changed."""

    id: CameraIdText
    online: bool
    region_code: RegionCodeText


class ChangesBody(Body):
    """What changed since the cursor; with `reset` the client reads its cameras anew."""

    cursor: Cursor
    cameras: list[CameraChangeBody]
    reset: bool
