"""Passwords in memory only: for machines where no keyring answers; the person is told."""


class MemorySecretStore:
    """A `SecretStore` that forgets everything when the process ends."""

    persistent = False

    def __init__(self) -> None:
        self._secrets: dict[tuple[str, str], str] = {}

    def get(self, platform: str, user: str) -> str | None:
        """Return the kept password or None."""
        return self._secrets.get((platform, user))

    def set(self, platform: str, user: str, secret: str) -> None:
        """Keep a password until the process ends."""
        self._secrets[platform, user] = secret

    def delete(self, platform: str, user: str) -> None:
        """Forget a password."""
        self._secrets.pop((platform, user), None)
