"""Where one piece comes from: its ticket of now and the connections made with it."""

from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.exporter.messages import PieceOrder, Ticket
from desktop.exporter.tickets import expired
from desktop.exporter.tools import Tools
from desktop.platform.download import MediaClient

_TICKET_IS_SPENT = frozenset({ErrorCode.TICKET_EXPIRED, ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND})


class Source:
    """Used on the piece's thread."""

    def __init__(self, order: PieceOrder, tools: Tools) -> None:
        self._order, self._tools = order, tools
        self._ticket: Ticket | None = None
        self._client: MediaClient | None = None
        self._fresh = False

    def take(self, ticket: Ticket | None) -> None:
        """Begin with a ticket that is there already."""
        self._ticket, self._fresh = ticket, ticket is not None

    def open(self, missing: TimeRange) -> tuple[Ticket, MediaClient]:
        """Return a ticket that has not expired, asked for with `missing` when a new one is needed."""
        if self._ticket is not None and expired(self._ticket):
            self.drop()
        if self._ticket is None:
            self._ticket = self._tools.tickets.ask(self._order.piece.id, missing)
            self._fresh = True
        if self._client is None:
            limits = self._tools.limits
            self._client = MediaClient(self._ticket.trust, connect_s=limits.connect_s, read_s=limits.read_s)
        return self._ticket, self._client

    def note_use(self) -> None:
        """The ticket has brought something."""
        self._fresh = False

    def judge(self, error: AppError) -> AppError:
        """Tell a ticket that is spent, whatever the media server calls it, from a new one that is refused.

        After any failure the next try has a new ticket: the platform may have been started anew.
        """
        was_fresh, had_ticket = self._fresh, self._ticket is not None
        self.drop()
        if not had_ticket or was_fresh or error.code not in _TICKET_IS_SPENT:
            return error
        return AppError(ErrorCode.TICKET_EXPIRED, error.detail)

    def drop(self) -> None:
        """Forget the ticket and close its connections."""
        self._ticket = None
        if self._client is not None:
            self._client.close()
            self._client = None
