"""The pieces of a job as a small table: camera file, state, bytes, and why one waits."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.domain.export_job import PieceState, PieceStatus
from ui.export.texts import PIECES, hold_text
from ui.i18n import translate
from ui.theme import COLOURS, SIZES
from ui.wall.caption import plain
from ui.widgets.notice import plain_label, shortened
from ui.widgets.size_text import size_text

_TINTS = {PieceState.DONE: COLOURS.live, PieceState.FAILED: COLOURS.error, PieceState.HELD: COLOURS.frozen}
_COLUMNS = 3


class PieceRows(QWidget):
    """Labels are kept and rewritten: a job tells of itself several times a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[tuple[QLabel, QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SIZES.gap_large, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(SIZES.gap_large)
        self._grid.setColumnStretch(2, 1)

    def show_pieces(self, pieces: Sequence[PieceStatus]) -> None:
        """Show these pieces."""
        while len(self._labels) < len(pieces):
            row = len(self._labels)
            made = (plain_label(self, wrap=False), plain_label(self, wrap=False), plain_label(self))
            for column, label in enumerate(made):
                label.setObjectName("small")
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
            self._labels.append(made)
        for index, labels in enumerate(self._labels):
            for label in labels:
                label.setVisible(index < len(pieces))
        for labels, piece in zip(self._labels, pieces, strict=False):
            _write(labels, piece)

    def texts(self) -> list[tuple[str, str, str]]:
        """Return what the rows say."""
        return [(a.text(), b.text(), c.text()) for a, b, c in self._labels if not a.isHidden()]


def _write(labels: tuple[QLabel, QLabel, QLabel], piece: PieceStatus) -> None:
    name, state, rest = labels
    name.setText(shortened(plain(piece.piece.file_name), 46))
    name.setToolTip(plain(piece.piece.file_name))
    state.setText(translate("export", PIECES[piece.state]))
    state.setStyleSheet(f"color: {_TINTS.get(piece.state, COLOURS.text_dim)};")
    total = f" / {size_text(piece.bytes_total)}" if piece.bytes_total else ""
    size = f"{size_text(piece.bytes_done)}{total}" if piece.bytes_done else ""
    hold = hold_text(piece.hold) if piece.state in {PieceState.HELD, PieceState.FAILED} else ""
    rest.setText("　".join(part for part in (size, hold) if part))
