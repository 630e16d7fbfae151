"""A computer whose clock is hours off: footage goes by the platform's time, and the person is told."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.beijing import DAY_MS, day_start
from desktop.domain.camera import Camera, CameraKind
from desktop.services.clock import SystemClock
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.playback_scenes import HOUR_MS, controller, footage
from tests.ui.window_bench import WindowBench, window_bench
from ui import i18n
from ui.components.computer_clock import computer_off_help, computer_off_text
from ui.i18n import Language

MINUTE_MS = 60_000


class WrongClock(SystemClock):
    """The computer's clocks, the wall clock of which is off; the platform of the tests has the right one."""

    def __init__(self, off_ms: int) -> None:
        self.off_ms = off_ms

    def now_ms(self) -> int:
        return super().now_ms() + self.off_ms


def true_ms() -> int:
    return time.time_ns() // 1_000_000


@pytest.fixture
def _chinese_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    i18n.install(qapp, Language.ZH_CN)


def type_time(bench: WindowBench, text: str) -> None:
    """Type a time as people do, into the field that T brings the keyboard to."""
    bench.key(Qt.Key.Key_T)
    field = bench.window.playback.going_to.field
    QTest.keyClicks(field, text) if text.isascii() else field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def records_now(platform: DemoPlatform, camera: Camera) -> bool:
    """Tell whether the platform has footage of a public camera at which playback begins."""
    span = {"from_ms": true_ms() - 40_000, "to_ms": true_ms() - 20_000}
    found = platform.admin.get(f"/cameras/{camera.id}/recordings", **span)["items"]
    return camera.kind is CameraKind.PUBLIC and bool(found)


@pytest.mark.parametrize("off_ms", [-2 * HOUR_MS - 3 * MINUTE_MS, 26 * HOUR_MS])
def test_playback_goes_by_the_platforms_time(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path, off_ms: int
) -> None:
    async def work() -> None:
        async with window_bench(town_platform, tmp_path, clock=WrongClock(off_ms)) as bench:
            camera = next(one for one in bench.cameras if records_now(town_platform, one))
            playing = controller(bench)
            bench.window.playback.open_cameras([camera])
            await until(lambda: len(playing.cells) == 1)
            assert abs(playing.media_ms() - (true_ms() - 30_000)) < 3_000
            assert abs(playing.limits().end_ms - true_ms()) < 15_000
            await footage(bench, 1)
            bench.key(Qt.Key.Key_Space)

            type_time(bench, "昨天 22:15")
            yesterday = day_start(true_ms()) - DAY_MS + 22 * HOUR_MS + 15 * MINUTE_MS
            assert abs(playing.media_ms() - yesterday) < 1_000

            bench.key(Qt.Key.Key_End)
            assert abs(playing.media_ms() - true_ms()) < 15_000
            timeline = bench.window.playback.view.timeline
            x = round(timeline.x_of(true_ms() + MINUTE_MS))
            assert timeline.ms_at(x) > true_ms()

    qloop.run(work())


def test_a_computer_that_is_off_is_told_until_it_is_right(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    clock = WrongClock(-2 * HOUR_MS - 3 * MINUTE_MS)

    async def work() -> None:
        async with window_bench(town_platform, tmp_path, clock=clock) as bench:
            status = bench.window.status
            assert status.message() == "本机时钟慢 2 小时 3 分，请校准"
            assert "日期和时间" in bench.window.toast.words
            public = [camera for camera in bench.cameras if camera.kind is CameraKind.PUBLIC]
            bench.window.playback.open_cameras(public[:1])
            bar = bench.window.playback.bar
            await until(lambda: "本机时钟慢 2 小时 3 分" in bar.caution)
            clock.off_ms = 0
            await until(lambda: status.message() == "", 20.0)
            assert "本机时钟" not in bar.caution

    qloop.run(work())


def test_a_computer_that_is_right_is_left_in_peace(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with window_bench(town_platform, tmp_path, clock=WrongClock(3_000)) as bench:
            assert bench.window.status.message() == ""
            assert abs(bench.context.session.clock.now_ms() - true_ms()) < 500

    qloop.run(work())


@pytest.mark.usefixtures("_chinese_afterwards")
def test_what_is_said_in_both_languages(qapp: QApplication) -> None:
    assert computer_off_text(0) == computer_off_help(0) == ""
    assert computer_off_text(42_000) == "本机时钟快 42 秒，请校准"
    assert computer_off_text(-754_000) == "本机时钟慢 12 分 34 秒，请校准"
    assert computer_off_text(50 * HOUR_MS) == "本机时钟快 2 天 2 小时，请校准"
    i18n.install(qapp, Language.EN)
    assert computer_off_text(-754_000) == "This computer's clock is 12 min 34 s slow, please set it"
