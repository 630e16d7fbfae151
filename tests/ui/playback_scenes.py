"""What tests of playback in the main window share: cameras opened, pictures of the asked instants shown."""

import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.camera import Camera
from desktop.domain.recording import RecordStorage
from desktop.domain.time_range import TimeRange
from tests.support.fake_player import FakeArchivePlayer
from tests.support.waiting import until
from tests.ui.window_bench import LEFT, NONE, WindowBench
from ui.playback.controller import PlaybackController
from ui.playback.side_list import SideList
from ui.playback.states import Phase

Scene = Callable[[WindowBench], Coroutine[Any, Any, None]]
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
_PATIENCE_S = 60.0


def controller(bench: WindowBench) -> PlaybackController:
    return bench.window.playback.controller


def player_of(bench: WindowBench, camera: Camera) -> FakeArchivePlayer:
    """Return the player that a camera's footage was given to last."""
    found = [p for p in bench.players.archive_players if p.sources and not p.discarded]
    return next(p for p in reversed(found) if p.sources[-1].label.startswith(camera.id))


def show_asked(bench: WindowBench) -> None:
    """Let every player show the picture that its clock asks for."""
    for player in bench.players.archive_players:
        if player.sources and not player.discarded:
            player.show_picture(round(player.clocks[-1].media_at(time.monotonic())))


async def footage(bench: WindowBench, count: int) -> None:
    """Wait until so many tiles show the instant of their clock."""

    def showing() -> bool:
        show_asked(bench)
        phases = [cell.state.phase for cell in controller(bench).cells.all]
        return phases == [Phase.SHOWING] * count

    await until(showing)


async def opened(bench: WindowBench, count: int, hours_ago: float = 0.0) -> PlaybackController:
    """Open the first cameras, and stand still at an instant where all of them have recordings."""
    window, playing = bench.window, controller(bench)
    at = playing.now_ms() - round(hours_ago * HOUR_MS) if hours_ago else None
    window.playback.open_cameras(bench.cameras[:count], at)
    await until(lambda: len(playing.cells) == count)
    common = await recorded(bench, count)
    playing.seek(common.start_ms + common.duration_ms // 2)
    if playing.motion.playing:
        bench.key(Qt.Key.Key_Space)
    await footage(bench, count)
    return playing


async def recorded(bench: WindowBench, count: int, storage: RecordStorage | None = None) -> TimeRange:
    """Return a long span of the last days of which all of the first cameras have footage (on one storage).

    How far it looks back goes by the date: an outage of a camera may last two days.
    """
    recordings, now = bench.context.recordings, controller(bench).now_ms()
    for days in (1, 3, 9):
        span = TimeRange(now - days * DAY_MS + 4 * HOUR_MS, now - HOUR_MS)
        common = [span]
        for camera in bench.cameras[:count]:
            recordings.want(camera.id, span)
            await until(partial(bench.window.playback.knowledge.known, camera.id, span), _PATIENCE_S)
            common = [part for run in common for part in recorded_runs(bench, camera, run, storage)]
        longest = max(common, key=lambda run: run.duration_ms, default=None)
        if longest is not None and longest.duration_ms > HOUR_MS:
            return longest
    raise AssertionError("these cameras have no hour of footage in common")


async def longest_gap(bench: WindowBench, camera: Camera) -> TimeRange:
    """Return a gap of a camera; which days have some goes by the date, so it looks back for one."""
    recordings, now = bench.context.recordings, controller(bench).now_ms()
    for days in (1, 3, 9, 25):
        span = TimeRange(now - days * DAY_MS, now - HOUR_MS)
        recordings.want(camera.id, span)
        await until(partial(bench.window.playback.knowledge.known, camera.id, span))
        gaps = recordings.timeline(camera.id).gaps(span)
        whole = [gap for gap in gaps if span.start_ms < gap.start_ms and gap.end_ms < span.end_ms]
        longest = max(whole, key=lambda gap: gap.duration_ms, default=None)
        if longest is not None and longest.duration_ms > 10_000:
            return longest
    raise AssertionError("the archive of this camera has no gaps")


def click_row(panel: SideList, number: int = 0) -> None:
    """Click on a row of a list at the side."""
    place = panel.list.visualItemRect(panel.list.item(number)).center()
    QTest.mouseClick(panel.list.viewport(), LEFT, NONE, place)


def recorded_runs(
    bench: WindowBench, camera: Camera, span: TimeRange, storage: RecordStorage | None = None
) -> list[TimeRange]:
    """Return the parts of a span that are recorded (on one storage)."""
    timeline = bench.context.recordings.timeline(camera.id)
    elsewhere = [one.range for one in timeline.segments if storage is not None and one.storage is not storage]
    left = [span]
    for gap in (*timeline.gaps(span), *elsewhere):
        left = [part for run in left for part in run.without(gap)]
    return left
