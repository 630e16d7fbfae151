"""The window of verification over real packages, judged by a real process."""

import asyncio
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from desktop.documents.printer import ProcessPrinter
from desktop.evidence.verdict import FileState, FileVerdict, FindingCode, RegisterMatch
from desktop.evidence.verdict_words import MATCHES, SAYINGS, STATES
from desktop.lanes import Lane
from desktop.services.clock import SystemClock
from tests.evidence.test_register_witness import enter
from tests.evidence.test_tampering import flip
from tests.support.evidence_package import ED25519, NAMES, OTHER_ED25519, sealed
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from ui.verify import texts
from ui.verify.desk import VerifyDesk
from ui.verify.files_model import VerifiedFilesModel
from ui.verify.run import WitnessSource
from ui.verify.window import Page, VerifyWindow

JUDGED_MS = 30_000


@pytest.fixture(name="package")
def _package(tmp_path: Path) -> Path:
    folder = tmp_path / "证据"
    enter(tmp_path / "profile" / "register.sqlite3", sealed(folder))
    return folder


@pytest.fixture(name="window")
def _window(qtbot: QtBot, tmp_path: Path) -> VerifyWindow:
    window = VerifyWindow(WitnessSource(tmp_path / "profile"))
    qtbot.addWidget(window)
    window.show()
    return window


def judged(qtbot: QtBot, window: VerifyWindow, folder: Path) -> None:
    with qtbot.waitSignal(window.judged, timeout=JUDGED_MS):
        window.open_folder(folder)
        assert page(window) is Page.RUNNING
    assert page(window) is Page.VERDICT


def page(window: VerifyWindow) -> Page:
    return window.page


def untouched(window: VerifyWindow) -> bool:
    return window.verdict is not None and window.verdict.untouched


def cells(model: VerifiedFilesModel) -> list[tuple[str, ...]]:
    return [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]


def test_says_what_the_command_line_says() -> None:
    assert texts.FINDINGS == SAYINGS
    assert texts.STATES == STATES
    assert texts.MATCHES == MATCHES
    assert set(texts.FINDINGS) == set(FindingCode)


def test_a_named_register_and_a_fingerprint_count_in_the_window_as_in_the_command(
    qtbot: QtBot, package: Path, tmp_path: Path
) -> None:
    elsewhere, register = tmp_path / "elsewhere", tmp_path / "profile" / "register.sqlite3"
    for source, match in (
        (WitnessSource(elsewhere), RegisterMatch.NOT_ASKED),
        (WitnessSource(elsewhere, register), RegisterMatch.MATCHES),
        (WitnessSource(elsewhere, fingerprint="0" * 64), RegisterMatch.DIFFERS),
    ):
        window = VerifyWindow(source)
        qtbot.addWidget(window)
        window.show()
        judged(qtbot, window, package)
        assert window.verdict is not None
        assert window.verdict.register is match


def test_untouched_package_of_this_register(qtbot: QtBot, window: VerifyWindow, package: Path) -> None:
    judged(qtbot, window, package)
    assert window.view.headline.text() == "文件自导出后未被改动"
    assert window.view.match.text() == "与登记一致"
    assert window.view.facts["fingerprint"].text().startswith("A050 837D")
    assert cells(window.view.model)[0] == ("1", "一致", NAMES[0])


def test_touched_package_names_what_is_wrong_first(qtbot: QtBot, window: VerifyWindow, package: Path) -> None:
    flip(package / NAMES[1], 77)
    judged(qtbot, window, package)
    assert window.view.headline.text() == "第 2 个文件已被改动"
    assert window.view.found.text() == NAMES[1]
    assert cells(window.view.model)[0] == ("2", "已改动", NAMES[1])
    flip(package / NAMES[1], 77)
    with qtbot.waitSignal(window.judged, timeout=JUDGED_MS):
        QTest.mouseClick(window.again, Qt.MouseButton.LeftButton)
    assert window.view.headline.text() == "文件自导出后未被改动"


