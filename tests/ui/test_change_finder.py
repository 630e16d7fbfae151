"""跳到有变化处 in the window: a rectangle by mouse, what was found, and from there to the footage."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtTest import QTest

from desktop.audit.entry import AccessAction
from desktop.domain.camera import CameraId, CameraKind
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.services.change_search import difference
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.playback_scenes import controller, opened
from tests.ui.window_bench import LEFT, NONE, WindowBench, window_bench
from ui.playback.changes.area_reader import AreaReader
from ui.playback.changes.finder import LEAD_MS, ChangeFinder

Scene = Callable[[WindowBench], Coroutine[Any, Any, None]]
CAR = QRect(200, 100, 60, 30)
AROUND_THE_CAR = QRectF(0.55, 0.45, 0.4, 0.4)
HALF_AN_HOUR = 1_800_000


def picture(*, car: bool, light: int = 100) -> bytes:
    """Return a small picture of a yard, with a car on it or not."""
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor(light, light, light))
    painter = QPainter(image)
    for stripe in range(0, 320, 16):
        painter.fillRect(stripe, 60, 6, 100, QColor(light - 30, light - 20, light - 40))
    if car:
        painter.fillRect(CAR, QColor(210, 40, 40))
        painter.fillRect(CAR.adjusted(10, 6, -10, -14), QColor(20, 20, 30))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"jpg")).write(image)
    return bytes(data.data())


@pytest.fixture
def play(qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path) -> Callable[[Scene], None]:
    """Play a scene on a window of its own."""

    def run(scene: Scene) -> None:
        async def work() -> None:
            async with window_bench(town_platform, tmp_path) as bench:
                bench.cameras = tuple(c for c in bench.cameras if c.kind is CameraKind.PUBLIC)
                await scene(bench)

        qloop.run(work())

    return run


def finder(bench: WindowBench) -> ChangeFinder:
    return bench.window.playback.changes


def let_the_car_come(bench: WindowBench, at_ms: int) -> list[int]:
    """Have stills made here: with a car from an instant on; return which were asked for."""
    asked: list[int] = []

    async def fetch(_camera: CameraId, still_ms: int) -> bytes:
        asked.append(still_ms)
        return picture(car=still_ms >= at_ms)

    finder(bench).search._fetch = fetch
    return asked


def draw(bench: WindowBench, area: QRectF) -> None:
    """Draw a rectangle on the tile with the mouse."""
    picker = finder(bench).picker
    assert picker is not None
    size = picker.size()
    start = QPoint(round(area.left() * size.width()), round(area.top() * size.height()))
    goal = QPoint(round(area.right() * size.width()), round(area.bottom() * size.height()))
    QTest.mousePress(picker, LEFT, NONE, start)
    QTest.mouseMove(picker, (start + goal) / 2)
    QTest.mouseMove(picker, goal)
    QTest.mouseRelease(picker, LEFT, NONE, goal)


async def asked_for(bench: WindowBench) -> TimeRange:
    """Open a camera, mark half an hour around the playhead, and ask for a rectangle; return that span."""
    playing = await opened(bench, 1)
    middle = playing.media_ms()
    span = TimeRange(middle - HALF_AN_HOUR // 2, middle + HALF_AN_HOUR // 2)
    playing.seek(span.start_ms)
    bench.key(Qt.Key.Key_BracketLeft)
    playing.seek(span.end_ms)
    bench.key(Qt.Key.Key_BracketRight)
    bench.key(Qt.Key.Key_V)
    assert finder(bench).on
    assert "拖出" in finder(bench).panel.message.text
    tile = playing.cells.all[0].tile
    picker = finder(bench).picker
    assert picker is not None
    await until(lambda: picker.geometry() == tile.picture_rect() and finder(bench).panel.width() > 100)
    return span


def test_the_arrival_is_found_inside_the_rectangle_and_shown(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        span = await asked_for(bench)
        arrives = span.start_ms + 1_000_000
        asked = let_the_car_come(bench, arrives)
        draw(bench, AROUND_THE_CAR)
        panel = finder(bench).panel
        await until(lambda: asked and not finder(bench).search.state.running)
        assert len(panel.row_texts()) == 1
        assert all(span.contains(at) for at in asked)
        panel.list.itemActivated.emit(panel.list.item(0))
        shown = controller(bench).media_ms()
        assert arrives - LEAD_MS - 1_000 <= shown <= arrives
        await bench.context.register.flush()
        entries = await bench.context.register.entries()
        assert AccessAction.STILLS in {kept.entry.action for kept in entries}
        bench.key(Qt.Key.Key_V)
        assert not finder(bench).on
        assert finder(bench).picker is None

    play(scene)


def test_nothing_is_found_where_nothing_changed(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        span = await asked_for(bench)
        asked = let_the_car_come(bench, span.start_ms + 1_000_000)
        draw(bench, QRectF(0.05, 0.4, 0.3, 0.4))
        await until(lambda: asked and not finder(bench).search.state.running)
        panel = finder(bench).panel
        assert panel.row_texts() == []
        assert "没有发现变化" in panel.message.text
        panel.button.click()
        assert finder(bench).picker is not None
        assert "拖出" in panel.message.text, "another rectangle may be drawn"

    play(scene)


def test_a_search_can_be_stopped_and_a_failure_is_said(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await asked_for(bench)
        asked = let_the_car_come(bench, 0)
        draw(bench, AROUND_THE_CAR)
        panel = finder(bench).panel
        await until(lambda: len(asked) >= 4)
        assert panel.progress.isVisibleTo(panel)
        QTest.mouseClick(panel.button, LEFT)
        assert not finder(bench).search.state.running
        assert not panel.progress.isVisibleTo(panel)

        async def fail(_camera: CameraId, _at: int) -> bytes:
            raise AppError(ErrorCode.TIMED_OUT)

        finder(bench).search._fetch = fail
        panel.button.click()
        draw(bench, AROUND_THE_CAR)
        await until(lambda: finder(bench).search.state.error is not None)
        assert panel.message.text
        controller(bench).clear()
        await until(lambda: finder(bench).picker is None)

    play(scene)


def test_a_click_is_no_rectangle(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await asked_for(bench)
        asked = let_the_car_come(bench, 0)
        picker = finder(bench).picker
        assert picker is not None
        QTest.mouseClick(picker, LEFT, NONE, picker.rect().center())
        assert picker.asking
        assert asked == []

    play(scene)


def test_the_reader_sees_a_car_and_no_light() -> None:
    read = AreaReader(AROUND_THE_CAR)
    empty, brighter, car = (
        read(one) for one in (picture(car=False), picture(car=False, light=140), picture(car=True))
    )
    assert empty is not None
    assert brighter is not None
    assert car is not None
    assert difference(empty, brighter) < 0.1
    assert difference(empty, car) > 0.3
    assert read(b"no picture") is None


def test_the_strip_of_the_stamp_is_not_looked_at() -> None:
    assert AreaReader(QRectF(0.1, 0.96, 0.5, 0.03))(picture(car=False)) is None
