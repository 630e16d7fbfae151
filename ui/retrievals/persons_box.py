"""Those who ask: name, document, number and phone of each, in rows."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.retrieval import DocumentType, Person
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.retrievals.texts import document_name
from ui.theme import SIZES
from ui.widgets.completing_line import CompletingLine

MOST: Final = 8
_PADDING: Final = 30
"""Beside an identity number in its field, in pixels."""
Completions = Callable[[str, str], Sequence[str]]
"""What was typed before into a field (its path) that begins like this."""
KnownPerson = Callable[[str], Person | None]
"""Who of that name came before."""


class PersonRow:
    """One person; the box owns the widgets."""

    def __init__(self, box: "PersonsBox", completions: Completions, known: KnownPerson) -> None:
        self._known = known
        self.name = CompletingLine(lambda text: completions("persons.name", text), box, longest=60)
        self.document = QComboBox(box)
        for kind in DocumentType:
            self.document.addItem("", kind)
        self.number = CompletingLine(
            lambda text: completions("persons.document_number", text), box, longest=60
        )
        self.phone = QLineEdit(box)
        self.phone.setMaxLength(30)
        self.phone.setMinimumWidth(118)
        self.name.setMinimumWidth(84)
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance("0" * 18) + _PADDING)
        self.remove = QToolButton(box)
        self.remove.setIcon(icon(Icon.CLOSE))
        for line in (self.name, self.number, self.phone):
            line.textChanged.connect(lambda _text: box.changed.emit())
        self.document.currentIndexChanged.connect(lambda _index: box.changed.emit())
        self.remove.clicked.connect(lambda: box.remove(self))
        self.name.editingFinished.connect(self._complete)
        self.retranslate()

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """In the order of the columns."""
        return (self.name, self.document, self.number, self.phone, self.remove)

    def person(self) -> Person:
        """Return what is typed."""
        kind = DocumentType(self.document.currentData())
        return Person(self.name.text().strip(), kind, self.number.text().strip(), self.phone.text().strip())

    def fill(self, person: Person) -> None:
        """Show a person."""
        self.name.setText(person.name)
        self.document.setCurrentIndex(self.document.findData(person.document_type))
        self.number.setText(person.document_number)
        self.phone.setText(person.phone)

    def _complete(self) -> None:
        """Fill in what is known of somebody who came before, where nothing is typed yet."""
        known = self._known(self.name.text().strip())
        if known is not None and not self.number.text():
            self.fill(known)

    def retranslate(self) -> None:
        """Set all texts in the current language."""
        for index, kind in enumerate(DocumentType):
            self.document.setItemText(index, document_name(kind))
        self.name.setPlaceholderText(translate("PersonsBox", "姓名"))
        self.number.setPlaceholderText(translate("PersonsBox", "证件号码"))
        self.phone.setPlaceholderText(translate("PersonsBox", "电话"))
        for line in (self.name, self.number, self.phone):
            line.setAccessibleName(line.placeholderText())
        self.document.setAccessibleName(translate("PersonsBox", "证件类型"))
        self.remove.setToolTip(translate("PersonsBox", "去掉此人"))
        self.remove.setAccessibleName(self.remove.toolTip())


class PersonsBox(QWidget):
    """At least one row; UI thread."""

    changed = Signal()

    def __init__(self, completions: Completions, known: KnownPerson, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._completions = completions
        self._known = known
        self.rows: list[PersonRow] = []
        self.add = QPushButton(self)
        self.add.setIcon(icon(Icon.PERSON_ADD))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._add_one)
        self._grid = QGridLayout()
        self._grid.setSpacing(SIZES.gap_small)
        for column, stretch in enumerate((3, 0, 4, 3, 0)):
            self._grid.setColumnStretch(column, stretch)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(SIZES.gap_small)
        column_box.addLayout(self._grid)
        column_box.addLayout(foot)
        self.append()
        self._retranslate()

    def persons(self) -> tuple[Person, ...]:
        """Return those of whom anything is typed."""
        return tuple(person for person in (row.person() for row in self.rows) if not _empty(person))

    def set_persons(self, persons: Sequence[Person]) -> None:
        """Show these persons, and an empty row where there is none."""
        while len(self.rows) > max(1, len(persons)):
            self._drop(self.rows[-1])
        while len(self.rows) < max(1, len(persons)):
            self.append()
        self.rows[0].fill(Person("", DocumentType.POLICE_ID, ""))
        for row, person in zip(self.rows, persons, strict=False):
            row.fill(person)
        self.changed.emit()

    def set_document(self, kind: DocumentType) -> None:
        """Offer the document that such requesters usually have, where nothing is typed yet."""
        for row in self.rows:
            if not row.number.text():
                row.document.setCurrentIndex(row.document.findData(kind))

    def need(self, number: int) -> None:
        """Show as many rows as persons are needed, and no empty ones beyond."""
        while len(self.rows) < number:
            self.append()
        while len(self.rows) > max(1, number) and _empty(self.rows[-1].person()):
            self._drop(self.rows[-1])

    def append(self) -> PersonRow:
        """Add an empty row."""
        if len(self.rows) >= MOST:
            return self.rows[-1]
        row = PersonRow(self, self._completions, self._known)
        if self.rows:
            row.document.setCurrentIndex(self.rows[-1].document.currentIndex())
        self.rows.append(row)
        self._place()
        self.changed.emit()
        return row

    def remove(self, row: PersonRow) -> None:
        """Take a person out; the last row is only emptied."""
        if len(self.rows) > 1:
            self._drop(row)
        else:
            row.fill(Person("", row.person().document_type, ""))
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            for row in self.rows:
                row.retranslate()
        super().changeEvent(event)

    def _add_one(self) -> None:
        self.append().name.setFocus()

    def _drop(self, row: PersonRow) -> None:
        self.rows.remove(row)
        for widget in row.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._place()

    def _place(self) -> None:
        previous: QWidget | None = None
        for index, row in enumerate(self.rows):
            for column, widget in enumerate(row.widgets):
                self._grid.addWidget(widget, index, column)
                if previous is not None:
                    QWidget.setTabOrder(previous, widget)
                previous = widget
        if previous is not None:
            QWidget.setTabOrder(previous, self.add)
        self.add.setEnabled(len(self.rows) < MOST)

    def _retranslate(self) -> None:
        self.add.setText(translate("PersonsBox", "加一人"))


def _empty(person: Person) -> bool:
    return not (person.name or person.document_number or person.phone)
