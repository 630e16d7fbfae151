"""Playback in one piece: real core, real platform, real players, a mouse; judged by stamps on the screen."""

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop.check.stamp_reader import StampReading, read_stamp
from desktop.domain.camera import CameraKind
from desktop.domain.recording import RecordStorage
from desktop.domain.time_range import TimeRange
from player.factory import WorkerPlayerFactory
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.playback_scenes import recorded
from tests.ui.window_bench import LEFT, NONE, WindowBench, window_bench
from ui.playback.cell import PlaybackCell
from ui.playback.states import Phase

pytestmark = pytest.mark.slow

PATIENCE_S = 40.0
HOUR_MS = 3_600_000
GOP_MS = 2000
Scene = Callable[[WindowBench], Coroutine[Any, Any, None]]


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    """One platform for all scenes."""
    with DemoPlatform() as running:
        yield running


@pytest.fixture
def play(qloop: QtLoop, platform: DemoPlatform, tmp_path: Path) -> Iterator[Callable[[Scene], None]]:
    """Play a scene on a window with real players."""
    players = WorkerPlayerFactory(qloop.loop.call_soon_threadsafe)

    def run(scene: Scene) -> None:
        async def work() -> None:
            async with window_bench(platform, tmp_path, real_players=players) as bench:
                bench.cameras = tuple(c for c in bench.cameras if c.kind is CameraKind.PUBLIC)
                await scene(bench)

        qloop.run(work(), timeout_s=120.0)

    yield run
    players.close()


def seen(cell: PlaybackCell) -> StampReading | None:
    """Return the stamp that can be read off the screen where a tile's picture lies."""
    tile = cell.tile
    if not tile.has_picture():
        return None
    rect = tile.picture_rect()
    corner = tile.mapToGlobal(QPoint(rect.x(), rect.y()))
    shot = tile.screen().grabWindow(0, corner.x(), corner.y(), rect.width(), rect.height())
    image = shot.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(bytes(image.constBits()), np.uint8).reshape(image.height(), image.bytesPerLine())
    return read_stamp(rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4))


def shows(cell: PlaybackCell, instant_ms: float, within_ms: float) -> bool:
    """Tell whether a tile shows its own camera at an instant."""
    reading = seen(cell)
    return (
        reading is not None
        and reading.camera == cell.camera.frame_stamp
        and -within_ms <= reading.time_ms - instant_ms <= within_ms
    )


def all_show(bench: WindowBench, instant_ms: float) -> bool:
    """Tell whether every tile shows its own camera at an instant, to within one key-frame interval."""
    return all(shows(cell, instant_ms, GOP_MS) for cell in cells(bench))


def at_one_instant(bench: WindowBench) -> bool:
    """Tell whether all tied tiles show the same instant; key frames on the way may still be on some."""
    readings = [seen(cell) for cell in cells(bench)]
    return None not in readings and len({reading.time_ms for reading in readings if reading}) == 1


def cells(bench: WindowBench) -> tuple[PlaybackCell, ...]:
    return bench.window.playback.controller.cells.all


async def showing(bench: WindowBench) -> None:
    """Wait until every tile says that it shows the instant of its clock."""
    await until(lambda: all(cell.state.phase is Phase.SHOWING for cell in cells(bench)), PATIENCE_S)


def press_on_timeline(bench: WindowBench, media_ms: float) -> float:
    """Click on the wide bar where an instant lies; return the instant of that very pixel."""
    timeline, playing = bench.window.playback.view.timeline, bench.window.playback.controller
    assert playing.selected is not None
    bar = timeline.bar_rect(playing.selected.camera.id)
    place = QPoint(round(timeline.x_of(media_ms)), bar.center().y())
    asked = timeline.ms_at(place.x())
    QTest.mouseClick(timeline, LEFT, NONE, place)
    return asked


