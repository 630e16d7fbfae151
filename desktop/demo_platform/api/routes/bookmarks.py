"""Bookmarks in the footage, kept for all who may see the camera's recordings."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.api.dependencies import Caller, CallerDep, CursorParam, LimitParam, PlatformDep
from desktop.demo_platform.api.errors import ApiError, documented
from desktop.demo_platform.api.models.memory import (
    BookmarkBody,
    BookmarkChangeBody,
    BookmarkOrderBody,
    BookmarkPageBody,
)
from desktop.demo_platform.api.spans import OptionalFrom, OptionalTo
from desktop.demo_platform.bookmarks import Bookmark, BookmarkFilter
from desktop.demo_platform.platform import Platform

router = APIRouter(tags=["bookmarks"])
_REFUSALS = documented("unauthenticated", "token_expired", "forbidden", "not_found")
_WRITE_REFUSALS = documented("unauthenticated", "token_expired", "forbidden", "not_found", "too_large")


@router.get("/bookmarks", responses=_REFUSALS)
def read_bookmarks(
    caller: CallerDep,
    platform: PlatformDep,
    *,
    camera: Annotated[str | None, Query(max_length=32)] = None,
    from_ms: OptionalFrom = None,
    to_ms: OptionalTo = None,
    q: Annotated[str, Query(max_length=200)] = "",
    limit: LimitParam = 100,
    cursor: CursorParam = None,
) -> BookmarkPageBody:
    """书签, 新的在前; `q` 的每个词都要出现在名称、备注或用户中。 Give bookmarks, the newest first."""
    wanted = BookmarkFilter(None if camera is None else caller.camera(camera).id, from_ms, to_ms, q)
    caller.need(Right.PLAYBACK)
    before = None if cursor is None else int(cursor)
    items, following = platform.bookmarks.page(caller.directory.cameras, wanted, before, limit)
    return BookmarkPageBody(
        items=[_body(item) for item in items], next=None if following is None else str(following)
    )


@router.post("/bookmarks", responses=_WRITE_REFUSALS)
def add_bookmark(body: BookmarkOrderBody, caller: CallerDep, platform: PlatformDep) -> BookmarkBody:
    """添加书签。 Keep a bookmark."""
    camera = caller.camera(body.camera_id)
    caller.need(Right.PLAYBACK)
    span = _span(body.start_ms, body.end_ms)
    return _body(platform.bookmarks.add(caller.account.user, camera, span, body.name, body.note))


@router.patch("/bookmarks/{bookmark_id}", responses=_WRITE_REFUSALS)
def change_bookmark(
    bookmark_id: str, body: BookmarkChangeBody, caller: CallerDep, platform: PlatformDep
) -> BookmarkBody:
    """修改自己的书签。 Change an own bookmark; administrators change any."""
    kept = _own(bookmark_id, caller, platform)
    span = _span(
        kept.start_ms if body.start_ms is None else body.start_ms,
        kept.end_ms if body.end_ms is None else body.end_ms,
    )
    name = kept.name if body.name is None else body.name
    note = kept.note if body.note is None else body.note
    return _body(platform.bookmarks.change(kept, span, name, note))


@router.delete("/bookmarks/{bookmark_id}", status_code=204, responses=_REFUSALS)
def remove_bookmark(bookmark_id: str, caller: CallerDep, platform: PlatformDep) -> Response:
    """删除自己的书签。 Remove an own bookmark; administrators remove any."""
    platform.bookmarks.remove(_own(bookmark_id, caller, platform))
    return Response(status_code=204)


def _own(bookmark_id: str, caller: Caller, platform: Platform) -> Bookmark:
    """Return a bookmark that the caller may change: 404 for what is out of sight, 403 for somebody else's."""
    is_number = bookmark_id.isascii() and bookmark_id.isdigit() and len(bookmark_id) < 16
    kept = platform.bookmarks.get(caller.directory.cameras, int(bookmark_id)) if is_number else None
    if kept is None:
        raise ApiError("not_found")
    caller.need(Right.PLAYBACK)
    if kept.user != caller.account.user:
        caller.need(Right.ADMINISTER)
    return kept


def _span(start_ms: int, end_ms: int) -> tuple[int, int]:
    if end_ms < start_ms:
        raise ApiError("bad_request", "end_ms must not be before start_ms")
    return start_ms, end_ms


def _body(bookmark: Bookmark) -> BookmarkBody:
    return BookmarkBody(
        id=str(bookmark.id),
        camera_id=bookmark.camera_id,
        start_ms=bookmark.start_ms,
        end_ms=bookmark.end_ms,
        name=bookmark.name,
        note=bookmark.note,
        user=bookmark.user,
        created_ms=bookmark.created_ms,
    )
