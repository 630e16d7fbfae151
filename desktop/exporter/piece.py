"""One piece, from its ticket to its file under the final name."""

import re
from pathlib import Path

from desktop.domain.evidence import PieceFacts
from desktop.domain.export import Gap, GapCause
from desktop.domain.playback import PlaybackProtocol
from desktop.errors import AppError, ErrorCode
from desktop.exporter import durable
from desktop.exporter.check import facts_of
from desktop.exporter.fetched import Fetched
from desktop.exporter.file_fetch import FileFetch
from desktop.exporter.messages import PieceDone, PieceFailed, PieceOrder, Ticket
from desktop.exporter.persistence import Persistence
from desktop.exporter.stream_fetch import StreamFetch
from desktop.exporter.tools import Tools
from player.footage.probe import UnreadableError

_FACTS = "facts.json"
_TRIES = 2
"""Footage that turns out to be wrong or no footage is fetched once more, with a new ticket."""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CAUSES = {
    ErrorCode.NO_RECORDING: GapCause.NO_RECORDING,
    ErrorCode.WRONG_FOOTAGE: GapCause.DAMAGED,
    ErrorCode.BAD_STREAM: GapCause.DAMAGED,
}


class PieceRun:
    """One piece's work, on one of the job's threads."""

    def __init__(self, order: PieceOrder, tools: Tools) -> None:
        self._order, self._tools = order, tools
        piece = order.piece
        plain = Path(piece.file_name).name == piece.file_name and piece.file_name not in ("", ".", "..")
        if not plain or not _NAME.fullmatch(piece.id):
            raise AppError(ErrorCode.TARGET_UNWRITABLE, {"reason": "name"})
        self._work = tools.folder / ".work" / piece.id
        self._final = tools.folder / piece.file_name
        self._persistence = Persistence(
            piece.id,
            tools.limits,
            tools.control,
            lambda: tools.disk.waited_s + tools.tickets.waited_s(piece.id),
            tools.report,
        )

    def run(self) -> PieceDone | PieceFailed:
        """Work until the file stands or cannot be had.

        Raises `AppError` with TARGET_UNWRITABLE, and StoppedError: neither is the piece's fault.
        """
        piece = self._order.piece
        try:
            return PieceDone(piece.id, self._recorded() or self._made())
        except OSError as error:
            raise AppError(ErrorCode.TARGET_UNWRITABLE, {"errno": error.errno or 0}) from error
        except AppError as error:
            if error.code is ErrorCode.TARGET_UNWRITABLE:
                raise
            gap = Gap(piece.range, _CAUSES.get(error.code, GapCause.REFUSED), error.code.value)
            return PieceFailed(piece.id, error.code, error.detail, (), (gap,))

    def _recorded(self) -> PieceFacts | None:
        """Return the facts of a file that was finished before, by its record."""
        facts = durable.read_record(self._work / _FACTS, PieceFacts)
        if facts is None:
            return None
        for name in (self._final, *self._work.glob("footage.*")):
            if name.is_file() and name.stat().st_size == facts.bytes:
                if name != self._final:  # the end came between the record and the name
                    durable.rename(name, self._final)
                return facts
        (self._work / _FACTS).unlink()
        return None

    def _made(self) -> PieceFacts:
        for tried in range(_TRIES):
            try:
                fetched = self._fetched()
                facts = self._facts(fetched)
            except (AppError, UnreadableError) as error:
                failure = error if isinstance(error, AppError) else AppError(ErrorCode.BAD_STREAM)
                wrong = failure.code in (ErrorCode.WRONG_FOOTAGE, ErrorCode.BAD_STREAM)
                if wrong:
                    self._clear()
                if not wrong or tried == _TRIES - 1:
                    raise failure from error
                self._persistence.errors[failure.code.value] += 1
                self._persistence.retries += 1
            else:
                return self._keep(fetched, facts)
        raise AssertionError

    def _fetched(self) -> Fetched:
        ticket = self._first_ticket()
        method = FileFetch if ticket.protocol is PlaybackProtocol.MP4 else StreamFetch
        other = "slice-*" if method is FileFetch else "seg-*"
        if any(self._work.glob(other)):  # the platform has changed its mind about how to give it
            self._clear()
        return method(self._order, self._work, self._tools, self._persistence).run(ticket)

    def _first_ticket(self) -> Ticket:
        piece = self._order.piece
        while True:
            self._tools.control.wait_until_running()
            try:
                return self._tools.tickets.ask(piece.id, piece.range)
            except AppError as error:
                self._persistence.meet(error)

    def _facts(self, fetched: Fetched) -> PieceFacts:
        return facts_of(
            self._order, fetched, retries=self._persistence.retries, errors=self._persistence.errors
        )

    def _keep(self, fetched: Fetched, facts: PieceFacts) -> PieceFacts:
        if self._final.exists():
            raise AppError(ErrorCode.TARGET_UNWRITABLE, {"reason": "exists"})
        durable.write_record(self._work / _FACTS, facts)
        durable.rename(fetched.path, self._final)
        for path in (*self._work.glob("seg-*"), *self._work.glob("slice-*")):
            path.unlink(missing_ok=True)
        return facts

    def _clear(self) -> None:
        for path in self._work.glob("*"):
            path.unlink(missing_ok=True)
