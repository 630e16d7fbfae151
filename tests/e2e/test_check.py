"""The check on the real wall, the real demo platform and a real display."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

pytestmark = pytest.mark.slow

HEAD = b"\x89PNG\r\n\x1a\n"


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    command = [sys.executable, "-m", "desktop", "check", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=150, check=False)


def png_size(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    assert data.startswith(HEAD)
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def descendants_named(*words: str) -> list[int]:
    """Return processes of this user whose command line holds one of the words."""
    found = []
    for process in psutil.process_iter(["pid", "cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        if any(word in line for word in words):
            found.append(process.info["pid"])
    return found


@pytest.mark.parametrize(
    "options",
    [
        ["--tiles", "4", "--codec", "h264", "--transport", "http-ts"],
        ["--tiles", "5", "--codec", "mixed", "--transport", "http-flv"],
        ["--tiles", "4", "--codec", "mixed", "--transport", "rtsp"],
    ],
    ids=["http-ts", "http-flv-mixed", "rtsp-mixed"],
)
def test_every_tile_shows_its_own_camera(tmp_path: Path, options: list[str]) -> None:
    shot, report, logs = tmp_path / "shot.png", tmp_path / "report.json", tmp_path / "logs"
    result = check(*options, "--shot", str(shot), "--report", str(report), "--logs", str(logs))
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("\n") == 1
    assert "PASSED" in result.stdout
    document: dict[str, Any] = json.loads(report.read_text("utf-8"))
    tiles = document["tiles"]
    assert len(tiles) == int(options[1])
    assert len({tile["asked"] for tile in tiles}) == len(tiles)
    width, height = png_size(shot)
    for tile in tiles:
        assert tile.keys() == {"asked", "seen", "first_picture_ms", "latency_ms", "rect"}
        assert tile["seen"] == tile["asked"]
        assert 0 < tile["first_picture_ms"] < 60_000
        assert 0 < tile["latency_ms"] < 2_000
        x, y, w, h = tile["rect"]
        assert 0 <= x < x + w <= width
        assert 0 <= y < y + h <= height
    assert document["start_to_all_ms"] > max(tile["first_picture_ms"] for tile in tiles)
    assert document["ui_lag_ms"].keys() >= {"p50", "p99", "max"}
    assert document["rss_mb"] > 50
    assert document["versions"]["libvlc"]
    assert descendants_named(str(logs)) == []


@pytest.mark.parametrize("fault", ["garbage", "stall"])
def test_streams_that_fail_fail_the_check(tmp_path: Path, fault: str) -> None:
    report = tmp_path / "report.json"
    result = check("--tiles", "4", "--fault", fault, "--timeout", "15", "--report", str(report))
    assert result.returncode == 1
    assert "FAILED" in result.stdout
    assert re.search(r"tile \d \(camera \d+, state \w+\) ", result.stdout)
    document = json.loads(report.read_text("utf-8"))
    assert document["ok"] is False
    assert document["problems"]


def test_an_interrupted_check_leaves_nothing_behind(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    command = [sys.executable, "-m", "desktop", "check", "--tiles", "4", "--logs", str(logs)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not (logs / "metrics.json").exists():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 4
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 128 + signal.SIGTERM
    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []
