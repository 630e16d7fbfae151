"""跳到有变化处 in the window: a rectangle by mouse, what was found, and from there to the footage."""

from collections.abc import Callable, Coroutine
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtTest import QTest

from desktop.audit.entry import AccessAction
from desktop.demo_platform.media.catalog import DATABASE_NAME, Catalog
from desktop.demo_platform.media.scenes import build
from desktop.demo_platform.media.scenes.places.common import Setting
from desktop.demo_platform.media.scenes.tracks import Bay
from desktop.domain.beijing import moment
from desktop.domain.camera import CameraId, CameraKind
from desktop.domain.likeness import difference, usual
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.services.change_search import ChangeSearch, Fetch
from desktop.services.change_staying import Staying
from desktop.services.recording_state import RecordingState
from desktop.settings import declared
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.playback_scenes import click_row, controller, opened
from tests.ui.window_bench import LEFT, NONE, WindowBench, window_bench
from ui.playback.changes.area_reader import CELLS_ACROSS, CELLS_DOWN, AreaReader
from ui.playback.changes.finder import LEAD_MS, ChangeFinder
from ui.playback.changes.panel import ChangesPanel

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


def let_the_car_come(bench: WindowBench, at_ms: int, *, passes_ms: int | None = None) -> list[int]:
    """Have stills made here: with a car from an instant on; return which were asked for.

    Another car may have stopped for a minute at an earlier instant.
    """
    asked: list[int] = []

    async def fetch(_camera: CameraId, still_ms: int) -> bytes:
        asked.append(still_ms)
        passes = passes_ms is not None and 0 <= still_ms - passes_ms < 61_000
        return picture(car=still_ms >= at_ms or passes)

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
        click_row(panel)
        shown = controller(bench).media_ms()
        assert arrives - LEAD_MS - 1_000 <= shown <= arrives
        await bench.context.register.flush()
        entries = await bench.context.register.entries()
        assert AccessAction.STILLS in {kept.entry.action for kept in entries}
        bench.key(Qt.Key.Key_V)
        assert not finder(bench).on
        assert finder(bench).picker is None

    play(scene)


