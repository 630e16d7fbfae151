"""The installer's scripts, run for real by bash, with stand-ins for apt and the like at the front of PATH."""

import os
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "installer"
LISTS = sorted((INSTALLER / "packages").glob("*.txt"))
SCRIPTS = [
    INSTALLER / "start",
    INSTALLER / "test",
    INSTALLER / "lock",
    INSTALLER / "lib.sh",
    ROOT / ".ci" / "run",
]


class Machine:
    """A machine as the scripts see it: some commands are stand-ins that leave a trace."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.trace = folder / "trace"
        self.home = folder / "home"
        self.home.mkdir()

    def stand_in(self, name: str, body: str) -> None:
        path = self.bin / name
        path.write_text(f'#!/bin/bash\necho "{name} $*" >>"{self.trace}"\n{body}\n')
        path.chmod(0o755)

    def traced(self) -> str:
        return self.trace.read_text() if self.trace.exists() else ""

    def bash(self, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run(
            ["bash", "-c", f"set -euo pipefail; source {INSTALLER / 'lib.sh'}; {script}"], **variables
        )

    def run(self, command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
        env = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        env |= {"PATH": f"{self.bin}:{env['PATH']}", "HOME": str(self.home), **variables}
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_scripts_are_clean_for_shellcheck() -> None:
    subprocess.run(["shellcheck", "-x", *map(str, SCRIPTS)], cwd=ROOT, check=True)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_list_says_its_purpose_and_names_packages_in_order(path: Path) -> None:
    purpose, *names = path.read_text("utf-8").splitlines()
    assert purpose.startswith("# ")
    assert names
    assert names == sorted(set(names))


def test_nothing_is_missing_where_everything_is_installed(machine: Machine) -> None:
    machine.stand_in("dpkg-query", "printf installed")
    machine.stand_in("apt-get", "exit 1")
    machine.stand_in("sudo", "exit 1")
    result = machine.bash('ensure_packages "${APP_PACKAGES[@]}"')
    assert result.returncode == 0, result.stderr
    assert "apt-get" not in machine.traced()
    assert "sudo" not in machine.traced()


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    machine.stand_in("dpkg-query", '[ "${@: -1}" = libvlc5 ] || printf installed')
    machine.stand_in("id", "echo 0")
    machine.stand_in("apt-get", "exit 0")
    result = machine.bash("ensure_packages player rtsp display")
    assert result.returncode == 0, result.stderr
    install = [line for line in machine.traced().splitlines() if " install " in line]
    assert len(install) == 1
    assert install[0].endswith("install --no-install-recommends libvlc5")


def test_sudo_is_asked_where_we_are_not_root(machine: Machine) -> None:
    machine.stand_in("dpkg-query", "exit 1")
    machine.stand_in("id", "echo 1000")
    machine.stand_in("sudo", 'exec "$@"')
    machine.stand_in("apt-get", "exit 0")
    result = machine.bash("ensure_packages display")
    assert result.returncode == 0, result.stderr
    assert "apt-get -q -y" in machine.traced()
    assert machine.traced().count("sudo env DEBIAN_FRONTEND=noninteractive") == 2


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (
            "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7",
            "apt 正被其他程序占用",
        ),
        ("Err:1 http://x bookworm InRelease\n  Temporary failure resolving 'x'", "连不上软件源"),
        ("E: You don't have enough free space in /var/cache/apt/archives/.", "磁盘空间不足"),
        ("E: Unable to locate package libvlc5", "软件源里没有需要的软件包"),
        ("sudo: a password is required", "需要 root 或 sudo"),
        ("dpkg: error processing package", "apt 安装失败"),
    ],
)
def test_a_failure_of_apt_is_explained(machine: Machine, output: str, words: str) -> None:
    (machine.home / "output").write_text(output + "\n")
    machine.stand_in("dpkg-query", "exit 1")
    machine.stand_in("id", "echo 0")
    machine.stand_in("apt-get", f'cat "{machine.home / "output"}"; exit 100')
    result = machine.bash("ensure_packages player")
    assert result.returncode == 1
    assert words in result.stderr
    assert "Error: " in result.stderr


def test_conditions_leave_out_what_is_there_already(machine: Machine) -> None:
    machine.stand_in("dpkg-query", "exit 1")
    machine.stand_in("fc-list", "echo 'Some CJK Font'")
    assert machine.bash("missing_packages font").stdout == ""
    machine.stand_in("fc-list", "true")
    assert machine.bash("missing_packages font").stdout == "fonts-noto-cjk\n"


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_condition_is_a_function(machine: Machine, path: Path) -> None:
    result = machine.bash(f'name=$(condition_of {path}); [ -z "$name" ] || declare -F "$name"')
    assert result.returncode == 0, f"{path.name} names a condition that does not exist"


def test_no_display_is_said_in_one_sentence_that_points_to_check(machine: Machine) -> None:
    result = machine.run([str(INSTALLER / "start")])
    assert result.returncode == 1
    chinese, english = result.stderr.strip().splitlines()[-2:]
    assert "没有图形显示" in chinese
    assert "installer/start check" in chinese
    assert "no display" in english
    assert "installer/start check" in english


def test_a_second_run_installs_nothing_and_is_quick(machine: Machine) -> None:
    """Any package index out of reach, apt and sudo forbidden: what is installed is enough."""
    first = machine.run([str(INSTALLER / "start"), "check", "--help"])
    assert first.returncode == 0, first.stderr
    machine.stand_in("apt-get", "exit 1")
    machine.stand_in("sudo", "exit 1")
    begin = time.monotonic()
    result = machine.run(
        [str(INSTALLER / "start"), "check", "--help"], PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="0"
    )
    assert result.returncode == 0, result.stderr
    assert "--tiles" in result.stdout
    assert "正在安装" not in result.stderr
    assert machine.traced() == ""
    assert time.monotonic() - begin < 10


def test_the_locks_pin_everything_with_hashes_and_name_no_index() -> None:
    for path in INSTALLER.glob("*.lock"):
        text = path.read_text("utf-8")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pins
        assert all("==" in line for line in pins)
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text


def test_the_locks_agree_and_hold_what_is_installed() -> None:
    def pins(name: str) -> set[str]:
        lines = (INSTALLER / name).read_text("utf-8").splitlines()
        return {
            line.split(" ")[0]
            for line in lines
            if "==" in line and "python_full_version >= '3.12'" not in line
        }

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
    if sys.version_info < (3, 12):
        exact = dict(pin.split("==") for pin in pins("requirements.lock"))
        for name in ("pyside6-essentials", "av", "python-vlc", "requests", "keyring", "qasync"):
            assert version(name) == exact[name]
