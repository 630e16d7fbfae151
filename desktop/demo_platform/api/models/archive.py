"""Recordings, marks, and tickets for playback and stills."""

from typing import Annotated, Literal

from pydantic import Field

from desktop.demo_platform.api.models.common import Body, Cursor, TimeMs
from desktop.demo_platform.archive import RecordingKind, Storage
from desktop.demo_platform.words import Codec, PlaybackProtocol, StreamRole

Kind = Annotated[RecordingKind, Field(description="timed 定时, motion 移动侦测, alarm 报警")]
StorageName = Annotated[
    Storage,
    Field(description="platform 平台存储, device 设备存储 (one playback at a time · 同时只能回放一路)"),
]
TicketId = Annotated[str, Field(max_length=64)]
SecretUrl = Annotated[str, Field(max_length=4096, description="A secret · 视同密码")]


class RetentionBody(Body):
    """Older footage than `from_ms` has been overwritten; `days` are kept."""

    from_ms: TimeMs
    days: Annotated[int, Field(ge=0, le=3650)]


class RecordingBody(Body):
    """One recording without interruption, [start_ms, end_ms)."""

    start_ms: TimeMs
    end_ms: TimeMs
    kind: Kind
    storage: StorageName
    size_bytes: Annotated[int | None, Field(ge=0, lt=2**53, description="null where unknown · 不详时为 null")]


class RecordingPageBody(Body):
    """Recordings that overlap the span, whole, oldest first."""

    items: list[RecordingBody]
    next: Cursor | None = None
    retention: RetentionBody
    clock_offset_ms: Annotated[
        int | None,
        Field(
            description="Camera's own clock minus the platform's, null when unknown · 摄像机时钟快多少毫秒"
        ),
    ] = None


class RecordedDayBody(Body):
    """A day of Beijing time with recordings."""

    day: Annotated[int, Field(ge=1, le=31)]
    kinds: list[RecordingKind]


class RecordingDaysBody(Body):
    """The days of a month that have recordings, in order."""

    month: Annotated[str, Field(max_length=7)]
    days: list[RecordedDayBody]
    retention: RetentionBody


class MarkBody(Body):
    """Something that the camera noticed."""

    id: Annotated[str, Field(max_length=64)]
    start_ms: TimeMs
    end_ms: TimeMs
    kind: Literal["motion", "alarm"]
    label: Annotated[str, Field(max_length=200)]


class MarksBody(Body):
    """Marks that overlap the span, oldest first."""

    items: list[MarkBody]


class PlaybackRequestBody(Body):
    """From which instant, by which protocols (the most wanted first), and from which storage: null = any."""

    role: StreamRole
    protocols: Annotated[list[Annotated[str, Field(max_length=32)]], Field(min_length=1, max_length=16)]
    start_ms: TimeMs
    storage: Storage | None = None


class SpanBody(Body):
    """A span of footage, [start_ms, end_ms), of at most 24 hours."""

    start_ms: TimeMs
    end_ms: TimeMs


class DownloadRequestBody(Body):
    """Which original footage is to be taken from which storage, under which approved retrieval."""

    span: SpanBody
    storage: StorageName
    protocols: Annotated[list[Annotated[str, Field(max_length=32)]], Field(min_length=1, max_length=16)]
    retrieval: Annotated[
        str | None, Field(max_length=64, description="Number of the approved entry · 已同意的登记编号")
    ] = None


class AvailableBody(Body):
    """The stretch around the instant that is recorded without a gap on the same storage."""

    start_ms: TimeMs
    end_ms: TimeMs


class PlaybackTicketBody(Body):
    """Permission to play one camera's footage until it expires, any number of times.

    Append `&start_ms=…&speed=…&reverse=0|1` for http-ts or `&from_ms=…&to_ms=…` for mp4.
    """

    ticket_id: TicketId
    url: SecretUrl
    protocol: PlaybackProtocol
    codec: Codec
    width: Annotated[int, Field(ge=16, le=16384)]
    height: Annotated[int, Field(ge=16, le=16384)]
    fps: Annotated[int, Field(ge=1, le=240)]
    gop_ms: Annotated[int, Field(ge=40, le=60_000, description="Distance of key frames · 关键帧间隔")]
    storage: StorageName
    available: AvailableBody
    speeds: Annotated[list[float], Field(description="What the media node sends · 支持的倍速")]
    reverse: Annotated[bool, Field(description="Whether it plays backwards · 是否支持倒放")]
    expires_at_ms: TimeMs


class StillsTicketBody(Body):
    """Permission to fetch small pictures of one camera's footage; append `&at_ms=…` for each."""

    ticket_id: TicketId
    url: SecretUrl
    width: Annotated[int, Field(ge=16, le=4096)]
    height: Annotated[int, Field(ge=16, le=4096)]
    expires_at_ms: TimeMs
