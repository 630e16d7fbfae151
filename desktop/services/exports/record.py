"""What is remembered of a job over a crash: everything but addresses and passwords."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.camera import Camera, CameraId, CameraKind
from desktop.domain.evidence import ManifestSummary, PieceFacts
from desktop.domain.export import ExportOrder, ExportState, Gap, Piece, PieceId
from desktop.domain.export_job import Hold, ItemGap
from desktop.errors import ErrorCode


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """A camera as it was described when its footage was ordered."""

    camera_id: CameraId
    name: str
    common_name: str
    address: str
    longitude: float | None
    latitude: float | None
    management_unit: str
    household: bool
    frame_stamp: int | None = None
    clock_offset_ms: int | None = None
    keep_days: int | None = None
    """For how long the platform keeps its footage."""

    @classmethod
    def of(cls, camera: Camera, clock_offset_ms: int | None, keep_days: int | None) -> "CameraFacts":
        """Return the facts of a camera of the directory."""
        position = camera.position
        surveyed = position is not None and not position.generated
        return cls(
            camera_id=camera.id,
            name=camera.name,
            common_name=camera.common_name or "",
            address=" ".join(part for part in (camera.town(), camera.village(), camera.road or "") if part),
            longitude=position.longitude if position and surveyed else None,
            latitude=position.latitude if position and surveyed else None,
            management_unit=camera.management_unit,
            household=camera.kind is CameraKind.HOUSEHOLD,
            frame_stamp=camera.frame_stamp,
            clock_offset_ms=clock_offset_ms,
            keep_days=keep_days,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a piece: a file with its facts, or a failure with its code."""

    piece: PieceId
    facts: PieceFacts | None = None
    code: ErrorCode | None = None
    detail: Mapping[str, str | int] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a piece was when its job was stopped: what is shown until it goes on."""

    piece: PieceId
    bytes_done: int
    bytes_total: int | None
    footage_done_ms: int


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as its journal keeps it; replaced as a whole."""

    order: ExportOrder
    state: ExportState
    folder: Path
    """The package's folder under its final name; in work beside it."""
    pieces: tuple[Piece, ...]
    gaps: tuple[ItemGap, ...]
    """What was missing from the start."""
    cameras: tuple[CameraFacts, ...]
    """One for each item."""
    reason: str
    """事由 of the register entry, for the register of what was done."""
    bytes_expected: int
    place: int
    """Jobs are worked off in ascending order of it."""
    outcomes: tuple[Outcome, ...] = ()
    reached: tuple[Reached, ...] = ()
    hold: Hold | None = None
    started_at_ms: int | None = None
    summary: ManifestSummary | None = None
    """Set once manifest and signature stand in the folder in work."""
    registered: bool = False
    """The register knows of the summary."""
    copy_expires_at_ms: int | None = None
    zip_file: Path | None = None
    zip_sha256: str = ""
    zip_missing: bool = False
    refetch_of: str = ""

    def outcome(self, piece: PieceId) -> Outcome | None:
        """Return what became of a piece, None while it is on its way."""
        return next((entry for entry in self.outcomes if entry.piece == piece), None)

    def left(self) -> tuple[Piece, ...]:
        """Return the pieces that nothing became of yet."""
        known = {entry.piece for entry in self.outcomes}
        return tuple(piece for piece in self.pieces if piece.id not in known)

    def all_gaps(self) -> tuple[ItemGap, ...]:
        """Return everything that is missing of each item, in order."""
        by_id = {piece.id: piece for piece in self.pieces}
        found = [
            ItemGap(by_id[outcome.piece].item, gap)
            for outcome in self.outcomes
            if outcome.piece in by_id
            for gap in (outcome.facts.gaps if outcome.facts else outcome.gaps)
        ]
        return tuple(sorted((*self.gaps, *found), key=lambda entry: (entry.item, entry.gap.range)))
