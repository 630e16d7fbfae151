"""A series of pictures: how many, how far apart, and how far it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.snapshot import LEAST_INTERVAL_MS, MOST
from ui.i18n import translate
from ui.theme import SIZES
from ui.widgets.field import Field
from ui.widgets.notice import plain_label

_USUAL = 3
_LONGEST_S = 60


class SeriesDialog(QDialog):
    """Begins when the person says so; closing it stops the series and keeps what was taken."""

    begun = Signal(int, int)
    """How many pictures, and how many milliseconds apart."""
    stopped = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Snapshots", "连续截图"))
        self.setMinimumWidth(400)
        self._running = False
        about = plain_label(self)
        about.setText(words)
        self.count, self.interval = QSpinBox(self), QSpinBox(self)
        self.count.setRange(1, MOST)
        self.count.setValue(_USUAL)
        self.count.setSuffix(translate("Snapshots", " 张"))
        self.interval.setRange(LEAST_INTERVAL_MS // 1000, _LONGEST_S)
        self.interval.setSuffix(translate("Snapshots", " 秒"))
        self._fields = Field(self.count, self), Field(self.interval, self)
        self._fields[0].set_name(translate("Snapshots", "张数（1–10）"))
        self._fields[1].set_name(translate("Snapshots", "间隔（至少 1 秒）"))
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.said = plain_label(self)
        self.said.hide()
        self.go = QPushButton(translate("Snapshots", "开始"), self)
        self.go.setProperty("primary", "true")
        self.go.setDefault(True)
        self.leave = QPushButton(translate("Snapshots", "取消"), self)
        self.leave.setAutoDefault(False)
        self.go.clicked.connect(self._begin)
        self.leave.clicked.connect(self.reject)
        self._lay_out(about)

    def show_progress(self, taken: int) -> None:
        """Show how many pictures there are."""
        self.bar.setValue(taken)
        words = translate("Snapshots", "%v / %m 张")
        self.said.setText(words.replace("%v", str(taken)).replace("%m", str(self.bar.maximum())))

    def reject(self) -> None:
        """Close it; what runs is stopped first and keeps what it has."""
        if self._running:
            self.leave.setEnabled(False)
            self.stopped.emit()
        else:
            super().reject()

    def _begin(self) -> None:
        self._running = True
        self.go.hide()
        self.leave.setText(translate("Snapshots", "停止（保留已截的）"))
        for field in self._fields:
            field.setEnabled(False)
        self.bar.setRange(0, self.count.value())
        self.show_progress(0)
        self.bar.show()
        self.said.show()
        self.begun.emit(self.count.value(), self.interval.value() * 1000)

    def _lay_out(self, about: QWidget) -> None:
        row, buttons, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for field in self._fields:
            row.addWidget(field)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(SIZES.gap_large)
        column.addWidget(about)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.said)
        column.addLayout(buttons)
