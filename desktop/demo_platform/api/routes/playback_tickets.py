"""What all operations that hand out addresses of footage share."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request

from desktop.demo_platform import archive
from desktop.demo_platform.api.dependencies import Caller
from desktop.demo_platform.api.errors import ApiError
from desktop.demo_platform.api.models.archive import AvailableBody, PlaybackTicketBody
from desktop.demo_platform.directory.records import CameraRecord
from desktop.demo_platform.faults.fault import FaultKind
from desktop.demo_platform.live import MediaUnavailableError, NoCommonProtocolError
from desktop.demo_platform.platform import Platform
from desktop.demo_platform.playback import (
    Applicant,
    DeviceBusyError,
    DeviceOfflineError,
    NoRecordingError,
    PlaybackTicket,
)

_MEDIA_RETRY_S = 2


@contextmanager
def obstacles_told() -> Iterator[None]:
    """Let what stands in the way of a ticket become a refusal."""
    try:
        yield
    except NoRecordingError as error:
        extras = {"nearest_before_ms": error.before_ms, "nearest_after_ms": error.after_ms}
        raise ApiError("no_recording", extras=extras) from error
    except DeviceBusyError as error:
        raise ApiError("device_busy", extras={"user": error.user, "since_ms": error.since_ms}) from error
    except DeviceOfflineError as error:
        raise ApiError("camera_offline") from error
    except MediaUnavailableError as error:
        raise ApiError("unavailable", retry_after_s=_MEDIA_RETRY_S) from error
    except NoCommonProtocolError as error:
        raise ApiError("bad_request", "none of these protocols carries this recording") from error


def applicant(camera: CameraRecord, request: Request, caller: Caller, platform: Platform) -> Applicant:
    """Return who asks for footage of a camera."""
    host = platform.public_host or request.url.hostname or "127.0.0.1"
    is_expired = platform.faults.take({FaultKind.EXPIRED_TICKET}, camera.id, None) is not None
    return Applicant(caller.account, camera, host, is_expired)


def ticket_body(ticket: PlaybackTicket) -> PlaybackTicketBody:
    """Return the body of a ticket."""
    return PlaybackTicketBody(
        ticket_id=ticket.ticket_id,
        url=ticket.url,
        protocol=ticket.protocol,
        codec=ticket.codec,
        width=ticket.width,
        height=ticket.height,
        fps=ticket.fps,
        gop_ms=archive.GOP_MS,
        storage=ticket.storage,
        available=AvailableBody(start_ms=ticket.available_ms[0], end_ms=ticket.available_ms[1]),
        speeds=list(ticket.speeds),
        reverse=ticket.reverse,
        expires_at_ms=ticket.expires_at_ms,
    )
