"""Signed, short-lived permission to open one stream; the API signs, the media node verifies."""

import base64
import binascii
import hmac
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Literal

Purpose = Literal["live", "playback", "stills", "download"]
MAX_TOKEN_CHARS = 2048


class TicketError(Exception):
    """The token is not ours, was changed, or has expired (`expired` tells which)."""

    def __init__(self, message: str, *, expired: bool = False) -> None:
        super().__init__(message)
        self.expired = expired


@dataclass(frozen=True, slots=True)
class Grant:
    """One account may open one stream of one camera until `expires_at_ms` (UTC ms)."""

    ticket_id: str
    camera_id: str
    role: str
    protocol: str
    user: str
    expires_at_ms: int
    purpose: Purpose = "live"
    """What it may be opened for: playback and stills of recordings, with roles and protocols of their own."""
    from_ms: int | None = None
    """A download's ticket is for [from_ms, to_ms) of one storage only."""
    to_ms: int | None = None
    storage: str | None = None


def sign(secret: bytes, grant: Grant) -> str:
    """Return the token for a grant: base64url(JSON) + "." + base64url(HMAC-SHA256)."""
    payload = base64.urlsafe_b64encode(json.dumps(asdict(grant), separators=(",", ":")).encode()).decode()
    return f"{payload}.{_mac(secret, payload)}"


def verify(
    secret: bytes, token: str, now_ms: int, *, purpose: Purpose = "live", other: Purpose | None = None
) -> Grant:
    """Return the grant of a token; TicketError when it is malformed, forged, expired or for a third use."""
    payload, dot, mac = token[:MAX_TOKEN_CHARS].partition(".")
    if not dot or not hmac.compare_digest(_bytes(mac), _bytes(_mac(secret, payload))):
        raise TicketError("forged or malformed")
    try:
        grant = Grant(**json.loads(base64.urlsafe_b64decode(payload)))
    except (ValueError, TypeError, binascii.Error) as error:
        raise TicketError("malformed") from error
    if grant.purpose not in {purpose, other}:
        raise TicketError("for another purpose")
    if grant.expires_at_ms <= now_ms:
        raise TicketError("expired", expired=True)
    return grant


def _mac(secret: bytes, payload: str) -> str:
    return base64.urlsafe_b64encode(hmac.new(secret, _bytes(payload), sha256).digest()).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Any text as bytes: a hostile token may hold anything, lone surrogates included."""
    return text.encode("utf-8", "surrogatepass")
