"""The alarms of the past: one click from an alarm to the footage of its moment."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from desktop.domain.alarm import Alarm, AlarmKind
from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.services.alarm_history import AlarmHistory, AlarmHistoryState
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.icons import Icon
from ui.playback.side_list import Row, SideList
from ui.playback.time_text import full_text
from ui.wall.caption import plain

DAYS = (1, 7, 30)


class AlarmsPanel(SideList):
    """A view of the service; UI thread."""

    opened = Signal(object)
    """The `Alarm` whose moment is to be shown."""
    footage_requested = Signal(object, bool)
    """An `Alarm` whose footage is to be exported, or (False) asked for in the register."""

    def __init__(
        self,
        history: AlarmHistory,
        camera_name: Callable[[CameraId], str],
        now_ms: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._camera_name = camera_name
        self._now_ms = now_ms
        self.days = QComboBox(self)
        for number in DAYS:
            self.days.addItem("", number)
        self.tools.addWidget(self.days)
        self.days.currentIndexChanged.connect(lambda _index: self.load())
        self.chosen.connect(self._open)
        self.menu_requested.connect(self._menu)
        self.message.link_clicked.connect(self.load)
        self._set_texts()

    def load(self) -> None:
        """Ask for the alarms of the chosen days."""
        now = self._now_ms()
        self._history.load(TimeRange(now - self.days.currentData() * DAY_MS, now))

    def show_state(self, state: AlarmHistoryState) -> None:
        """Show what there is."""
        if state.error is not None:
            self.say(Icon.WARNING, short_text(state.error), translate("AlarmsPanel", "再试一次"))
        elif state.alarms:
            self.show_rows([self._row(alarm) for alarm in state.alarms])
        elif state.busy:
            self.say(Icon.ALARM, translate("AlarmsPanel", "载入中…"))
        else:
            self.say(Icon.ALARM, translate("AlarmsPanel", "这段时间没有报警"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
            self.show_state(self._history.state)

    def _set_texts(self) -> None:
        self.title.setText(translate("AlarmsPanel", "报警记录"))
        for index, number in enumerate(DAYS):
            if number == 1:
                text = translate("AlarmsPanel", "最近 24 小时")
            else:
                text = translate("AlarmsPanel", "最近 {n} 天").format(n=number)
            self.days.setItemText(index, text)

    def _row(self, alarm: Alarm) -> Row:
        call = alarm.kind is AlarmKind.CALL_995
        kind = translate("AlarmsPanel", "995 一键报警") if call else translate("AlarmsPanel", "报警")
        caller = plain(alarm.caller)
        place = " · ".join(plain(step.name) for step in alarm.region_path[-2:])
        words = f"{full_text(alarm.time_ms)}　{kind}"
        if alarm.camera_id is None:
            where = translate("AlarmsPanel", "没有关联的摄像机")
        else:
            where = plain(self._camera_name(alarm.camera_id))
        whom = "　".join(part for part in (caller, place) if part)
        detail = f"{whom}\n{where}"
        return Row(alarm.id, words, detail, tip=detail, enabled=alarm.camera_id is not None)

    def _open(self, key: str) -> None:
        alarm = next((each for each in self._history.state.alarms if each.id == key), None)
        if alarm is not None and alarm.camera_id is not None:
            self.opened.emit(alarm)

    def _menu(self, key: str, place: QPoint) -> None:
        alarm = next((each for each in self._history.state.alarms if each.id == key), None)
        if alarm is None or alarm.camera_id is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(translate("AlarmsPanel", "打开"), lambda: self.opened.emit(alarm))
        menu.addSeparator()
        menu.addAction(
            translate("AlarmsPanel", "导出录像…"), lambda: self.footage_requested.emit(alarm, True)
        )
        menu.addAction(
            translate("AlarmsPanel", "申请调取…"), lambda: self.footage_requested.emit(alarm, False)
        )
        menu.popup(place)
