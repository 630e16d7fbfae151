"""Going to a time that is typed, or to a day of the calendar."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.contexts import SessionContext
from desktop.domain.beijing import day_range, day_start
from ui.playback.calendar_popup import CalendarPopup
from ui.playback.controller import PlaybackController
from ui.playback.own_keys import OwnKeys
from ui.playback.time_field import TimeField
from ui.theme import SIZES

_FIELD_WIDTH = 130
_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)


class GoingTo(QObject):
    """Owns the field and the calendar; UI thread."""

    def __init__(
        self,
        controller: PlaybackController,
        context: SessionContext,
        stage: QWidget,
        calendar_button: QToolButton,
        now_ms: Callable[[], int],
    ) -> None:
        super().__init__(stage)
        self._controller = controller
        self._context = context
        self._stage = stage
        self._button = calendar_button
        self.field = TimeField(now_ms, stage)
        self.field.setMinimumWidth(_FIELD_WIDTH)
        OwnKeys(self.field, _OWN_KEYS)
        self.calendar = CalendarPopup(now_ms, stage)
        self.field.about_to_read.connect(self._tell_the_field)
        self.field.time_entered.connect(self._entered)
        self.field.given_up.connect(stage.setFocus)
        self.calendar.day_chosen.connect(self._day_chosen)

    def type_time(self, first: str = "") -> None:
        """Put the keyboard into the field; `first` is what was typed already."""
        if self._controller.selected is None:
            return
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # a shortcut's focus would select what is there
        self.field.setText(first)

    def open_calendar(self) -> None:
        """Show which days the selected camera has recordings of."""
        selected = self._controller.selected
        if selected is not None:
            days = partial(self._context.recordings.days, selected.camera.id)
            corner = self._button.mapToGlobal(QPoint(0, self._button.height() + SIZES.gap_small))
            self.calendar.open_at(corner, self._controller.media_ms(), days)

    def _tell_the_field(self) -> None:
        """Tell it where the playhead is and how far back there is footage, by keyboard or by mouse alike."""
        selected = self._controller.selected
        if selected is None:
            return
        retention = self._context.recordings.retention(selected.camera.id)
        self.field.set_near(self._controller.media_ms())
        self.field.set_earliest(None if retention is None else retention.from_ms)

    def _entered(self, media_ms: int) -> None:
        self._stage.setFocus()
        self._controller.seek(media_ms)

    def _day_chosen(self, day: date) -> None:
        """Go to the same time of day on another day."""
        here = self._controller.media_ms()
        self._controller.seek(day_range(day).start_ms + here - day_start(here))
        self._stage.setFocus()
