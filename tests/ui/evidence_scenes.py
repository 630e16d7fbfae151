"""What tests of requests and exports in the main window share."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import RequestedFootage
from tests.support.exporting import (
    camera_with,
    item,
    wanted,
)
from tests.support.waiting import until
from tests.ui.window_bench import LEFT, WindowBench
from ui.export.hub import EvidenceHub
from ui.retrievals.form import RequestForm

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE_S = 120.0
Scene = Callable[[WindowBench], Coroutine[Any, Any, None]]
D = TypeVar("D", bound=QDialog)


def hub(bench: WindowBench) -> EvidenceHub:
    return bench.window.evidence


async def shown(parent: QWidget, kind: type[D]) -> D:
    """Return the dialog of a kind as soon as it is on show and has the keyboard.

    Until its window is active, Enter is the main window's shortcut.
    """

    def found() -> list[D]:
        return [one for one in parent.findChildren(kind) if one.isVisible() and one.isActiveWindow()]

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


async def one_item(bench: WindowBench) -> list[Any]:
    return [item(*await camera_with(bench.context, RecordStorage.PLATFORM, 20))]
