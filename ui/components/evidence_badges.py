"""In the line under the wall: how exports stand, and how many requests wait for a decision."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.i18n import translate
from ui.icons import Icon, icon
from ui.theme import COLOURS


class EvidenceBadges(QWidget):
    """Three links, each hidden while there is nothing to say."""

    exports_clicked = Signal()
    pending_clicked = Signal()
    copies_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exports: tuple[int, int, int] = (0, 0, 0)
        self._waiting = 0
        self._due: tuple[int, int] = (0, 0)
        self.exports = self._button(Icon.EXPORT)
        self.pending = self._button(Icon.STAMP)
        self.copies = self._button(Icon.TRASH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.copies)
        row.addWidget(self.pending)
        row.addWidget(self.exports)
        self.exports.clicked.connect(self.exports_clicked)
        self.pending.clicked.connect(self.pending_clicked)
        self.copies.clicked.connect(self.copies_clicked)
        self._retranslate()

    def set_exports(self, active: int, percent: int, unseen: int) -> None:
        """Show how many exports are under way, how far they are, and how many ended unseen."""
        if (active, percent, unseen) != self._exports:
            self._exports = (active, percent, unseen)
            self._retranslate()

    def set_pending(self, number: int) -> None:
        """Show how many requests this account has to decide on."""
        if number != self._waiting:
            self._waiting = number
            self._retranslate()

    def set_due(self, due: int, *, overdue: int) -> None:
        """Show how many copies have to be deleted soon, and how many already should be gone."""
        if (due, overdue) != self._due:
            self._due = (due, overdue)
            self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        active, percent, unseen = self._exports
        if active:
            text = translate("EvidenceBadges", "导出 {n} 项 {percent}%").format(n=active, percent=percent)
        else:
            text = translate("EvidenceBadges", "导出已结束 {n} 项").format(n=unseen)
        self.exports.setText(text)
        self.exports.setVisible(bool(active or unseen))
        self.pending.setText(translate("EvidenceBadges", "待审批 {n} 条").format(n=self._waiting))
        self.pending.setVisible(self._waiting > 0)
        due, overdue = self._due
        if overdue:
            text = translate("EvidenceBadges", "副本到期 {n} 份").format(n=overdue)
        else:
            text = translate("EvidenceBadges", "副本即将到期 {n} 份").format(n=due)
        self.copies.setText(text)
        self.copies.setVisible(due > 0)

    def _button(self, drawn: Icon) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icon(drawn, COLOURS.accent))
        button.setProperty("link", "true")
        return button
