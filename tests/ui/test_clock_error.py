"""A camera's clock is measured from a live tile with the keyboard, and pictures say it from then on."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.audit.entry import AccessAction, RegisterQuery
from desktop.domain.beijing import moment
from desktop.services.author import Author
from desktop.services.clock_errors import ClockErrors, OsdReading
from desktop.stores.json_file import JsonFile
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.evidence_scenes import shown
from tests.ui.window_bench import window_bench
from ui.clock_error.dialog import ClockErrorDialog

NOON_MS = 1_795_320_000_700
PATIENCE_S = 60.0


def reading_of(dialog: ClockErrorDialog) -> OsdReading | None:
    return dialog.reading


def test_enter_notes_and_the_typed_time_is_compared(qloop: QtLoop) -> None:
    instants = iter((NOON_MS, NOON_MS + 60_000))

    async def work() -> None:
        dialog = ClockErrorDialog("湾头村丁字路口", "", "", lambda: next(instants))
        dialog.show()
        assert not dialog.osd.isEnabled(), "a time typed before the moment is noted means nothing"
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert reading_of(dialog) is None
        QTest.keyClicks(dialog.osd, f"{moment(NOON_MS + 7000):%H:%M:%S}")
        assert dialog.result_label.text() == "快 7 秒"
        assert dialog.keep.isEnabled()
        QTest.mouseClick(dialog.note, Qt.MouseButton.LeftButton)
        assert reading_of(dialog) is None, "a new moment makes the old reading void"
        QTest.keyClicks(dialog.osd, "25:00:00")
        assert dialog.field.problem
        assert not dialog.keep.isEnabled()
        QTest.keyClick(dialog.osd, Qt.Key.Key_Return)
        assert dialog.isVisible()
        dialog.osd.clear()
        QTest.keyClicks(dialog.osd, f"{moment(NOON_MS + 57_000):%H:%M:%S}")
        assert dialog.result_label.text() == "慢 3 秒"
        QTest.keyClick(dialog.osd, Qt.Key.Key_Return)
        assert dialog.result() == ClockErrorDialog.DialogCode.Accepted
        reading = reading_of(dialog)
        assert reading is not None
        assert reading.offset_ms == -3000
        dialog.deleteLater()

    qloop.run(work())


def test_a_live_tile_is_measured_and_registered(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with window_bench(town_platform, tmp_path / "profile", user="fujing") as bench:
            camera, context = bench.cameras[0], bench.context
            bench.window.open_cameras([camera])
            await until(
                lambda: bench.window.wall.controller(bench.window.wall_view.selected).camera is not None,
                PATIENCE_S,
            )
            assert context.clock_errors.newest(camera.id) is None
            bench.window.actions_registry.action("camera.clock_error").trigger()
            dialog = await shown(bench.window, ClockErrorDialog)
            QTest.keyClick(dialog, Qt.Key.Key_Return)
            noted = context.session.clock.now_ms()
            QTest.keyClicks(dialog.osd, f"{moment(noted + 90_000):%H:%M:%S}")
            QTest.keyClick(dialog.osd, Qt.Key.Key_Return)
            await until(lambda: "已校时并登记" in bench.window.toast.words, PATIENCE_S)
            error = context.clock_errors.newest(camera.id)
            assert error is not None
            assert abs(error.offset_ms - 90_000) <= 2000
            assert error.measured_by == context.session.account.display_name
            query = RegisterQuery(actions=frozenset({AccessAction.OPERATION_CLOCK_ERROR}))
            (kept,) = await context.register.read(query)
            assert (kept.entry.camera_id, kept.entry.body["offset_ms"]) == (camera.id, error.offset_ms)
            (file,) = (tmp_path / "profile").rglob("clock_errors.json")
            again = ClockErrors(
                JsonFile(file),
                context.register,
                Author(context.session.account, "", context.session.clock),
                lane=bench.core.app.lanes.storage,
            )
            assert again.newest(camera.id) == error

    qloop.run(work(), timeout_s=120.0)
