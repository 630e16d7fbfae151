"""The history of 995 calls."""

from typing import Annotated

from fastapi import APIRouter, Query

from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.alarm_history import alarm_page
from desktop.demo_platform.api.dependencies import CallerDep, CursorParam, LimitParam, PlatformDep
from desktop.demo_platform.api.errors import documented
from desktop.demo_platform.api.models.convert import step_body
from desktop.demo_platform.api.models.memory import AlarmBody, AlarmPageBody
from desktop.demo_platform.api.spans import FromParam, ToParam, checked_span

router = APIRouter(tags=["alarms"])
_MOST_DAYS = 366


@router.get("/alarms", responses=documented("unauthenticated", "token_expired", "forbidden", "not_found"))
def read_alarms(
    *,
    from_ms: FromParam,
    to_ms: ToParam,
    caller: CallerDep,
    platform: PlatformDep,
    region: Annotated[str | None, Query(max_length=32)] = None,
    limit: LimitParam = 100,
    cursor: CursorParam = None,
) -> AlarmPageBody:
    """995 报警历史, 新的在前。 Give the calls to 995 of a region in a span of at most 366 days."""
    top = caller.directory.regions.top() if region is None else caller.region(region)
    caller.need(Right.PLAYBACK)
    span = checked_span(from_ms, to_ms, _MOST_DAYS)
    items, remaining = alarm_page(
        caller.directory,
        top.code,
        span,
        limit=limit,
        remaining=None if cursor is None else int(cursor),
        now_ms=platform.clock.now_ms(),
    )
    return AlarmPageBody(
        items=[
            AlarmBody(
                id=item.alarm.id,
                time_ms=item.alarm.time_ms,
                kind="995",
                camera_id=item.camera_id,
                region_path=[step_body(step) for step in item.region_path],
                caller=item.alarm.caller,
                note=item.alarm.note,
                handled_ms=item.alarm.handled_ms,
            )
            for item in items
        ],
        next=None if remaining is None else str(remaining),
    )
