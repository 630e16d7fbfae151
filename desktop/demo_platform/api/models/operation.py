"""Live tickets, the access register, and faults."""

from typing import Annotated

from pydantic import Field

from desktop.demo_platform.api.models.common import Body, CameraIdText, Cursor, TimeMs
from desktop.demo_platform.faults.fault import FaultKind
from desktop.demo_platform.words import Codec, Protocol, StreamRole


class LiveRequestBody(Body):
    """Which stream, and by which protocols the client can take it, the most wanted first."""

    role: StreamRole
    protocols: Annotated[list[Annotated[str, Field(max_length=32)]], Field(min_length=1, max_length=16)]


class LiveTicketBody(Body):
    """Permission to open one stream until it expires; the URL is a secret."""

    ticket_id: Annotated[str, Field(max_length=64)]
    url: Annotated[str, Field(max_length=4096)]
    protocol: Protocol
    codec: Codec
    width: Annotated[int, Field(ge=16, le=16384)]
    height: Annotated[int, Field(ge=16, le=16384)]
    fps: Annotated[int, Field(ge=1, le=240)]
    expires_at_ms: TimeMs


class AccessEntryBody(Body):
    """One line of the access register."""

    time_ms: TimeMs
    user: Annotated[str, Field(max_length=64)]
    action: Annotated[str, Field(max_length=32, examples=["live"])]
    camera_id: Annotated[
        CameraIdText | None, Field(description="null for a household camera whose reader may not see it")
    ]
    detail: Annotated[str, Field(max_length=400)]


class AccessPageBody(Body):
    """Lines of the register, newest first."""

    items: list[AccessEntryBody]
    next: Cursor | None = None


class FaultOrderBody(Body):
    """A fault to bring about; only demonstration platforms have these."""

    kind: FaultKind
    camera_id: Annotated[CameraIdText | None, Field(description="null = all cameras")] = None
    protocol: Annotated[
        str | None,
        Field(
            max_length=16,
            pattern="^(http-ts|http-flv|rtsp|mp4|api|archive|download)$",
            description="null = any; api = answers only; archive, download = only those streams and files",
        ),
    ] = None
    value: Annotated[
        str | None, Field(max_length=64, description="Seconds, a status, a codec or a word, by kind")
    ] = None
    times: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    for_s: Annotated[float | None, Field(gt=0, le=86_400, allow_inf_nan=False)] = None


class FaultIdBody(Body):
    """The number by which a fault can be ended."""

    id: Annotated[int, Field(ge=1, lt=2**53)]


class FaultBody(FaultIdBody):
    """A fault in force."""

    kind: FaultKind
    camera_id: CameraIdText | None
    protocol: Annotated[str | None, Field(max_length=16)]
    value: Annotated[str | None, Field(max_length=64)]
    times_left: Annotated[int | None, Field(ge=0)]
    until_ms: TimeMs | None


class FaultsBody(Body):
    """All faults in force."""

    items: list[FaultBody]
