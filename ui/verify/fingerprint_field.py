"""Where the fingerprint of the printed form is typed; says at once whether it is one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.evidence.signature import typed
from ui.i18n import translate
from ui.theme import MONO_FAMILIES, SIZES

_LONGEST = 200


class FingerprintField(QWidget):
    """Spaces, colons and capitals do not matter; `given` has 64 lower-case hex digits."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setMaxLength(_LONGEST)
        font = self.line.font()
        font.setFamilies(list(MONO_FAMILIES))
        self.line.setFont(font)
        self.button = QPushButton(self)
        self.line.textChanged.connect(self._changed)
        self.line.returnPressed.connect(self._give)
        self.button.clicked.connect(self._give)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.gap)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.retranslate()
        self._changed()

    def mark_wanted(self, *, wanted: bool) -> None:
        """Ask for it where nothing else says whose signature it is."""
        self.button.setProperty("primary", "true" if wanted else "false")
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)

    def retranslate(self) -> None:
        """Follow the language."""
        self.line.setPlaceholderText(translate("FingerprintField", "输入调取登记表上打印的 64 位公钥指纹"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.button.setText(translate("FingerprintField", "核对"))

    def _changed(self) -> None:
        self.button.setEnabled(self._value() is not None)

    def _give(self) -> None:
        value = self._value()
        if value is not None:
            self.given.emit(value)

    def _value(self) -> str | None:
        try:
            return typed(self.line.text())
        except ValueError:
            return None
