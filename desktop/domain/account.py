"""Who signed in, and what the platform lets them do."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.region import RegionRef


class Right(StrEnum):
    """Rights that the platform grants and enforces; the client only hides what is not granted."""

    LIVE = "live"
    PLAYBACK = "playback"
    EXPORT = "export"
    PTZ = "ptz"
    HOUSEHOLD = "household"
    ADMINISTER = "administer"
    DEVICE_STATE = "device_state"
    REGISTERS = "registers"
    APPROVE = "approve"
    """Decide on others' requests for footage."""


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in account bound to one node of the tree."""

    user: str
    display_name: str
    role: str
    """city_admin, county, duty_officer, village_security, police_auxiliary, maintenance, inspector, or a
    platform's own word."""
    unit: str
    scope: RegionRef
    rights: frozenset[Right]

    def may(self, right: Right) -> bool:
        """True when the account holds the right."""
        return right in self.rights


@dataclass(frozen=True, slots=True)
class SessionGrant:
    """The platform's answer to a sign-in; tokens never show in repr or logs."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in_s: int
    refresh_expires_in_s: int
    account: Account


@dataclass(frozen=True, slots=True)
class PlatformInfo:
    """What a platform says of itself before anybody has signed in."""

    name: str
    vendor: str
    contract: str
    instance_id: str
    time_ms: int
    protocols: tuple[str, ...]
    notice: str | None
    features: frozenset[str] = frozenset()
    """What it offers beyond live pictures: playback, stills, bookmarks, alarms, reverse."""
