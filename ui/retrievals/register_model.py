"""The entries of the register as a table."""

from collections.abc import Sequence
from typing import Final

from desktop.domain.retrieval import Retrieval, RetrievalNumber
from ui.i18n import mark, translate
from ui.models.state_table import Look, StateTable
from ui.playback.time_text import full_text
from ui.retrievals.texts import STATE_LOOKS, kind_name, state_name
from ui.wall.caption import plain

_HEADS: Final = (
    mark("RegisterModel", "状态"),
    mark("RegisterModel", "登记时间"),
    mark("RegisterModel", "类型"),
    mark("RegisterModel", "单位"),
    mark("RegisterModel", "事由"),
    mark("RegisterModel", "登记编号"),
)


class RegisterModel(StateTable[Retrieval]):
    """Replaced as a whole when the list comes anew."""

    def row_of(self, number: RetrievalNumber | None) -> int:
        """Return the row of an entry, -1 where it is not listed."""
        return next((row for row, entry in enumerate(self.rows) if entry.number == number), -1)

    def heads(self) -> Sequence[str]:
        """Return the columns' names."""
        return [translate("RegisterModel", head) for head in _HEADS]

    def texts(self, row: Retrieval) -> Sequence[str]:
        """Return what is known of an entry at a glance."""
        return (
            state_name(row.state),
            full_text(row.requested_at_ms)[5:16],
            kind_name(row.request.kind),
            plain(row.request.unit),
            plain(row.request.reason),
            row.number,
        )

    def look(self, row: Retrieval) -> Look:
        """Return the sign of an entry's state."""
        return STATE_LOOKS[row.state]
