"""Asks before the program ends while exports run: they wait, and go on after the next sign-in."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.i18n import translate
from ui.theme import SIZES
from ui.widgets.notice import plain_label


class LeaveDialog(QDialog):
    """Accepted when the person wants to go all the same; staying is the default."""

    def __init__(self, running: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("LeaveDialog", "导出还没有完成"))
        self.setMinimumWidth(440)
        text = plain_label(self)
        words = translate(
            "LeaveDialog",
            "还有 {n} 个导出任务没有完成。现在离开会暂停，已取到的部分留着，下次登录后自动接着导出。",
        )
        text.setText(words.format(n=running))
        self.stay = QPushButton(translate("LeaveDialog", "留下"), self)
        self.stay.setDefault(True)
        self.go = QPushButton(translate("LeaveDialog", "仍然离开"), self)
        self.go.setAutoDefault(False)
        self.stay.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.stay)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(SIZES.gap_large)
        column.addWidget(text)
        column.addLayout(buttons)
