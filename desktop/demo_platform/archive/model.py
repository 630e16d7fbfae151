"""Values of the archive. All times are UTC milliseconds, all ranges half-open."""

from dataclasses import dataclass
from typing import Literal, Protocol

RecordingKind = Literal["timed", "motion", "alarm"]
MarkKind = Literal["motion", "alarm"]
Storage = Literal["platform", "device"]

GOP_MS = 2000
"""Footage begins and ends on multiples of this (UTC): a group of pictures is recorded whole or not at all."""
VILLAGE_DIGITS = 12


class Recorded(Protocol):
    """What the archive must know of a camera: the API's record and the media node's both have it."""

    @property
    def number(self) -> int:
        """The camera's number in the database and in the frame stamp."""

    @property
    def id(self) -> str:
        """20-digit device ID."""

    @property
    def kind(self) -> str:
        """`public` or `household`."""

    @property
    def region_code(self) -> str:
        """Village, or village with the number of a ten-household group."""

    @property
    def record_save_days(self) -> int:
        """How long recordings are kept (RecordSaveDays, GB/T 28181-2022 A.2.1.9)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One recording without interruption; `size_bytes` is None where only the device knows it."""

    start_ms: int
    end_ms: int
    kind: RecordingKind
    storage: Storage
    size_bytes: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that the camera noticed."""

    id: str
    start_ms: int
    end_ms: int
    kind: MarkKind
    label: str


@dataclass(frozen=True, slots=True)
class Retention:
    """What is older than `from_ms` has been overwritten."""

    from_ms: int
    days: int
