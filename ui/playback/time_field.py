"""A field for a time as people type it: "0210", "昨天 22:15", "3-15 02:10", "-30s"."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop.domain.time_entry import LONGEST, TimeEntryError, TimeEntryReason, parse
from ui.i18n import mark, translate
from ui.icons import Icon, icon
from ui.playback.time_text import full_text
from ui.theme import COLOURS, SIZES
from ui.widgets.notice import plain_label

REASONS: Final = {
    TimeEntryReason.EMPTY: mark("TimeField", "请输入时间"),
    TimeEntryReason.UNREADABLE: mark("TimeField", "看不懂这个时间。例：0210，昨天 22:15，3-15 02:10，-30s"),
    TimeEntryReason.NO_SUCH_DAY: mark("TimeField", "没有这一天"),
    TimeEntryReason.NO_SUCH_TIME: mark("TimeField", "没有这个时刻：小时 0–23，分和秒 0–59"),
    TimeEntryReason.FUTURE: mark("TimeField", "这个时间还没有到"),
    TimeEntryReason.TOO_OLD: mark("TimeField", "这个时间的录像已被覆盖"),
}
_WITH_LIMIT: Final = mark("TimeField", "这个时间的录像已被覆盖，最早 {time}")


class TimeField(QLineEdit):
    """Enter goes to the instant, Esc gives up; what cannot be understood is said under the field."""

    time_entered = Signal(object)
    """UTC ms (more than Qt's int holds)."""
    given_up = Signal()
    about_to_read = Signal()
    """Enter was pressed: who knows the playhead and the archive's limit sets them now."""

    def __init__(self, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._near_ms: int | None = None
        self._earliest_ms: int | None = None
        self._reason: TimeEntryReason | None = None
        self._bubble: QLabel | None = None
        self.setMaxLength(LONGEST)
        self.setMinimumWidth(168)
        self.addAction(icon(Icon.CLOCK), QLineEdit.ActionPosition.LeadingPosition)
        self.returnPressed.connect(self._enter)
        self.textEdited.connect(lambda _text: self._set_reason(None))
        self._retranslate()

    @property
    def reason(self) -> TimeEntryReason | None:
        """Why the text was refused; None when it was not."""
        return self._reason

    @property
    def message(self) -> str:
        """Return what is said about the text; empty when nothing is wrong."""
        if self._reason is None:
            return ""
        if self._reason is TimeEntryReason.TOO_OLD and self._earliest_ms is not None:
            return translate("TimeField", _WITH_LIMIT).format(time=full_text(self._earliest_ms))
        return translate("TimeField", REASONS[self._reason])

    def set_near(self, ms: int | None) -> None:
        """Set the playhead: times without a day, and "+" and "-", are meant from there."""
        self._near_ms = ms

    def set_earliest(self, ms: int | None) -> None:
        """Set the archive's limit; earlier times are refused."""
        self._earliest_ms = ms

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Esc: the text goes, and the keys belong to the view again."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._set_reason(None)
            self.given_up.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the message when the person leaves."""
        self._set_reason(None)
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_message()
        super().changeEvent(event)

    def _enter(self) -> None:
        self.about_to_read.emit()
        now_ms = self._now()
        near_ms = now_ms if self._near_ms is None else self._near_ms
        try:
            at = parse(self.text(), now_ms=now_ms, near_ms=near_ms, earliest_ms=self._earliest_ms)
        except TimeEntryError as error:
            self._set_reason(error.reason)
            self.selectAll()
            return
        self._set_reason(None)
        self.clear()
        self.time_entered.emit(at)

    def _set_reason(self, reason: TimeEntryReason | None) -> None:
        if reason is not self._reason:
            self._reason = reason
            self._show_message()

    def _show_message(self) -> None:
        if not self.message:
            if self._bubble is not None:
                self._bubble.hide()
            return
        bubble = self._bubble or self._made_bubble()
        bubble.setText(self.message)
        bubble.adjustSize()
        self._place(bubble)
        bubble.show()
        bubble.raise_()

    def _made_bubble(self) -> QLabel:
        """Return the label under the field; a child of the window, so that nothing cuts it off."""
        bubble = plain_label(self.window(), wrap=False)
        bubble.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        bubble.setStyleSheet(
            f"background: {COLOURS.raised}; color: {COLOURS.error}; border: 1px solid {COLOURS.error};"
            f" border-radius: {SIZES.radius}px; padding: 6px 10px;"
        )
        self._bubble = bubble
        self.destroyed.connect(bubble.deleteLater)
        return bubble

    def _place(self, bubble: QLabel) -> None:
        """Stand under the field, or over it where the window ends."""
        window = self.window()
        below = self.mapTo(window, QPoint(0, self.height() + SIZES.gap_small))
        left = max(0, min(below.x(), window.width() - bubble.width()))
        if below.y() + bubble.height() > window.height():
            below = self.mapTo(window, QPoint(0, -bubble.height() - SIZES.gap_small))
        bubble.move(left, below.y())

    def _retranslate(self) -> None:
        self.setPlaceholderText(translate("TimeField", "如 0210"))
        self.setToolTip(translate("TimeField", "输入时间后按回车：0210，昨天 22:15，3-15 02:10，-30s，+10m"))
        self.setAccessibleName(translate("TimeField", "跳到时间"))
