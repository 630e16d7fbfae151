"""Passwords in the system's keyring, by the `keyring` library."""

from contextlib import closing

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import SecretService
from keyring.errors import KeyringError, PasswordDeleteError

from desktop.errors import AppError, ErrorCode

SERVICE = "xueliang-wall"
_PROBE = "probe"


class KeyringSecretStore:
    """A `SecretStore` over one backend; every call may block for as long as D-Bus or a prompt takes."""

    persistent = True

    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend

    def get(self, platform: str, user: str) -> str | None:
        """Return the kept password or None; SECRET_STORE_UNAVAILABLE when the keyring refuses."""
        try:
            if _is_empty(self._backend):
                return None
            return self._backend.get_password(_service(platform), user)
        except Exception as error:
            raise _unavailable(error) from error

    def set(self, platform: str, user: str, secret: str) -> None:
        """Keep a password; SECRET_STORE_UNAVAILABLE when the keyring refuses."""
        try:
            self._backend.set_password(_service(platform), user, secret)
        except Exception as error:
            raise _unavailable(error) from error

    def delete(self, platform: str, user: str) -> None:
        """Forget a password; no error when there was none."""
        try:
            if not _is_empty(self._backend):
                self._backend.delete_password(_service(platform), user)
        except PasswordDeleteError:
            return
        except Exception as error:
            raise _unavailable(error) from error


def open_keyring() -> KeyringSecretStore:
    """Return the system's keyring when one answers; SECRET_STORE_UNAVAILABLE otherwise. May block."""
    try:
        backend = keyring.get_keyring()
        usable = backend.priority > 0 and not _keeps_in_the_clear(backend)
        if usable and not _is_empty(backend):
            backend.get_password(SERVICE, _PROBE)
    except Exception as error:
        raise _unavailable(error) from error
    if not usable:
        raise AppError(ErrorCode.SECRET_STORE_UNAVAILABLE, {"backend": type(backend).__module__})
    return KeyringSecretStore(backend)


def _keeps_in_the_clear(backend: KeyringBackend) -> bool:
    return "plaintext" in type(backend).__name__.lower()


def _is_empty(backend: KeyringBackend) -> bool:
    """Tell whether a Secret Service answers but holds no collection yet.

    Reading then would make one, and its daemon would ask the person to choose a password at a moment when
    nobody wanted anything kept (seen with gnome-keyring on a fresh machine). Keeping a password does ask.
    """
    if not isinstance(backend, SecretService.Keyring):
        return False
    import secretstorage  # noqa: PLC0415 - exists only where there is a Secret Service

    with closing(secretstorage.dbus_init()) as bus:
        try:
            secretstorage.Collection(bus)
        except secretstorage.ItemNotFoundException:
            return True
    return False


def _service(platform: str) -> str:
    return f"{SERVICE} {platform}"


def _unavailable(error: Exception) -> AppError:
    # Backends raise whatever their D-Bus or system library raises, not only KeyringError.
    kind = "refused" if isinstance(error, KeyringError) else type(error).__name__
    return AppError(ErrorCode.SECRET_STORE_UNAVAILABLE, {"reason": kind})
