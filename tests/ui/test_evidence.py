"""Requests and exports by mouse and keyboard, over the real core and a real demo platform."""

from collections.abc import Callable, Coroutine
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.audit.entry import AccessAction, RegisterQuery
from desktop.domain.export import ExportState
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import RequestedFootage, RetrievalKind, RetrievalState
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.exporting import (
    approved,
    asked,
    camera_with,
    camera_with_gap,
    item,
    ordered,
    proved,
    wanted,
)
from tests.support.requests_for_footage import SCAN
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.window_bench import LEFT, WindowBench, window_bench
from ui.export.delete_dialog import DeleteDialog
from ui.export.hub import EvidenceHub
from ui.export.job_card import JobDeed
from ui.export.leave_dialog import LeaveDialog
from ui.export.order_dialog import OrderDialog
from ui.export.window import Tab
from ui.retrievals.decision_dialog import DecisionDialog
from ui.retrievals.form import RequestForm
from ui.retrievals.possible import Deed
from ui.retrievals.printing import FormPrinting

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE_S = 120.0
ROW = 12
"""Pixels by which the middles of fields in one row may differ."""
Scene = Callable[[WindowBench], Coroutine[Any, Any, None]]
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def play(qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path) -> Callable[[Scene], None]:
    """Play a scene on the window of the police auxiliary, who may export and not approve."""

    def run(scene: Scene) -> None:
        async def work() -> None:
            async with window_bench(town_platform, tmp_path / "profile", user="fujing") as bench:
                await scene(bench)

        qloop.run(work(), timeout_s=240.0)

    return run


def hub(bench: WindowBench) -> EvidenceHub:
    return bench.window.evidence


async def shown(parent: QWidget, kind: type[D]) -> D:
    """Return the dialog of a kind as soon as it is on show."""

    def found() -> list[D]:
        return [dialog for dialog in parent.findChildren(kind) if dialog.isVisible()]

    await until(found)
    return found()[0]


def typed(widget: QWidget, text: str) -> None:
    """Go into a field, empty it and type, Chinese as an input method does."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, CTRL)
    if text.isascii():
        QTest.keyClicks(widget, text)
    else:
        composed = QInputMethodEvent()
        composed.setCommitString(text)
        QApplication.sendEvent(widget, composed)


def fill(form: RequestForm, tmp_path: Path) -> None:
    """Fill the form in as an officer does who has everything at hand."""
    fields = form.fields
    for widget, text in (
        (fields.unit, "双峰县公安局梓门桥派出所"),
        (fields.reason, "货车撞坏商店铁棚后逃逸"),
        (fields.purpose, "查找肇事车辆"),
        (fields.case_number, "A4313210300002026110001"),
        (fields.title, "调取证据通知书"),
        (fields.number, "双公（梓）调证字〔2026〕45号"),
        (fields.approved_by, "王所长"),
    ):
        typed(widget, text)
    for row, (name, number) in zip(
        fields.persons.rows, (("王建军", "043210"), ("刘志强", "043211")), strict=True
    ):
        typed(row.name, name)
        typed(row.number, number)
        typed(row.phone, "0738-6823110")
    scan = tmp_path / "通知书.pdf"
    scan.write_bytes(b"%PDF-1.7 a scan of a letter")
    dropped(fields.scans, scan)
    fields.secrecy.setFocus()
    QTest.keyClick(fields.secrecy, Qt.Key.Key_Space)


def dropped(box: QWidget, file: Path) -> None:
    """Drop a file on a box."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    box.dropEvent(event)


async def footage(bench: WindowBench, seconds: int = 10) -> RequestedFootage:
    """Return a recorded span of a camera."""
    return wanted(*await camera_with(bench.context, RecordStorage.PLATFORM, seconds))


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


# requests --------------------------------------------------------------------------------------------


