"""Permission to open a live stream: a short-lived URL of the media node."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from desktop.demo_platform import tickets
from desktop.demo_platform.accounts.account import Account
from desktop.demo_platform.clock import Clock
from desktop.demo_platform.directory.records import CameraRecord
from desktop.demo_platform.media.profiles import PROFILES
from desktop.demo_platform.register import AccessRegister
from desktop.demo_platform.words import Codec, Protocol, StreamRole

_EXPIRED_MS = 1000


@dataclass(frozen=True, slots=True)
class MediaNode:
    """Where streams come from at the moment; `rtsp_port` is None where there is no RTSP."""

    http_port: int
    rtsp_port: int | None

    def protocols(self) -> tuple[Protocol, ...]:
        """Return what this node speaks, the best first."""
        return ("http-ts", "http-flv") if self.rtsp_port is None else ("http-ts", "http-flv", "rtsp")


@dataclass(frozen=True, slots=True)
class LiveTicket:
    """What the client needs to open a stream."""

    ticket_id: str
    url: str
    protocol: Protocol
    codec: Codec
    width: int
    height: int
    fps: int
    expires_at_ms: int


class MediaUnavailableError(Exception):
    """No media node is running."""


class NoCommonProtocolError(Exception):
    """None of the wanted protocols is spoken here."""


class LiveDesk:
    """Hands out tickets and enters each in the register. Any thread."""

    def __init__(
        self,
        secret: bytes,
        clock: Clock,
        register: AccessRegister,
        media: Callable[[], MediaNode | None],
        lifetime_s: int,
    ) -> None:
        self._secret = secret
        self._clock = clock
        self._register = register
        self._media = media
        self._lifetime_s = lifetime_s

    def protocols(self) -> tuple[Protocol, ...]:
        """Return the protocols that can be asked for now."""
        node = self._media()
        return () if node is None else node.protocols()

    def open(
        self,
        account: Account,
        camera: CameraRecord,
        role: StreamRole,
        wanted: Sequence[str],
        host: str,
        *,
        is_expired: bool,
    ) -> LiveTicket:
        """Return a ticket for a camera that the account may see; `is_expired`: one that opens nothing."""
        node = self._media()
        if node is None:
            raise MediaUnavailableError
        protocol = next((spoken for name in wanted for spoken in node.protocols() if spoken == name), None)
        if protocol is None:
            raise NoCommonProtocolError
        now_ms = self._clock.now_ms()
        expires_ms = now_ms + self._lifetime_s * 1000
        ticket_id = secrets.token_hex(8)
        signed_until_ms = now_ms - _EXPIRED_MS if is_expired else expires_ms
        grant = tickets.Grant(ticket_id, camera.id, role, protocol, account.user, signed_until_ms)
        url = _url(node, host, grant, tickets.sign(self._secret, grant))
        self._register.enter(account.user, "live", camera.number, f"{role} {protocol} {ticket_id}")
        profile = PROFILES[role]
        codec = camera.codec(role)
        return LiveTicket(
            ticket_id, url, protocol, codec, profile.width, profile.height, profile.fps, expires_ms
        )


def in_url(host: str) -> str:
    """Return a host as it stands in a URL: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def _url(node: MediaNode, host: str, grant: tickets.Grant, token: str) -> str:
    where = in_url(host)
    ticket = f"ticket={quote(token)}"
    path = f"live/{grant.camera_id}/{grant.role}"
    if grant.protocol == "rtsp":
        return f"rtsp://{where}:{node.rtsp_port}/{path}?{ticket}"
    end = "ts" if grant.protocol == "http-ts" else "flv"
    return f"http://{where}:{node.http_port}/{path}.{end}?{ticket}"
