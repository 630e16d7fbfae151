"""This workstation's signing key, kept in the system's keyring.

Where no keyring answers, a key is made that lives as long as the process: its card says so, and with it the
manifest, the form and the register. Nothing is ever signed with a key that lies in a file.
"""

from collections.abc import Callable

from desktop.domain.evidence import SignatureAlgorithm
from desktop.errors import AppError, ErrorCode
from desktop.evidence.signature import Ed25519Signer, Signer, Sm2Signer
from desktop.ports import SecretStore

_PLACE = "evidence signing key"
_SECRET_BYTES = 32


class SigningKeys:
    """Makes the key when it is first wanted; used on the storage lane, since the keyring may block."""

    def __init__(self, secrets: SecretStore) -> None:
        self._secrets = secrets

    def signer(self, algorithm: SignatureAlgorithm) -> Signer:
        """Return the workstation's key; SECRET_STORE_UNAVAILABLE when the keyring refuses now.

        What the keyring holds but cannot be read is not replaced: packages signed with it are out there.
        """
        kept = self._secrets.get(_PLACE, algorithm.value)
        if kept is None:
            secret = _new(algorithm)
            self._secrets.set(_PLACE, algorithm.value, secret.hex())
            kept = self._secrets.get(_PLACE, algorithm.value)
        return _made(algorithm, _read(kept), kept=self._secrets.persistent)


def _new(algorithm: SignatureAlgorithm) -> bytes:
    makers: dict[SignatureAlgorithm, Callable[[], bytes]] = {
        SignatureAlgorithm.ED25519: Ed25519Signer.new_secret,
        SignatureAlgorithm.SM2: Sm2Signer.new_secret,
    }
    return makers[algorithm]()


def _read(kept: str | None) -> bytes:
    try:
        secret = bytes.fromhex(kept or "")
    except ValueError:
        secret = b""
    if len(secret) != _SECRET_BYTES:
        raise AppError(ErrorCode.SECRET_STORE_UNAVAILABLE, {"reason": "signing key"})
    return secret


def _made(algorithm: SignatureAlgorithm, secret: bytes, *, kept: bool) -> Signer:
    if algorithm is SignatureAlgorithm.SM2:
        return Sm2Signer(secret, kept=kept)
    return Ed25519Signer(secret, kept=kept)
