"""The list of changes beside the pictures: progress, what was found, and how to end the search."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QPushButton, QWidget

from desktop.domain.time_range import TimeRange
from desktop.errors import ErrorCode
from desktop.services.change_search import FINEST_MS, Change, SearchState
from desktop.services.change_staying import Staying
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
    lasting_only_chosen = Signal(bool)
    """Whether brief changes are to be left out."""

    def __init__(self, *, lasting_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = SearchState()
        self._span: TimeRange | None = None
        self.where: QLabel = plain_label(self)
        self.where.setObjectName("dim")
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # rows and button stay where they are when the search ends
        self.progress.setSizePolicy(policy)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._press)
        self.lasting_only = QCheckBox(self)
        self.lasting_only.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the space bar plays
        self.lasting_only.setChecked(lasting_only)
        self.lasting_only.toggled.connect(self._filter)
        for part in (self.where, self.progress, self.lasting_only, self.button):
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
        self.lasting_only.setText(translate("Changes", "只看持续变化"))
        self.lasting_only.setToolTip(
            translate("Changes", "持续：变化后两分钟以上没有复原；有人走过之类的短暂变化不列出")
        )
        self.button.setVisible(span is not None or state.error is not None)
        self.button.setText(
            translate("Changes", "停止查找") if state.running else translate("Changes", "重新框选")
        )
        rows = [
            self._row(number, change)
            for number, change in enumerate(state.changes)
            if not self._left_out(change)
        ]
        if rows:
            self.show_rows(rows)
        else:
            self.say(*self._words())

    def _left_out(self, change: Change) -> bool:
        """What nobody can tell of is shown all the same."""
        return change.staying is Staying.BRIEF and self.lasting_only.isChecked()

    def _where(self, span: TimeRange) -> str:
        state = self._state
        step = length_text(state.step_ms)
        lines = [
            f"{full_text(span.start_ms)} – {full_text(span.end_ms)}",
            translate("Changes", "短于 {step} 的变化可能漏掉").format(step=step),
        ]
        if state.brief_until_ms is not None:
            words = translate("Changes", "短暂变化太多，{time} 以后只列持续的")
            lines.append(words.format(time=full_text(state.brief_until_ms)))
        if state.ended_ms is not None:
            words = translate("Changes", "变化太多，只查到 {time}，请缩小区域或时段")
            lines.append(words.format(time=full_text(state.ended_ms)))
        if left_out := sum(self._left_out(change) for change in state.changes):
            lines.append(translate("Changes", "另有 {n} 处短暂变化未列出").format(n=left_out))
        return "\n".join(lines)

    def _words(self) -> tuple[Icon, str]:
        state = self._state
        if state.error is not None:
            return Icon.WARNING, short_text(state.error)
        if self._span is None:
            return Icon.SEARCH, translate("Changes", "在选中的画面上用鼠标拖出要查找的区域")
        if state.running:
            return Icon.SEARCH, translate("Changes", "正在查找…")
        if state.changes:
            return Icon.SEARCH, translate("Changes", "没有发现持续的变化")
        return Icon.SEARCH, translate("Changes", "没有发现变化")

    def _row(self, number: int, change: Change) -> Row:
        strong = change.strength >= _STRONG
        detail = translate("Changes", "变化明显") if strong else translate("Changes", "有变化")
        span = change.range
        if span.duration_ms > FINEST_MS:
            between = translate("Changes", "{start} – {end} 之间")
            detail += "　" + between.format(start=clock_text(span.start_ms), end=clock_text(span.end_ms))
        return Row(number, f"{full_text(span.start_ms)}　{_staying(change.staying)}".rstrip(), detail)

    def _filter(self, lasting_only: bool) -> None:
        self.lasting_only_chosen.emit(lasting_only)
        self._show()

    def _press(self) -> None:
        (self.cancel_requested if self._state.running else self.again_requested).emit()

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._state.changes):
            self.opened.emit(self._state.changes[number])


def _staying(staying: Staying | None) -> str:
    if staying is Staying.LASTS:
        return translate("Changes", "持续")
    if staying is Staying.BRIEF:
        return translate("Changes", "短暂")
    return "" if staying is None else translate("Changes", "是否持续不明")
