"""Cameras one by one, by id, by search; live tickets."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.api.dependencies import CallerDep, PlatformDep
from desktop.demo_platform.api.errors import ApiError, documented
from desktop.demo_platform.api.models.directory import (
    CameraBody,
    CameraQueryBody,
    CamerasFoundBody,
    SearchBody,
)
from desktop.demo_platform.api.models.operation import LiveRequestBody, LiveTicketBody
from desktop.demo_platform.api.names import camera_bodies
from desktop.demo_platform.faults.fault import FaultKind
from desktop.demo_platform.live import MediaUnavailableError, NoCommonProtocolError

router = APIRouter(tags=["cameras"])
_SIGNED_IN = documented("unauthenticated", "token_expired")
_MEDIA_RETRY_S = 2


@router.post("/cameras/query", responses=documented("unauthenticated", "token_expired", "too_large"))
def query_cameras(body: CameraQueryBody, caller: CallerDep, platform: PlatformDep) -> CamerasFoundBody:
    """按编码批量查询。 Look up cameras by id; those out of the account's sight are missing."""
    wanted = list(dict.fromkeys(body.ids))
    found = {camera.id: camera for camera in caller.directory.cameras.by_ids(wanted)}
    return CamerasFoundBody(
        items=camera_bodies(
            (found[camera_id] for camera_id in wanted if camera_id in found), platform.faults
        ),
        missing=[camera_id for camera_id in wanted if camera_id not in found],
    )


@router.get("/cameras/{camera_id}", responses=documented("unauthenticated", "token_expired", "not_found"))
def read_camera(camera_id: str, caller: CallerDep, platform: PlatformDep) -> CameraBody:
    """单个点位。 Give one camera."""
    return camera_bodies((caller.camera(camera_id),), platform.faults)[0]


@router.get("/search", responses=_SIGNED_IN)
def search_cameras(
    caller: CallerDep,
    platform: PlatformDep,
    q: Annotated[str, Query(max_length=200)],
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    *,
    online_only: bool = False,
) -> SearchBody:
    """Find cameras by name, 点位俗称, id, village, town, pinyin, initials or road; several words all count.

    按名称、点位俗称、国标编码、村、镇、拼音、首字母或道路搜索, 多个词同时满足。
    """
    found = caller.directory.search.find(q, limit, online_only=online_only)
    return SearchBody(items=camera_bodies(found.items, platform.faults), more=found.next is not None)


@router.post(
    "/cameras/{camera_id}/live",
    responses=documented(
        "unauthenticated",
        "token_expired",
        "forbidden",
        "not_found",
        "camera_offline",
        "too_large",
        "unavailable",
    ),
)
def open_live(
    camera_id: str, body: LiveRequestBody, request: Request, caller: CallerDep, platform: PlatformDep
) -> LiveTicketBody:
    """取实时流地址并登记。 Give a short-lived URL of the camera's stream; each is entered in the register."""
    camera = caller.camera(camera_id)
    caller.need(Right.LIVE)
    if not camera.online:
        raise ApiError("camera_offline")
    host = platform.public_host or request.url.hostname or "127.0.0.1"
    is_expired = platform.faults.take({FaultKind.EXPIRED_TICKET}, camera.id, None) is not None
    try:
        ticket = platform.live.open(
            caller.account, camera, body.role, body.protocols, host, is_expired=is_expired
        )
    except MediaUnavailableError as error:
        raise ApiError("unavailable", retry_after_s=_MEDIA_RETRY_S) from error
    except NoCommonProtocolError as error:
        raise ApiError("bad_request", "none of these protocols is spoken here") from error
    return LiveTicketBody(
        ticket_id=ticket.ticket_id,
        url=ticket.url,
        protocol=ticket.protocol,
        codec=ticket.codec,
        width=ticket.width,
        height=ticket.height,
        fps=ticket.fps,
        expires_at_ms=ticket.expires_at_ms,
    )
