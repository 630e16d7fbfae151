"""A line that finds cameras by name, village, pinyin or id, and gives the one that is chosen."""

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop.domain.camera import Camera
from desktop.services.search import SearchService, SearchState
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.models.camera_text import place_parts
from ui.wall.caption import plain
from ui.widgets.completing_line import dressed_popup


class CameraPicker(QLineEdit):
    """Asks the platform as the person types; UI thread."""

    chosen = Signal(object)
    """The `Camera`."""

    def __init__(self, search: SearchService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._found: tuple[Camera, ...] = ()
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = dressed_popup(completer)
        completer.setWidget(self)
        self._completer = completer
        self.setMaxLength(100)
        self.addAction(icon(Icon.SEARCH), QLineEdit.ActionPosition.LeadingPosition)
        completer.activated.connect(self._choose)
        self.textEdited.connect(search.query)
        self._unsubscribe = search.changed.connect(self._show)
        self._retranslate()

    def close_picker(self) -> None:
        """Stop following the search."""
        self._unsubscribe()

    def offered(self) -> list[str]:
        """Return what is offered now."""
        return self._words.stringList()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the first camera that was found, and does not leave the field for the next."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(0)
            event.accept()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _show(self, state: SearchState) -> None:
        if state.busy:
            return
        self._found = state.cameras[:12]
        self._words.setStringList([_line(camera) for camera in self._found])
        if self._found and self.hasFocus():
            self._completer.complete()
        else:
            self._popup.hide()

    def _choose(self, line: str) -> None:
        words = self._words.stringList()
        self._take(words.index(line) if line in words else -1)

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._found):
            camera = self._found[row]
            self._popup.hide()
            self.clear()
            self._search.clear()
            self.chosen.emit(camera)

    def _retranslate(self) -> None:
        self.setPlaceholderText(translate("CameraPicker", "加摄像机：名称、村名、拼音或国标编号"))
        self.setAccessibleName(translate("CameraPicker", "加摄像机"))


def _line(camera: Camera) -> str:
    return " · ".join(plain(part) for part in (camera.name, *place_parts(camera)))
