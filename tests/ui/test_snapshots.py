"""Pictures by one key, over the real core, real players and a real demo platform."""

import io
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.audit.entry import AccessAction, RegisterEntry, RegisterQuery
from desktop.check.stamp_reader import StampReading, read_stamp
from desktop.domain.recording import RecordStorage
from desktop.evidence.verify import Witness, verify
from desktop.settings import declared
from player.factory import WorkerPlayerFactory
from tests.support.demo_platform import DemoPlatform
from tests.support.exporting import approved, camera_with, wanted
from tests.support.png_words import words_of
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.evidence_scenes import click, shown, typed
from tests.ui.window_bench import WindowBench, window_bench
from ui.playback.cell import PlaybackCell
from ui.playback.states import Phase
from ui.snapshots.reason_dialog import ReasonDialog
from ui.snapshots.series_dialog import SeriesDialog

PATIENCE_S = 60.0
SHIFT = Qt.KeyboardModifier.ShiftModifier
Scene = Callable[[WindowBench], Coroutine[Any, Any, None]]


@pytest.fixture
def play(qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path) -> Iterator[Callable[[Scene], None]]:
    """Play a scene on the window of the police auxiliary; pictures go to `tmp_path / out`."""
    players = WorkerPlayerFactory(qloop.loop.call_soon_threadsafe)

    def run(scene: Scene) -> None:
        async def work() -> None:
            folder = tmp_path / "profile"
            async with window_bench(town_platform, folder, user="fujing", real_players=players) as bench:
                bench.core.app.settings.set(declared.EXPORT_FOLDER, str(tmp_path / "out"))
                await scene(bench)

        qloop.run(work(), timeout_s=150.0)

    yield run
    players.close()


def pictures(folder: Path) -> list[Path]:
    return sorted((folder / "out").rglob("[0-9]*.png"), key=lambda file: file.stat().st_mtime)


def stamp(file: Path) -> StampReading:
    with av.open(io.BytesIO(file.read_bytes()), "r") as container:
        frame = next(container.decode(video=0))
    found = read_stamp(np.asarray(frame.to_ndarray(format="rgb24")))
    assert found is not None
    return found


async def entered(bench: WindowBench) -> list[RegisterEntry]:
    kept = await bench.context.register.read(RegisterQuery(actions=frozenset({AccessAction.SNAPSHOT})))
    return [entry.entry for entry in kept]


async def paused_footage(bench: WindowBench) -> PlaybackCell:
    """Show a picture of footage that stands still."""
    camera, span = await camera_with(bench.context, RecordStorage.PLATFORM, 30)
    bench.window.playback.open_cameras([camera], span.start_ms + 5000)
    controller = bench.window.playback.controller
    await until(lambda: controller.cells.all[0].state.phase is Phase.SHOWING, PATIENCE_S)
    controller.toggle_play()
    cell = controller.cells.all[0]
    await until(lambda: cell.feed.settled and not controller.motion.playing, PATIENCE_S)
    return cell


def said(bench: WindowBench, words: str) -> Callable[[], bool]:
    return lambda: words in bench.window.toast.words


def series_on_show(bench: WindowBench) -> bool:
    return any(dialog.isVisible() for dialog in bench.window.findChildren(SeriesDialog))


async def back(bench: WindowBench) -> None:
    """Let the window have the keyboard again after a dialog, as a window manager does."""
    bench.window.activateWindow()
    await until(bench.window.isActiveWindow)
    bench.window.playback.focus()


async def took(bench: WindowBench) -> None:
    try:
        await until(said(bench, "并登记"), PATIENCE_S)
    except TimeoutError as error:
        raise AssertionError(f"it says: {bench.window.toast.words}") from error
    assert not bench.window.toast.picture.isNull()


def test_one_key_keeps_the_picture_on_show(play: Callable[[Scene], None], tmp_path: Path) -> None:
    async def scene(bench: WindowBench) -> None:
        cell = await paused_footage(bench)
        on_show = cell.feed.shown_ms
        bench.key(Qt.Key.Key_F9)
        dialog = await shown(bench.window, ReasonDialog)
        assert not dialog.take.isEnabled(), "nothing is taken without a reason"
        typed(dialog.reason, "核查 995 警情")
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
        await took(bench)
        (file,) = pictures(tmp_path)
        assert (stamp(file).camera, stamp(file).time_ms) == (cell.camera.frame_stamp, on_show)
        assert words_of(file)["Reason"] == "核查 995 警情"
        assert [entry.reason for entry in await entered(bench)] == ["核查 995 警情"]
        bench.window.toast.say("")
        await back(bench)
        bench.key(Qt.Key.Key_F9)  # the reason counts for the shift
        await took(bench)
        assert len(pictures(tmp_path)) == 2

    play(scene)


