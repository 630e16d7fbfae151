"""The check on a wall that errs: each error must be found, and named."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.check import options
from desktop.check.demo import DemoPlatform
from desktop.check.display import VirtualDisplay
from desktop.check.main import judge
from desktop.check.report import Report

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Bench:
    display: str
    demo: DemoPlatform

    def judge(self, mode: str, folder: Path, timeout: float) -> Report:
        values = options.parse(["--tiles", "4", "--timeout", str(timeout)])
        fake = [sys.executable, "-m", "tests.e2e.fake_wall", mode]
        return judge(values, folder, self.display, self.demo, fake)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("bench")
    with (
        VirtualDisplay(1920, 1080, log=folder / "xvfb.log") as display,
        DemoPlatform(folder, codec=None, rtsp=False) as demo,
    ):
        yield Bench(display.name, demo)


def test_a_right_wall_passes(bench: Bench, tmp_path: Path) -> None:
    report = bench.judge("right", tmp_path, 40)
    assert report.ok, report.problems
    assert [tile.rect for tile in report.tiles] == [(x, 0, 480, 270) for x in (0, 480, 960, 1440)]
    assert all(tile.latency_ms is not None and 80 < tile.latency_ms < 1000 for tile in report.tiles)


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("wrong_camera", "showed camera"),
        ("first_wrong", "showed camera"),
        ("frozen", "is not live: last picture"),
        ("late", "is not live"),
        ("empty", "never showed its camera"),
        ("off_screen", "is not on the screen"),
        ("too_few", "3 tiles with a camera instead of 4"),
        ("twice", "the same camera stands on several tiles"),
        ("crash", "the application ended with exit code 7"),
    ],
)
def test_a_wall_that_errs_fails(bench: Bench, mode: str, words: str, tmp_path: Path) -> None:
    report = bench.judge(mode, tmp_path, 9)
    assert not report.ok
    assert words in report.verdict(4)
    assert "\n" not in report.verdict(4)
