"""This workstation's signing key, kept in the system's keyring.

Where no keyring answers, a key is made that lives as long as the process: its card says so, and with it the
manifest, the form and the register. Nothing is ever signed with a key that lies in a file.
"""

from desktop.domain.evidence import SignatureAlgorithm
from desktop.evidence.signature import Signer
from desktop.ports import SecretStore


class SigningKeys:
    """Makes the key when it is first wanted; used on the storage lane, since the keyring may block."""

    def __init__(self, secrets: SecretStore) -> None:
        self._secrets = secrets

    def signer(self, algorithm: SignatureAlgorithm) -> Signer:
        """Return the workstation's key; SECRET_STORE_UNAVAILABLE when the keyring refuses now."""
        raise NotImplementedError
