"""Password digests (scrypt)."""

import hmac
import secrets
from hashlib import scrypt

_COST = 2**11
_UNKNOWN_SALT = "00" * 16


def new_salt() -> str:
    """Return a random salt, as hex."""
    return secrets.token_hex(16)


def digest(password: str, salt: str) -> str:
    """Return the digest of a password, as hex."""
    secret = password.encode("utf-8", "surrogatepass")
    return scrypt(secret, salt=bytes.fromhex(salt), n=_COST, r=8, p=1).hex()


def matches(password: str, salt: str | None, expected: str | None) -> bool:
    """Compare in constant time; without an expected digest the same work is done, and False returned."""
    actual = digest(password, salt or _UNKNOWN_SALT)
    return hmac.compare_digest(actual, expected or "") and expected is not None
