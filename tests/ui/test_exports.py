"""Exports and local copies by mouse and keyboard, over the real core and a real demo platform."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.audit.entry import AccessAction, RegisterQuery
from desktop.domain.export import ExportState
from desktop.domain.recording import RecordStorage
from tests.support.exporting import (
    approved,
    camera_with,
    camera_with_gap,
    cameras,
    item,
    ordered,
    proved,
    wanted,
)
from tests.support.waiting import until
from tests.ui.evidence_scenes import (
    CTRL,
    PATIENCE_S,
    SHIFT,
    Scene,
    click,
    footage,
    hub,
    one_item,
    shown,
    typed,
)
from tests.ui.window_bench import WindowBench
from ui.export.delete_dialog import DeleteDialog
from ui.export.job_card import JobDeed
from ui.export.leave_dialog import LeaveDialog
from ui.export.order_dialog import OrderDialog
from ui.export.window import Tab


def test_an_order_under_no_entry_says_why_and_leads_to_a_request(
    as_auxiliary: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        # Of a camera that the other tests on this platform leave alone: theirs have entries that may fit.
        used = [camera.id for camera in (await cameras(bench.context))[:20]]
        wish = wanted(*await camera_with(bench.context, skip=used))
        hub(bench).exports.order([wish])
        dialog = await shown(bench.window, OrderDialog)
        await until(dialog.make_entry.isVisible)
        assert not dialog.start.isEnabled()
        click(dialog.make_entry)
        form = hub(bench).form
        await until(form.isVisible)
        assert form.fields.footage.footage() == (wish,)

    as_auxiliary(scene)


@pytest.mark.slow
def test_an_export_is_ordered_watched_and_told(as_auxiliary: Callable[[Scene], None], tmp_path: Path) -> None:
    async def scene(bench: WindowBench) -> None:
        wish = await footage(bench)
        retrieval = await approved(bench.context, wish)
        evidence, jobs = hub(bench), bench.context.exports
        evidence.exports.order([wish])
        dialog = await shown(bench.window, OrderDialog)
        await until(lambda: dialog.entry.currentData() == retrieval.number)
        await until(lambda: "没有缺口" in dialog.missing.text())
        await until(lambda: "可用" in dialog.room.text())
        typed(dialog.folder.line, str(tmp_path / "out"))
        for _ in range(3):  # the key is held down a little too long
            QTest.keyClick(dialog.folder.line, Qt.Key.Key_Return, CTRL)
            await asyncio.sleep(0)
        await until(lambda: jobs.jobs, PATIENCE_S)
        await until(bench.window.badges.exports.isVisible)
        await until(lambda: jobs.jobs[0].over, PATIENCE_S)
        proved(jobs.jobs[0])
        assert len(jobs.jobs) == 1
        assert len(list((tmp_path / "out").iterdir())) == 1
        # The job is over as soon as its state says so, and told once its journal is on the disk.
        await until(lambda: "导出完成" in bench.window.toast.words)
        assert "已结束 1 项" in bench.window.badges.exports.text()
        click(bench.window.badges.exports)
        assert evidence.window.tabs.currentIndex() == Tab.EXPORTS
        assert not bench.window.badges.exports.isVisible()
        card = evidence.window.queue.cards[jobs.jobs[0].id]
        assert card.state.text() == "已完成"
        assert card.buttons[JobDeed.OPEN].isVisible()
        click(card.more)
        assert card.pieces.texts()[0][1] == "完成"
        click(card.buttons[JobDeed.DISMISS])
        await until(lambda: evidence.window.queue.cards == {})

    as_auxiliary(scene)


def test_what_is_not_recorded_is_told_before_the_export(as_auxiliary: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        camera, span, _gap = await camera_with_gap(bench.context)
        hub(bench).exports.order([wanted(camera, span)])
        dialog = await shown(bench.window, OrderDialog)
        await until(lambda: "以下时段没有录像" in dialog.missing.text())
        assert camera.name in dialog.missing.text()

    as_auxiliary(scene)


def test_passwords_of_a_zip_are_long_and_the_same(
    as_auxiliary: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        wish = await footage(bench)
        await approved(bench.context, wish)
        hub(bench).exports.order([wish])
        dialog = await shown(bench.window, OrderDialog)
        await until(dialog.start.isEnabled)
        typed(dialog.folder.line, str(tmp_path / "out"))
        dialog.zip.setFocus()
        QTest.keyClick(dialog.zip, Qt.Key.Key_Space)
        typed(dialog.password, "short")
        click(dialog.start)
        assert "至少 8 位" in dialog.notice.text
        typed(dialog.password, "long enough")
        typed(dialog.again, "long enouhg")
        click(dialog.start)
        assert "不一样" in dialog.notice.text
        assert dialog.job is None
        assert bench.context.exports.jobs == ()

    as_auxiliary(scene)


def test_leaving_while_an_export_waits_is_asked_and_staying_is_the_default(
    as_auxiliary: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        job = await ordered(bench.context, tmp_path / "out", *await one_item(bench))
        bench.context.exports.pause(job.id)
        gone: list[bool] = []
        bench.window.quit_requested.connect(lambda: gone.append(True))
        bench.window.close()
        dialog = await shown(bench.window, LeaveDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await until(lambda: not dialog.isVisible())
        assert gone == []
        bench.window.close()
        dialog = await shown(bench.window, LeaveDialog)
        click(dialog.go)
        await until(lambda: gone == [True])
        assert [each.state for each in bench.context.exports.jobs] == [ExportState.PAUSED]

    as_auxiliary(scene)


def test_two_exports_cancelled_one_right_after_the_other_both_end(
    as_auxiliary: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        exports = bench.context.exports
        footage = [item(*await camera_with(bench.context, RecordStorage.PLATFORM, 900))]
        for name in ("one", "two"):
            await ordered(bench.context, tmp_path / name, *footage)
        evidence = hub(bench)
        evidence.window.open_tab(Tab.EXPORTS)
        await until(lambda: [one.state for one in exports.jobs] == [ExportState.RUNNING] * 2)
        folders = [one.folder.parent for one in exports.jobs]
        assert all(list(folder.iterdir()) for folder in folders)
        for card in list(evidence.window.queue.cards.values()):
            click(card.buttons[JobDeed.CANCEL])
        await until(lambda: [one.state for one in exports.jobs] == [ExportState.CANCELLED] * 2)
        await until(lambda: not any(list(folder.iterdir()) for folder in folders))

    as_auxiliary(scene)


def test_marks_of_playback_become_an_order_and_a_request(as_auxiliary: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        window = bench.window
        camera, span = await camera_with(bench.context, RecordStorage.PLATFORM, 30)
        window.playback.open_cameras([camera], span.start_ms)
        await until(lambda: window.playback.controller.selected is not None)
        marks = window.playback.extras.marks
        marks.start_ms, marks.end_ms = span.start_ms, span.end_ms
        window.playback.view.setFocus()
        await until(lambda: window.actions_registry.action("evidence.export").isEnabled())
        QTest.keyClick(window.playback.view, Qt.Key.Key_E)
        dialog = await shown(window, OrderDialog)
        assert [(item.camera_id, item.range) for item in dialog.wanted()] == [(camera.id, span)]
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: not dialog.isVisible())
        window.activateWindow()
        window.playback.view.setFocus()
        await until(window.playback.view.hasFocus)
        QTest.keyClick(window.playback.view, Qt.Key.Key_E, SHIFT)
        form = hub(bench).form
        await until(form.isVisible)
        assert [(each.camera_id, each.range) for each in form.fields.footage.footage()] == [(camera.id, span)]

    as_auxiliary(scene)


# copies ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_copy_is_deleted_for_good_and_that_is_entered(
    as_auxiliary: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        job = await ordered(bench.context, tmp_path / "out", *await one_item(bench))
        await until(lambda: bench.context.exports.jobs[0].over, PATIENCE_S)
        package = proved(bench.context.exports.jobs[0])
        evidence = hub(bench)
        evidence.open_copies()
        page = evidence.window.copies
        await until(lambda: page.chosen is not None)
        assert page.chosen is not None
        assert page.chosen.folder == package
        assert page.chosen.retrieval == job.order.retrieval
        click(page.delete)
        dialog = await shown(evidence.window, DeleteDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await until(lambda: not dialog.isVisible())
        assert package.exists()
        click(page.delete)
        dialog = await shown(evidence.window, DeleteDialog)
        click(dialog.go)
        await until(page.notice.isVisible)
        assert "已删除" in page.notice.text
        assert not package.exists()
        await until(lambda: page.shown == ())
        kept = await bench.context.register.read(
            RegisterQuery(actions=frozenset({AccessAction.COPY_DELETED}))
        )
        assert [entry.entry.subject for entry in kept] == [package.name]

    as_auxiliary(scene)


def test_overdue_copies_are_said_in_the_line_under_the_wall(as_auxiliary: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        badges = bench.window.badges
        assert not badges.copies.isVisible()
        badges.set_due(2, overdue=1)
        assert badges.copies.text() == "副本到期 1 份"
        click(badges.copies)
        assert hub(bench).window.tabs.currentIndex() == Tab.COPIES

    as_auxiliary(scene)
