"""Asks before a copy is deleted for good."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.services.copies import LocalCopy
from ui.i18n import translate
from ui.theme import SIZES
from ui.wall.caption import plain
from ui.widgets.notice import plain_label


class DeleteDialog(QDialog):
    """Accepted when the copy is to go; keeping it is the default."""

    def __init__(self, copy: LocalCopy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("DeleteDialog", "删除本机副本"))
        self.setMinimumWidth(480)
        name, where = plain_label(self), plain_label(self)
        name.setObjectName("heading")
        name.setText(plain(copy.subject))
        where.setText(
            translate("DeleteDialog", "{folder}\n删除后不能恢复；谁在什么时候删除的，会记入登记。").format(
                folder=copy.folder
            )
        )
        self.keep = QPushButton(translate("DeleteDialog", "留着"), self)
        self.keep.setDefault(True)
        self.go = QPushButton(translate("DeleteDialog", "删除"), self)
        self.go.setProperty("danger", "true")
        self.go.setAutoDefault(False)
        self.keep.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(SIZES.gap_large)
        column.addWidget(name)
        column.addWidget(where)
        column.addLayout(buttons)