def test_an_empty_form_says_beside_each_field_what_is_missing(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        bench.key(Qt.Key.Key_N, CTRL)
        form = hub(bench).form
        await until(form.isActiveWindow)
        QTest.keyClick(form.fields.unit, Qt.Key.Key_Return, CTRL)
        said = {path: field.problem for path, field in form.fields.fields.items() if field.problem}
        assert {"unit", "persons", "reason", "footage", "legal_document.scans", "secrecy_read"} <= set(said)
        assert said["persons"].startswith("这类申请须有 2 人")
        assert form.fields.unit.hasFocus()
        typed(form.fields.unit, "派出所")
        assert form.fields.fields["unit"].problem == ""
        assert bench.context.retrievals.active is None

    play(scene)


def test_the_keyboard_goes_through_the_form_in_reading_order(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        form = hub(bench).form
        hub(bench).requests.request([await footage(bench)])
        await until(form.isActiveWindow)
        body = form.fields.parentWidget()
        assert body is not None
        for requester in range(form.fields.requester.count()):
            form.fields.requester.setCurrentIndex(requester)
            form.fields.kind.setFocus()
            places: list[tuple[bool, int]] = []
            while form.focusWidget() is not form.fields.secrecy:
                here = form.focusWidget()
                middle = here.mapTo(body, here.rect().center())
                places.append((middle.x() > form.width() // 2, middle.y()))
                QTest.keyClick(here, Qt.Key.Key_Tab)
                assert len(places) < 50
            assert len(places) > 10
            for (column, y), (next_column, next_y) in pairwise(places):
                assert (next_column, next_y + ROW) > (column, y), form.fields.requester.currentText()

    play(scene)


def test_a_resident_is_asked_other_things_and_may_only_look(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        form = hub(bench).form
        hub(bench).requests.request()
        await until(form.isActiveWindow)
        assert form.fields.scans.isVisible()
        form.fields.requester.setFocus()
        QTest.keyClick(form.fields.requester, Qt.Key.Key_End)
        QTest.keyClick(form.fields.requester, Qt.Key.Key_Up)
        assert form.fields.resident.isVisible()
        assert not form.fields.scans.isVisible()
        form.submit()
        assert "只能查阅" in form.fields.fields["kind"].problem
        form.fields.kind.setFocus()
        QTest.keyClick(form.fields.kind, Qt.Key.Key_Home)
        assert form.fields.request().kind is RetrievalKind.VIEW
        assert form.fields.fields["kind"].problem == ""
        assert form.fields.fields["resident.relation"].problem

    play(scene)


def test_what_was_entered_before_completes_the_form(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        await asked(bench.context, await footage(bench))
        form = hub(bench).form
        hub(bench).requests.request()
        await until(form.isActiveWindow)
        typed(form.fields.unit, "双峰")
        assert "双峰县公安局梓门桥派出所" in form.fields.unit.offered()
        row = form.fields.persons.rows[0]
        typed(row.name, "张三")
        QTest.keyClick(row.name, Qt.Key.Key_Tab)
        assert (row.number.text(), row.phone.text()) == ("043210", "0738-6823110")

    play(scene)


def test_closing_keeps_the_draft(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        form = hub(bench).form
        hub(bench).requests.request([await footage(bench)])
        await until(form.isActiveWindow)
        typed(form.fields.reason, "货车逃逸")
        QTest.keyClick(form.fields.reason, Qt.Key.Key_Escape)
        assert not form.isVisible()
        hub(bench).requests.request()
        await until(form.isVisible)
        assert form.fields.reason.text() == "货车逃逸"
        assert len(form.fields.footage.rows) == 1

    play(scene)


def test_a_second_person_approves_on_the_same_machine(play: Callable[[Scene], None], tmp_path: Path) -> None:
    async def scene(bench: WindowBench) -> None:
        evidence, register = hub(bench), hub(bench).window.register
        form = evidence.form
        evidence.requests.request([await footage(bench)])
        await until(form.isActiveWindow)
        fill(form, tmp_path)
        await until(lambda: form.fields.scans.scans)
        QTest.keyClick(form.fields.secrecy, Qt.Key.Key_Return, CTRL)
        await until(lambda: register.chosen is not None, PATIENCE_S)
        assert not form.isVisible()
        assert register.chosen is not None
        assert register.chosen.state is RetrievalState.PENDING
        click(register.buttons[Deed.DECIDE_HERE])
        dialog = await shown(evidence.window, DecisionDialog)
        typed(dialog.user, "shenpi")
        typed(dialog.password, "wrong")
        click(dialog.approve)
        await until(dialog.notice.isVisible)
        assert "用户名或密码错误" in dialog.notice.text
        assert dialog.password.text() == ""
        typed(dialog.password, PASSWORD)
        click(dialog.approve)
        await until(lambda: register.chosen and register.chosen.state is RetrievalState.APPROVED, PATIENCE_S)
        assert "已批准" in bench.window.toast.words
        assert register.buttons[Deed.EXPORT].isVisible()

    play(scene)


def test_nobody_approves_their_own_request_and_a_refusal_needs_a_reason(
    play: Callable[[Scene], None],
) -> None:
    async def scene(bench: WindowBench) -> None:
        retrieval = await asked(bench.context, await footage(bench))
        evidence, register = hub(bench), hub(bench).window.register
        bench.key(Qt.Key.Key_R, CTRL)
        await until(lambda: register.model.row_of(retrieval.number) >= 0)
        register.show_entry(retrieval.number)
        await until(lambda: register.chosen is not None and register.chosen.number == retrieval.number)
        click(register.buttons[Deed.DECIDE_HERE])
        dialog = await shown(evidence.window, DecisionDialog)
        typed(dialog.user, "fujing")
        typed(dialog.password, PASSWORD)
        click(dialog.approve)
        await until(dialog.notice.isVisible)
        assert "不能审批自己的申请" in dialog.notice.text
        typed(dialog.user, "shenpi")
        typed(dialog.password, PASSWORD)
        click(dialog.refuse)
        assert "理由" in dialog.notice.text
        typed(dialog.opinion, "法律文书与摄像机不符")
        click(dialog.refuse)
        await until(lambda: register.chosen and register.chosen.state is RetrievalState.REFUSED, PATIENCE_S)
        assert not register.buttons[Deed.EXPORT].isVisible()

    play(scene)


def test_an_approval_can_grant_less_but_not_more(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        asked_for = await footage(bench)
        retrieval = await asked(bench.context, asked_for)
        dialog = DecisionDialog(
            bench.context.retrievals, retrieval, bench.core.app.clock.now_ms, bench.window
        )
        dialog.show()
        row = dialog.granted.rows[0]
        row.end.set_ms(asked_for.range.end_ms + 60_000)
        assert not dialog.approve.isEnabled()
        assert row.problem.text()
        row.end.set_ms(asked_for.range.end_ms - 3000)
        assert dialog.approve.isEnabled()
        assert dialog.granted.footage()[0].range.end_ms == asked_for.range.end_ms - 3000
        click(row.granted)
        assert not dialog.approve.isEnabled()
        dialog.close()
        dialog.deleteLater()

    play(scene)


def test_a_decision_on_another_machine_is_told_by_itself(
    play: Callable[[Scene], None], town_platform: DemoPlatform
) -> None:
    async def scene(bench: WindowBench) -> None:
        retrieval = await asked(bench.context, await footage(bench))
        evidence = hub(bench)
        evidence.requests.look()
        await until(lambda: retrieval.number in evidence.requests._mine)
        async with window_bench(
            town_platform, bench.core.app.profile.directory / "b", user="shenpi"
        ) as other:
            await until(other.window.badges.pending.isVisible)
            click(other.window.badges.pending)
            page = hub(other).window.register
            await until(lambda: page.model.row_of(retrieval.number) >= 0)
            page.show_entry(retrieval.number)
            await until(lambda: page.chosen is not None and page.chosen.number == retrieval.number)
            click(page.buttons[Deed.DECIDE])
            dialog = await shown(hub(other).window, DecisionDialog)
            QTest.keyClick(dialog.opinion, Qt.Key.Key_Return, CTRL)
            await until(lambda: page.chosen and page.chosen.state is RetrievalState.APPROVED, PATIENCE_S)
        evidence.requests.look()
        await until(lambda: retrieval.number in bench.window.toast.words)
        assert "已批准" in bench.window.toast.words

    play(scene)


def test_footage_is_looked_at_under_an_entry_until_one_leaves_it(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        retrieval = await approved(bench.context, await footage(bench))
        evidence = hub(bench)
        evidence.open_register()
        evidence.window.register.show_entry(retrieval.number)
        page = evidence.window.register
        await until(lambda: page.chosen is not None and page.chosen.number == retrieval.number)
        click(page.buttons[Deed.LOOK])
        await until(lambda: bench.window.playback.on and bench.window.entry_bar.isVisible())
        assert retrieval.number in bench.window.entry_bar.words
        assert hub(bench).under_entry
        assert bench.window.actions_registry.action("evidence.leave").isEnabled()
        click(bench.window.entry_bar.leave)
        await until(lambda: not hub(bench).under_entry)
        assert not bench.window.entry_bar.isVisible()

    play(scene)


@pytest.mark.slow
def test_the_form_of_an_entry_is_printed_with_the_key_that_signed_its_package(
    play: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        await ordered(bench.context, tmp_path / "out", *await _item(bench))
        await until(lambda: bench.context.exports.jobs[0].over, PATIENCE_S)
        job = bench.context.exports.jobs[0]
        assert job.summary is not None
        retrieval = await bench.context.retrievals.get(job.order.retrieval)
        opened: list[Path] = []
        printing = FormPrinting(hub(bench).services, bench.window, opens=opened.append)
        facts = await printing.facts(retrieval)
        assert facts.manifest_sha256 == job.summary.manifest_sha256
        assert facts.card is not None
        assert facts.card.fingerprint == job.summary.key_fingerprint
        target = tmp_path / "form.pdf"
        await printing.make(retrieval, target)
        assert opened == [target]
        assert target.read_bytes().startswith(b"%PDF")

    play(scene)


def test_a_scan_is_looked_at_from_the_entry(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        retrieval = await asked(bench.context, await footage(bench))
        evidence, page = hub(bench), hub(bench).window.register
        opened: list[Path] = []
        evidence.requests.scans._opens = opened.append
        evidence.open_register()
        page.show_entry(retrieval.number)
        await until(lambda: page.chosen is not None and page.chosen.number == retrieval.number)
        assert SCAN.name in page.detail.toPlainText()
        page.detail.anchorClicked.emit(QUrl(f"scan:{SCAN.attachment.sha256}"))
        await until(lambda: opened)
        assert opened[0].read_bytes() == SCAN.content
        assert opened[0].suffix == ".pdf"
        evidence.requests.scans.close()
        assert not opened[0].exists()

    play(scene)


def test_an_alarms_minutes_become_a_request_or_an_order(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        wish = await footage(bench)
        exports = hub(bench).exports
        exports.take(wish.camera_id, wish.range, at_once=True)
        dialog = await shown(bench.window, OrderDialog)
        assert [(item.camera_id, item.range) for item in dialog.wanted()] == [(wish.camera_id, wish.range)]
        dialog.reject()
        exports.take(wish.camera_id, wish.range, at_once=False)
        await until(hub(bench).form.isVisible)
        assert [each.range for each in hub(bench).form.fields.footage.footage()] == [wish.range]

    play(scene)


def test_the_keys_of_requests_work_in_their_own_window_too(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        evidence = hub(bench)
        bench.key(Qt.Key.Key_R, CTRL)
        await until(evidence.window.isActiveWindow)
        QTest.keyClick(evidence.window, Qt.Key.Key_F, CTRL)
        assert evidence.window.register.search.hasFocus()
        QTest.keyClick(evidence.window, Qt.Key.Key_J, CTRL)
        assert evidence.window.tabs.currentIndex() == Tab.EXPORTS
        QTest.keyClick(evidence.window, Qt.Key.Key_N, CTRL)
        await until(evidence.form.isVisible)

    play(scene)


# exports ---------------------------------------------------------------------------------------------


def test_an_order_under_no_entry_says_why_and_leads_to_a_request(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        wish = await footage(bench)
        hub(bench).exports.order([wish])
        dialog = await shown(bench.window, OrderDialog)
        await until(dialog.make_entry.isVisible)
        assert not dialog.start.isEnabled()
        click(dialog.make_entry)
        form = hub(bench).form
        await until(form.isVisible)
        assert form.fields.footage.footage() == (wish,)

    play(scene)


@pytest.mark.slow
def test_an_export_is_ordered_watched_and_told(play: Callable[[Scene], None], tmp_path: Path) -> None:
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
        QTest.keyClick(dialog.folder.line, Qt.Key.Key_Return, CTRL)
        await until(lambda: jobs.jobs, PATIENCE_S)
        await until(bench.window.badges.exports.isVisible)
        await until(lambda: jobs.jobs[0].over, PATIENCE_S)
        proved(jobs.jobs[0])
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

    play(scene)


def test_what_is_not_recorded_is_told_before_the_export(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        camera, span, _gap = await camera_with_gap(bench.context)
        hub(bench).exports.order([wanted(camera, span)])
        dialog = await shown(bench.window, OrderDialog)
        await until(lambda: "以下时段没有录像" in dialog.missing.text())
        assert camera.name in dialog.missing.text()

    play(scene)


def test_passwords_of_a_zip_are_long_and_the_same(play: Callable[[Scene], None], tmp_path: Path) -> None:
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

    play(scene)


def test_leaving_while_an_export_waits_is_asked_and_staying_is_the_default(
    play: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        job = await ordered(bench.context, tmp_path / "out", *await _item(bench))
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

    play(scene)


async def _item(bench: WindowBench) -> list[Any]:
    return [item(*await camera_with(bench.context, RecordStorage.PLATFORM, 20))]


def test_marks_of_playback_become_an_order_and_a_request(play: Callable[[Scene], None]) -> None:
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

    play(scene)


# copies ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_copy_is_deleted_for_good_and_that_is_entered(
    play: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        job = await ordered(bench.context, tmp_path / "out", *await _item(bench))
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

    play(scene)


def test_overdue_copies_are_said_in_the_line_under_the_wall(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        badges = bench.window.badges
        assert not badges.copies.isVisible()
        badges.set_due(2, overdue=1)
        assert badges.copies.text() == "副本到期 1 份"
        click(badges.copies)
        assert hub(bench).window.tabs.currentIndex() == Tab.COPIES

    play(scene)
