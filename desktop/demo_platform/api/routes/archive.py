"""What was recorded and noticed; tickets for playback and stills."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from desktop.demo_platform import archive
from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.api.dependencies import CallerDep, CursorParam, LimitParam, PlatformDep
from desktop.demo_platform.api.errors import documented
from desktop.demo_platform.api.garbage import spoiled_recordings
from desktop.demo_platform.api.models.archive import (
    MarkBody,
    MarksBody,
    PlaybackRequestBody,
    PlaybackTicketBody,
    RecordedDayBody,
    RecordingBody,
    RecordingDaysBody,
    RecordingPageBody,
    RetentionBody,
    StillsTicketBody,
)
from desktop.demo_platform.api.routes.playback_tickets import applicant, obstacles_told, ticket_body
from desktop.demo_platform.api.spans import FromParam, ToParam, checked_span
from desktop.demo_platform.directory.records import CameraRecord
from desktop.demo_platform.faults.fault import FaultKind
from desktop.demo_platform.playback import (
    STILL_HEIGHT,
    STILL_WIDTH,
)

router = APIRouter(tags=["archive"])
_REFUSALS = documented("unauthenticated", "token_expired", "forbidden", "not_found")
_MONTH = r"^(19[7-9][0-9]|2[0-9]{3})-(0[1-9]|1[0-2])$"
_MOST_DAYS = 62


@router.get("/cameras/{camera_id}/recordings", responses=_REFUSALS, response_model=RecordingPageBody)
def read_recordings(
    camera_id: str,
    *,
    from_ms: FromParam,
    to_ms: ToParam,
    caller: CallerDep,
    platform: PlatformDep,
    limit: LimitParam = 1000,
    cursor: CursorParam = None,
) -> RecordingPageBody | JSONResponse:
    """时段内的录像段。 Give the recordings that overlap a span of at most 62 days, oldest first."""
    camera = caller.camera(camera_id)
    caller.need(Right.PLAYBACK)
    start_ms, end_ms = checked_span(from_ms, to_ms, _MOST_DAYS)
    now_ms = platform.clock.now_ms()
    if cursor is not None:
        start_ms = max(start_ms, int(cursor))
    found = archive.segments(camera, start_ms, end_ms, now_ms=now_ms)
    body = RecordingPageBody(
        items=[
            RecordingBody(
                start_ms=item.start_ms,
                end_ms=item.end_ms,
                kind=item.kind,
                storage=item.storage,
                size_bytes=item.size_bytes,
            )
            for item in found[:limit]
        ],
        next=str(found[limit].start_ms) if len(found) > limit else None,
        retention=_retention(camera, now_ms),
        clock_offset_ms=archive.clock_offset_ms(camera),
    )
    garbage = platform.faults.take({FaultKind.ARCHIVE_GARBAGE}, camera.id, None)
    return body if garbage is None else JSONResponse(spoiled_recordings(body, garbage.value, now_ms))


@router.get("/cameras/{camera_id}/recording-days", responses=_REFUSALS)
def read_recording_days(
    camera_id: str, month: Annotated[str, Query(pattern=_MONTH)], caller: CallerDep, platform: PlatformDep
) -> RecordingDaysBody:
    """一个月中有录像的日子 (北京时间)。 Tell which days of a month (Beijing time) have recordings."""
    camera = caller.camera(camera_id)
    caller.need(Right.PLAYBACK)
    now_ms = platform.clock.now_ms()
    days = archive.month_days(int(month[:4]), int(month[5:]))
    recorded = archive.recorded_days(camera, days, now_ms=now_ms)
    return RecordingDaysBody(
        month=month,
        days=[
            RecordedDayBody(day=day - days.start + 1, kinds=sorted(kinds)) for day, kinds in recorded.items()
        ],
        retention=_retention(camera, now_ms),
    )


@router.get("/cameras/{camera_id}/marks", responses=_REFUSALS)
def read_marks(
    camera_id: str, from_ms: FromParam, to_ms: ToParam, caller: CallerDep, platform: PlatformDep
) -> MarksBody:
    """时段内的移动侦测与报警标记。 Give the marks that overlap a span of at most 62 days, oldest first."""
    camera = caller.camera(camera_id)
    caller.need(Right.PLAYBACK)
    span = checked_span(from_ms, to_ms, _MOST_DAYS)
    found = archive.marks(camera, *span, now_ms=platform.clock.now_ms())
    return MarksBody(
        items=[
            MarkBody(id=m.id, start_ms=m.start_ms, end_ms=m.end_ms, kind=m.kind, label=m.label) for m in found
        ]
    )


@router.post(
    "/cameras/{camera_id}/playback",
    responses=documented(
        "unauthenticated",
        "token_expired",
        "forbidden",
        "not_found",
        "no_recording",
        "camera_offline",
        "device_busy",
        "too_large",
        "unavailable",
    ),
)
def open_playback(
    camera_id: str, body: PlaybackRequestBody, request: Request, caller: CallerDep, platform: PlatformDep
) -> PlaybackTicketBody:
    """取回放地址并登记。 Give a short-lived URL of the camera's footage; each is entered in the register."""
    camera = caller.camera(camera_id)
    caller.need(Right.PLAYBACK)
    with obstacles_told():
        ticket = platform.playback.open(
            applicant(camera, request, caller, platform),
            body.role,
            body.protocols,
            body.start_ms,
            body.storage,
        )
    return ticket_body(ticket)


@router.post(
    "/cameras/{camera_id}/stills",
    responses=documented(
        "unauthenticated", "token_expired", "forbidden", "not_found", "too_large", "unavailable"
    ),
)
def open_stills(
    camera_id: str,
    request: Request,
    caller: CallerDep,
    platform: PlatformDep,
) -> StillsTicketBody:
    """取缩略图地址并登记。 Give a short-lived URL for small pictures of past instants; entered too."""
    camera = caller.camera(camera_id)
    caller.need(Right.PLAYBACK)
    with obstacles_told():
        ticket = platform.playback.stills(applicant(camera, request, caller, platform))
    return StillsTicketBody(
        ticket_id=ticket.ticket_id,
        url=ticket.url,
        width=STILL_WIDTH,
        height=STILL_HEIGHT,
        expires_at_ms=ticket.expires_at_ms,
    )


def _retention(camera: CameraRecord, now_ms: int) -> RetentionBody:
    kept = archive.retention(camera, now_ms)
    return RetentionBody(from_ms=kept.from_ms, days=kept.days)
