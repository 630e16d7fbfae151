"""The tree, as far as the caller may see it."""

from fastapi import APIRouter

from desktop.demo_platform.api.dependencies import CallerDep, CursorParam, LimitParam, PlatformDep, after
from desktop.demo_platform.api.errors import documented
from desktop.demo_platform.api.models.convert import region_body, step_body
from desktop.demo_platform.api.models.directory import CameraPageBody, RegionPageBody, RegionWithPathBody
from desktop.demo_platform.api.names import camera_bodies

router = APIRouter(tags=["regions"])
_REFUSALS = documented("unauthenticated", "token_expired", "not_found")


@router.get("/regions/roots", responses=documented("unauthenticated", "token_expired"))
def read_roots(caller: CallerDep) -> RegionPageBody:
    """本账号可见的最上级区域。 Give the tops of what the account may see."""
    return RegionPageBody(items=[region_body(caller.directory.regions.top())])


@router.get("/regions/{code}", responses=_REFUSALS)
def read_region(code: str, caller: CallerDep) -> RegionWithPathBody:
    """区域及其路径。 Give a region and the path to it."""
    record = caller.region(code)
    path = [step_body(step) for step in caller.directory.regions.path(record.code)]
    return RegionWithPathBody(**region_body(record).model_dump(), path=path)


@router.get("/regions/{code}/children", responses=_REFUSALS)
def read_children(
    code: str, caller: CallerDep, limit: LimitParam = 500, cursor: CursorParam = None
) -> RegionPageBody:
    """下一级区域及点位数。 Give the regions right below, with their counts."""
    page = caller.directory.regions.children(caller.region(code).code, after(cursor), limit)
    return RegionPageBody(items=[region_body(r) for r in page.items], next=_cursor(page.next))


@router.get("/regions/{code}/cameras", responses=_REFUSALS)
def read_cameras(
    code: str,
    caller: CallerDep,
    platform: PlatformDep,
    limit: LimitParam = 500,
    cursor: CursorParam = None,
    *,
    online_only: bool = False,
    deep: bool = False,
) -> CameraPageBody:
    """区域内点位。 Give the cameras of a region; with `deep` of all below it, in the tree's order."""
    found = caller.directory.cameras.in_region(
        caller.region(code).code, after(cursor), limit, deep=deep, online_only=online_only
    )
    return CameraPageBody(items=camera_bodies(found.items, platform.faults), next=_cursor(found.next))


def _cursor(place: int | None) -> str | None:
    return None if place is None else str(place)
