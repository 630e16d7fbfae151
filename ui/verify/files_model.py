"""The files of a package and their states as a table."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QColor

from desktop.evidence.verdict import FileState, FileVerdict
from ui.i18n import mark, translate
from ui.models.state_table import Look, StateTable
from ui.theme import colour
from ui.verify.texts import STATE_LOOKS, state_text
from ui.wall.caption import plain
from ui.widgets.size_text import size_text

_HEADS: Final = (
    mark("VerifiedFiles", "序号"),
    mark("VerifiedFiles", "状态"),
    mark("VerifiedFiles", "文件"),
    mark("VerifiedFiles", "大小"),
)


class VerifiedFilesModel(StateTable[FileVerdict]):
    """Replaced as a whole by every verdict."""

    STATE_COLUMN = 1

    def set_files(self, files: Sequence[FileVerdict]) -> None:
        """Show these files, what is wrong first."""
        self.show_rows(sorted(files, key=lambda file: file.state is FileState.UNCHANGED))

    def heads(self) -> Sequence[str]:
        """Return the columns' names."""
        return [translate("VerifiedFiles", head) for head in _HEADS]

    def texts(self, row: FileVerdict) -> Sequence[str]:
        """Return number, state, name and size of a file."""
        return (
            str(row.number) if row.number else "",
            state_text(row.state),
            plain(row.name),
            "" if row.state is FileState.MISSING else size_text(row.bytes),
        )

    def look(self, row: FileVerdict) -> Look:
        """Return the sign of a file's state."""
        return STATE_LOOKS[row.state]

    def ink(self, row: FileVerdict) -> QColor | None:
        """Let the state of a file that is not what it was stand out."""
        return None if row.state is FileState.UNCHANGED else colour(STATE_LOOKS[row.state][1])
