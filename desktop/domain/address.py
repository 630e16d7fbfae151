"""A platform's address as a person types it and as the program uses it."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from desktop.errors import AppError, ErrorCode

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class PlatformAddress:
    """Scheme, host and port of a platform, and the path before `/api`, in one normal form."""

    scheme: str
    host: str
    port: int
    path: str = ""

    @classmethod
    def parse(cls, text: str) -> "PlatformAddress":
        """Read what a person typed; without a scheme it is https, or http on this machine's loopback.

        Raises BAD_ADDRESS for anything that is no http(s) address, or holds a user name or password.
        """
        typed = text.strip()
        bare = "://" not in typed
        try:
            parts = urlsplit(f"//{typed}" if bare else typed)
            port = parts.port
        except ValueError as error:
            raise AppError(ErrorCode.BAD_ADDRESS) from error
        host = (parts.hostname or "").rstrip(".").lower()
        scheme = ("http" if _is_loopback(host) else "https") if bare else parts.scheme.lower()
        if scheme not in _DEFAULT_PORTS or not _is_host(host) or "@" in parts.netloc or parts.query:
            raise AppError(ErrorCode.BAD_ADDRESS)
        path = parts.path.rstrip("/").removesuffix("/api/v1")
        return cls(scheme, host, port or _DEFAULT_PORTS[scheme], path)

    @property
    def url(self) -> str:
        """The address in normal form; also its key wherever something is remembered per platform."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"

    @property
    def secure(self) -> bool:
        """True for https."""
        return self.scheme == "https"

    def __str__(self) -> str:
        return self.url


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_host(host: str) -> bool:
    return 0 < len(host) <= 253 and not any(
        char.isspace() or ord(char) < 33 or char in "\\%<>\"'" for char in host
    )
