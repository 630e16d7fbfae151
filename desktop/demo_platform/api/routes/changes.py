"""News of cameras by long poll."""

import asyncio
from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool

from desktop.demo_platform.api.dependencies import Caller, CallerDep, PlatformDep
from desktop.demo_platform.api.errors import ApiError, documented
from desktop.demo_platform.api.models.directory import CameraChangeBody, ChangesBody
from desktop.demo_platform.directory.changes import Changes
from desktop.demo_platform.platform import Platform

router = APIRouter(tags=["changes"])
MAX_WAITING = 8
"""Long polls that one session may have open."""
_LOOK_EVERY_S = 0.05


@router.get("/changes", responses=documented("unauthenticated", "token_expired", "too_many_requests"))
async def read_changes(
    caller: CallerDep,
    platform: PlatformDep,
    since: Annotated[str | None, Query(max_length=64)] = None,
    wait_s: Annotated[float, Query(ge=0, le=25, allow_inf_nan=False)] = 0,
) -> ChangesBody:
    """状态变化长轮询。 Tell which cameras came or went since a cursor, waiting up to `wait_s`."""
    changes = await run_in_threadpool(caller.directory.changes.since, since)
    if since is not None and wait_s > 0 and not changes.cameras and not changes.reset:
        changes = await _wait(caller, platform, since, wait_s)
    return ChangesBody(
        cursor=changes.cursor,
        cameras=[
            CameraChangeBody(id=c.id, online=c.online, region_code=c.region_code) for c in changes.cameras
        ],
        reset=changes.reset,
    )


_waiting: Counter[str] = Counter()


async def _wait(caller: Caller, platform: Platform, since: str, wait_s: float) -> Changes:
    if _waiting[caller.session_id] >= MAX_WAITING:
        raise ApiError("too_many_requests", retry_after_s=1)
    _waiting[caller.session_id] += 1
    try:
        return await _watch(caller, platform, since, wait_s)
    finally:
        _waiting[caller.session_id] -= 1
        if not _waiting[caller.session_id]:
            del _waiting[caller.session_id]


async def _watch(caller: Caller, platform: Platform, since: str, wait_s: float) -> Changes:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + wait_s
    seen = -1
    while True:
        if platform.faults.generation != seen:
            seen = platform.faults.generation
            changes = await run_in_threadpool(caller.directory.changes.since, since)
            if changes.cameras or changes.reset:
                return changes
        if loop.time() >= deadline or platform.is_stopping:
            return changes
        await asyncio.sleep(_LOOK_EVERY_S)
