"""Asks whether to trust a platform's certificate; loud when another one was trusted before."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.beijing import BEIJING
from desktop.ports import CertificateQuestion
from ui.dialogs import async_dialog
from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.login.fingerprint import grouped
from ui.theme import COLOURS, SIZES, mono_font
from ui.widgets.notice import Notice, Tone, plain_label, shortened

_LONGEST_VALUE: Final = 160
_LONGEST_WORD: Final = 48


def day_of(instant: str) -> str:
    """Return the day of Beijing time of an ISO 8601 instant; what is none comes back as it is."""
    try:
        return datetime.fromisoformat(instant).astimezone(BEIJING).date().isoformat()
    except (ValueError, OverflowError):
        return instant


class CertificateDialog(QDialog):
    """One question; accepted means trust. The default button never trusts."""

    def __init__(self, question: CertificateQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._changed = question.previous is not None
        self.setWindowTitle(translate("CertificateDialog", "核对平台证书"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(SIZES.gap_large)
        column.addLayout(self._header())
        column.addLayout(self._details())
        self.checked = QCheckBox(translate("CertificateDialog", "我已向平台管理员当面或电话核实过指纹"))
        self.checked.setVisible(self._changed)
        column.addWidget(self.checked)
        column.addStretch(1)
        column.addWidget(self._buttons())

    def texts(self) -> str:
        """Return everything that the dialog says, for reading aloud and for tests."""
        return "\n".join(label.text() for label in self.findChildren(QLabel))

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SIZES.gap_large)
        drawn, tint = (Icon.SHIELD_ALERT, COLOURS.error) if self._changed else (Icon.SHIELD, COLOURS.accent)
        badge = QLabel(self)
        badge.setPixmap(pixmap(drawn, 40, tint, self.devicePixelRatioF()))
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        title = plain_label(self)
        title.setObjectName("heading")
        text = plain_label(self)
        texts.addWidget(title)
        if self._changed:
            title.setText(translate("CertificateDialog", "警告：平台的证书变了"))
            warning = Notice(self)
            warning.say(
                Tone.ERROR,
                translate(
                    "CertificateDialog",
                    "这个平台出示的证书与您上次信任的不同。如果平台没有更换过证书，"
                    "可能有人正在冒充平台，想骗取密码。没有核实之前，请不要信任。",
                ),
            )
            texts.addWidget(warning)
            text.hide()
        else:
            title.setText(translate("CertificateDialog", "第一次连接这个平台"))
            text.setText(
                translate(
                    "CertificateDialog",
                    "平台的证书不是由公认的机构签发的（专网里常见）。"
                    "请向平台管理员核对下面的指纹，一致才信任；以后证书不变就不再询问。",
                )
            )
            texts.addWidget(text)
        row.addLayout(texts, 1)
        return row

    def _details(self) -> QFormLayout:
        asked = self.question
        form = QFormLayout()
        form.setHorizontalSpacing(SIZES.gap_large)
        form.setVerticalSpacing(SIZES.gap)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._add(form, translate("CertificateDialog", "平台"), f"{asked.host}:{asked.port}")
        self._add(form, translate("CertificateDialog", "颁发给"), asked.subject)
        self._add(form, translate("CertificateDialog", "颁发者"), asked.issuer)
        self._add(form, translate("CertificateDialog", "有效期至"), day_of(asked.not_after))
        self._add(form, translate("CertificateDialog", "SHA-256 指纹"), grouped(asked.sha256), is_mono=True)
        if asked.previous is not None:
            label = translate("CertificateDialog", "上次信任的指纹")
            self._add(form, label, grouped(asked.previous), is_mono=True)
        return form

    def _add(self, form: QFormLayout, label: str, value: str, *, is_mono: bool = False) -> None:
        name = plain_label(self, wrap=False)
        name.setObjectName("dim")
        name.setText(label)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        shown = plain_label(self)
        shown.setText(value if is_mono else _breakable(shortened(value, _LONGEST_VALUE)))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if is_mono:
            shown.setFont(mono_font(SIZES.text))
            shown.setStyleSheet(f"font-family: '{mono_font().families()[0]}', monospace;")
            shown.setWordWrap(False)
        form.addRow(name, shown)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        refuse = QPushButton(translate("CertificateDialog", "不信任，返回"))
        self.trust = QPushButton(translate("CertificateDialog", "信任这个证书"))
        refuse.setProperty("primary", "true")
        if self._changed:
            self.trust.setProperty("danger", "true")
            self.trust.setEnabled(False)
            self.checked.toggled.connect(self.trust.setEnabled)
        box.addButton(refuse, QDialogButtonBox.ButtonRole.RejectRole)
        box.addButton(self.trust, QDialogButtonBox.ButtonRole.AcceptRole)
        for button in (refuse, self.trust):
            button.setAutoDefault(False)
        refuse.setDefault(True)
        refuse.setFocus()
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


def _breakable(text: str) -> str:
    """Let a word that is too long for a line break anywhere; a certificate's names come from outside."""
    return "\u200b".join(text) if any(len(word) > _LONGEST_WORD for word in text.split()) else text


class CertificateDialogs:
    """Asks the person whatever the core wants to know about certificates (a `UserInteraction`)."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    async def trust_certificate(self, question: CertificateQuestion) -> bool:
        """Show the dialog over the parent and wait for the answer."""
        answer = await async_dialog.run(CertificateDialog(question, self._parent))
        return answer == QDialog.DialogCode.Accepted.value
