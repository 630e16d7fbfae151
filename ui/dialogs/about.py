"""What this program is, which versions it runs on, and under which licences its parts are."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from ui.dialogs.parts import close_button
from ui.i18n import translate
from ui.icons import app_icon
from ui.theme import SIZES
from ui.widgets.notice import plain_label

LICENCES = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("libVLC, python-vlc", "LGPL-2.1-or-later"),
    ("PyAV", "BSD-3-Clause"),
    ("FFmpeg", "GPL-2.0-or-later"),
    ("qasync", "BSD-2-Clause"),
    ("requests", "Apache-2.0"),
    ("keyring", "MIT"),
    ("cryptography", "Apache-2.0, BSD-3-Clause"),
    ("gmalg, pyzipper", "MIT"),
)
"""Parts that are delivered with the program, and their licences."""


class AboutDialog(QDialog):
    """Versions as text that can be copied into a report."""

    def __init__(self, versions: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("AboutDialog", "关于雪亮视墙"))
        self.setMinimumWidth(460)
        sign = QLabel(self)
        sign.setPixmap(app_icon().pixmap(64, 64))
        title = plain_label(self, wrap=False)
        title.setObjectName("title")
        title.setText(translate("AboutDialog", "雪亮视墙"))
        about = plain_label(self)
        about.setObjectName("dim")
        about.setText(translate("AboutDialog", "综治中心视频监控客户端。本程序以 MIT 许可证发布。"))
        box = QVBoxLayout(self)
        box.setContentsMargins(28, 24, 28, 20)
        box.setSpacing(SIZES.gap)
        for part in (sign, title, about):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(SIZES.gap_large)
        box.addWidget(_heading(translate("AboutDialog", "版本")))
        box.addLayout(_form(versions.items()))
        box.addSpacing(SIZES.gap_large)
        box.addWidget(_heading(translate("AboutDialog", "使用的组件及其许可证")))
        box.addLayout(_form(LICENCES))
        box.addSpacing(SIZES.gap_large)
        box.addWidget(close_button(self), 0, Qt.AlignmentFlag.AlignRight)


def _heading(text: str) -> QLabel:
    label = plain_label(wrap=False)
    label.setObjectName("heading")
    label.setText(text)
    return label


def _form(rows: Iterable[tuple[str, str]]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(SIZES.gap_large)
    for name, value in rows:
        shown = plain_label()
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setText(value)
        label = plain_label(wrap=False)
        label.setObjectName("dim")
        label.setText(name)
        form.addRow(label, shown)
    return form