def test_a_live_tile_and_a_series(play: Callable[[Scene], None], tmp_path: Path) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.context.snapshots.set_reason("巡查")
        camera = next(camera for camera in bench.cameras if camera.frame_stamp is not None)
        bench.window.open_cameras([camera])
        await until(lambda: bench.window.wall.counts()[0] == 1, PATIENCE_S)
        bench.key(Qt.Key.Key_F9)
        await took(bench)
        (file,) = pictures(tmp_path)
        (entry,) = await entered(bench)
        assert stamp(file).camera == camera.frame_stamp
        assert abs(stamp(file).time_ms - entry.range.start_ms) < 2000
        bench.key(Qt.Key.Key_F9, SHIFT)
        dialog = await shown(bench.window, SeriesDialog)
        dialog.count.setValue(2)
        click(dialog.go)
        await until(said(bench, "已截图 2 张"), PATIENCE_S)
        assert not series_on_show(bench)
        assert len(pictures(tmp_path)) == 3
        await back(bench)
        bench.key(Qt.Key.Key_F9, SHIFT)
        dialog = await shown(bench.window, SeriesDialog)
        dialog.count.setValue(10)
        click(dialog.go)
        await until(lambda: dialog.bar.value() == 1, PATIENCE_S)
        click(dialog.leave)
        await until(lambda: not series_on_show(bench), PATIENCE_S)
        await until(said(bench, "没有截到"), PATIENCE_S)
        assert 1 <= len(pictures(tmp_path)) - 3 < 10

    play(scene)


def test_under_an_entry_the_picture_becomes_a_package(play: Callable[[Scene], None], tmp_path: Path) -> None:
    async def scene(bench: WindowBench) -> None:
        cell = await paused_footage(bench)
        _, span = await camera_with(bench.context, RecordStorage.PLATFORM, 30)
        entry = await approved(bench.context, wanted(cell.camera, span))
        bench.context.retrievals.activate(entry)
        bench.key(Qt.Key.Key_F9)
        await took(bench)
        (file,) = pictures(tmp_path)
        assert verify(file.parent, Witness()).untouched
        assert stamp(file).time_ms == cell.feed.shown_ms
        bench.context.snapshots.set_reason("巡查")
        bench.window.playback.set_on(False)
        bench.window.open_cameras([cell.camera])
        await until(lambda: bench.window.wall.counts()[0] == 1, PATIENCE_S)
        bench.key(Qt.Key.Key_F9)
        await until(said(bench, f"登记 {entry.number} 没有批准"), PATIENCE_S)
        assert len(pictures(tmp_path)) == 1, "never silently for one's own unit"
        bench.window.toast._button.click()
        await took(bench)
        assert words_of(pictures(tmp_path)[-1])["Retrieval"] == "本单位使用"

    play(scene)


def test_what_went_wrong_is_said(play: Callable[[Scene], None], tmp_path: Path) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.context.snapshots.set_reason("巡查")
        (tmp_path / "a file").write_text("no folder")
        bench.core.app.settings.set(declared.EXPORT_FOLDER, str(tmp_path / "a file"))
        bench.window.open_cameras(bench.cameras[:1])
        await until(lambda: bench.window.wall.counts()[0] == 1, PATIENCE_S)
        bench.key(Qt.Key.Key_F9)
        await until(said(bench, "没有截到图：文件夹不可写"), PATIENCE_S)
        bench.core.app.settings.set(declared.EXPORT_FOLDER, str(tmp_path / "out"))
        found = await bench.context.directory.cameras_below(
            bench.context.session.account.scope.code, limit=400
        )
        bench.context.layouts.clear()
        bench.window.open_cameras([next(camera for camera in found if not camera.online)])
        bench.key(Qt.Key.Key_F9)
        await until(said(bench, "没有截到图：摄像机离线"), PATIENCE_S)
        assert not pictures(tmp_path)
        assert not await entered(bench)

    play(scene)
