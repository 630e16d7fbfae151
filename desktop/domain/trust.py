"""How a platform's certificate is judged: by the machine's authorities, by a CA file, or by a pin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TlsTrust:
    """What makes a server's certificate good; verification is never skipped.

    `pin` is the SHA-256 of the one certificate that counts (upper-case hex pairs joined by colons);
    `ca_file` a PEM file whose authorities count instead of the machine's. With neither, the machine's do.
    """

    pin: str | None = None
    ca_file: str | None = None


def fingerprint(digest: bytes) -> str:
    """Return a digest as people compare it: pairs with colons, AB:CD:EF."""
    return ":".join(f"{byte:02X}" for byte in digest)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server's certificate says of itself; plain text, not verified."""

    sha256: str
    subject: str
    issuer: str
    not_after: str
    """ISO 8601, UTC; empty when it could not be read."""
