"""The hits of a search, and a line that says how it stands."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.services.search import SearchState
from ui.directory.camera_list import CameraListView
from ui.errors.texts import long_text
from ui.i18n import translate
from ui.icons import Icon
from ui.theme import COLOURS
from ui.widgets.message_page import MessagePage
from ui.widgets.notice import plain_label


class SearchPage(QWidget):
    """Shows a `SearchState`; the hits before stay until the new ones are here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = CameraListView(self)
        self.message = MessagePage(self)
        self._state = SearchState()
        self._shown_for = ""
        self._line: QLabel = plain_label(self, wrap=False)
        self._line.setObjectName("small")
        self._line.setContentsMargins(10, 4, 10, 4)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.hits)
        self._stack.addWidget(self.message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self._stack, 1)

    def show_search(self, state: SearchState) -> None:
        """Show how the search stands."""
        self._state = state
        if not state.busy:
            self.hits.delegate.query = state.text
            self.hits.show_cameras(state.cameras, first_is_current=state.text != self._shown_for)
            self.hits.viewport().update()
            self._shown_for = state.text
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def _show(self) -> None:
        state = self._state
        self._line.setText(_summary(state))
        shows_hits = bool(state.cameras) and state.error is None
        self._stack.setCurrentWidget(self.hits if shows_hits else self.message)
        if state.error is not None:
            text = long_text(AppError(state.error))
            retry = translate("SearchPage", "重试")
            self.message.say(Icon.UNREACHABLE, f"{text.title}\n{text.advice}", retry, tint=COLOURS.error)
        elif state.busy:
            self.message.say(Icon.SEARCH, translate("SearchPage", "正在搜索…"))
        elif not state.cameras:
            nothing = translate("SearchPage", "没有找到“{text}”").format(text=state.text)
            hint = translate("SearchPage", "可以试试村名、点位俗称或拼音首字母，例如 wtc。")
            self.message.say(Icon.SEARCH, f"{nothing}\n{hint}")


def _summary(state: SearchState) -> str:
    if state.error is not None or (state.busy and not state.cameras):
        return ""
    if state.more:
        text = translate("SearchPage", "前 {n} 路，还有更多：请再输入几个字")
        return text.format(n=len(state.cameras))
    return translate("SearchPage", "{n} 路").format(n=len(state.cameras)) if state.cameras else ""
