"""One order on its way to a package: how far each piece is, what it waits for, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop.domain.evidence import ManifestSummary, PieceFacts
from desktop.domain.export import OVER, ExportId, ExportOrder, ExportProgress, ExportState, Gap, Piece
from desktop.errors import ErrorCode


class PieceState(StrEnum):
    """Where a piece stands."""

    WAITING = "waiting"
    FETCHING = "fetching"
    HELD = "held"
    """It cannot go on just now and will by itself: `Hold` says why."""
    DONE = "done"
    FAILED = "failed"
    """What was not obtained of it is a gap of the package."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why something waits: a code, and what its text names (who is playing from a device, free bytes)."""

    code: ErrorCode
    detail: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PieceStatus:
    """One piece and how far it is; `facts` once the file stands, or what was obtained of it."""

    piece: Piece
    state: PieceState = PieceState.WAITING
    bytes_done: int = 0
    bytes_total: int | None = None
    footage_done_ms: int = 0
    hold: Hold | None = None
    """Why it is HELD or FAILED."""
    facts: PieceFacts | None = None


@dataclass(frozen=True, slots=True)
class ItemGap:
    """A missing part of one of the order's items."""

    item: int
    gap: Gap


@dataclass(frozen=True, slots=True)
class ExportJob:
    """A job as it stands; replaced as a whole when something changes."""

    order: ExportOrder
    state: ExportState
    folder: Path
    """The package's folder under its final name; `package` is set once it really stands there."""
    pieces: tuple[PieceStatus, ...] = ()
    gaps: tuple[ItemGap, ...] = ()
    progress: ExportProgress | None = None
    hold: Hold | None = None
    """Why it FAILED, was PAUSED by itself (a full disk), or what a WAITING or RUNNING one waits for."""
    package: Path | None = None
    summary: ManifestSummary | None = None
    zip_file: Path | None = None
    zip_missing: bool = False
    """An encrypted copy was ordered and its password is gone with a former run: `zip` makes it."""
    refetch_of: str = ""
    """Name of the package whose missing parts this one brings."""

    @property
    def id(self) -> ExportId:
        """The order's id."""
        return self.order.id

    @property
    def over(self) -> bool:
        """True when nothing more happens by itself."""
        return self.state in OVER

    @property
    def can_refetch(self) -> bool:
        """True for a finished package that lacks something which may be had by asking again."""
        return self.state is ExportState.DONE and any(entry.gap.cause.may_come for entry in self.gaps)
