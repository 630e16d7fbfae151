"""Decoding the permission to open a stream: the one place where a platform hands us an address."""

from collections.abc import Callable, Collection, Sequence
from urllib.parse import urlsplit

from desktop.domain.stream import StreamProfile, StreamProtocol, StreamRole, StreamTicket, VideoCodec
from desktop.platform.open_api.reading import BadValueError, Fields

LONGEST_URL = 4096
_SCHEMES = {
    StreamProtocol.HTTP_TS: frozenset({"http", "https"}),
    StreamProtocol.HTTP_FLV: frozenset({"http", "https"}),
    StreamProtocol.RTSP: frozenset({"rtsp", "rtsps"}),
}


def ticket(role: StreamRole, asked: Sequence[StreamProtocol]) -> Callable[[object], StreamTicket]:
    """Return the decoder of POST /cameras/{id}/live for what was asked."""

    def decoder(value: object) -> StreamTicket:
        fields = Fields(value)
        protocol = next((p for p in asked if p.value == fields.raw("protocol")), None)
        if protocol is None:
            raise BadValueError("protocol")
        return StreamTicket(
            ticket_id=fields.text("ticket_id", 128),
            url=stream_url(fields.raw("url"), protocol),
            protocol=protocol,
            profile=profile(role, fields),
            expires_at_ms=fields.whole("expires_at_ms", 0, 1 << 53, 0),
        )

    return decoder


def profile(role: StreamRole, fields: Fields) -> StreamProfile:
    """Return what a ticket says about its stream."""
    return StreamProfile(
        role=role,
        codec=fields.choice("codec", VideoCodec, VideoCodec.UNKNOWN),
        width=fields.whole("width", 0, 16_384, 0),
        height=fields.whole("height", 0, 16_384, 0),
        fps=fields.number("fps", 0, 240) or 0.0,
    )


def stream_url(value: object, protocol: StreamProtocol) -> str:
    """Return a URL that the player may open with a protocol."""
    return media_url(value, _SCHEMES[protocol])


def media_url(value: object, schemes: Collection[str]) -> str:
    """Return a URL that may be opened: of one of the schemes, with a host, of plain characters.

    A file, a pipe, a device or any other scheme that a media library would open is refused.
    """
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_URL:
        raise BadValueError("url")
    if not value.isascii() or not value.isprintable() or any(char in value for char in " \\\"'<>^`{|}"):
        raise BadValueError("url")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise BadValueError("url") from error
    if parts.scheme.lower() not in schemes or not parts.hostname or port == 0:
        raise BadValueError("url")
    return value
