"""The list of changes beside the pictures: progress, what was found, and how to end the search."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from desktop.domain.time_range import TimeRange
from desktop.errors import ErrorCode
from desktop.services.change_search import FINEST_MS, Change, SearchState
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.icons import Icon
from ui.playback.side_list import Row, SideList
from ui.playback.time_text import clock_text, full_text, length_text
from ui.widgets.notice import plain_label

_STRONG = 0.6


class ChangesPanel(SideList):
    """A view of the search; UI thread."""

    opened = Signal(object)
    """The `Change` that is to be shown."""
    again_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = SearchState()
        self._span: TimeRange | None = None
        self.where: QLabel = plain_label(self)
        self.where.setObjectName("dim")
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._press)
        for part in (self.where, self.progress, self.button):
            self.tools.addWidget(part)
        self.chosen.connect(self._open)
        self.ask_for_area()

    def ask_for_area(self) -> None:
        """Say that a rectangle is to be drawn."""
        self._span, self._state = None, SearchState()
        self._show()

    def show_search(self, span: TimeRange, state: SearchState) -> None:
        """Show how far a search is."""
        self._span, self._state = span, state
        self._show()

    def show_failure(self, code: ErrorCode) -> None:
        """Say why no search could begin."""
        self._state = SearchState(error=code)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    def _show(self) -> None:
        state, span = self._state, self._span
        self.title.setText(translate("Changes", "查找有变化处"))
        self.where.setVisible(span is not None)
        if span is not None:
            self.where.setText(self._where(span))
        self.progress.setVisible(state.running)
        self.progress.setValue(round(state.share * 100))
        self.button.setVisible(span is not None or state.error is not None)
        self.button.setText(
            translate("Changes", "停止查找") if state.running else translate("Changes", "重新框选")
        )
        if state.changes:
            self.show_rows([self._row(number, change) for number, change in enumerate(state.changes)])
        else:
            self.say(*self._words())

    def _where(self, span: TimeRange) -> str:
        times = f"{full_text(span.start_ms)} – {full_text(span.end_ms)}"
        step = length_text(self._state.step_ms)
        return f"{times}\n" + translate("Changes", "短于 {step} 的变化可能漏掉").format(step=step)

    def _words(self) -> tuple[Icon, str]:
        state = self._state
        if state.error is not None:
            return Icon.WARNING, short_text(state.error)
        if self._span is None:
            return Icon.SEARCH, translate("Changes", "在选中的画面上用鼠标拖出要查找的区域")
        if state.running:
            return Icon.SEARCH, translate("Changes", "正在查找…")
        return Icon.SEARCH, translate("Changes", "没有发现变化")

    def _row(self, number: int, change: Change) -> Row:
        strong = change.strength >= _STRONG
        detail = translate("Changes", "变化明显") if strong else translate("Changes", "有变化")
        span = change.range
        if span.duration_ms > FINEST_MS:
            between = translate("Changes", "{start} – {end} 之间")
            detail += "　" + between.format(start=clock_text(span.start_ms), end=clock_text(span.end_ms))
        return Row(number, full_text(span.start_ms), detail)

    def _press(self) -> None:
        (self.cancel_requested if self._state.running else self.again_requested).emit()

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._state.changes):
            self.opened.emit(self._state.changes[number])
