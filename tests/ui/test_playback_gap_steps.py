"""Single pictures at the edges of a gap, by keyboard in the real window; players are fakes."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.domain.camera import Camera
from desktop.domain.time_range import TimeRange
from tests.support.waiting import until
from tests.ui.playback_scenes import Scene, controller, footage, longest_gap, opened, player_of
from tests.ui.window_bench import WindowBench
from ui.playback.gap_steps import PATIENCE_S


async def seek_to_first_after_gap(bench: WindowBench, camera: Camera) -> TimeRange:
    """Stand at the first picture after the longest gap of a camera's week; return the gap."""
    playing = controller(bench)
    gap = await longest_gap(bench, camera)
    playing.seek(gap.end_ms)
    return gap


def test_a_step_back_from_the_first_picture_after_a_gap_goes_before_the_gap(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        gap = await seek_to_first_after_gap(bench, bench.cameras[0])
        await footage(bench, 1)
        bench.key(Qt.Key.Key_Comma)
        assert playing.media_ms() == gap.start_ms - 1
        assert player_of(bench, bench.cameras[0]).steps == []
        assert "已跳过无录像的时段" in bench.window.toast.words
        assert not playing.motion.playing
        await footage(bench, 1)
        bench.key(Qt.Key.Key_Period)
        assert playing.media_ms() == gap.end_ms

    play(scene)


def test_where_pictures_are_rare_a_step_that_leads_nowhere_goes_over_the_gap(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        gap = await seek_to_first_after_gap(bench, bench.cameras[0])
        player = player_of(bench, bench.cameras[0])
        player.show_picture(gap.end_ms + 130)
        await until(lambda: playing.cells.all[0].feed.shown_ms == gap.end_ms + 130)
        bench.key(Qt.Key.Key_Comma)
        assert player.steps == [-1]
        assert playing.media_ms() == gap.end_ms

        def gone_over() -> bool:
            playing.tick()
            return playing.media_ms() == gap.start_ms - 1

        await until(gone_over)
        assert "已跳过无录像的时段" in bench.window.toast.words

    play(scene)


def test_a_step_that_finds_a_picture_stays_on_this_side_of_the_gap(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        gap = await seek_to_first_after_gap(bench, bench.cameras[0])
        player = player_of(bench, bench.cameras[0])
        player.show_picture(gap.end_ms + 130)
        await until(lambda: playing.cells.all[0].feed.shown_ms == gap.end_ms + 130)
        bench.key(Qt.Key.Key_Comma)
        player.show_picture(gap.end_ms + 10)
        await until(lambda: playing.media_ms() == gap.end_ms + 10)
        asked = time.monotonic()

        def long_after() -> bool:
            playing.tick()
            return time.monotonic() - asked > PATIENCE_S + 0.3

        await until(long_after)
        assert playing.media_ms() == gap.end_ms + 10

    play(scene)
