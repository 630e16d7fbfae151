"""What a sign-in needs and what it gives."""

from dataclasses import dataclass, field

from desktop.domain.account import Account, PlatformInfo
from desktop.domain.address import PlatformAddress
from desktop.domain.trust import TlsTrust
from desktop.ports import Archive, CameraDirectory, LiveStreams, Retrievals
from desktop.session.link import PlatformLink
from desktop.session.platform_clock import PlatformClock


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
    """One sign-in: where, who, and what can be asked; the account is that of the sign-in."""

    address: PlatformAddress
    platform: PlatformInfo
    account: Account
    directory: CameraDirectory
    streams: LiveStreams
    link: PlatformLink
    archive: Archive
    clock: PlatformClock
    """The platform's time: what "now" means for footage."""
    retrievals: Retrievals
    trust: TlsTrust = field(default_factory=TlsTrust)
    """How a server is judged that the platform names in its tickets."""
