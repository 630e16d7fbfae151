"""Decoding the permissions to look into the archive."""

from collections.abc import Callable, Sequence

from desktop.domain.playback import PlaybackProtocol, PlaybackTicket, StillsTicket
from desktop.domain.recording import RecordStorage
from desktop.domain.stream import StreamRole
from desktop.platform.open_api.archive_decoders import span
from desktop.platform.open_api.reading import BadValueError, Fields
from desktop.platform.open_api.tickets import media_url, profile

SLOWEST, FASTEST = 1 / 64, 256.0
MOST_SPEEDS = 32
_SCHEMES = frozenset({"http", "https"})


def playback_ticket(
    role: StreamRole, asked: Sequence[PlaybackProtocol]
) -> Callable[[object], PlaybackTicket]:
    """Return the decoder of POST /cameras/{id}/playback for what was asked."""

    def decoder(value: object) -> PlaybackTicket:
        fields = Fields(value)
        protocol = next((p for p in asked if p.value == fields.raw("protocol")), None)
        if protocol is None:
            raise BadValueError("protocol")
        return PlaybackTicket(
            ticket_id=fields.text("ticket_id", 128),
            url=_extensible(fields.raw("url")),
            protocol=protocol,
            profile=profile(role, fields),
            storage=fields.choice("storage", RecordStorage, RecordStorage.PLATFORM),
            available=span(Fields(fields.raw("available"))),
            speeds=_speeds(fields.raw("speeds")),
            reverse=fields.flag("reverse"),
            expires_at_ms=fields.whole("expires_at_ms", 0, 1 << 53, 0),
            gop_ms=fields.whole("gop_ms", 40, 60_000, 2000),
        )

    return decoder


def download_ticket(
    storage: RecordStorage, asked: Sequence[PlaybackProtocol]
) -> Callable[[object], PlaybackTicket]:
    """Return the decoder of POST /cameras/{id}/download: footage of another storage is not what was asked."""
    decode = playback_ticket(StreamRole.MAIN, asked)

    def decoder(value: object) -> PlaybackTicket:
        ticket = decode(value)
        if ticket.storage is not storage:
            raise BadValueError("storage")
        return ticket

    return decoder


def stills_ticket(value: object) -> StillsTicket:
    """Decode POST /cameras/{id}/stills."""
    fields = Fields(value)
    return StillsTicket(
        ticket_id=fields.text("ticket_id", 128),
        url=_extensible(fields.raw("url")),
        width=fields.whole("width", 0, 4096, 0),
        height=fields.whole("height", 0, 4096, 0),
        expires_at_ms=fields.whole("expires_at_ms", 0, 1 << 53, 0),
    )


def _extensible(value: object) -> str:
    """Return a URL to which `&key=value` can be appended."""
    url = media_url(value, _SCHEMES)
    if "?" not in url or "#" in url:
        raise BadValueError("url")
    return url


def _speeds(value: object) -> tuple[float, ...]:
    entries = value[:MOST_SPEEDS] if isinstance(value, list) else []
    good = {
        float(speed)
        for speed in entries
        if isinstance(speed, int | float) and not isinstance(speed, bool) and SLOWEST <= speed <= FASTEST
    }
    return tuple(sorted(good | {1.0}))
