"""The entries of the register as a table."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.retrieval import Retrieval, RetrievalNumber
from ui.i18n import mark, translate
from ui.icons import icon
from ui.playback.time_text import full_text
from ui.retrievals.texts import STATE_LOOKS, kind_name, state_name
from ui.wall.caption import plain

Index = QModelIndex | QPersistentModelIndex
_HEADS: Final = (
    mark("RegisterModel", "状态"),
    mark("RegisterModel", "登记时间"),
    mark("RegisterModel", "类型"),
    mark("RegisterModel", "单位"),
    mark("RegisterModel", "事由"),
    mark("RegisterModel", "登记编号"),
)
_NOWHERE: Final = QModelIndex()


class RegisterModel(QAbstractTableModel):
    """Replaced as a whole when the list comes anew; a single entry in its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Retrieval, ...] = ()

    @property
    def entries(self) -> tuple[Retrieval, ...]:
        """The entries in order."""
        return self._entries

    def set_entries(self, entries: Sequence[Retrieval]) -> None:
        """Show these entries."""
        if tuple(entries) != self._entries:
            self.beginResetModel()
            self._entries = tuple(entries)
            self.endResetModel()

    def row_of(self, number: RetrievalNumber | None) -> int:
        """Return the row of an entry, -1 where it is not listed."""
        return next((row for row, entry in enumerate(self._entries) if entry.number == number), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's word
        """Return a column's name."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("RegisterModel", _HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text, or the sign of the state."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        texts = _texts(entry)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return texts[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            drawn, tint = STATE_LOOKS[entry.state]
            return icon(drawn, tint)
        return None


def _texts(entry: Retrieval) -> tuple[str, ...]:
    return (
        state_name(entry.state),
        full_text(entry.requested_at_ms)[5:16],
        kind_name(entry.request.kind),
        plain(entry.request.unit),
        plain(entry.request.reason),
        entry.number,
    )
