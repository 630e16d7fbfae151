"""The register of retrievals: request, decide, withdraw, attach."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.api.dependencies import Caller, CallerDep, CursorParam, LimitParam, PlatformDep
from desktop.demo_platform.api.errors import ApiError, documented
from desktop.demo_platform.api.models.retrieval import (
    DecisionOrderBody,
    FootageOrderBody,
    RetrievalBody,
    RetrievalOrderBody,
    RetrievalPageBody,
    StateName,
)
from desktop.demo_platform.api.models.retrieval_convert import retrieval_bodies
from desktop.demo_platform.api.names import named
from desktop.demo_platform.api.spans import OptionalFrom, OptionalTo
from desktop.demo_platform.directory.records import CameraRecord
from desktop.demo_platform.platform import Platform
from desktop.demo_platform.retrievals.book import AlreadyDecidedError, TooManyScansError
from desktop.demo_platform.retrievals.query import RetrievalFilter
from desktop.demo_platform.retrievals.records import Draft, Footage, Retrieval, covers
from desktop.demo_platform.retrievals.scans import MEDIA_TYPES, MOST_BYTES, media_type

router = APIRouter(tags=["retrievals"])
_READERS = (Right.EXPORT, Right.APPROVE, Right.REGISTERS)
_SCAN_CONTENT = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES}


@router.post(
    "/retrievals",
    status_code=201,
    responses=documented("unauthenticated", "token_expired", "forbidden", "not_found", "too_large"),
)
def submit_retrieval(body: RetrievalOrderBody, caller: CallerDep, platform: PlatformDep) -> RetrievalBody:
    """提交调取申请, 等待另一人审批。 Enter a request for footage; it waits for somebody else's decision."""
    pairs = [(named(caller.camera(item.camera_id), platform.faults), item) for item in body.footage]
    caller.need(Right.PLAYBACK if body.kind == "view" else Right.EXPORT)
    draft = Draft(
        body.kind,
        body.model_dump(mode="json", exclude={"footage"}),
        tuple(_footage(camera, item) for camera, item in pairs),
        tuple(camera.number for camera, _ in pairs),
    )
    return _one(platform.retrievals.submit(caller.account, draft), caller)


@router.get("/retrievals", responses=documented("unauthenticated", "token_expired", "forbidden"))
def read_retrievals(
    caller: CallerDep,
    platform: PlatformDep,
    *,
    state: Annotated[list[StateName], Query(max_length=5)] = [],  # noqa: B006 - the framework copies it
    q: Annotated[str, Query(max_length=200)] = "",
    from_ms: OptionalFrom = None,
    to_ms: OptionalTo = None,
    limit: LimitParam = 100,
    cursor: CursorParam = None,
) -> RetrievalPageBody:
    """调取登记, 新的在前; 没有导出、审批、登记权利的账号只见自己的申请。 Give entries, the newest first."""
    wanted = RetrievalFilter(tuple(state), q, from_ms, to_ms, own_only=_own_only(caller))
    before = None if cursor is None else int(cursor)
    cameras = caller.directory.cameras
    items, following = platform.retrievals.page(cameras, wanted, caller.account.user, before, limit)
    return RetrievalPageBody(
        items=retrieval_bodies(items, cameras), next=None if following is None else str(following)
    )


@router.get(
    "/retrievals/{number}", responses=documented("unauthenticated", "token_expired", "forbidden", "not_found")
)
def read_retrieval(number: str, caller: CallerDep, platform: PlatformDep) -> RetrievalBody:
    """一项登记。 Give one entry."""
    return _one(_entry(number, caller, platform), caller)


@router.post(
    "/retrievals/{number}/decision",
    responses=documented(
        "unauthenticated",
        "token_expired",
        "forbidden",
        "not_found",
        "own_request",
        "already_decided",
        "too_large",
    ),
)
def decide_retrieval(
    number: str, body: DecisionOrderBody, caller: CallerDep, platform: PlatformDep
) -> RetrievalBody:
    """审批, 不得审批自己的申请; 同意的范围不得超出申请。 Decide on somebody else's request."""
    entry = _entry(number, caller, platform)
    caller.need(Right.APPROVE)
    if entry.requested_by.account == caller.account.user:
        raise ApiError("own_request")
    if len(_visible(entry, caller)) < len({item.camera_id for item in entry.footage}):
        raise ApiError("forbidden")
    if entry.state != "pending":
        raise ApiError("already_decided")
    footage = tuple(_granted(entry, item) for item in body.footage)
    if body.approved != bool(footage):
        raise ApiError("bad_request", "footage belongs to an approval, and an approval needs some")
    if not body.approved and not body.opinion.strip():
        raise ApiError("bad_request", "a refusal needs an opinion")
    if body.valid_until_ms is not None and body.valid_until_ms <= platform.clock.now_ms():
        raise ApiError("bad_request", "valid_until_ms has passed")
    try:
        decided = platform.retrievals.decide(
            entry,
            caller.account,
            approved=body.approved,
            opinion=body.opinion,
            footage=footage,
            valid_until_ms=body.valid_until_ms,
        )
    except AlreadyDecidedError as error:
        raise ApiError("already_decided") from error
    return _one(decided, caller)


