"""What a person wants of a browsing copy."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.browsing import Mask
from desktop.domain.evidence import PieceFacts
from desktop.domain.export_job import ExportJob, PieceStatus


@dataclass(frozen=True, slots=True)
class Watermark:
    """A picture with transparency that lies over everything, and what is written in it."""

    png: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """A file of a package that stands."""

    status: PieceStatus
    facts: PieceFacts


@dataclass(frozen=True, slots=True)
class Wish:
    """One original to copy, with its mosaics."""

    original: Original
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True, slots=True)
class BrowsingOrder:
    """Which files of which package, and what is laid over them."""

    job: ExportJob
    wishes: Sequence[Wish]
    watermark: Watermark | None = None


def originals(job: ExportJob) -> tuple[Original, ...]:
    """Return the files of a job's package."""
    return tuple(Original(status, status.facts) for status in job.pieces if status.facts is not None)
