"""Signing a manifest and judging a signature: Ed25519, or SM2 with SM3 where national algorithms are wanted.

Both are in the forms that the `openssl` command takes: PEM public keys, a raw Ed25519 signature, an SM2
signature in DER over the message with the usual identity (GM/T 0009-2012).
"""

import base64
import hashlib
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from gmalg import SM2
from gmalg.errors import GMError

from desktop.domain.evidence import KeyCard, SignatureAlgorithm

SM2_IDENTITY = b"1234567812345678"
_PREFIXES = {
    SignatureAlgorithm.ED25519: bytes.fromhex("302a300506032b6570032100"),
    SignatureAlgorithm.SM2: bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200"),
}
"""What stands before the key itself in a SubjectPublicKeyInfo (RFC 8410; GB/T 35276)."""
_LENGTHS = {SignatureAlgorithm.ED25519: 32, SignatureAlgorithm.SM2: 65}
_SECRET_BYTES = 32


class Signer(Protocol):
    """A private key at work; `sign` takes milliseconds and does no input or output."""

    @property
    def card(self) -> KeyCard:
        """The public half."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the detached signature of a message."""
        ...


class Ed25519Signer:
    """Signs by Ed25519; the secret is 32 bytes."""

    def __init__(self, secret: bytes, *, kept: bool) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.card = key_card(SignatureAlgorithm.ED25519, self._key.public_key().public_bytes_raw(), kept=kept)

    @staticmethod
    def new_secret() -> bytes:
        """Return a fresh secret."""
        return Ed25519PrivateKey.generate().private_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature."""
        return self._key.sign(message)


class Sm2Signer:
    """Signs by SM2 over SM3; the secret is 32 bytes, big-endian. Pure Python: its timing is not constant."""

    def __init__(self, secret: bytes, *, kept: bool) -> None:
        if len(secret) != _SECRET_BYTES:
            raise ValueError("an SM2 secret has 32 bytes")
        point = SM2().generate_pk(secret)
        self._key = SM2(secret, SM2_IDENTITY, point)
        self.card = key_card(SignatureAlgorithm.SM2, point, kept=kept)

    @staticmethod
    def new_secret() -> bytes:
        """Return a fresh secret."""
        secret: bytes = SM2().generate_keypair()[0]
        return secret.rjust(_SECRET_BYTES, b"\0")

    def sign(self, message: bytes) -> bytes:
        """Return the signature in DER."""
        r, s = self._key.sign(message)
        return encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))


def key_card(algorithm: SignatureAlgorithm, public_key: bytes, *, kept: bool) -> KeyCard:
    """Return the card of a public key given in its raw form (SM2: 04, x, y)."""
    der = _PREFIXES[algorithm] + public_key
    return KeyCard(algorithm, _pem(der), hashlib.sha256(der).hexdigest(), kept)


def read_card(pem: bytes) -> KeyCard | None:
    """Return the card of a public key file exactly as `key_card` writes one, None for anything else."""
    try:
        der = base64.b64decode(b"".join(pem.splitlines()[1:-1]), validate=True)
    except ValueError:
        return None
    for algorithm, prefix in _PREFIXES.items():
        raw = der[len(prefix) :]
        if der.startswith(prefix) and len(raw) == _LENGTHS[algorithm] and _pem(der) == pem:
            return key_card(algorithm, raw, kept=True)
    return None


def signature_fits(card: KeyCard, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature over a message was made with the key of a card."""
    der = base64.b64decode(b"".join(card.public_key_pem.splitlines()[1:-1]))
    raw = der[len(_PREFIXES[card.algorithm]) :]
    if card.algorithm is SignatureAlgorithm.SM2:
        return _sm2_fits(raw, message, signature)
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def shown(fingerprint: str) -> str:
    """Return a fingerprint as it is printed: upper-case, in groups of four."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4)).upper()


def typed(text: str) -> str:
    """Return a fingerprint that somebody typed or copied as lower-case hex; ValueError for anything else."""
    bare = "".join(text.replace(":", "").replace("-", "").split()).lower()
    if len(bare) != 64 or any(letter not in "0123456789abcdef" for letter in bare):
        raise ValueError("a fingerprint has 64 hex digits")
    return bare


def _sm2_fits(point: bytes, message: bytes, signature: bytes) -> bool:
    try:
        r, s = decode_dss_signature(signature)
        if encode_dss_signature(r, s) != signature or not SM2().verify_pk(point):
            return False
        judge = SM2(b"", SM2_IDENTITY, point)
        parts = (number.to_bytes(_SECRET_BYTES, "big") for number in (r, s))
        return bool(judge.verify(message, *parts))
    except (GMError, ValueError, TypeError, ArithmeticError):
        return False


def _pem(der: bytes) -> bytes:
    text = base64.b64encode(der)
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return b"\n".join((b"-----BEGIN PUBLIC KEY-----", *lines, b"-----END PUBLIC KEY-----", b""))
