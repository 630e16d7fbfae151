"""A field that holds an instant: typed freely, shown in full when the person leaves it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.time_entry import LONGEST, TimeEntryError, TimeEntryReason, parse
from ui.i18n import translate
from ui.playback.time_field import REASONS
from ui.playback.time_text import full_text

_WIDTH: Final = 172
"""Shows date and time in full."""


class MomentField(QLineEdit):
    """Beijing time to the second; `ms` is None while the text means no instant of the past."""

    changed = Signal()

    def __init__(
        self, now: Callable[[], int], parent: QWidget | None = None, *, ms: int | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._near_ms = ms
        self._ms: int | None = None
        self._shown = ""
        self.reason: TimeEntryReason | None = TimeEntryReason.EMPTY
        self.setMaxLength(LONGEST)
        self.setMinimumWidth(_WIDTH)
        self.textChanged.connect(self._read)
        self.editingFinished.connect(self._spell_out)
        self._retranslate()
        self.set_ms(ms)

    @property
    def ms(self) -> int | None:
        """The instant in UTC milliseconds."""
        return self._ms

    @property
    def message(self) -> str:
        """Return why the text means no instant; empty when it does."""
        return "" if self.reason is None else translate("TimeField", REASONS[self.reason])

    def set_ms(self, ms: int | None) -> None:
        """Show an instant, or nothing."""
        self._near_ms = ms if ms is not None else self._near_ms
        self._shown = "" if ms is None else full_text(ms)
        self._ms = ms
        self.reason = TimeEntryReason.EMPTY if ms is None else None
        self.setText(self._shown)

    def set_near(self, ms: int) -> None:
        """Say around which instant a time without a day is meant."""
        self._near_ms = ms

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the instant in full."""
        self._spell_out()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _read(self, text: str) -> None:
        if text == self._shown and self._ms is not None:
            self.reason = None
            self.changed.emit()
            return
        now = self._now()
        near = now if self._near_ms is None else self._near_ms
        try:
            self._ms, self.reason = parse(text, now_ms=now, near_ms=near), None
        except TimeEntryError as error:
            self._ms, self.reason = None, error.reason
        self.changed.emit()

    def _spell_out(self) -> None:
        if self._ms is not None and self.text() != full_text(self._ms):
            self._shown = full_text(self._ms)
            self.setText(self._shown)

    def _retranslate(self) -> None:
        self.setPlaceholderText(translate("MomentField", "如 0210，昨天 22:15"))
