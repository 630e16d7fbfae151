"""Requests for footage and their approval by mouse and keyboard, over the real core."""

import asyncio
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from desktop.domain.retrieval import RetrievalKind, RetrievalState
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.exporting import (
    approved,
    asked,
    ordered,
)
from tests.support.requests_for_footage import SCAN
from tests.support.waiting import until
from tests.ui.evidence_scenes import (
    CTRL,
    PATIENCE_S,
    Scene,
    click,
    fill,
    footage,
    hub,
    one_item,
    shown,
    typed,
)
from tests.ui.window_bench import WindowBench, window_bench
from ui.export.order_dialog import OrderDialog
from ui.export.window import Tab
from ui.retrievals.decision_dialog import DecisionDialog
from ui.retrievals.possible import Deed
from ui.retrievals.printing import FormPrinting

ROW = 12
"""Pixels by which the middles of fields in one row may differ."""


def test_an_empty_form_says_beside_each_field_what_is_missing(as_auxiliary: Callable[[Scene], None]) -> None:
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

    as_auxiliary(scene)


def test_the_keyboard_goes_through_the_form_in_reading_order(as_auxiliary: Callable[[Scene], None]) -> None:
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

    as_auxiliary(scene)


def test_a_resident_is_asked_other_things_and_may_only_look(as_auxiliary: Callable[[Scene], None]) -> None:
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
        assert form.fields.request().kind is RetrievalKind.VIEW
        assert form.fields.fields["unit"].name.text().startswith("住址")
        QTest.keyClick(form.fields.requester, Qt.Key.Key_Down)
        assert form.fields.request().kind is RetrievalKind.COPY
        assert form.fields.fields["unit"].name.text() == "单位"
        QTest.keyClick(form.fields.requester, Qt.Key.Key_Up)
        form.fields.kind.setFocus()
        QTest.keyClick(form.fields.kind, Qt.Key.Key_Down)
        assert form.fields.request().kind is RetrievalKind.COPY
        form.submit()
        assert "只能查阅" in form.fields.fields["kind"].problem
        QTest.keyClick(form.fields.kind, Qt.Key.Key_Home)
        assert form.fields.request().kind is RetrievalKind.VIEW
        assert form.fields.fields["kind"].problem == ""
        assert form.fields.fields["resident.relation"].problem

    as_auxiliary(scene)


def test_what_was_entered_before_completes_the_form(as_auxiliary: Callable[[Scene], None]) -> None:
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

    as_auxiliary(scene)


def test_closing_keeps_the_draft(as_auxiliary: Callable[[Scene], None]) -> None:
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

    as_auxiliary(scene)


def test_a_second_person_approves_on_the_same_machine(
    as_auxiliary: Callable[[Scene], None], town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        evidence, register = hub(bench), hub(bench).window.register
        form = evidence.form
        evidence.requests.request([await footage(bench)])
        await until(form.isActiveWindow)
        fill(form, tmp_path)
        await until(lambda: form.fields.scans.scans)
        before = {entry.number for entry in await bench.context.retrievals.list()}
        for _ in range(3):  # the key is held down a little too long
            QTest.keyClick(form.fields.secrecy, Qt.Key.Key_Return, CTRL)
            await asyncio.sleep(0)
        await until(lambda: register.chosen is not None, PATIENCE_S)
        after = {entry.number for entry in await bench.context.retrievals.list()}
        assert len(after - before) == 1
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
        fault = await asyncio.to_thread(town_platform.fault, "slow", protocol="api", value=0.5)
        click(dialog.approve)
        await asyncio.sleep(0.1)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible(), "what is on its way cannot be taken back"
        assert not dialog.cancel.isEnabled()
        await asyncio.to_thread(town_platform.admin.delete, f"/demo/faults/{fault}")
        await until(lambda: register.chosen and register.chosen.state is RetrievalState.APPROVED, PATIENCE_S)
        await until(lambda: "已批准" in bench.window.toast.words)
        assert register.buttons[Deed.EXPORT].isVisible()

    as_auxiliary(scene)


def test_nobody_approves_their_own_request_and_a_refusal_needs_a_reason(
    as_auxiliary: Callable[[Scene], None],
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

    as_auxiliary(scene)


def test_an_approval_can_grant_less_but_not_more(as_auxiliary: Callable[[Scene], None]) -> None:
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

    as_auxiliary(scene)


def test_a_decision_on_another_machine_is_told_by_itself(
    as_auxiliary: Callable[[Scene], None], town_platform: DemoPlatform
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

    as_auxiliary(scene)


def test_footage_is_looked_at_under_an_entry_until_one_leaves_it(
    as_auxiliary: Callable[[Scene], None],
) -> None:
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

    as_auxiliary(scene)


@pytest.mark.slow
def test_the_form_of_an_entry_is_printed_with_the_key_that_signed_its_package(
    as_auxiliary: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        await ordered(bench.context, tmp_path / "out", *await one_item(bench))
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

    as_auxiliary(scene)


def test_a_scan_is_looked_at_from_the_entry(as_auxiliary: Callable[[Scene], None]) -> None:
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

    as_auxiliary(scene)


def test_an_alarms_minutes_become_a_request_or_an_order(as_auxiliary: Callable[[Scene], None]) -> None:
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

    as_auxiliary(scene)


def test_the_keys_of_requests_work_in_their_own_window_too(as_auxiliary: Callable[[Scene], None]) -> None:
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

    as_auxiliary(scene)
