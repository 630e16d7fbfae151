"""One editor per kind of setting; each writes at once and follows the setting when it changes elsewhere."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from desktop.settings.schema import Value
from desktop.settings.store import AnySetting, Settings
from ui.preferences.texts import choice_name, name_of, unit_of
from ui.widgets.folder_field import FolderField


class Choices(QComboBox):
    """A combo box that leaves the mouse wheel to the page unless it was clicked into."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead of changing a value in passing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Number(QSpinBox):
    """A spin box that leaves the mouse wheel to the page unless it was clicked into."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead of changing a value in passing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Editor:
    """A widget for one setting, with the two directions between them."""

    def __init__(self, setting: AnySetting, settings: Settings, parent: QWidget) -> None:
        self.setting = setting
        self._settings = settings
        self.widget, self._show, self._texts = _made(setting, self._write, parent)
        self.widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.read()
        self.retranslate()

    def read(self) -> None:
        """Show the setting's value."""
        blocked = self.widget.blockSignals(True)
        self._show(self._settings.get(self.setting))  # type: ignore[misc]
        self.widget.blockSignals(blocked)

    def retranslate(self) -> None:
        """Set the widget's texts in the current language."""
        blocked = self.widget.blockSignals(True)
        self._texts()
        self.widget.setAccessibleName(name_of(self.setting))
        self.widget.blockSignals(blocked)

    def _write(self, value: Value) -> None:
        if self.setting.accepts(value):
            self._settings.set(self.setting, value)  # type: ignore[misc]


Made = tuple[QWidget, Callable[[Value], object], Callable[[], object]]
Write = Callable[[Value], None]


def _made(setting: AnySetting, write: Write, parent: QWidget) -> Made:
    if setting.choices:
        return _choices(setting, write, parent)
    if isinstance(setting.default, bool):
        return _check(write, parent)
    if isinstance(setting.default, int):
        return _number(setting, write, parent)
    if setting.folder:
        return _folder(write, parent)
    return _line(write, parent)


def _folder(write: Write, parent: QWidget) -> Made:
    field = FolderField(parent)
    field.changed.connect(write)
    return field, lambda value: field.set_text(str(value)), lambda: None


def _choices(setting: AnySetting, write: Write, parent: QWidget) -> Made:
    box = Choices(parent)
    for choice in setting.choices:
        box.addItem("", choice.value)
    box.currentIndexChanged.connect(lambda row: write(box.itemData(row)))

    def texts() -> None:
        for row, choice in enumerate(setting.choices):
            box.setItemText(row, choice_name(choice))

    return box, lambda value: box.setCurrentIndex(box.findData(value)), texts


def _check(write: Write, parent: QWidget) -> Made:
    box = QCheckBox(parent)
    box.toggled.connect(write)
    return box, lambda value: box.setChecked(bool(value)), lambda: None


def _number(setting: AnySetting, write: Write, parent: QWidget) -> Made:
    box = Number(parent)
    box.setRange(setting.minimum, setting.maximum)
    box.setKeyboardTracking(False)
    box.lineEdit().setTextMargins(6, 0, 0, 0)
    box.valueChanged.connect(write)
    return box, lambda value: box.setValue(int(value)), lambda: box.setSuffix(unit_of(setting))


def _line(write: Write, parent: QWidget) -> Made:
    line = QLineEdit(parent)
    line.editingFinished.connect(lambda: write(line.text()))
    return line, lambda value: line.setText(str(value)), lambda: None