@router.post(
    "/retrievals/{number}/withdraw",
    responses=documented("unauthenticated", "token_expired", "forbidden", "not_found", "already_decided"),
)
def withdraw_retrieval(number: str, caller: CallerDep, platform: PlatformDep) -> RetrievalBody:
    """撤回自己的申请, 或办结已同意的申请。 Take an own request back, or close an approved one.

    What was approved may be closed by those who may approve, too.
    """
    entry = _entry(number, caller, platform)
    is_own = entry.requested_by.account == caller.account.user
    if not is_own and not (entry.state == "approved" and caller.account.may(Right.APPROVE)):
        raise ApiError("forbidden")
    try:
        return _one(platform.retrievals.end(entry, caller.account), caller)
    except AlreadyDecidedError as error:
        raise ApiError("already_decided") from error


@router.post(
    "/retrievals/{number}/attachments",
    status_code=201,
    responses=documented(
        "unauthenticated", "token_expired", "forbidden", "not_found", "already_decided", "too_large"
    ),
    openapi_extra={"requestBody": {"required": True, "content": _SCAN_CONTENT}},
)
def attach_scan(
    number: str,
    name: Annotated[str, Query(min_length=1, max_length=200)],
    content: Annotated[bytes, Body(media_type="application/octet-stream")],
    caller: CallerDep,
    platform: PlatformDep,
) -> RetrievalBody:
    """添加扫描件 (PDF、JPEG、PNG, 不超过 10 MB)。 Add a scan to an own request that still waits."""
    entry = _entry(number, caller, platform)
    if entry.requested_by.account != caller.account.user:
        raise ApiError("forbidden")
    kind = media_type(content)
    if kind is None:
        raise ApiError("bad_request", "PDF, JPEG or PNG")
    if len(content) > MOST_BYTES:
        raise ApiError("too_large")
    try:
        return _one(platform.retrievals.attach(entry, caller.account, name, kind, content), caller)
    except AlreadyDecidedError as error:
        raise ApiError("already_decided") from error
    except TooManyScansError as error:
        raise ApiError("bad_request", "too many scans") from error


@router.get(
    "/retrievals/{number}/attachments/{sha256}",
    responses={
        **documented("unauthenticated", "token_expired", "forbidden", "not_found"),
        200: {"content": _SCAN_CONTENT, "description": "The scan"},
    },
    response_class=Response,
)
def read_scan(number: str, sha256: str, caller: CallerDep, platform: PlatformDep) -> Response:
    """扫描件原文。 Give a scan as it was attached."""
    found = platform.retrievals.scan(_entry(number, caller, platform), sha256)
    if found is None:
        raise ApiError("not_found")
    scan, content = found
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=scan.media_type, headers=headers)


def _entry(number: str, caller: Caller, platform: Platform) -> Retrieval:
    """Return an entry that the caller may read; 404 for any other, whether it exists or not."""
    user, is_own_only = caller.account.user, _own_only(caller)
    found = platform.retrievals.find(caller.directory.cameras, number, user)
    if found is None or (is_own_only and found.requested_by.account != user):
        raise ApiError("not_found")
    return found


def _own_only(caller: Caller) -> bool:
    """Tell whether the caller reads only what is the caller's own; 403 for who can have nothing here."""
    if any(caller.account.may(right) for right in _READERS):
        return False
    caller.need(Right.PLAYBACK)
    return True


def _visible(entry: Retrieval, caller: Caller) -> set[str]:
    ids = sorted({item.camera_id for item in entry.footage})
    return {camera.id for camera in caller.directory.cameras.by_ids(ids)}


def _footage(camera: CameraRecord, item: FootageOrderBody) -> Footage:
    if item.start_ms >= item.end_ms:
        raise ApiError("bad_request", "start_ms must be before end_ms")
    place = "".join(step.name for step in camera.region_path if step.level in {"town", "village"})
    is_household = camera.kind == "household"
    return Footage(camera.id, camera.name, place, is_household, item.start_ms, item.end_ms)


def _granted(entry: Retrieval, item: FootageOrderBody) -> Footage:
    """Return a part of what was asked for; 400 for anything else."""
    asked = next((asked for asked in entry.footage if asked.camera_id == item.camera_id), None)
    is_part = item.start_ms < item.end_ms and covers(
        entry.footage, item.camera_id, item.start_ms, item.end_ms
    )
    if asked is None or not is_part:
        raise ApiError("bad_request", "more than was asked for")
    return Footage(
        asked.camera_id, asked.camera_name, asked.place, asked.household, item.start_ms, item.end_ms
    )


def _one(entry: Retrieval, caller: Caller) -> RetrievalBody:
    return retrieval_bodies((entry,), caller.directory.cameras)[0]