def test_a_click_on_the_timeline_shows_that_instant_on_every_tile(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        span = await recorded(bench, 4)
        middle = (span.start_ms + span.end_ms) // 2
        bench.window.panel.playback_requested.emit(bench.cameras[:4])
        playing = bench.window.playback.controller
        playing.seek(middle)
        await showing(bench)
        bench.window.playback.view.timeline.set_window(
            TimeRange(middle - HOUR_MS // 2, middle + HOUR_MS // 2)
        )
        bench.key(Qt.Key.Key_Space)
        for minutes in (-17, 11, -3):
            asked = press_on_timeline(bench, middle + minutes * 60_000)
            assert all(cell.tile.has_picture() for cell in cells(bench)), "never black"
            await until(partial(all_show, bench, asked), PATIENCE_S)
        await until(partial(at_one_instant, bench), PATIENCE_S)

    play(scene)


def test_playing_goes_on_in_step_and_steps_are_exact(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        span = await recorded(bench, 2)
        playing = bench.window.playback.controller
        bench.window.playback.open_cameras(bench.cameras[:2], span.start_ms + 60_000)
        await showing(bench)
        first, second = cells(bench)
        await until(lambda: seen(first) is not None, PATIENCE_S)
        begun = seen(first)
        assert begun is not None

        def moved_on(by_ms: int) -> bool:
            reading = seen(first)
            return reading is not None and reading.time_ms - begun.time_ms > by_ms

        await until(lambda: moved_on(2000), PATIENCE_S)
        bench.key(Qt.Key.Key_Space)
        assert first.feed.ticket is not None
        picture_ms = 1000 / first.feed.ticket.profile.fps

        def shows_the_last_picture() -> bool:
            reading = seen(first)
            return reading is not None and 0 <= playing.media_ms() - reading.time_ms < picture_ms

        await until(shows_the_last_picture, PATIENCE_S)
        here = seen(first)
        assert here is not None
        for key, expected in ((Qt.Key.Key_Period, picture_ms), (Qt.Key.Key_Comma, 0.0)):
            bench.key(key)
            await until(partial(shows, first, here.time_ms + expected, 2), PATIENCE_S)
            await until(partial(shows, second, here.time_ms + expected, 2), PATIENCE_S)

    play(scene)


def test_scrubbing_shows_pictures_while_the_button_is_down(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        span = await recorded(bench, 1)
        middle = (span.start_ms + span.end_ms) // 2
        bench.window.playback.open_cameras(bench.cameras[:1], middle)
        await showing(bench)
        cell = cells(bench)[0]
        timeline = bench.window.playback.view.timeline
        timeline.set_window(TimeRange(middle - HOUR_MS // 2, middle + HOUR_MS // 2))
        bar = timeline.bar_rect(cell.camera.id)

        def at(minutes: int) -> QPoint:
            return QPoint(round(timeline.x_of(middle + minutes * 60_000)), bar.center().y())

        QTest.mousePress(timeline, LEFT, NONE, at(-20))
        for minutes in (-19, -15, -10):
            QTest.mouseMove(timeline, at(minutes))
            asked = timeline.ms_at(at(minutes).x())
            await until(partial(shows, cell, asked, GOP_MS + 100), PATIENCE_S)
        QTest.mouseRelease(timeline, LEFT, NONE, at(-10))
        await showing(bench)
        assert bench.window.playback.controller.motion.playing, "it plays on as it did before"

    play(scene)


def test_one_cameras_hour_plays_in_four_slices_at_once(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        span = await recorded(bench, 1, RecordStorage.PLATFORM)  # a device gives only one playback at a time
        hour = TimeRange(span.start_ms, span.start_ms + HOUR_MS)
        playing = bench.window.playback.controller
        bench.window.playback.open_cameras(bench.cameras[:1], hour.start_ms)
        playing.show_split(bench.cameras[0], hour, 4)
        await showing(bench)
        bench.key(Qt.Key.Key_Space)
        here = playing.media_ms()
        quarter = HOUR_MS // 4
        await until(
            lambda: all(shows(cell, here + index * quarter, 200) for index, cell in enumerate(cells(bench))),
            PATIENCE_S,
        )

    play(scene)
