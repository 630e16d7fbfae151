"""What stands beside the picture: files, mosaics and what can be done with them, the watermark."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from ui.i18n import translate
from ui.theme import SIZES
from ui.widgets.notice import plain_label

_WIDTH = 300


class SidePanel(QWidget):
    """Only parts; the dialog knows what they mean. UI thread."""

    def __init__(self, mark_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files, self.masks = QListWidget(self), QListWidget(self)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add = QPushButton(translate("Browsing", "新增马赛克（Insert）"), self)
        self.from_here = QPushButton(translate("Browsing", "从此处"), self)
        self.to_here = QPushButton(translate("Browsing", "到此处"), self)
        self.remove = QPushButton(translate("Browsing", "删除"), self)
        self.undo = QPushButton(translate("Browsing", "撤销"), self)
        self.marked = QCheckBox(translate("Browsing", "加水印"), self)
        self.marked.setChecked(True)
        self._lay_out(mark_text)
        self.setFixedWidth(_WIDTH)

    def _lay_out(self, mark_text: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap_small)
        for name, part in (
            (translate("Browsing", "文件"), self.files),
            (translate("Browsing", "马赛克"), self.masks),
        ):
            part.setAccessibleName(name)
            column.addWidget(QLabel(name, self))
            column.addWidget(part, 1)
        for buttons in ((self.add,), (self.from_here, self.to_here), (self.remove, self.undo)):
            row = QHBoxLayout()
            for button in buttons:
                button.setAutoDefault(False)
                row.addWidget(button)
            column.addLayout(row)
        whose = plain_label(self)
        whose.setObjectName("small")
        whose.setText(mark_text)
        column.addWidget(self.marked)
        column.addWidget(whose)
