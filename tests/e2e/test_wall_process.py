"""The application as a process: starting, quitting at once, coming back, and saying why it cannot start."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.check.application import Metrics, MetricsFile, start_application
from desktop.check.display import VirtualDisplay
from desktop.check.processes import Child
from tests.support.demo_platform import PASSWORD, DemoPlatform

pytestmark = pytest.mark.slow

TOWN = "431321103"
START_S = 60.0


@pytest.fixture(scope="module")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with VirtualDisplay(1920, 1080, log=tmp_path_factory.mktemp("x") / "xvfb.log") as running:
        yield running.name


@pytest.fixture
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform() as running:
        yield running


class Wall:
    """One run of the application."""

    def __init__(self, platform: DemoPlatform, display: str, folder: Path, *extra: str) -> None:
        self.metrics = MetricsFile(folder / "metrics.json")
        (folder / "metrics.json").unlink(missing_ok=True)
        self.child: Child = start_application(
            [
                *("--platform", platform.url, "--user", "zimenqiao", "--password-stdin"),
                *("--profile", str(folder / "profile"), "--metrics", str(folder / "metrics.json")),
                *extra,
            ],
            display=display,
            folder=folder,
            password=PASSWORD,
        )

    def wait_for(self, condition: Callable[[Metrics], bool]) -> Metrics:
        """Wait until the metrics say so."""
        end = time.monotonic() + START_S
        while time.monotonic() < end:
            self.metrics.changed()
            if self.metrics.latest is not None and condition(self.metrics.latest):
                return self.metrics.latest
            assert self.child.exit_code() is None, self.child.log_tail()
            time.sleep(0.05)
        raise AssertionError(f"it did not come true: {self.metrics.latest}\n{self.child.log_tail()}")

    def wait_for_live(self, tiles: int) -> Metrics:
        """Wait until so many tiles are live."""
        return self.wait_for(lambda now: sum(tile.state == "live" for tile in now.tiles) == tiles)

    def quit(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Send a signal; return the exit code and how long it took."""
        began = time.monotonic()
        os.kill(self.child.pid, number)
        code = self.child.process.wait(20)
        return code, time.monotonic() - began


@pytest.fixture
def start(platform: DemoPlatform, display: str, tmp_path: Path) -> Iterator[Callable[..., Wall]]:
    walls: list[Wall] = []

    def run(*extra: str) -> Wall:
        walls.append(Wall(platform, display, tmp_path, *extra))
        return walls[-1]

    yield run
    for wall in walls:
        wall.child.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_quits_at_once_even_with_hanging_requests(
    start: Callable[..., Wall], platform: DemoPlatform, number: signal.Signals
) -> None:
    wall = start("--open", TOWN, "--grid", "4")
    wall.wait_for_live(4)
    platform.fault("slow", value=30)  # the sign-out's answer and every other one hang from now on
    code, seconds = wall.quit(number)
    assert code == 0, wall.child.log_tail()
    assert seconds < 8.0, "not until the hanging answers come"
    assert "Traceback" not in wall.child.log_tail()


def test_the_last_wall_comes_back(start: Callable[..., Wall]) -> None:
    first = start("--open", TOWN, "--grid", "6")
    before = [tile.camera_id for tile in first.wait_for_live(6).tiles]
    assert first.quit()[0] == 0
    after = [tile.camera_id for tile in start().wait_for_live(6).tiles]
    assert after == before


def test_a_wrong_password_is_said_and_ends_it(display: str, platform: DemoPlatform, tmp_path: Path) -> None:
    child = start_application(
        [
            "--platform",
            platform.url,
            "--user",
            "zimenqiao",
            "--password-stdin",
            "--profile",
            str(tmp_path / "p"),
        ],
        display=display,
        folder=tmp_path,
        password="wrong",
    )
    assert child.process.wait(30) == 1
    assert "密码" in child.log_tail()
    assert "Traceback" not in child.log_tail()


def test_without_a_display_it_points_to_the_check() -> None:
    env = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, "-m", "desktop"], env=env, capture_output=True, text=True, timeout=20, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "check" in done.stderr


def test_the_core_works_from_the_command_line(platform: DemoPlatform, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "desktop", *arguments, "--platform", platform.url]
        command += ["--user", "zimenqiao", "--password-stdin", "--profile", str(tmp_path)]
        env = dict(os.environ, PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")
        return subprocess.run(
            command, input=PASSWORD + "\n", env=env, capture_output=True, text=True, timeout=60, check=False
        )

    login = run("login")
    assert login.returncode == 0, login.stderr
    assert "梓门桥镇" in login.stdout
    cameras = run("cameras", "--limit", "5", "--online-only")
    assert cameras.returncode == 0, cameras.stderr
    lines = cameras.stdout.splitlines()
    assert len(lines) == 5
    assert all("在线" in line for line in lines)
