"""The preferences: made from the settings' declarations, searchable, applied at once."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import declared
from desktop.settings.schema import Scope, Value
from desktop.settings.store import AnySetting, Settings
from ui.i18n import translate
from ui.icons import Icon
from ui.preferences.editors import Editor
from ui.preferences.texts import GROUPS, group_of, help_of, matches, name_of
from ui.theme import SIZES
from ui.widgets.message_page import MessagePage
from ui.widgets.notice import plain_label
from ui.widgets.search_field import SearchField

_MARGIN: Final = 24


class Row:
    """A setting on the page: name and help at the left, its editor at the right."""

    def __init__(self, setting: AnySetting, settings: Settings, page: QWidget) -> None:
        self.setting = setting
        self.frame = QWidget(page)
        self.editor = Editor(setting, settings, self.frame)
        self.editor.widget.setMinimumWidth(180)
        self._name = plain_label(self.frame)
        self._help = plain_label(self.frame)
        self._help.setObjectName("small")
        self._name.setBuddy(self.editor.widget)
        grid = QGridLayout(self.frame)
        grid.setContentsMargins(0, SIZES.gap, 0, SIZES.gap)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(SIZES.gap_large)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._help, 1, 0)
        grid.addWidget(
            self.editor.widget, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )

    def retranslate(self) -> None:
        """Set all texts in the current language."""
        self._name.setText(name_of(self.setting))
        self._help.setText(help_of(self.setting))
        self.editor.retranslate()


class PreferencesDialog(QDialog):
    """Nothing needs to be confirmed: every change counts at once."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.search = SearchField(self)
        self.nothing = MessagePage(self)
        self.defaults = QPushButton(self)
        self.done_button = QPushButton(self)
        self._page = QWidget(self)
        self.rows = [Row(s, settings, self._page) for s in declared.ALL if s.scope is Scope.PREFERENCES]
        self._headings: dict[str, QLabel] = {}
        self._lay_out()
        self._retranslate()
        self.search.textChanged.connect(self._filter)
        self.defaults.clicked.connect(settings.reset)
        self.done_button.clicked.connect(self.accept)
        unsubscribe = settings.changed.connect(self._on_changed)
        self.finished.connect(lambda _: unsubscribe())

    def row(self, key: str) -> Row:
        """Return the row of a setting."""
        return next(row for row in self.rows if row.setting.key == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field is not the end of the dialog; Esc clears the search first."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_changed(self, setting: AnySetting, _old: Value, _new: Value) -> None:
        for row in self.rows:
            if row.setting.key == setting.key:
                row.editor.read()

    def _filter(self, words: str) -> None:
        for row in self.rows:
            row.frame.setVisible(matches(row.setting, words))
        for group, heading in self._headings.items():
            shown = (row for row in self.rows if group_of(row.setting) == group)
            heading.setVisible(any(matches(row.setting, words) for row in shown))
        self.nothing.setVisible(not any(matches(row.setting, words) for row in self.rows))

    def _retranslate(self) -> None:
        self.setWindowTitle(translate("Preferences", "设置"))
        self.search.setPlaceholderText(translate("Preferences", "查找设置"))
        self.defaults.setText(translate("Preferences", "恢复默认值"))
        self.done_button.setText(translate("Preferences", "完成"))
        self.nothing.say(Icon.SEARCH, translate("Preferences", "没有这样的设置"))
        for group, heading in self._headings.items():
            heading.setText(translate("Preferences", group))
        for row in self.rows:
            row.retranslate()

    def _lay_out(self) -> None:
        self.resize(640, 640)
        self.setMinimumSize(520, 400)
        page = QVBoxLayout(self._page)
        page.setContentsMargins(_MARGIN, 0, _MARGIN, SIZES.gap_large)
        page.setSpacing(0)
        for group in GROUPS:
            heading = plain_label(self._page)
            heading.setObjectName("heading")
            heading.setContentsMargins(0, SIZES.gap_large, 0, SIZES.gap_small)
            self._headings[group] = heading
            page.addWidget(heading)
            for row in (row for row in self.rows if group_of(row.setting) == group):
                page.addWidget(row.frame)
        page.addWidget(self.nothing)
        page.addStretch(1)
        self.nothing.hide()
        area = QScrollArea(self)
        area.setWidget(self._page)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = area.verticalScrollBar()

        def leave_room(_first: int, last: int) -> None:
            """Let the scroll bar lie in the margin, so that the editors keep in line with the search."""
            right = _MARGIN - (bar.sizeHint().width() if last > 0 else 0)
            page.setContentsMargins(_MARGIN, 0, right, SIZES.gap_large)

        bar.rangeChanged.connect(leave_room)
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, 20, _MARGIN, SIZES.gap_small)
        head.addWidget(self.search)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        buttons.addWidget(self.defaults)
        buttons.addStretch(1)
        buttons.addWidget(self.done_button)
        self.done_button.setProperty("primary", "true")
        for button in (self.defaults, self.done_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(buttons)
