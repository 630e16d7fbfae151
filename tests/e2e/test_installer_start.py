"""`installer/start` on a display: it starts what is needed, and nothing is left when the application ends."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from desktop.check.display import VirtualDisplay
from desktop.check.processes import Child

pytestmark = pytest.mark.slow

START = Path(__file__).resolve().parents[2] / "installer" / "start"
WALL = ["--user", "zimenqiao", "--password-stdin", "--open", "431321103", "--grid", "1"]


def eventually(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    with VirtualDisplay(1280, 800, log=tmp_path / "xvfb.log") as virtual:
        yield virtual.name


def environment(home: Path, display: str, port: int) -> dict[str, str]:
    """A person at a display, on a machine where nobody started a session bus."""
    dropped = {"WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_DATA_HOME"}
    env = {key: value for key, value in os.environ.items() if key not in dropped}
    home.mkdir(exist_ok=True)
    own = {"HOME": str(home), "DISPLAY": display, "XDG_RUNTIME_DIR": str(home)}
    # The accessibility bus and keyring prompts have no place in a test.
    quiet = {"NO_AT_BRIDGE": "1", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    return env | own | quiet | {"XUELIANG_DEMO_PORT": str(port), "QT_QPA_PLATFORM": "xcb"}


def is_live(metrics: Path) -> bool:
    try:
        tiles = json.loads(metrics.read_text("utf-8"))["tiles"]
    except (FileNotFoundError, ValueError):
        return False
    return bool(tiles) and all(tile["state"] == "live" for tile in tiles)


def test_the_demo_platform_comes_and_goes_with_the_application(tmp_path: Path, display: str) -> None:
    port, metrics = free_port(), tmp_path / "metrics.json"
    env = environment(tmp_path / "home", display, port)
    command = ["bash", str(START), *WALL, "--metrics", str(metrics)]
    with Child(command, log=tmp_path / "start.log", env=env) as child:
        child.write_and_close("xueliang-2026\n")
        assert eventually(lambda: is_live(metrics), 150), child.log_tail()
        family = psutil.Process(child.pid).children(recursive=True)
        lines = [" ".join(process.cmdline()) for process in family]
        assert any(f"desktop.demo_platform --port {port}" in line for line in lines)
        assert any(line.startswith("dbus-daemon --session") for line in lines)
        assert "-m desktop wall" in " ".join(psutil.Process(child.pid).cmdline())
        child.process.send_signal(signal.SIGTERM)
        child.process.wait(40)
    assert f"http://127.0.0.1:{port}" in child.log.read_text("utf-8")
    _, alive = psutil.wait_procs(family, timeout=30)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []


def test_no_demo_platform_where_another_was_used_before(tmp_path: Path, display: str) -> None:
    """The address of a former sign-in is enough; here it is one where nobody answers."""
    home = tmp_path / "home"
    env = environment(home, display, free_port())
    settings = home / ".local" / "share" / "xueliang-wall" / "settings.json"
    settings.parent.mkdir(parents=True)
    platforms = json.dumps([{"url": "https://platform.example", "name": "", "users": ["a"], "ca_file": None}])
    settings.write_text(json.dumps({"version": 1, "values": {"platforms": platforms}}))
    metrics = tmp_path / "metrics.json"
    with Child(["bash", str(START), "--metrics", str(metrics)], log=tmp_path / "log", env=env) as child:
        assert eventually(metrics.exists, 150), child.log_tail()
        lines = [" ".join(one.cmdline()) for one in psutil.Process(child.pid).children(recursive=True)]
        assert not any("demo_platform" in line for line in lines)
    assert "127.0.0.1" not in child.log.read_text("utf-8")


def test_help_needs_no_display(tmp_path: Path) -> None:
    env = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    result = subprocess.run(
        ["bash", str(START), "--help"], env=env, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert "--grid" in result.stdout
