"""The list of shortcuts: a view of the table of commands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.actions.spec import ActionSpec
from ui.dialogs.parts import close_button
from ui.i18n import translate
from ui.theme import SIZES

_COLUMNS = 2


class ShortcutsDialog(QDialog):
    """Shows every command that has a key."""

    def __init__(self, specs: tuple[ActionSpec, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("ShortcutsDialog", "快捷键"))
        body = QWidget()
        body.setObjectName("panel")
        grid = QGridLayout(body)
        grid.setHorizontalSpacing(SIZES.gap_large)
        rows = [(spec.title(), keys_text(spec)) for spec in specs if spec.keys]
        half = -(-len(rows) // _COLUMNS)
        for index, (title, keys) in enumerate(rows):
            row, column = index % half, index // half * 3
            key_label = QLabel(keys)
            key_label.setObjectName("heading")
            grid.addWidget(key_label, row, column, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(QLabel(title), row, column + 1)
            grid.setColumnMinimumWidth(column + 2, SIZES.gap_large)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        box = QVBoxLayout(self)
        box.addWidget(area)
        box.addWidget(close_button(self), 0, Qt.AlignmentFlag.AlignRight)
        self.resize(body.sizeHint().width() + 60, min(760, body.sizeHint().height() + 100))


def keys_text(spec: ActionSpec) -> str:
    """Return a command's keys as they are written on the keyboard."""
    native = QKeySequence.SequenceFormat.NativeText
    names = dict.fromkeys(QKeySequence(key).toString(native) for key in spec.keys)
    return " / ".join(names)  # the two Enter keys have one name
