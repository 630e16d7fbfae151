"""Signing in and out, and keeping a session alive without disturbing the wall."""

from dataclasses import dataclass, field, replace

from desktop import log
from desktop.domain.account import Account, PlatformInfo, SessionGrant
from desktop.domain.address import PlatformAddress
from desktop.errors import AppError, ErrorCode
from desktop.ports import (
    CameraDirectory,
    Clock,
    LiveStreams,
    PlatformClient,
    PlatformConnector,
    UserInteraction,
)
from desktop.session.link import PlatformLink
from desktop.session.platforms import RememberedPlatform, RememberedPlatforms
from desktop.session.status import SessionState, SessionStatus
from desktop.session.tokens import TokenKeeper
from desktop.session.trust import DISTRUST, TrustStore
from desktop.session.vault import Vault
from desktop.stores.observable import Signal

_log = log.get("session")


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """What the sign-in window asks for; `ca_file` names a PEM file of the platform's own authority."""

    address: PlatformAddress
    user: str
    password: str = field(repr=False)
    remember: bool = False
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in: where, who, and what can be asked. The account is that of the sign-in."""

    address: PlatformAddress
    platform: PlatformInfo
    account: Account
    directory: CameraDirectory
    streams: LiveStreams
    link: PlatformLink


@dataclass(frozen=True, slots=True)
class _Live:
    """What belongs to a sign-in and is nobody else's business."""

    request: SignInRequest
    client: PlatformClient
    keeper: TokenKeeper
    link: PlatformLink
