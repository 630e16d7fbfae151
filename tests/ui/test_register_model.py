"""The list of entries as Qt sees it: replaced as a whole, told by texts and the sign of the state."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.domain.retrieval import Operator, Retrieval, RetrievalNumber, RetrievalState
from tests.support.requests_for_footage import NOW_MS, footage, police
from ui.retrievals.register_model import RegisterModel

ASKER = Operator("fujing", "辅警", "派出所")
ENTRY = Retrieval(RetrievalNumber("n-1"), police(footage()), ASKER, NOW_MS, RetrievalState.PENDING)


def test_the_list_is_a_sound_model(qtbot: QtBot) -> None:
    model = RegisterModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    other = replace(ENTRY, number=RetrievalNumber("n-2"), state=RetrievalState.APPROVED)
    with qtbot.waitSignal(model.modelReset):
        model.show_rows([ENTRY, other])
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_rows([ENTRY, other])
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["状态", "登记时间", "类型", "单位", "事由", "登记编号"]
    assert [model.index(row, 0).data() for row in range(2)] == ["待审批", "已批准"]
    assert model.index(1, 5).data() == "n-2"
    assert model.row_of(other.number) == 1
    assert model.row_of(None) == -1
    assert not model.index(0, 0).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(0, 1).data(Qt.ItemDataRole.DecorationRole) is None
    tester.deleteLater()