def test_brief_changes_can_be_left_out_and_that_is_remembered(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        span = await asked_for(bench)
        asked = let_the_car_come(bench, span.start_ms + 1_000_000, passes_ms=span.start_ms + 400_000)
        draw(bench, AROUND_THE_CAR)
        panel = finder(bench).panel
        await until(lambda: asked and not finder(bench).search.state.running)
        heads = [text.splitlines()[0] for text in panel.row_texts()]
        assert [head.split("　")[1] for head in heads] == ["短暂", "短暂", "持续"]
        assert "未列出" not in panel.where.text()
        QTest.mouseClick(panel.lasting_only, LEFT, NONE, QPoint(10, panel.lasting_only.height() // 2))
        assert [text.splitlines()[0] for text in panel.row_texts()] == heads[2:]
        assert "另有 2 处短暂变化未列出" in panel.where.text()
        assert bench.core.app.settings.get(declared.LASTING_CHANGES)
        click_row(panel)
        shown = controller(bench).media_ms()
        assert abs(shown - (span.start_ms + 1_000_000)) <= LEAD_MS + 1_000, "the row means what it says"
        again = ChangesPanel(lasting_only=bench.core.app.settings.get(declared.LASTING_CHANGES))
        assert again.lasting_only.isChecked()
        again.deleteLater()
        panel.lasting_only.toggle()
        assert len(panel.row_texts()) == 3

    play(scene)


def test_only_brief_changes_are_not_said_to_be_none(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        span = await asked_for(bench)
        asked = let_the_car_come(bench, span.end_ms + 1, passes_ms=span.start_ms + 400_000)
        panel = finder(bench).panel
        panel.lasting_only.setChecked(True)
        draw(bench, AROUND_THE_CAR)
        await until(lambda: asked and not finder(bench).search.state.running)
        assert panel.row_texts() == []
        assert "没有发现持续的变化" in panel.message.text
        assert "另有 2 处" in panel.where.text()

    play(scene)


def parked(platform: DemoPlatform, camera: CameraId, span: TimeRange) -> list[int]:
    """Return the seconds at which a car comes to the camera's parking bay, or leaves it."""
    catalog = Catalog(platform.data / DATABASE_NAME)
    known = catalog.camera(camera)
    catalog.close()
    assert known is not None
    setting = Setting(known.seed, known.name, known.village, known.road)
    (bay,) = [track for track in build(known.scene, setting).tracks if isinstance(track, Bay)]
    seconds = range(span.start_ms // 1000, span.end_ms // 1000, 1)
    there = [bool(list(bay.actors(second))) for second in seconds]
    return [second for second, pair in zip(seconds[1:], pairwise(there), strict=True) if pair[0] != pair[1]]


async def bay_in_picture(fetch: Fetch, camera: CameraId, at_ms: int) -> QRectF:
    """Return where the picture has become another one: what a person would draw around the parked car."""
    read = AreaReader(QRectF(0, 0, 1, 1))
    sides = []
    for away_ms in (-30_000, 30_000):
        stills = [await fetch(camera, at_ms + away_ms + away_ms // 5 * n) for n in range(7)]
        sides.append(usual([seen for still in stills if (seen := read(still)) is not None]))
    changed = [abs(x - y) for x, y in zip(*sides, strict=True)]
    cells = [divmod(n, CELLS_ACROSS) for n, value in enumerate(changed) if value > max(changed) / 2]
    top, left = min(row for row, _ in cells) - 1, min(column for _, column in cells) - 1
    down, across = max(row for row, _ in cells) + 2 - top, max(column for _, column in cells) + 2 - left
    return QRectF(
        left / CELLS_ACROSS, top / CELLS_DOWN, across / CELLS_ACROSS, down / CELLS_DOWN
    ).intersected(QRectF(0, 0, 1, 1))


def test_a_parked_car_of_the_demo_platform_lasts_and_traffic_does_not(
    play: Callable[[Scene], None], town_platform: DemoPlatform
) -> None:
    async def scene(bench: WindowBench) -> None:
        now_ms = controller(bench).now_ms()
        day = TimeRange(now_ms - 20 * 3_600_000, now_ms - 3_600_000)
        recordings = bench.context.recordings
        for camera in bench.cameras[:8]:
            recordings.want(camera.id, day)
        await until(
            lambda: all(recordings.state(c.id, day).state is RecordingState.KNOWN for c in bench.cameras[:8])
        )
        found = [
            (camera.id, second * 1000, recordings.timeline(camera.id))
            for camera in bench.cameras[:8]
            for second in parked(town_platform, camera.id, day)
        ]
        around = 600_000
        whole = [
            one
            for one in found
            if (run := one[2].run(one[1])) and run.start_ms < one[1] - around < one[1] + around < run.end_ms
        ]
        # By day, where there is one: the lamps go on and off too.
        camera_id, at_ms, timeline = min(whole, key=lambda one: not 8 <= moment(one[1]).hour < 17)
        fetch = bench.context.thumbnails.fetch
        area = await bay_in_picture(fetch, camera_id, at_ms)
        search = ChangeSearch(fetch)
        search.start(camera_id, timeline, TimeRange(at_ms - around, at_ms + around), AreaReader(area))
        await until(lambda: not search.state.running, 60.0)
        await search.close()
        assert search.state.error is None
        lasting = [change for change in search.state.changes if change.staying is Staying.LASTS]
        assert [one.range.start_ms <= at_ms <= one.range.end_ms for one in lasting] == [True], (
            at_ms,
            area,
            search.state.changes,
        )

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
        assert panel.progress.sizePolicy().retainSizeWhenHidden(), "nothing jumps away under the mouse"
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
