"""Tickets for taking original footage under an approved retrieval."""

from fastapi import APIRouter, Request

from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.api.dependencies import CallerDep, PlatformDep
from desktop.demo_platform.api.errors import ApiError, documented
from desktop.demo_platform.api.models.archive import DownloadRequestBody, PlaybackTicketBody
from desktop.demo_platform.api.routes.playback_tickets import applicant, obstacles_told, ticket_body
from desktop.demo_platform.api.spans import checked_span
from desktop.demo_platform.playback import DownloadOrder

router = APIRouter(tags=["archive"])
_MOST_DAYS = 1


@router.post(
    "/cameras/{camera_id}/download",
    responses=documented(
        "unauthenticated",
        "token_expired",
        "forbidden",
        "not_approved",
        "not_found",
        "no_recording",
        "camera_offline",
        "device_busy",
        "too_large",
        "unavailable",
    ),
)
def open_download(
    camera_id: str, body: DownloadRequestBody, request: Request, caller: CallerDep, platform: PlatformDep
) -> PlaybackTicketBody:
    """取原始录像的下载地址, 须在已同意的调取范围内; 逐次登记。 Give a URL of a span's original footage.

    The span must lie inside what an approved retrieval permits now; each ticket is entered in the register.
    """
    camera = caller.camera(camera_id)
    caller.need(Right.EXPORT)
    start_ms, end_ms = checked_span(body.span.start_ms, body.span.end_ms, _MOST_DAYS)
    number = body.retrieval or ""
    entry = platform.retrievals.find(caller.directory.cameras, number, caller.account.user)
    if entry is None or not entry.permits(camera.id, start_ms, end_ms, platform.clock.now_ms()):
        raise ApiError("not_approved")
    order = DownloadOrder(start_ms, end_ms, body.storage, body.protocols, entry.number)
    with obstacles_told():
        ticket = platform.playback.download(applicant(camera, request, caller, platform), order)
    return ticket_body(ticket)
