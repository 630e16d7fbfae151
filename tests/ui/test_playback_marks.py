"""Marks of motion and alarm in playback, by mouse and keyboard: shown or not, jumped to, remembered."""

import json
from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from desktop.domain.camera import CameraId
from desktop.domain.recording import Mark, MarkKind
from desktop.domain.time_range import TimeRange
from desktop.settings import declared
from tests.support.waiting import until
from tests.ui.playback_scenes import HOUR_MS, Scene, footage, opened
from tests.ui.window_bench import LEFT, NONE, WindowBench
from ui.playback.timeline import texts
from ui.theme import COLOURS

SHIFT = Qt.KeyboardModifier.ShiftModifier
BOTH = frozenset(MarkKind)


async def marks_of(bench: WindowBench, camera_id: CameraId, span: TimeRange) -> list[Mark]:
    """Return what the platform itself says, in order."""
    return list(await bench.context.session.archive.marks(camera_id, span))


def legend(bench: WindowBench, words: str) -> QRect:
    """Return where an entry of the legend lies."""
    rect = bench.window.playback.view.timeline.legend_rects()[words]
    assert not rect.isEmpty()
    return rect


def test_shift_x_and_shift_z_go_from_mark_to_mark(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        playing.seek(playing.now_ms() - 26 * HOUR_MS)
        here, limits = playing.media_ms(), playing.limits()
        marks = await marks_of(bench, bench.cameras[0].id, TimeRange(here, limits.end_ms))
        expected = [mark.range.start_ms for mark in marks if here < mark.range.start_ms < limits.end_ms][:2]
        assert len(expected) == 2
        for start_ms in expected:
            bench.key(Qt.Key.Key_X, SHIFT)
            await until(lambda start_ms=start_ms: playing.media_ms() == start_ms)  # type: ignore[misc]
        words = bench.window.toast.words
        assert words.startswith(("移动侦测", "报警"))
        bench.key(Qt.Key.Key_Z, SHIFT)
        await until(lambda: playing.media_ms() == expected[0])
        await footage(bench, 1)
        playing.set_speed(16.0)
        playing.seek(expected[1] + 20_000)  # a second later by the clock on the wall
        bench.key(Qt.Key.Key_Z, SHIFT)
        await until(lambda: playing.media_ms() - expected[0] in range(expected[1] - expected[0]))

    play(scene)


def test_jumps_stop_at_what_is_shown_only(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1, hours_ago=30)
        settings, here, limits = bench.core.app.settings, playing.media_ms(), playing.limits()
        bench.key(Qt.Key.Key_M)
        assert not settings.get(declared.MOTION_MARKS)
        assert bench.window.playback.view.timeline.hidden == {MarkKind.MOTION}
        marks = await marks_of(bench, bench.cameras[0].id, TimeRange(limits.start_ms, here))
        alarms = [
            m.range.start_ms for m in marks if m.kind is MarkKind.ALARM and m.range.start_ms < here - 2000
        ]
        bench.key(Qt.Key.Key_Z, SHIFT)
        if alarms:
            await until(lambda: playing.media_ms() == alarms[-1])
        else:
            await until(lambda: bench.window.toast.words == "此前没有报警")
        bench.key(Qt.Key.Key_A)
        standing = playing.media_ms()
        bench.key(Qt.Key.Key_X, SHIFT)
        await until(lambda: "都已隐藏" in bench.window.toast.words)
        assert playing.media_ms() == standing

    play(scene)


def test_a_click_on_the_legend_hides_and_shows_and_is_remembered(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await opened(bench, 1)
        timeline, actions = bench.window.playback.view.timeline, bench.window.actions_registry
        for words, kind, command in (
            ("移动", MarkKind.MOTION, "playback.motion_marks"),
            ("报警点", MarkKind.ALARM, "playback.alarm_marks"),
        ):
            QTest.mouseClick(timeline, LEFT, NONE, legend(bench, words).center())
            assert timeline.hidden == {kind}
            assert not actions.action(command).isChecked()
            QTest.mouseClick(timeline, LEFT, NONE, legend(bench, words).center())
            assert timeline.hidden == frozenset()
            assert actions.action(command).isChecked()
        QTest.mouseClick(timeline, LEFT, NONE, legend(bench, "报警").center())
        file = bench.core.app.profile.settings_file
        await until(lambda: file.exists() and "alarm_marks" in file.read_text(encoding="utf-8"))
        assert json.loads(file.read_text(encoding="utf-8"))["values"]["alarm_marks"] is False

    play(scene)


def test_footage_of_a_hidden_kind_looks_like_any_other(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1, hours_ago=12)
        timeline, camera = bench.window.playback.view.timeline, bench.cameras[0].id
        marks = await marks_of(bench, camera, TimeRange(playing.now_ms() - 24 * HOUR_MS, playing.now_ms()))
        motion = next(mark for mark in marks if mark.kind is MarkKind.MOTION)
        middle = (motion.range.start_ms + motion.range.end_ms) // 2
        timeline.set_window(TimeRange(middle - 120_000, middle + 120_000))
        await until(lambda: motion in bench.context.recordings.marks(camera))
        x, strip = round(timeline.x_of(middle)), timeline.bar_rect(camera).top() + 8

        def ink() -> str:
            return timeline.grab().toImage().pixelColor(x, strip).name()

        await until(lambda: ink() != ink_of_panel)
        bench.key(Qt.Key.Key_M)
        assert ink() == ink_of_panel
        bench.key(Qt.Key.Key_M)
        assert ink() != ink_of_panel

    ink_of_panel = COLOURS.panel
    play(scene)


def test_the_legend_says_what_a_click_does() -> None:
    said = {texts.toggle_text(kind, hidden=hidden) for kind in MarkKind for hidden in (True, False)}
    assert len(said) == 2 * len(BOTH)
