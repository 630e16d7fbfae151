"""A verdict: the sentence that counts, what was found, whose signature it is, and every file's state."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.evidence import SignatureAlgorithm
from desktop.evidence.signature import shown
from desktop.evidence.verdict import RegisterMatch, Verdict
from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.theme import COLOURS, MONO_FAMILIES, SIZES
from ui.verify.files_model import VerifiedFilesModel
from ui.verify.fingerprint_field import FingerprintField
from ui.verify.texts import MATCH_LOOKS, details, headline, match_text
from ui.wall.caption import plain
from ui.widgets.notice import plain_label

ALGORITHMS = {SignatureAlgorithm.ED25519: "Ed25519", SignatureAlgorithm.SM2: "SM2 / SM3"}
MOST_FINDINGS = 5
_BIG_ICON = 56
_NARROW = (0, 3)
_STATE_COLUMN = 1
_STATE_WIDTH = 110
_NAME_COLUMN = 2


class VerdictView(QWidget):
    """Shows one verdict; `fingerprint_given` when somebody typed the one on the printed form."""

    fingerprint_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict: Verdict | None = None
        self.headline = plain_label(self)
        self.headline.setObjectName("title")
        self._sign = QLabel(self)
        self.found = plain_label(self)
        self._band = QFrame(self)
        self._band.setObjectName("notice")
        self.facts = {name: _fact(self) for name in ("number", "package", "fingerprint", "algorithm")}
        self.facts["fingerprint"].setFont(_mono(self.facts["fingerprint"]))
        self._labels = {name: plain_label(self, wrap=False) for name in (*self.facts, "register", "typed")}
        self._match_sign = QLabel(self)
        self.match = plain_label(self)
        self.typed = FingerprintField(self)
        self.typed.given.connect(self.fingerprint_given)
        self.model = VerifiedFilesModel(self)
        self.table = QTableView(self)
        self._lay_out()
        self._set_up_table()
        self.retranslate()

    def show_verdict(self, verdict: Verdict) -> None:
        """Show a verdict in place of the one before."""
        if self._verdict is None or verdict.files != self._verdict.files:
            self.model.set_files(verdict.files)
        self._verdict = verdict
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        names = {
            "number": translate("VerdictView", "登记编号"),
            "package": translate("VerdictView", "证据包"),
            "fingerprint": translate("VerdictView", "公钥指纹"),
            "algorithm": translate("VerdictView", "签名算法"),
            "register": translate("VerdictView", "登记核对"),
            "typed": translate("VerdictView", "登记表上的指纹"),
        }
        for key, label in self._labels.items():
            label.setText(names[key])
        self.typed.retranslate()
        if self._verdict is not None:
            self._say(self._verdict)

    def _say(self, verdict: Verdict) -> None:
        good = verdict.untouched
        drawn, tint = (Icon.OK, COLOURS.live) if good else (Icon.SHIELD_ALERT, COLOURS.error)
        self._sign.setPixmap(pixmap(drawn, _BIG_ICON, tint, self.devicePixelRatioF()))
        self.headline.setText(headline(verdict))
        self.headline.setStyleSheet(f"color: {tint};")
        self.found.setText("\n".join(details(verdict, MOST_FINDINGS)))
        self.found.setVisible(bool(self.found.text()))
        self._band.setAccessibleName(f"{self.headline.text()}\n{self.found.text()}".strip())
        self.facts["number"].setText(plain(verdict.retrieval))
        self.facts["package"].setText(plain(verdict.package))
        self.facts["fingerprint"].setText(shown(verdict.fingerprint))
        self.facts["algorithm"].setText(ALGORITHMS[verdict.algorithm] if verdict.algorithm else "")
        drawn, tint = MATCH_LOOKS[verdict.register]
        self._match_sign.setPixmap(pixmap(drawn, SIZES.icon, tint, self.devicePixelRatioF()))
        self.match.setText(match_text(verdict.register))
        self._details.setVisible(bool(verdict.fingerprint))
        open_question = verdict.register in {RegisterMatch.NOT_ASKED, RegisterMatch.UNKNOWN}
        self.typed.setEnabled(bool(verdict.fingerprint))
        self.typed.mark_wanted(wanted=open_question)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SIZES.gap_small)
        words.addWidget(self.headline)
        words.addWidget(self.found)
        band = QHBoxLayout(self._band)
        band.setContentsMargins(20, 16, 20, 16)
        band.setSpacing(SIZES.gap_large)
        band.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        band.addLayout(words, 1)
        match = QHBoxLayout()
        match.setSpacing(SIZES.gap)
        match.addWidget(self._match_sign, 0, Qt.AlignmentFlag.AlignTop)
        match.addWidget(self.match, 1)
        self._details = QWidget(self)
        form = QFormLayout(self._details)
        form.setContentsMargins(4, 0, 4, 0)
        form.setHorizontalSpacing(SIZES.gap_large)
        for name, value in self.facts.items():
            form.addRow(self._dim(name), value)
        form.addRow(self._dim("register"), match)
        form.addRow(self._dim("typed"), self.typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap_large)
        column.addWidget(self._band)
        column.addWidget(self._details)
        column.addWidget(self.table, 1)

    def _dim(self, name: str) -> QLabel:
        label = self._labels[name]
        label.setObjectName("dim")
        return label

    def _set_up_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section in _NARROW:
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_STATE_COLUMN, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(_STATE_COLUMN, _STATE_WIDTH)
        header.setSectionResizeMode(_NAME_COLUMN, QHeaderView.ResizeMode.Stretch)


def _fact(parent: QWidget) -> QLabel:
    label = plain_label(parent)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _mono(label: QLabel) -> QFont:
    font = label.font()
    font.setFamilies(list(MONO_FAMILIES))
    return font
