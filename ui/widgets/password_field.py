"""A field for a password: hidden, with an eye to look, and a word when Caps Lock is on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.i18n import translate
from ui.icons import Icon, icon


class PasswordField(QLineEdit):
    """A line edit in password mode; what it shows on demand hides again when the focus leaves."""

    caps_lock_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._caps_lock = False
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_or_hide)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._on_text)
        self._on_text("")
        self._retranslate()

    @property
    def eye(self) -> QAction:
        """Return the action that shows or hides the password."""
        return self._eye

    @property
    def caps_lock(self) -> bool:
        """True when the last letter typed tells that Caps Lock is on."""
        return self._caps_lock

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Watch for Caps Lock while typing."""
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_caps_lock(on=False)
        elif len(event.text()) == 1 and event.text().isascii() and event.text().isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps_lock(on=event.text().isupper() != shifted)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the password again when the person leaves."""
        self._eye.setChecked(False)
        self._set_caps_lock(on=False)
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_text(self, text: str) -> None:
        self._eye.setVisible(bool(text))

    def _show_or_hide(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._retranslate()

    def _retranslate(self) -> None:
        shown = self._eye.isChecked()
        self._eye.setIcon(icon(Icon.EYE_OFF if shown else Icon.EYE))
        hide, show = translate("PasswordField", "隐藏密码"), translate("PasswordField", "显示密码")
        self._eye.setToolTip(hide if shown else show)

    def _set_caps_lock(self, *, on: bool) -> None:
        if on != self._caps_lock:
            self._caps_lock = on
            self.caps_lock_changed.emit(on)
