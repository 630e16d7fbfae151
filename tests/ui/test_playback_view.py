"""Playback in the main window by mouse and keyboard, over the real core and platform; players are fakes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton

from desktop.domain.beijing import moment
from desktop.domain.time_entry import TimeEntryReason
from desktop.domain.time_range import TimeRange
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.playback_scenes import (
    HOUR_MS,
    Scene,
    click_row,
    controller,
    footage,
    longest_gap,
    opened,
    player_of,
    show_asked,
)
from tests.ui.window_bench import LEFT, WindowBench, window_bench
from ui.models.mime import cameras_mime
from ui.playback.bookmark_dialog import BookmarkDialog
from ui.playback.controller import BEGIN_BACK_MS
from ui.playback.row_delegate import line_metrics, text_room
from ui.playback.split_dialog import SplitDialog
from ui.playback.states import Phase, PlaybackState
from ui.playback.time_text import full_text
from ui.playback.timeline.geometry import preferred_height

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_camera_is_played_back_from_the_tree_and_the_register_knows(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        assert bench.window.playback.on
        tile = playing.cells.all[0].tile
        assert tile.face.caption is not None
        assert tile.face.caption.name == bench.cameras[0].name
        assert tile.shown_time == bench.window.playback.bar.shown_time
        assert QApplication.focusWidget() is bench.window.playback.view
        playing.tick()
        await bench.context.register.flush()
        entries = await bench.context.register.entries()
        assert [kept.entry.camera_id for kept in entries][:1] == [bench.cameras[0].id]

    play(scene)


def test_a_live_tile_is_played_back_from_half_a_minute_ago_and_esc_leads_back(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        await bench.fill(2)
        bench.window.wall_view.setFocus()
        bench.window.wall_view.select(1)
        bench.key(Qt.Key.Key_P)
        playing = controller(bench)
        assert [cell.camera.id for cell in playing.cells.all] == [bench.context.layouts.layout.cells[1]]
        assert 29_000 <= playing.now_ms() - playing.media_ms() <= 40_000
        assert not bench.window.wall_view.isVisible()
        bench.key(Qt.Key.Key_Escape)
        assert bench.window.wall_view.isVisible()
        assert not playing.motion.playing, "nobody looks: the clock stands still"
        toast = bench.window.toast
        assert full_text(playing.media_ms()) in toast.words
        (button,) = toast.findChildren(QPushButton)
        QTest.mouseClick(button, LEFT)
        assert bench.window.playback.on, "one Esc too many is no loss"

    play(scene)


def test_the_wall_rests_behind_playback_and_is_back_at_once(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await bench.fill(2)
        before = [player for player in bench.players.players if not player.stopped]
        mode = bench.window.playback
        mode.set_on(True)
        assert not any(player.stopped for player in before), "a glance costs nothing"
        mode.rest_now()
        assert all(player.stopped or player.discarded for player in before)
        assert all(tile.has_picture() for tile in bench.window.wall_view.tiles[:2])
        bench.key(Qt.Key.Key_L)
        await bench.settle()
        assert bench.window.wall.counts() == (2, 2)

    play(scene)


def test_all_tied_cameras_follow_one_clock_and_an_untied_one_goes_its_own_way(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 3)
        clocks = {player_of(bench, camera).clocks[-1] for camera in bench.cameras[:3]}
        assert len(clocks) == 1, "one clock, not three that are alike"
        QTest.mouseClick(playing.cells.all[1].tile, LEFT)
        bench.key(Qt.Key.Key_S)
        here = playing.media_ms()
        bench.key(Qt.Key.Key_Left)
        assert playing.media_ms() == here - 10_000
        others = [player_of(bench, bench.cameras[index]).clocks[-1].media_ms for index in (0, 2)]
        assert others == [here, here]
        bench.key(Qt.Key.Key_S)
        assert player_of(bench, bench.cameras[1]).clocks[-1].media_ms == here
        assert playing.cells.all[1].tied

    play(scene)


def test_a_click_on_the_timeline_seeks_and_the_clock_waits_for_the_pictures(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 2)
        bench.key(Qt.Key.Key_Space)
        timeline = bench.window.playback.view.timeline
        here = playing.media_ms()
        timeline.set_window(TimeRange(here - HOUR_MS // 2, here + HOUR_MS // 2))
        bar = timeline.bar_rect(bench.cameras[0].id)
        place = QPoint(round(timeline.x_of(playing.media_ms() - 120_000)), bar.center().y())
        asked = timeline.ms_at(place.x())
        QTest.mouseClick(timeline, LEFT, pos=place)
        assert abs(playing.media_ms() - asked) <= 1000
        assert playing.motion.held
        assert playing.motion.wanted_rate == 1.0
        assert all(cell.state.phase is Phase.SEEKING for cell in playing.cells.all)
        assert all(cell.tile.has_picture() for cell in playing.cells.all), "never black"
        player = player_of(bench, bench.cameras[0])
        assert player.quick[-2:] == [True, False], "the press is a scrub, the release is exact"
        await footage(bench, 2)
        await until(lambda: not playing.motion.held)
        assert playing.motion.rate == 1.0

    play(scene)


def test_a_clock_that_all_pictures_lag_behind_waits_for_them(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 2)
        bench.key(Qt.Key.Key_Space)
        assert playing.motion.rate == 1.0
        await until(lambda: playing.motion.held)
        waits_at = playing.media_ms()
        assert playing.motion.wanted_rate == 1.0
        player_of(bench, bench.cameras[0]).show_picture(waits_at)
        player_of(bench, bench.cameras[1]).show_picture(waits_at)
        await until(lambda: playing.motion.rate == 1.0)
        assert abs(playing.media_ms() - waits_at) < 1000, "it goes on from there"

    play(scene)


def test_speeds_steps_direction_and_segments_by_key(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 2)
        here = playing.media_ms()
        bench.key(Qt.Key.Key_Period)
        leader, follower = (player_of(bench, camera) for camera in bench.cameras[:2])
        assert leader.steps == [1]
        assert follower.steps == []
        leader.show_picture(here + 83)
        await until(lambda: playing.media_ms() == here + 83)
        assert follower.clocks[-1].media_ms == here + 83
        for key, rate in ((Qt.Key.Key_K, 2.0), (Qt.Key.Key_K, 4.0), (Qt.Key.Key_J, 2.0)):
            bench.key(key)
            assert playing.motion.rate == rate
        assert bench.window.playback.bar.speed_words == "×2"
        bench.key(Qt.Key.Key_Backspace)
        assert playing.motion.rate == -1.0
        bench.key(Qt.Key.Key_Backspace)
        bench.key(Qt.Key.Key_Space)
        timeline = bench.context.recordings.timeline(bench.cameras[0].id)
        start = timeline.next_start(playing.media_ms())
        bench.key(Qt.Key.Key_X)
        assert playing.media_ms() == start

    play(scene)


def test_a_gap_that_all_share_is_skipped_and_told(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        camera = bench.cameras[0]
        gap = await longest_gap(bench, camera)
        playing.seek(gap.start_ms + 1000)
        cell = playing.cells.all[0]
        assert cell.state.phase is Phase.GAP
        assert cell.state.until_ms == gap.end_ms
        bench.key(Qt.Key.Key_Space)
        playing.tick()
        assert 0 <= playing.media_ms() - gap.end_ms < 2000, "beyond the gap, and the clock goes on"
        assert "已跳过" in bench.window.toast.words
        playing.seek(gap.start_ms + 1000)
        bench.key(Qt.Key.Key_Space)
        playing.seek(gap.start_ms + 1000)
        playing.tick()
        assert playing.media_ms() == gap.start_ms + 1000, "a clock that stands still is left where it is"
        QTest.mouseClick(cell.tile.help_button, LEFT)
        assert playing.media_ms() == gap.end_ms
        playing.seek(gap.start_ms + 1000)
        cell.feed._trouble = PlaybackState(Phase.GAP, before_ms=gap.start_ms)
        cell.tick()
        QTest.mouseClick(cell.tile.help_button, LEFT)
        assert playing.media_ms() == gap.start_ms - BEGIN_BACK_MS, "the end of what was recorded before"

    play(scene)


def test_a_time_is_typed_without_looking_for_a_field(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        before = playing.media_ms()
        for digit in "0210":
            bench.key(Qt.Key(ord(digit)))
        field = bench.window.playback.going_to.field
        assert field.text() == "0210"
        bench.key(Qt.Key.Key_Return)
        assert bench.window.playback.bar.shown_time != ""
        await until(lambda: bench.window.playback.bar.shown_time == "02:10:00")
        assert QApplication.focusWidget() is bench.window.playback.view
        for key in (Qt.Key.Key_T, Qt.Key.Key_Escape):
            bench.key(key)
        assert bench.window.playback.on, "Esc gave up typing and nothing else"
        assert playing.media_ms() != before

    play(scene)


def test_a_time_typed_after_a_click_into_the_field_knows_the_playhead_and_the_limit(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        playing.seek(playing.now_ms() - 3 * 24 * HOUR_MS)
        before = playing.media_ms()
        field = bench.window.playback.going_to.field
        retention = bench.context.recordings.retention(bench.cameras[0].id)
        assert retention is not None
        QTest.mouseClick(field, LEFT)
        too_old = moment(retention.from_ms) - timedelta(days=2)
        QTest.keyClicks(field, f"{too_old:%m-%d} 0210")
        bench.key(Qt.Key.Key_Return)
        assert field.reason is TimeEntryReason.TOO_OLD
        assert playing.media_ms() == before, "what is refused goes nowhere"
        field.clear()
        QTest.keyClicks(field, "0210")
        bench.key(Qt.Key.Key_Return)
        assert abs(playing.media_ms() - before) < 24 * HOUR_MS, "a time without a day is the playhead's"
        assert moment(playing.media_ms()).strftime("%H:%M") == "02:10"

    play(scene)


def test_on_a_low_screen_four_cameras_keep_their_names_and_the_buttons_their_words(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        await opened(bench, 4)
        bench.window.resize(1366, 740)
        playback = bench.window.playback
        await until(lambda: playback.view.width() < 1366 and bench.window.height() == 740)
        assert playback.view.timeline.height() >= preferred_height(4)
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        (live,) = [b for b in playback.bar.findChildren(QToolButton) if b.toolButtonStyle() is beside]
        assert live.width() >= live.sizeHint().width()
        field = playback.going_to.field
        hint = field.fontMetrics().horizontalAdvance(field.placeholderText())
        icon_and_margins = 60
        assert hint + icon_and_margins <= field.width(), "what to type can be read"

    play(scene)


def test_on_a_low_screen_sixteen_pictures_get_more_room_than_the_timeline(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        playback = bench.window.playback
        scope = bench.context.session.account.scope.code
        cameras = await bench.context.directory.cameras_below(scope, limit=16, online_only=False)
        playback.open_cameras(cameras[:16])
        await until(lambda: len(controller(bench).cells) == 16)
        bench.window.resize(1366, 740)
        await until(lambda: bench.window.height() == 740 and playback.view.timeline.height() < 260)
        assert playback.view.grid.height() > 1.3 * playback.view.timeline.height()

    play(scene)


def test_one_cameras_span_is_split_and_continued_from_a_slice(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        bench.key(Qt.Key.Key_BracketRight)
        end = playing.media_ms()
        playing.jump(-600_000)
        bench.key(Qt.Key.Key_BracketLeft)
        bench.key(Qt.Key.Key_D)
        await until(lambda: isinstance(QApplication.activeModalWidget(), SplitDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SplitDialog)
        assert dialog.span == TimeRange(end - 600_000, end)
        QTest.mouseClick(dialog.start, LEFT)
        await until(lambda: len(playing.cells) == 4)
        assert [cell.target_ms - (end - 600_000) for cell in playing.cells.all] == [
            0,
            150_000,
            300_000,
            450_000,
        ]
        await footage(bench, 4)
        playing.seek(end - 600_000 + 149_990)  # plays on over the slice's end as soon as all show it

        def is_over() -> bool:
            show_asked(bench)
            return playing.cells.all[0].state.phase is Phase.SLICE_ENDED

        await until(is_over)
        assert not playing.motion.playing
        QTest.mouseDClick(playing.cells.all[2].tile, LEFT)
        assert [cell.camera.id for cell in playing.cells.all] == [bench.cameras[0].id]
        assert abs(playing.media_ms() - (end - 150_000)) < 100

    play(scene)


def test_after_a_split_the_other_cameras_are_back_at_the_instant_that_was_found(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 3)
        cameras = [cell.camera.id for cell in playing.cells.all]
        at = playing.media_ms()
        span = TimeRange(at - 600_000, at)
        playing.show_split(bench.cameras[1], span, 4)
        playing.show_split(bench.cameras[1], span, 9)
        await until(lambda: len(playing.cells) == 9)
        QTest.mouseDClick(playing.cells.all[6].tile, LEFT)
        assert [cell.camera.id for cell in playing.cells.all] == cameras
        assert playing.selected is playing.cells.all[1]
        grid = bench.window.playback.view.grid
        assert grid.maximised is playing.cells.all[1].tile, "the one that was looked at goes on, large"
        assert abs(playing.media_ms() - (span.start_ms + 400_000)) < 1_000
        bench.key(Qt.Key.Key_Escape)
        assert all(tile.isVisible() for tile in grid.tiles)
        playing.show_split(bench.cameras[2], span, 4)
        bench.key(Qt.Key.Key_Escape)
        assert [cell.camera.id for cell in playing.cells.all] == cameras, "Esc leads back as well"
        assert all(tile.isVisible() for tile in grid.tiles)
        assert bench.window.playback.on

    play(scene)


def test_a_bookmark_is_kept_listed_searched_exported_and_opened_again(
    play: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        at = playing.media_ms()
        bench.key(Qt.Key.Key_B)
        await until(lambda: isinstance(QApplication.activeModalWidget(), BookmarkDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BookmarkDialog)
        await until(dialog.isActiveWindow)  # its shortcuts work from then on
        assert not dialog.save.isEnabled(), "a bookmark has a name"
        dialog.name.setText("=白色面包车")
        dialog.note.setFocus()
        QTest.keyClick(dialog.note, Qt.Key.Key_Return)
        assert dialog.isVisible(), "Enter in the note begins a new line"
        QTest.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(bench.context.bookmarks.items) == 1)
        extras = bench.window.playback.extras
        extras.toggle_bookmarks()
        await until(lambda: len(extras.bookmarks.row_texts()) == 1)
        row = extras.bookmarks.row_texts()[0]
        assert "白色面包车" in row
        assert bench.cameras[0].name in row
        extras.bookmarks.search.setText("没有这个")
        assert extras.bookmarks.row_texts() == []
        extras.bookmarks.search.clear()
        target = tmp_path / "list.csv"
        await extras.write_list(extras.bookmarks.shown(), target)
        written = target.read_text(encoding="utf-8-sig")
        assert "'=白色面包车" in written, "no spreadsheet takes a name for a formula"
        playing.seek(at - HOUR_MS)
        click_row(extras.bookmarks)
        await until(lambda: abs(playing.media_ms() - at) < 50)
        await bench.context.bookmarks.remove(bench.context.bookmarks.items[0])
        assert extras.bookmarks.row_texts() == []

    play(scene)


def test_an_alarm_leads_to_the_footage_of_its_moment(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        window, playing = bench.window, controller(bench)
        window.playback.set_on(True)
        bench.key(Qt.Key.Key_A, SHIFT)
        panel = window.playback.extras.alarms
        panel.days.setCurrentIndex(2)
        await until(lambda: panel.row_texts() != [])
        assert {text.count("\n") for text in panel.row_texts()} == {2}
        room = text_room(panel.list.visualItemRect(panel.list.item(0)))
        for text in panel.row_texts():
            for number, line in enumerate(text.split("\n")):
                assert line_metrics(number).horizontalAdvance(line) <= room, "who, where and which camera"
        alarm = next(a for a in bench.context.alarm_history.state.alarms if a.camera_id is not None)
        panel.chosen.emit(alarm.id)
        await until(lambda: len(playing.cells) == 1)
        assert playing.cells.all[0].camera.id == alarm.camera_id
        bench.key(Qt.Key.Key_Escape)
        assert not panel.isVisible()
        assert window.playback.on, "Esc closes the list first"
        assert abs(playing.media_ms() - (alarm.time_ms - 10_000)) < 50

    play(scene)


def test_cameras_are_dropped_listed_in_lanes_and_limited_to_sixteen(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        window, playing = bench.window, controller(bench)
        household = await bench.context.directory.cameras_below(
            bench.context.session.account.scope.code, limit=40, online_only=False
        )
        window.playback.set_on(True)
        mime = cameras_mime(camera.id for camera in household[:20])
        view = window.playback.view
        view.grid.dropEvent(
            QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
        )
        await until(lambda: len(playing.cells) == 16)
        assert "16" in window.toast.words
        assert all(not view.timeline.bar_rect(cell.camera.id).isEmpty() for cell in playing.cells.all)
        rects = [cell.tile.geometry() for cell in playing.cells.all]
        assert not any(one.intersects(other) for one in rects for other in rects if one is not other)
        bench.key(Qt.Key.Key_Delete, SHIFT)
        assert len(playing.cells) == 0
        assert all(player.discarded for player in bench.players.archive_players)

    play(scene)


def test_a_tile_is_enlarged_and_its_menu_has_the_commands(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 2)
        grid = bench.window.playback.view.grid
        first, second = (cell.tile for cell in playing.cells.all)
        QTest.mouseDClick(second, LEFT)
        assert second.geometry() == grid.rect()
        assert not first.isVisible()
        bench.key(Qt.Key.Key_Escape)
        assert first.isVisible()
        assert bench.window.playback.on
        grid.menu_requested.emit(first, grid.mapToGlobal(QPoint(10, 10)))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        texts = [action.text() for action in menu.actions() if action.text()]
        assert texts[0] == bench.cameras[0].name
        assert bench.window.actions_registry.action("playback.bookmark").text() in texts
        menu.close()

    play(scene)


def test_an_account_without_the_right_is_told(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with window_bench(town_platform, tmp_path, user="weihu") as bench:
            bench.window.playback.open_cameras(bench.cameras[:1])
            assert not bench.window.playback.on
            assert "没有回放" in bench.window.toast.words
            assert not bench.window.actions_registry.action("mode.playback").isEnabled()

    qloop.run(work())
