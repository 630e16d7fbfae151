"""The bar beneath the timeline: which instant, how it plays, and the commands; a view of the actions."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.domain.beijing import moment
from ui.actions.registry import ActionRegistry
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.playback.clock_rules import Motion
from ui.playback.time_text import clock_text, weekday_text
from ui.theme import SIZES, font

_ICON = 20
_LARGE = 28
_SPEED_WIDTH = 52
_BETWEEN = 1
"""Between buttons: all of them have room beside the live button's word on a screen of 1366 pixels."""


class TransportBar(QWidget):
    """Made once for a window; UI thread."""

    speed_chosen = Signal(float)

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions = actions
        self._play = actions.action("playback.play")
        self._media_ms = -1
        self._motion: Motion | None = None
        self._date = QLabel(self)
        self._date.setObjectName("small")
        self._time = QLabel(self)
        self._time.setFont(font(SIZES.title, bold=True))
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance("00:00:00") + SIZES.gap)
        self._caution = QLabel(self)
        self._caution.setObjectName("warning")
        self._caution.setFont(font(SIZES.text_small))
        self._caution.setTextFormat(Qt.TextFormat.PlainText)
        self._caution.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._speed = self._speed_button()
        self.calendar_button = self._button("calendar")
        self._entry = QHBoxLayout()
        self._lay_out()

    @property
    def shown_time(self) -> str:
        """The time of day that the bar shows."""
        return self._time.text()

    def add_field(self, field: QWidget) -> None:
        """Put the field for typing a time in its place."""
        self._entry.addWidget(field)

    def show_instant(self, media_ms: int) -> None:
        """Show where the clock stands; cheap, called many times a second."""
        if media_ms // 1000 == self._media_ms // 1000:
            return
        self._media_ms = media_ms
        self._time.setText(clock_text(media_ms))
        date = f"{moment(media_ms):%Y-%m-%d} {weekday_text(media_ms)}"
        if date != self._date.text():
            self._date.setText(date)

    def show_caution(self, words: str) -> None:
        """Say what is odd about the selected camera's recordings; empty: nothing."""
        self._caution.setText(words)
        self._caution.setToolTip(words)

    @property
    def caution(self) -> str:
        """What the bar warns of."""
        return self._caution.text()

    def show_motion(self, motion: Motion, speeds: tuple[float, ...]) -> None:
        """Show how the clock goes."""
        self._motion = motion
        self._play.setIcon(icon(Icon.PAUSE if motion.playing else Icon.PLAY))
        self._actions.set_checked("playback.reverse", motion.backwards)
        self._speed.setText(speed_text(motion.speed, backwards=motion.backwards))
        self._fill_speeds(speeds, motion.speed)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speed.setToolTip(translate("Playback", "播放速度"))
            if self._media_ms >= 0:
                shown, self._media_ms = self._media_ms, -1
                self.show_instant(shown)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap, SIZES.gap_small, SIZES.gap, SIZES.gap_small)
        row.setSpacing(_BETWEEN)
        stamp = QVBoxLayout()
        stamp.setSpacing(0)
        stamp.addWidget(self._time)
        stamp.addWidget(self._date)
        row.addLayout(stamp)
        row.addSpacing(SIZES.gap_small)
        row.addLayout(self._entry)
        row.addWidget(self.calendar_button)
        row.addWidget(self._caution, 1)
        for name in ("previous_mark", "previous_segment", "back", "step_back", "reverse"):
            row.addWidget(self._button(name))
        row.addWidget(self._button("play", _LARGE))
        for name in ("step_forward", "forward", "next_segment", "next_mark"):
            row.addWidget(self._button(name))
        row.addWidget(self._speed)
        row.addStretch(1)
        for name in (
            "snapshot.take",
            "mark_in",
            "mark_out",
            "bookmark",
            "split",
            "tie",
            "bookmarks",
            "alarms",
        ):
            row.addWidget(self._button(name))
        live = self._button("live")
        live.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        live.setMinimumWidth(0)  # never narrower than its word: where room is short, the field gives way
        row.addWidget(live)

    def _button(self, name: str, size: int = _ICON) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._actions.action(name if "." in name else f"playback.{name}"))
        button.setIconSize(QSize(size, size))
        button.setMinimumSize(SIZES.control, SIZES.control)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _speed_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumSize(_SPEED_WIDTH, SIZES.control)
        button.setToolTip(translate("Playback", "播放速度"))
        button.setText(speed_text(1.0))
        menu = QMenu(button)
        group = QActionGroup(menu)
        group.triggered.connect(lambda action: self.speed_chosen.emit(action.data()))
        button.setMenu(menu)
        self._group = group
        return button

    def _fill_speeds(self, speeds: tuple[float, ...], chosen: float) -> None:
        group, menu = self._group, self._speed.menu()
        if [action.data() for action in group.actions()] != list(speeds):
            for action in group.actions():
                group.removeAction(action)
                action.deleteLater()
            for speed in speeds:
                made = QAction(speed_text(speed), group)
                made.setCheckable(True)
                made.setData(speed)
                menu.addAction(made)
        for action in group.actions():
            action.setChecked(action.data() == chosen)

    @property
    def speed_words(self) -> str:
        """What the speed button says."""
        return self._speed.text()


def speed_text(speed: float, *, backwards: bool = False) -> str:
    """Return a speed as it stands on buttons."""
    words = f"×{speed:g}"
    return translate("Playback", "倒放 {speed}").format(speed=words) if backwards else words
