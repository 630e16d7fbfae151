"""Asks for the password of an encrypted copy, twice."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.export.order_dialog import LEAST_PASSWORD
from ui.i18n import translate
from ui.theme import SIZES
from ui.widgets.field import Field
from ui.widgets.password_field import PasswordField


class PasswordDialog(QDialog):
    """Accepted with a password that is long enough and was typed the same twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("PasswordDialog", "加密压缩包"))
        self.setMinimumWidth(400)
        self.password, self.again = PasswordField(self), PasswordField(self)
        first, second = Field(self.password, self), Field(self.again, self)
        name = translate("PasswordDialog", "密码（至少 {n} 位，另行告知接收人）")
        first.set_name(name.format(n=LEAST_PASSWORD))
        second.set_name(translate("PasswordDialog", "再输一次"))
        self.make = QPushButton(translate("PasswordDialog", "开始"), self)
        self.make.setProperty("primary", "true")
        self.make.setDefault(True)
        cancel = QPushButton(translate("PasswordDialog", "取消"), self)
        cancel.setAutoDefault(False)
        self.make.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        for field in (self.password, self.again):
            field.textChanged.connect(lambda _text: self._judge())
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(SIZES.gap_large)
        column.addWidget(first)
        column.addWidget(second)
        column.addLayout(buttons)
        self._judge()

    def _judge(self) -> None:
        text = self.password.text()
        self.make.setEnabled(len(text) >= LEAST_PASSWORD and text == self.again.text())
