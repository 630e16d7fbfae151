"""One job at work: its record, how far each piece is, and what of it the outside sees."""

from dataclasses import dataclass, field, replace

from desktop.domain.export import (
    ExportProgress,
    ExportState,
    Gap,
    GapCause,
    Piece,
    PieceId,
)
from desktop.domain.export_job import ExportJob, Hold, PieceState, PieceStatus
from desktop.errors import ErrorCode
from desktop.exporter.messages import PieceDone, PieceFailed, Progress, Waiting
from desktop.services.exports.record import JobRecord, Outcome, Reached

_CAUSES = {
    ErrorCode.WRONG_FOOTAGE: GapCause.DAMAGED,
    ErrorCode.BAD_STREAM: GapCause.DAMAGED,
    ErrorCode.NO_RECORDING: GapCause.NO_RECORDING,
}


@dataclass(slots=True)
class _Way:
    """How far one piece is in this run of the program."""

    state: PieceState = PieceState.WAITING
    bytes_done: int = 0
    bytes_total: int | None = None
    footage_done_ms: int = 0
    bytes_per_s: float = 0.0
    hold: Hold | None = None


@dataclass(slots=True)
class Job:
    """Used on the loop's thread by the queue and the runner; `record` is what the journal keeps."""

    record: JobRecord
    package_stands: bool = False
    zip_password: str | None = field(default=None, repr=False)
    _ways: dict[PieceId, _Way] = field(default_factory=dict)
    _disk: Hold | None = None

    def __post_init__(self) -> None:
        for part in self.record.reached:
            done, total = part.bytes_done, part.bytes_total
            self._ways[part.piece] = _Way(
                bytes_done=done, bytes_total=total, footage_done_ms=part.footage_done_ms
            )

    def set(self, state: ExportState, hold: Hold | None = None) -> None:
        """Change the state; a job that is stopped still shows how far it was."""
        if state in {ExportState.DONE, ExportState.CANCELLED}:
            self._ways.clear()
        if state is not ExportState.RUNNING:
            self._disk = None
            for way in self._ways.values():
                way.state, way.hold, way.bytes_per_s = PieceState.WAITING, None, 0.0
        reached = tuple(
            Reached(piece, way.bytes_done, way.bytes_total, way.footage_done_ms)
            for piece, way in self._ways.items()
        )
        self.record = replace(self.record, state=state, hold=hold, reached=reached)

    def progressed(self, message: Progress) -> None:
        """Take in how far a piece is."""
        way = self._way(message.piece)
        way.state, way.hold = PieceState.FETCHING, None
        way.bytes_done, way.bytes_total = message.bytes_done, message.bytes_total
        way.footage_done_ms, way.bytes_per_s = message.footage_done_ms, message.bytes_per_s

    def waits(self, message: Waiting) -> None:
        """Take in that a piece pauses before its next try."""
        self.held(message.piece, Hold(message.reason, {"retry_s": round(message.retry_s)}))

    def held(self, piece: PieceId, hold: Hold | None) -> None:
        """Take in why a piece does not go on, or that it does again."""
        way = self._way(piece)
        if hold is not None and way.hold is not None and way.hold.code is hold.code:
            hold = Hold(hold.code, {**way.hold.detail, **hold.detail})  # who is playing is known only once
        way.hold, way.bytes_per_s = hold, 0.0
        way.state = PieceState.HELD if hold is not None else PieceState.FETCHING

    def disk(self, hold: Hold | None) -> None:
        """Take in that the disk is full, or is not any more."""
        self._disk = hold

    def done(self, message: PieceDone) -> None:
        """Take in a finished piece."""
        self._settle(Outcome(message.piece, message.facts))

    def failed(self, message: PieceFailed) -> None:
        """Take in a piece that cannot be had; all of it is missing then, for no file of it stands."""
        piece = self.piece(message.piece)
        if piece is not None:
            cause = _CAUSES.get(message.code, GapCause.REFUSED)
            gap = Gap(piece.range, cause, message.code.value)
            self._settle(Outcome(piece.id, None, message.code, message.detail, (gap,)))

    def piece(self, piece: PieceId) -> Piece | None:
        """Return one of the job's pieces."""
        return next((entry for entry in self.record.pieces if entry.id == piece), None)

    def forget_failures(self) -> None:
        """Let what failed be tried again."""
        kept = tuple(entry for entry in self.record.outcomes if entry.facts is not None)
        self.record = replace(self.record, outcomes=kept)

    def snapshot(self) -> ExportJob:
        """Return the job as the outside sees it."""
        record = self.record
        outcomes = {entry.piece: entry for entry in record.outcomes}
        pieces = tuple(self._status(piece, outcomes.get(piece.id)) for piece in record.pieces)
        return ExportJob(
            order=record.order,
            state=record.state,
            folder=record.folder,
            pieces=pieces,
            gaps=record.all_gaps(),
            progress=self._progress(pieces),
            hold=record.hold or self._disk or self._common_hold(pieces),
            package=record.folder if self.package_stands else None,
            summary=record.summary if self.package_stands else None,
            zip_file=record.zip_file,
            zip_missing=record.zip_missing,
            refetch_of=record.refetch_of,
        )

    def _way(self, piece: PieceId) -> _Way:
        return self._ways.setdefault(piece, _Way())

    def _settle(self, outcome: Outcome) -> None:
        self._ways.pop(outcome.piece, None)
        others = tuple(entry for entry in self.record.outcomes if entry.piece != outcome.piece)
        self.record = replace(self.record, outcomes=(*others, outcome))

    def _status(self, piece: Piece, outcome: Outcome | None) -> PieceStatus:
        if outcome is not None and outcome.facts is not None:
            facts = outcome.facts
            covered = sum(part.duration_ms for part in facts.obtained)
            return PieceStatus(piece, PieceState.DONE, facts.bytes, facts.bytes, covered, None, facts)
        if outcome is not None:
            hold = Hold(outcome.code, outcome.detail) if outcome.code else None
            return PieceStatus(piece, PieceState.FAILED, hold=hold)
        way = self._ways.get(piece.id, _Way())
        return PieceStatus(piece, way.state, way.bytes_done, way.bytes_total, way.footage_done_ms, way.hold)

    def _progress(self, pieces: tuple[PieceStatus, ...]) -> ExportProgress:
        wanted = sum(status.piece.range.duration_ms for status in pieces)
        done = sum(status.bytes_done for status in pieces)
        total = sum(self._bytes_of(status, wanted) for status in pieces)
        rate = sum(way.bytes_per_s for way in self._ways.values() if way.state is PieceState.FETCHING)
        return ExportProgress(
            bytes_done=done,
            bytes_total=max(total, done),
            footage_done_ms=sum(status.footage_done_ms for status in pieces),
            footage_total_ms=wanted,
            bytes_per_s=rate,
            left_s=max(0, total - done) / rate if rate > 0 else None,
        )

    def _bytes_of(self, status: PieceStatus, wanted_ms: int) -> int:
        """Return how large a piece is or, while nobody knows, its share of what was expected."""
        if status.state is PieceState.FAILED:
            return status.bytes_done
        if status.bytes_total is not None:
            return max(status.bytes_total, status.bytes_done)
        share = self.record.bytes_expected * status.piece.range.duration_ms // max(1, wanted_ms)
        return max(share, status.bytes_done)

    def _common_hold(self, pieces: tuple[PieceStatus, ...]) -> Hold | None:
        """Return why nothing goes on, None while anything does."""
        going = [status for status in pieces if status.state in {PieceState.FETCHING, PieceState.HELD}]
        if going and all(status.state is PieceState.HELD for status in going):
            return going[0].hold
        return None
