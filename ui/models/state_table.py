"""Rows that cannot be edited as a table: texts in columns, and a sign for each row's state."""

from collections.abc import Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ui.icons import Icon, icon

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
Look = tuple[Icon, str]
"""A sign and the name of its colour."""
_NOWHERE: Final = QModelIndex()


class StateTable(QAbstractTableModel, Generic[Row]):
    """Replaced as a whole; a kind of row says its heads, its texts and how its state looks. UI thread."""

    STATE_COLUMN = 0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def heads(self) -> Sequence[str]:
        """Return the columns' names."""
        raise NotImplementedError

    def texts(self, row: Row) -> Sequence[str]:
        """Return what stands in a row's cells."""
        raise NotImplementedError

    def look(self, row: Row) -> Look:
        """Return the sign of a row's state."""
        raise NotImplementedError

    def ink(self, row: Row) -> QColor | None:  # noqa: ARG002
        """Return the colour of the state's text, None for the usual one."""
        return None

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, in order."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; does nothing when they are the same as before."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    # Qt's interface

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.heads())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's word
        """Return a column's name."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads()[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text, or the sign and the colour of the state."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.texts(row)[column]
        if column != self.STATE_COLUMN:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(*self.look(row))
        return self.ink(row) if role == Qt.ItemDataRole.ForegroundRole else None
