"""A line over playback while footage is being looked at under an entry of the register."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.domain.retrieval import Retrieval
from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.theme import COLOURS, SIZES, colour
from ui.wall.caption import plain
from ui.widgets.notice import plain_label, shortened


class EntryBar(QWidget):
    """Hidden while no entry is active; warns when what is on show is not part of the approval."""

    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Retrieval | None = None
        self._outside = False
        self.setAutoFillBackground(True)
        self._sign = QLabel(self)
        self._sign.setPixmap(pixmap(Icon.REGISTER, SIZES.icon, COLOURS.accent, self.devicePixelRatioF()))
        self._words = plain_label(self, wrap=False)
        self._warning = plain_label(self, wrap=False)
        self._warning.setObjectName("warning")
        self.leave = QPushButton(self)
        self.leave.setProperty("link", "true")
        self.leave.clicked.connect(self.leave_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap_large, SIZES.gap_small, SIZES.gap_large, SIZES.gap_small)
        row.addWidget(self._sign)
        row.addWidget(self._words)
        row.addWidget(self._warning)
        row.addStretch(1)
        row.addWidget(self.leave)
        background = self.palette()
        background.setColor(self.backgroundRole(), colour(COLOURS.selected))
        self.setPalette(background)
        self.hide()

    @property
    def words(self) -> str:
        """Everything that it says."""
        return f"{self._words.text()} {self._warning.text()}".strip()

    def set_entry(self, entry: Retrieval | None) -> None:
        """Show under which entry footage is looked at, or nothing."""
        self._entry = entry
        self.setVisible(entry is not None)
        self._retranslate()

    def set_outside(self, outside: bool) -> None:
        """Warn, or no more, that the instant on show is not part of the approval."""
        if outside != self._outside:
            self._outside = outside
            self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        entry = self._entry
        self.leave.setText(translate("EntryBar", "结束查阅"))
        if entry is not None:
            text = translate("EntryBar", "依登记 {number} 查阅　{unit}　{reason}")
            unit, reason = plain(entry.request.unit), shortened(plain(entry.request.reason), 30)
            self._words.setText(text.format(number=entry.number, unit=unit, reason=reason))
        self._warning.setText(translate("EntryBar", "当前画面不在批准的范围内") if self._outside else "")