def test_fingerprint_of_the_form_is_compared(qtbot: QtBot, window: VerifyWindow, tmp_path: Path) -> None:
    sealed(tmp_path / "p")
    judged(qtbot, window, tmp_path / "p")
    assert window.verdict is not None
    assert window.verdict.register is RegisterMatch.NOT_ASKED
    field = window.view.typed
    field.line.setText("A050")
    assert not field.button.isEnabled()
    field.line.setText(f"{ED25519.card.fingerprint.upper()} ")
    QTest.mouseClick(field.button, Qt.MouseButton.LeftButton)
    assert window.view.match.text() == "与登记一致"
    assert untouched(window)
    field.line.setText(OTHER_ED25519.card.fingerprint)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert window.view.headline.text() == "签名不是本登记所记的密钥"
    assert not untouched(window)
    field.line.setText(ED25519.card.fingerprint)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert untouched(window), "a slip of the keyboard is no verdict"


def test_folder_is_dropped(qtbot: QtBot, window: VerifyWindow, package: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(package / NAMES[0]))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    dropping = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    with qtbot.waitSignal(window.judged, timeout=JUDGED_MS):
        window.dropEvent(dropping)
    assert window.verdict is not None
    assert window.verdict.folder == str(package)


def test_folder_that_is_no_package_and_one_that_is_gone(
    qtbot: QtBot, window: VerifyWindow, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    judged(qtbot, window, tmp_path / "empty")
    assert window.view.headline.text() == "缺少清单 manifest.json，无法逐一核对文件"
    window.open_folder(tmp_path / "nowhere")
    qtbot.waitUntil(lambda: window.page is Page.EMPTY, timeout=JUDGED_MS)
    assert "无法读取这个文件夹" in window.message.text


def test_cancelled_at_once(qtbot: QtBot, window: VerifyWindow, package: Path) -> None:
    with (package / NAMES[0]).open("wb") as stream:
        stream.truncate(3000)
    window.open_folder(package)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.page is Page.EMPTY
    assert "拖到这里" in window.message.text
    judged(qtbot, window, package)


def test_files_model() -> None:
    model = VerifiedFilesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_files(
        [
            FileVerdict(1, "a.mp4", FileState.UNCHANGED, 3 << 30),
            FileVerdict(2, "b\u202e.mp4", FileState.MISSING, 0),
            FileVerdict(0, "Thumbs.db", FileState.EXTRA, 5),
        ]
    )
    assert cells(model) == [("2", "缺少", "b.mp4"), ("", "多出", "Thumbs.db"), ("1", "一致", "a.mp4")]
    assert model.index(2, 3).data() == "3.0 GB"
    assert model.index(0, 3).data() == ""
    tester.deleteLater()


@pytest.mark.slow
def test_verdict_is_saved_as_pdf_but_never_into_the_package(
    qloop: QtLoop, qtbot: QtBot, package: Path, tmp_path: Path
) -> None:
    lane = Lane("print-test", 1)
    desk = VerifyDesk(WitnessSource(tmp_path / "profile"), SystemClock(), ProcessPrinter(lane))
    qtbot.addWidget(desk.window)
    target = tmp_path / "结论.pdf"

    async def work() -> None:
        done = asyncio.Event()
        desk.window.judged.connect(lambda _verdict: done.set())
        desk.open(package)
        await done.wait()
        verdict = desk.window.verdict
        assert verdict is not None
        desk.save(verdict, package / "结论.pdf")
        assert "不能保存在证据包文件夹里" in desk.window.said
        desk.save(verdict, target)
        await until(lambda: "结论已保存" in desk.window.said)

    qloop.run(work())
    assert target.read_bytes().startswith(b"%PDF")
    assert not (package / "结论.pdf").exists()
    desk.close()
    lane.close()
    shutil.rmtree(package)
