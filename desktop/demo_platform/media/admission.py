"""Decides about a request for a stream: what to send, or why not."""

import re
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from desktop.demo_platform import tickets
from desktop.demo_platform.media.catalog import Camera, Catalog

_PATH = re.compile(r"/live/(?P<camera>[0-9]{1,32})/(?P<role>main|sub)\.(?P<container>ts|flv)")
_RELAY_PATH = re.compile(r"/relay/(?P<camera>[0-9]{1,32})/(?P<role>main|sub)")
_PROTOCOLS = {"ts": "http-ts", "flv": "http-flv"}


class RefusedError(Exception):
    """The request gets this HTTP status and error code (and `extras`) instead of a stream."""

    def __init__(self, status: int, code: str, message: str, **extras: object) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.extras = extras


@dataclass(frozen=True, slots=True)
class Admission:
    """A stream that the bearer of a ticket may open."""

    camera: Camera
    role: str
    protocol: str
    """The protocol the ticket is for."""

    container: str
    """The way the bytes travel from this node: http-ts, http-flv, or units to the RTSP gateway."""


def admit(catalog: Catalog, secret: bytes, target: str, *, is_gateway: bool) -> Admission:
    """Check a request target; RefusedError with 401, 403, 404 or 503."""
    path, _, query = target.partition("?")
    match = _PATH.fullmatch(unquote(path))
    relay = _RELAY_PATH.fullmatch(unquote(path)) if is_gateway else None
    if match is not None:
        protocol = container = _PROTOCOLS[match["container"]]
        camera_id, role = match["camera"], match["role"]
    elif relay is not None:
        protocol, container = "rtsp", "units"
        camera_id, role = relay["camera"], relay["role"]
    else:
        raise RefusedError(404, "not_found", "no such stream")
    grant = verified(secret, query)
    if (grant.camera_id, grant.role, grant.protocol) != (camera_id, role, protocol):
        raise RefusedError(403, "forbidden", "the ticket is for another stream")
    camera = catalog.camera(camera_id)
    if camera is None:
        raise RefusedError(404, "not_found", "no such stream")
    if not camera.online:
        raise RefusedError(503, "camera_offline", "the camera is offline")
    return Admission(camera, role, protocol, container)


def verified(
    secret: bytes, query: str, purpose: tickets.Purpose = "live", other: tickets.Purpose | None = None
) -> tickets.Grant:
    """Return what the ticket in a query permits; RefusedError with 401 without a good one."""
    try:
        token = parse_qs(query, max_num_fields=8).get("ticket", [""])[0]
    except ValueError:
        token = ""
    if not token or not token.isascii():
        raise RefusedError(401, "unauthenticated", "a ticket is needed")
    try:
        return tickets.verify(secret, token, time.time_ns() // 1_000_000, purpose=purpose, other=other)
    except tickets.TicketError as error:
        code = "ticket_expired" if error.expired else "unauthenticated"
        raise RefusedError(401, code, str(error)) from error
