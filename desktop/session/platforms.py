"""Platforms and users of earlier sign-ins, newest first; never a password."""

import json
from dataclasses import dataclass

from desktop.domain.address import PlatformAddress
from desktop.errors import AppError
from desktop.settings import declared
from desktop.settings.store import Settings

MOST_PLATFORMS = 20
MOST_USERS = 10


@dataclass(frozen=True, slots=True)
class RememberedPlatform:
    """A platform where somebody signed in before; `users` newest first."""

    address: PlatformAddress
    name: str
    users: tuple[str, ...]
    ca_file: str | None = None


class RememberedPlatforms:
    """The list in the settings; entries that cannot be read are left out."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def all(self) -> tuple[RememberedPlatform, ...]:
        """Return the platforms, the one used last first."""
        try:
            entries = json.loads(self._settings.get(declared.PLATFORMS))
        except (ValueError, RecursionError):
            return ()
        if not isinstance(entries, list):
            return ()
        return tuple(platform for entry in entries if (platform := _read(entry)) is not None)

    def used(self, address: PlatformAddress, name: str, user: str, ca_file: str | None) -> None:
        """Note a sign-in."""
        before = next((platform for platform in self.all() if platform.address == address), None)
        users = tuple(dict.fromkeys((user, *(before.users if before else ()))))[:MOST_USERS]
        others = [platform for platform in self.all() if platform.address != address]
        self._write([RememberedPlatform(address, name, users, ca_file), *others][:MOST_PLATFORMS])

    def forget(self, address: PlatformAddress) -> None:
        """Forget a platform and its users."""
        self._write([platform for platform in self.all() if platform.address != address])

    def _write(self, platforms: list[RememberedPlatform]) -> None:
        entries = [
            {
                "url": entry.address.url,
                "name": entry.name,
                "users": list(entry.users),
                "ca_file": entry.ca_file,
            }
            for entry in platforms
        ]
        self._settings.set(declared.PLATFORMS, json.dumps(entries, ensure_ascii=False))


def _read(entry: object) -> RememberedPlatform | None:
    if not isinstance(entry, dict):
        return None
    url, name, users, ca_file = (entry.get(key) for key in ("url", "name", "users", "ca_file"))
    if not isinstance(url, str) or not isinstance(users, list):
        return None
    try:
        address = PlatformAddress.parse(url)
    except AppError:
        return None
    return RememberedPlatform(
        address,
        name if isinstance(name, str) else "",
        tuple(user for user in users if isinstance(user, str)),
        ca_file if isinstance(ca_file, str) else None,
    )
