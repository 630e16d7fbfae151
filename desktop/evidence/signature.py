"""Signing a manifest and judging a signature: Ed25519, or SM2 with SM3 where national algorithms are wanted.

Both are in the forms that the `openssl` command takes: PEM public keys, a raw Ed25519 signature, an SM2
signature in DER over the message with the usual identity.
"""

from typing import Protocol

from desktop.domain.evidence import KeyCard


class Signer(Protocol):
    """A private key at work; `sign` takes milliseconds and does no input or output."""

    @property
    def card(self) -> KeyCard:
        """The public half."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the detached signature of a message."""
        ...
