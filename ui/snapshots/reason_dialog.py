"""Asks why pictures are taken on one's own unit's duty: once, for the shift."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.i18n import translate
from ui.theme import SIZES
from ui.widgets.completing_line import CompletingLine
from ui.widgets.field import Field
from ui.widgets.notice import plain_label


class ReasonDialog(QDialog):
    """Accepted with a reason."""

    def __init__(
        self, reason: str, source: Callable[[str], Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Snapshots", "截图事由"))
        self.setMinimumWidth(440)
        text = plain_label(self)
        text.setText(
            translate(
                "Snapshots",
                "本单位值班截图须登记事由（条例第 16 条），本班 12 小时内不再询问。"
                "要交给其他单位或个人的截图，请先登记并报批，再依登记查阅时截图。",
            )
        )
        self.reason = CompletingLine(source, self)
        self.reason.setText(reason)
        self.reason.setPlaceholderText(translate("Snapshots", "例如：核查 995 警情、巡查发现路面积水"))
        field = Field(self.reason, self)
        field.set_name(translate("Snapshots", "事由"))
        self.take = QPushButton(translate("Snapshots", "确定"), self)
        self.take.setProperty("primary", "true")
        self.take.setDefault(True)
        cancel = QPushButton(translate("Snapshots", "取消"), self)
        cancel.setAutoDefault(False)
        self.take.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.reason.textChanged.connect(lambda _text: self._judge())
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(SIZES.gap_large)
        column.addWidget(text)
        column.addWidget(field)
        column.addLayout(buttons)
        self.reason.setFocus()
        self._judge()

    def _judge(self) -> None:
        self.take.setEnabled(bool(self.reason.text().strip()))
