"""A small menu button that switches the interface's language at once."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.settings import declared
from desktop.settings.store import Settings
from ui.i18n import NATIVE_NAMES, Language, translate
from ui.icons import Icon, icon


class LanguageButton(QToolButton):
    """Shows the current language's own name; the choice goes into the settings."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setIcon(icon(Icon.LANGUAGE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self)
        self._group = QActionGroup(self)
        for language in Language:
            action = menu.addAction(NATIVE_NAMES[language])
            action.setCheckable(True)
            action.setData(language.value)
            self._group.addAction(action)
        self._group.triggered.connect(lambda action: settings.set(declared.LANGUAGE, action.data()))
        self.setMenu(menu)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def _show(self) -> None:
        language = Language(self._settings.get(declared.LANGUAGE))
        self.setText(NATIVE_NAMES[language])
        self.setToolTip(translate("LanguageButton", "界面语言"))
        for action in self._group.actions():
            action.setChecked(action.data() == language.value)
