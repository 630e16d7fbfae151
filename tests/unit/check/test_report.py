"""The report's words and figures."""

import json
from pathlib import Path

import pytest

from desktop.check.observer import Target, TileWatch
from desktop.check.report import Report, placement_problems, tile_problem, tile_report
from desktop.check.screen import Rect

RECT = Rect(0, 0, 480, 270)


def watch(*, pictures: int = 6, last_at: float = 10.5, age_ms: int = 150, camera: int = 7) -> TileWatch:
    tile = TileWatch(Target(3, 7, RECT, opened_at=9.5))
    for index in range(pictures):
        at = last_at - (pictures - 1 - index) * 0.1
        tile.note(camera, int(at * 1000) - age_ms, at, at * 1000)
    return tile


def test_a_right_tile_has_no_problem() -> None:
    assert tile_problem(watch(), 10.6, "live") is None


@pytest.mark.parametrize(
    ("tile", "now", "words"),
    [
        (watch(pictures=0), 10.6, "never showed its camera"),
        (watch(camera=9), 10.6, "showed camera 9"),
        (watch(), 13.0, "last picture 2.5 s ago"),
        (watch(age_ms=3000), 10.6, "3000 ms old"),
    ],
)
def test_a_wrong_tile_is_named_with_its_reason(tile: TileWatch, now: float, words: str) -> None:
    problem = tile_problem(tile, now, "connecting")
    assert problem is not None
    assert words in problem
    assert "tile 4 (camera 7, state connecting)" in problem


def test_the_file_holds_exactly_what_is_promised(tmp_path: Path) -> None:
    report = Report(
        tiles=[tile_report(watch(), 7, measured_since=10.0)],
        start_to_all_ms=1234.5,
        ui_lag_ms={"p50": 0.1, "p99": 2.0, "max": 9.0},
        rss_mb=310.0,
        versions={"libvlc": "3.0"},
    )
    path = tmp_path / "new" / "report.json"
    report.write(path)
    document = json.loads(path.read_text("utf-8"))
    tile = {"asked": 7, "seen": 7, "first_picture_ms": 500.0, "latency_ms": 150.0, "rect": [0, 0, 480, 270]}
    assert document["tiles"] == [tile]
    assert document["ok"] is True
    assert {"start_to_all_ms", "ui_lag_ms", "rss_mb", "versions"} <= document.keys()
    assert report.verdict(1).startswith("通过 PASSED · 1/1")
    assert "\n" not in report.verdict(1)


def test_a_failed_report_says_so_in_one_line() -> None:
    report = Report(tiles=[tile_report(watch(), 9, None)], problems=["tile 4 showed camera 9"])
    assert report.verdict(1) == "未通过 FAILED · 0/1 · tile 4 showed camera 9"


def test_tiles_must_lie_on_the_screen_and_apart() -> None:
    assert placement_problems([RECT, Rect(480, 0, 480, 270)], 960, 270) == []
    assert len(placement_problems([RECT, Rect(479, 0, 480, 270)], 960, 270)) == 1
    assert len(placement_problems([RECT, Rect(500, 0, 480, 270)], 960, 270)) == 1
    assert len(placement_problems([Rect(0, 0, 0, 0)], 960, 270)) == 1
