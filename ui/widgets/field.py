"""A field of a form: its name over it, and what is wrong with it under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import SIZES
from ui.widgets.notice import plain_label


class Field(QWidget):
    """Holds one editor; says a problem in its own place."""

    def __init__(
        self, editor: QWidget, parent: QWidget | None = None, *, beside: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.name: QLabel = plain_label(self, wrap=False)
        self.name.setObjectName("dim")
        self.name.setBuddy(editor)
        self._problem = plain_label(self)
        self._problem.setObjectName("error")
        self._problem.hide()
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        if beside is not None:
            head.addWidget(beside, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap_small)
        column.addLayout(head)
        column.addWidget(editor)
        column.addWidget(self._problem)

    @property
    def problem(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        return self._problem.text()

    def set_name(self, name: str) -> None:
        """Set the field's name, for eyes and for screen readers."""
        self.name.setText(name)
        self.editor.setAccessibleName(name)

    def say(self, problem: str) -> None:
        """Say what is wrong; nothing with an empty text."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.editor.setAccessibleDescription(problem)


def at_the_top(part: QWidget) -> QWidget:
    """Return a widget in which another keeps its own height, for areas that may be higher."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    return page
