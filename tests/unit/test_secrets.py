"""Passwords: in the real system keyring, and nowhere when none answers."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import keyring.backend
import keyring.errors
import pytest

from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane
from desktop.ports import SecretStore
from desktop.secrets.keyring import KeyringSecretStore
from desktop.secrets.memory import MemorySecretStore
from desktop.session.vault import Vault
from tests.support.loops import run

ROOT = Path(__file__).resolve().parents[2]

USE_THE_KEYRING = """
from desktop.secrets.keyring import open_keyring
store = open_keyring()
assert store.persistent
assert store.get("http://p", "值班员") is None
store.set("http://p", "值班员", "口令 ä€")
assert open_keyring().get("http://p", "值班员") == "口令 ä€"
assert store.get("http://other", "值班员") is None
store.delete("http://p", "值班员")
store.delete("http://p", "值班员")
assert store.get("http://p", "值班员") is None
print("kept and forgotten")
"""

LOOK_AT_A_FRESH_KEYRING = """
from desktop.secrets.keyring import open_keyring
store = open_keyring()
assert store.persistent
assert store.get("http://p", "值班员") is None
store.delete("http://p", "值班员")
print("nobody was asked")
"""

NO_KEYRING = """
from desktop.errors import AppError, ErrorCode
from desktop.secrets.keyring import open_keyring
try:
    open_keyring()
except AppError as error:
    assert error.code is ErrorCode.SECRET_STORE_UNAVAILABLE
    print("none answers")
"""

HANGING_BUS = """
import asyncio, time
from desktop.lanes import Lanes
from desktop.secrets.keyring import open_keyring
from desktop.secrets.memory import MemorySecretStore
from desktop.session.vault import Vault
async def main():
    lanes = Lanes()
    vault = Vault(open_keyring, MemorySecretStore(), lanes.secrets, probe_s=1.0)
    began = time.monotonic()
    assert not await vault.persistent()
    assert not await vault.keep("p", "u", "s")
    assert await vault.get("p", "u") == "s"
    assert time.monotonic() - began < 5
    lanes.close()
asyncio.run(main())
print("went on without")
"""


def python(program: str, *wrapper: str, **environment: str) -> str:
    """Run a program in a process of its own and return what it printed."""
    env = {key: value for key, value in os.environ.items() if key != "DBUS_SESSION_BUS_ADDRESS"} | environment
    command = [*wrapper, sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=env, timeout=60, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs dbus-run-session and gnome-keyring-daemon",
)
def test_the_real_keyring_keeps_and_forgets(tmp_path: Path) -> None:
    unlock = 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    said = python(
        USE_THE_KEYRING,
        *("dbus-run-session", "--", "sh", "-c", unlock, "sh"),
        HOME=str(tmp_path),
        XDG_RUNTIME_DIR=str(runtime),
        XDG_DATA_HOME=str(tmp_path / "data"),
    )
    assert said == "kept and forgotten"


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs dbus-run-session and gnome-keyring-daemon",
)
def test_looking_into_a_keyring_that_nobody_has_set_up_asks_for_no_password(tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    start = 'gnome-keyring-daemon --start --components=secrets >/dev/null && exec "$@"'
    said = python(  # a prompt would never be answered here, and the run would time out
        LOOK_AT_A_FRESH_KEYRING,
        *("dbus-run-session", "--", "sh", "-c", start, "sh"),
        HOME=str(tmp_path),
        XDG_RUNTIME_DIR=str(runtime),
        XDG_DATA_HOME=str(tmp_path / "data"),
    )
    assert said == "nobody was asked"


@pytest.mark.parametrize("backend", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"])
def test_backends_that_keep_nothing_are_none(backend: str) -> None:
    assert python(NO_KEYRING, PYTHON_KEYRING_BACKEND=backend) == "none answers"


def test_without_a_bus_there_is_no_keyring(tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path / 'no-bus'}"
    said = python(
        NO_KEYRING,
        DBUS_SESSION_BUS_ADDRESS=nowhere,
        PYTHON_KEYRING_BACKEND="keyring.backends.SecretService.Keyring",
    )
    assert said == "none answers"


def test_a_bus_that_hangs_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(path))
        silent.listen()
        said = python(
            HANGING_BUS,
            DBUS_SESSION_BUS_ADDRESS=f"unix:path={path}",
            PYTHON_KEYRING_BACKEND="keyring.backends.SecretService.Keyring",
        )
    assert said == "went on without"


class Moody(keyring.backend.KeyringBackend):
    """A backend that raises what it is told to."""

    priority = 1.0

    def __init__(self, error: Exception) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: ARG002
        raise self.error

    def delete_password(self, service: str, username: str) -> None:  # noqa: ARG002
        raise self.error


@pytest.mark.parametrize(
    "error", [keyring.errors.KeyringLocked("locked"), OSError("bus"), RuntimeError("prompt dismissed SECRET")]
)
def test_whatever_a_backend_raises_has_one_code(error: Exception) -> None:
    store = KeyringSecretStore(Moody(error))
    calls: list[Callable[[], object]] = [
        lambda: store.get("p", "u"),
        lambda: store.set("p", "u", "SECRET"),
        lambda: store.delete("p", "u"),
    ]
    for call in calls:
        with pytest.raises(AppError) as raised:
            call()
        assert raised.value.code is ErrorCode.SECRET_STORE_UNAVAILABLE
        assert "SECRET" not in repr(raised.value)


def test_deleting_what_is_not_there_is_no_error() -> None:
    KeyringSecretStore(Moody(keyring.errors.PasswordDeleteError("not found"))).delete("p", "u")


def test_a_keyring_that_refuses_keeps_the_password_for_this_process() -> None:
    async def work() -> None:
        lane = Lane("secrets", 1)
        store: SecretStore = KeyringSecretStore(Moody(keyring.errors.KeyringLocked("locked")))
        fallback = MemorySecretStore()
        vault = Vault(lambda: store, fallback, lane)
        assert not await vault.keep("p", "u", "s")
        assert await vault.get("p", "u") == "s"
        await vault.forget("p", "u")
        assert await vault.get("p", "u") is None
        lane.close()

    run(work())


def test_a_question_that_takes_too_long_is_answered_with_nothing() -> None:
    end = threading.Event()

    class Slow(MemorySecretStore):
        def get(self, platform: str, user: str) -> str | None:
            end.wait(20)
            return super().get(platform, user)

    async def work() -> None:
        lane = Lane("secrets", 1)
        vault = Vault(Slow, MemorySecretStore(), lane, answer_s=0.2)
        assert await vault.get("p", "u") is None
        lane.close()

    run(work())
    end.set()
