"""Taking footage out: what was ordered, how it is cut into pieces, how far it is, and what is missing."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NewType

from desktop.domain.camera import CameraId
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import RetrievalNumber
from desktop.domain.time_range import TimeRange

ExportId = NewType("ExportId", str)
PieceId = NewType("PieceId", str)


class ExportState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    PACKAGING = "packaging"
    """Everything is fetched; manifest, sums and signature are being written."""
    DONE = "done"
    """The package stands; what is missing, if anything, is listed in it."""
    FAILED = "failed"
    """It cannot go on by itself; `retry` continues where it stopped."""
    CANCELLED = "cancelled"


OVER = frozenset({ExportState.DONE, ExportState.FAILED, ExportState.CANCELLED})
"""Nothing more happens by itself."""


class FetchMethod(StrEnum):
    """How the original bytes come."""

    FILE = "file"
    """平台下载: the platform's own file, by byte ranges."""
    STREAM = "stream"
    """码流转存: the playback stream, re-wrapped without touching the coded pictures."""
    STILL = "still"
    """截图: one decoded picture, kept without loss; never a piece of an export."""
    TRANSCODED = "transcoded"
    """转码: a browsing copy, made of an original on this machine; never a piece of an export."""


class GapCause(StrEnum):
    """Why a part of the wanted range is not in the package."""

    NO_RECORDING = "no_recording"
    OVERWRITTEN = "overwritten"
    REFUSED = "refused"
    """The platform or the device did not give it."""
    DAMAGED = "damaged"
    """It came, but cannot be decoded or says another time."""

    @property
    def may_come(self) -> bool:
        """True when asking again may bring it."""
        return self in {GapCause.REFUSED, GapCause.DAMAGED}


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that is missing; `detail` names an error code where there was one."""

    range: TimeRange
    cause: GapCause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One camera and range of an order; names as they stood when it was ordered."""

    camera_id: CameraId
    camera_name: str
    place: str
    range: TimeRange


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is made besides the originals; `zip_password` is kept in memory only."""

    browsing_copy: bool = False
    zip_with_password: bool = False


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What was ordered, under which register entry; `folder` is where the package's folder will stand."""

    id: ExportId
    retrieval: RetrievalNumber
    items: tuple[ExportItem, ...]
    folder: Path
    ordered_at_ms: int
    ordered_by: str
    options: ExportOptions = ExportOptions()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run without gaps that becomes one file: one camera, one storage, at most an hour."""

    id: PieceId
    item: int
    """Index of the order's item."""
    camera_id: CameraId
    range: TimeRange
    storage: RecordStorage
    method: FetchMethod
    file_name: str


@dataclass(frozen=True, slots=True)
class ExportProgress:
    """How far a job is; totals are None while nobody knows them."""

    bytes_done: int
    bytes_total: int | None
    footage_done_ms: int
    footage_total_ms: int
    bytes_per_s: float
    left_s: float | None
