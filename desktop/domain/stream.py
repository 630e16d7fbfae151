"""Streams of a camera and the permission to open one."""

from dataclasses import dataclass, field
from enum import StrEnum


class StreamRole(StrEnum):
    """MAIN: full resolution for large tiles. SUB: small, for many tiles."""

    MAIN = "main"
    SUB = "sub"


class StreamProtocol(StrEnum):
    """Ways to carry a live stream that the platform may offer."""

    HTTP_TS = "http-ts"
    HTTP_FLV = "http-flv"
    RTSP = "rtsp"


class VideoCodec(StrEnum):
    """Codecs of GB/T 28181-2022 6.2; UNKNOWN for what the platform does not say or we do not know."""

    H264 = "h264"
    H265 = "h265"
    SVAC = "svac"
    MPEG4 = "mpeg4"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StreamProfile:
    """One stream that a camera offers; width and height in pixels, fps in frames a second."""

    role: StreamRole
    codec: VideoCodec
    width: int
    height: int
    fps: float


@dataclass(frozen=True, slots=True)
class StreamTicket:
    """Permission to open one stream once; the URL never shows in repr or logs."""

    ticket_id: str
    url: str = field(repr=False)
    protocol: StreamProtocol
    profile: StreamProfile
    expires_at_ms: int
    """UTC milliseconds since 1970 after which the URL can no longer be opened."""
