"""The process: starts, says so, listens where it should, and ends cleanly."""

import json
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from desktop.demo_platform.generator.build import Recipe, ensure_database
from desktop.demo_platform.storage.database import FILE_NAME
from tests.support.demo_platform import ROOT, DemoPlatform, poll_until

COMMAND = [sys.executable, "-m", "desktop.demo_platform"]
SMALL = ("--scale", "0.02", "--no-rtsp")


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_starts_from_nothing_and_tells_how_long_it_took(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    times = []
    for _ in range(2):
        process = subprocess.Popen(
            [*COMMAND, "--data", str(folder), "--no-rtsp", "--ready-file", str(tmp_path / "ready.json")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started = psutil.Process(process.pid).create_time()
        assert process.stdout is not None
        line = process.stdout.readline()
        times.append(time.time() - started)
        assert json.loads(line)["ready"] is True
        assert json.loads((tmp_path / "ready.json").read_text("utf-8")) == json.loads(line)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 0
        assert b"Traceback" not in errors
    sys.stdout.write(f"demo platform ready after {times[0]:.2f} s from nothing, {times[1]:.2f} s again\n")


def test_only_this_machine_can_reach_it(small_platform: DemoPlatform) -> None:
    parent = psutil.Process(small_platform.pid)
    listening = [
        connection.laddr.ip
        for process in (parent, *parent.children(recursive=True))
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 2
    assert set(listening) == {"127.0.0.1"}


def test_ends_with_its_standard_input_and_takes_the_media_node_along() -> None:
    with DemoPlatform(scale=0.02) as platform:
        children = psutil.Process(platform.pid).children(recursive=True)
        assert children
        assert platform.stop() == 0
        _, alive = psutil.wait_procs(children, timeout=10)
        assert alive == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_while_its_input_stays_open(tmp_path: Path, number: signal.Signals) -> None:
    process = subprocess.Popen(
        [*COMMAND, "--data", str(tmp_path), "--exit-with-stdin", *SMALL],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["ready"] is True
    process.send_signal(number)
    assert process.wait(20) == 0
    assert process.stderr is not None
    errors = process.stderr.read()
    for pipe in (process.stdin, process.stdout, process.stderr):
        assert pipe is not None
        pipe.close()
    assert b"Fatal" not in errors
    assert b"Traceback" not in errors


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = _run("--data", str(tmp_path), "--port", str(taken.getsockname()[1]), *SMALL)
    assert result.returncode == 1
    assert "cannot listen" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--scale", "0"),
        ("--scale", "75"),
        ("--scale", "nan"),
        ("--port", "70000"),
        ("--codec", "svac"),
        ("--tls-cert", "a.pem"),
        ("--private-ca", "--tls-cert", "a.pem", "--tls-key", "a.key"),
        ("--access-seconds", "0"),
        ("nonsense",),
    ],
)
def test_senseless_options_are_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = _run("--data", str(tmp_path / "untouched"), *arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "untouched").exists()


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = _run("--data", str(tmp_path / "file"), *SMALL)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_two_platforms_do_not_share_a_folder(small_platform: DemoPlatform) -> None:
    result = _run("--data", str(small_platform.data), "--scale", "0.3", "--no-rtsp")
    assert result.returncode == 1
    assert "another demo platform" in result.stderr
    assert small_platform.admin.get("/regions/roots")["items"]


def test_a_certificate_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = _run("--data", str(tmp_path), "--tls-cert", "no.pem", "--tls-key", "no.key", *SMALL)
    assert result.returncode == 1
    assert "certificate" in result.stderr
    assert "Traceback" not in result.stderr


def test_state_is_kept_private(tmp_path: Path) -> None:
    ensure_database(tmp_path / "kept", Recipe(1, 0.02))
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o600


def test_killed_while_the_database_is_made_leaves_nothing_running_and_no_half_database(
    tmp_path: Path,
) -> None:
    process = subprocess.Popen(
        [*COMMAND, "--data", str(tmp_path), "--scale", "20", "--no-rtsp"], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    poll_until(lambda: list(tmp_path.glob("*.new")), within_s=40)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    assert not (tmp_path / FILE_NAME).exists()


def test_another_seed_replaces_the_database(tmp_path: Path) -> None:
    first_cameras = []
    for seed in ("1", "2"):
        with DemoPlatform("--seed", seed, data=tmp_path, scale=0.02) as platform:
            first_cameras.append(platform.admin.cameras("4313")[:5])
    assert first_cameras[0] != first_cameras[1]
