"""Tickets asked of the application, one piece at a time."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable

from desktop.domain.export import PieceId
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError
from desktop.exporter.control import Control, StoppedError
from desktop.exporter.messages import Event, NeedTicket, Ticket, TicketRefused

_LOOK_S = 0.2
_ABOUT_TO_EXPIRE_MS = 3000


class TicketDesk:
    """Holds the answers until the pieces' threads take them."""

    def __init__(self, control: Control, report: Callable[[Event], None]) -> None:
        self._control, self._report = control, report
        self._came = threading.Condition()
        self._answers: dict[PieceId, Ticket | TicketRefused] = {}
        self._waited: defaultdict[PieceId, float] = defaultdict(float)

    def answer(self, answer: Ticket | TicketRefused) -> None:
        """Hand over what the application says."""
        with self._came:
            self._answers[answer.piece] = answer
            self._came.notify_all()

    def waited_s(self, piece: PieceId) -> float:
        """Return for how long a piece has waited for tickets: a device in use is not the piece's failure."""
        return self._waited[piece]

    def ask(self, piece: PieceId, missing: TimeRange) -> Ticket:
        """Ask and wait; raises the `AppError` of a refusal, StoppedError."""
        with self._came:
            self._answers.pop(piece, None)
        begun = self._control.clock()
        self._report(NeedTicket(piece, missing))
        with self._came:
            while piece not in self._answers:
                if self._control.stopped:
                    raise StoppedError
                self._came.wait(_LOOK_S)
            answer = self._answers.pop(piece)
        self._waited[piece] += self._control.clock() - begun
        if isinstance(answer, TicketRefused):
            raise AppError(answer.code, answer.detail)
        return answer


def expired(ticket: Ticket) -> bool:
    """Tell whether a ticket is as good as expired; a clock that jumped costs one ticket, no more."""
    return time.time() * 1000 > ticket.expires_at_ms - _ABOUT_TO_EXPIRE_MS


def address(url: str, **fields: int) -> str:
    """Return a ticket's URL with the fields that it does not have yet."""
    query = url.partition("?")[2]
    names = {part.partition("=")[0] for part in query.split("&")}
    more = [f"{name}={value}" for name, value in fields.items() if name not in names]
    if not more:
        return url
    return f"{url}{'&' if '?' in url else '?'}{'&'.join(more)}"
