"""码流转存: the playback stream, kept in slices as it comes (in work: raises NOT_OFFERED)."""

from pathlib import Path

from desktop.errors import AppError, ErrorCode
from desktop.exporter.fetched import Fetched
from desktop.exporter.messages import PieceOrder, Ticket
from desktop.exporter.persistence import Persistence
from desktop.exporter.tools import Tools


class StreamFetch:
    """One piece's stream; on its piece's thread."""

    def __init__(self, order: PieceOrder, work: Path, tools: Tools, persistence: Persistence) -> None:
        self._order, self._work, self._tools, self._persistence = order, work, tools, persistence

    def run(self, ticket: Ticket | None = None) -> Fetched:
        """Fetch the stream."""
        raise AppError(ErrorCode.NOT_OFFERED, {"protocol": ticket.protocol.value if ticket else ""})
