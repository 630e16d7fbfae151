"""Asks for the picture's time at the moment of a key press, and says how far the camera's clock is off."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.domain.beijing import moment
from desktop.services.clock_errors import OsdReading, osd_reading
from ui.i18n import translate
from ui.theme import SIZES
from ui.widgets.field import Field
from ui.widgets.notice import plain_label

LONGEST = 32


def difference(offset_ms: int) -> str:
    """Return a clock's difference in words: ahead is 快."""
    if offset_ms == 0:
        return translate("ClockError", "看不出快慢（误差不到 1 秒）")
    words = translate("ClockError", "快 {n} 秒") if offset_ms > 0 else translate("ClockError", "慢 {n} 秒")
    return words.format(n=abs(offset_ms) // 1000)


class ClockErrorDialog(QDialog):
    """Enter notes the platform's time, then the picture's is typed, and Enter again accepts; UI thread."""

    def __init__(
        self, camera: str, before: str, method: str, now_ms: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("ClockError", "校时：{name}").format(name=camera))
        self.setMinimumWidth(460)
        self._now_ms = now_ms
        self._noted_ms: int | None = None
        self._how = plain_label(self)
        self._how.setText(
            translate("ClockError", "看着画面上的时间，按回车“记下”，再输入按下那一刻画面显示的时间。")
        )
        self._before, self._method = plain_label(self), plain_label(self)
        self._before.setText(before)
        self._method.setText(method)
        self._method.setObjectName("dim")
        self.noted = plain_label(self)
        self.osd = QLineEdit(self)
        self.osd.setMaxLength(LONGEST)
        self.osd.setPlaceholderText(translate("ClockError", "时:分:秒，日期也不对时输入 年-月-日 时:分:秒"))
        self.field = Field(self.osd, self)
        self.field.set_name(translate("ClockError", "画面上的时间（OSD）"))
        self.result_label = plain_label(self)
        bold = QFont(self.result_label.font())
        bold.setBold(True)
        self.result_label.setFont(bold)
        self.note = QPushButton(translate("ClockError", "记下"), self)
        self.keep = QPushButton(translate("ClockError", "保存"), self)
        self.cancel = QPushButton(translate("ClockError", "取消"), self)
        self.keep.setProperty("primary", "true")
        self.cancel.setAutoDefault(False)
        self.note.clicked.connect(self._note)
        self.keep.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.osd.textChanged.connect(lambda _text: self._judge())
        self._lay_out()
        self._judge()
        self._lead(self.note)
        self.note.setFocus()

    @property
    def reading(self) -> OsdReading | None:
        """What was read, None while that is not known."""
        return None if self._noted_ms is None else osd_reading(self.osd.text(), self._noted_ms)

    def _note(self) -> None:
        """Keep the platform's time of this very moment; a new one makes the old reading void."""
        self._noted_ms = self._now_ms()
        words = translate("ClockError", "已记下平台时间 {time}")
        self.noted.setText(words.format(time=f"{moment(self._noted_ms):%Y-%m-%d %H:%M:%S}"))
        self.note.setText(translate("ClockError", "重新记下"))
        self.osd.clear()
        self._judge()
        self._lead(self.keep)
        self.osd.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self) -> None:
        reading = self.reading
        self.osd.setEnabled(self._noted_ms is not None)
        self.keep.setEnabled(reading is not None)
        wrong = reading is None and len(self.osd.text().strip()) >= len("00:00:00")
        self.field.say(translate("ClockError", "请输入 时:分:秒，例如 08:05:09") if wrong else "")
        self.result_label.setText("" if reading is None else difference(reading.offset_ms))

    def _lead(self, button: QPushButton) -> None:
        """Let Enter press this button."""
        self.note.setAutoDefault(button is self.note)
        button.setDefault(True)

    def _lay_out(self) -> None:
        buttons, column = QHBoxLayout(), QVBoxLayout(self)
        buttons.addWidget(self.note)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.keep)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(SIZES.gap_large)
        for part in (self._before, self._how, self.noted, self.field, self.result_label, self._method):
            column.addWidget(part)
        column.addLayout(buttons)
