"""The slim bar at the wall's foot while the past is on show: pause, time, the last minute, back to live."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui.i18n import translate
from ui.icons import Icon, icon
from ui.theme import COLOURS, SIZES, font
from ui.wall.replay.mark import ReplayMark, mark_texts
from ui.wall.replay.track import ReplayTrack


class ReplayBar(QWidget):
    """A plain widget that is told what to show; UI thread."""

    pause_pressed = Signal()
    live_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._paused: bool | None = None
        self._tiles = 0
        self._note = ""
        self._play = QToolButton(self)
        self._play.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._play.clicked.connect(self.pause_pressed)
        self._time = QLabel(self)
        self._time.setFont(font(SIZES.text_large, bold=True))
        self._time.setStyleSheet(f"color: {COLOURS.replay};")
        self.track = ReplayTrack(self)
        self._who = QLabel(self)
        self._who.setObjectName("dim")
        self._live = QPushButton(self)
        self._live.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._live.setIcon(icon(Icon.LIVE))
        self._live.clicked.connect(self.live_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap, SIZES.gap_small, SIZES.gap, SIZES.gap_small)
        row.setSpacing(SIZES.gap)
        for part in (self._play, self._time, self.track, self._who, self._live):
            row.addWidget(part, 1 if part is self.track else 0)
        self._set_texts()
        self.hide()

    @property
    def words(self) -> str:
        """What the bar says of the time."""
        return self._time.text()

    @property
    def note(self) -> str:
        """What it says of the tiles."""
        return self._who.text()

    @property
    def pause_button(self) -> QToolButton:
        """Stops the clock, or lets it go on."""
        return self._play

    @property
    def live_button(self) -> QPushButton:
        """Ends the replay."""
        return self._live

    def show_time(self, mark: ReplayMark, *, paused: bool) -> None:
        """Say where the clock stands."""
        text = mark_texts(mark)[0]
        if text != self._time.text():
            self._time.setText(text)
        if paused is not self._paused:
            self._paused = paused
            self._set_button()

    def show_tiles(self, tiles: int, note: str = "") -> None:
        """Say how many tiles are rewound, and what else is to be known."""
        self._tiles, self._note = tiles, note
        text = note or translate("Replay", "{n} 路").format(n=tiles)
        if text != self._who.text():
            self._who.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()

    def _set_texts(self) -> None:
        # The track must not move under the mouse when the words change.
        longest = mark_texts(ReplayMark(0, 888))[0]
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(longest))
        self._live.setText(translate("Replay", "回到实时"))
        self._live.setToolTip(translate("Replay", "回到实时（L 或 Esc）"))
        self._set_button()
        self.show_tiles(self._tiles, self._note)

    def _set_button(self) -> None:
        self._play.setIcon(icon(Icon.PLAY if self._paused else Icon.PAUSE))
        self._play.setToolTip(
            translate("Replay", "继续（空格）") if self._paused else translate("Replay", "暂停（空格）")
        )
