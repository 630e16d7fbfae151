"""The check of playback on the real application, the real demo platform and a real display."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_check import check, descendants_named, png_size

pytestmark = pytest.mark.slow


def test_every_seek_shows_the_asked_instant_on_every_tile(tmp_path: Path) -> None:
    shot, report, logs = tmp_path / "shot.png", tmp_path / "report.json", tmp_path / "logs"
    options = ["--playback", "--cameras", "2", "--seeks", "5", "--seed", "11", "--logs", str(logs)]
    result = check(*options, "--shot", str(shot), "--report", str(report))
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("\n") == 1
    assert "5/5" in result.stdout
    document: dict[str, Any] = json.loads(report.read_text("utf-8"))
    assert document["ok"] is True
    assert document["seed"] == 11
    seeks = document["seeks"]
    assert len(seeks) == 5
    for seek in seeks:
        assert len({tile["camera"] for tile in seek["tiles"]}) == 2
        full = [tile for tile in seek["tiles"] if tile["footage"] == "full"]
        assert full, "every place was chosen because some camera has footage there"
        assert seek["time_ms"] == max(tile["right_ms"] for tile in full) > 0
        assert all(tile["black_looks"] == 0 for tile in seek["tiles"])
    assert seeks[-1]["ms_per_px"] > 50 * seeks[0]["ms_per_px"], "the second half goes over the whole month"
    assert document["seek_ms"].keys() == {"p50", "p95", "max"}
    assert png_size(shot) == (1920, 1080)
    assert descendants_named(str(logs)) == []


def test_an_archive_that_sends_garbage_fails_the_check(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    options = ["--playback", "--cameras", "2", "--seeks", "2", "--fault", "garbage", "--timeout", "12"]
    result = check(*options, "--report", str(report))
    assert result.returncode == 1, result.stdout + result.stderr
    assert "playback did not open in time" in result.stdout
    document = json.loads(report.read_text("utf-8"))
    assert document["ok"] is False
    assert document["seeks"] == []
