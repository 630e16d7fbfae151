"""The files of a package and their states as a table."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.evidence.verdict import FileState, FileVerdict
from ui.i18n import mark, translate
from ui.icons import icon
from ui.theme import COLOURS, colour
from ui.verify.texts import STATE_LOOKS, state_text
from ui.wall.caption import plain
from ui.widgets.size_text import size_text

Index = QModelIndex | QPersistentModelIndex
_HEADS: Final = (
    mark("VerifiedFiles", "序号"),
    mark("VerifiedFiles", "状态"),
    mark("VerifiedFiles", "文件"),
    mark("VerifiedFiles", "大小"),
)
_NOWHERE: Final = QModelIndex()


class VerifiedFilesModel(QAbstractTableModel):
    """Replaced as a whole by every verdict."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[FileVerdict, ...] = ()

    def set_files(self, files: Sequence[FileVerdict]) -> None:
        """Show these files, what is wrong first."""
        self.beginResetModel()
        self._files = tuple(sorted(files, key=lambda file: file.state is FileState.UNCHANGED))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many files there are."""
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's word
        """Return a column's name."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("VerifiedFiles", _HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text, or the sign and the colour of the state."""
        if not index.isValid() or index.row() >= len(self._files):
            return None
        file, column = self._files[index.row()], index.column()
        drawn, tint = STATE_LOOKS[file.state]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return _texts(file)[column]
        if role == Qt.ItemDataRole.DecorationRole and column == 1:
            return icon(drawn, tint)
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            return colour(tint if file.state is not FileState.UNCHANGED else COLOURS.text)
        return None


def _texts(file: FileVerdict) -> tuple[str, ...]:
    missing = file.state is FileState.MISSING
    return (
        str(file.number) if file.number else "",
        state_text(file.state),
        plain(file.name),
        "" if missing else size_text(file.bytes),
    )
