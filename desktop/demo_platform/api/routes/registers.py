"""The access register, for those who inspect."""

from fastapi import APIRouter

from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.api.dependencies import CallerDep, CursorParam, LimitParam, PlatformDep
from desktop.demo_platform.api.errors import documented
from desktop.demo_platform.api.models.operation import AccessEntryBody, AccessPageBody

router = APIRouter(tags=["registers"])


@router.get("/registers/access", responses=documented("unauthenticated", "token_expired", "forbidden"))
def read_access_register(
    caller: CallerDep, platform: PlatformDep, limit: LimitParam = 100, cursor: CursorParam = None
) -> AccessPageBody:
    """调阅登记, 新的在前。 Give who looked at which camera of the account's region, newest first."""
    caller.need(Right.REGISTERS)
    before = None if cursor is None else int(cursor)
    entries, following = platform.register.page(caller.directory.cameras, before, limit)
    return AccessPageBody(
        items=[
            AccessEntryBody(
                time_ms=entry.time_ms,
                user=entry.user,
                action=entry.action,
                camera_id=entry.camera_id,
                detail=entry.detail,
            )
            for entry in entries
        ],
        next=None if following is None else str(following),
    )
