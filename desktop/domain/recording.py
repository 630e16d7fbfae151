"""What the archive has of a camera, as the platform says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.beijing import DAY_MS
from desktop.domain.time_range import TimeRange


class RecordingKind(StrEnum):
    """Why it was recorded (RecordType of GB/T 28181-2022: time, motion, alarm)."""

    TIMED = "timed"
    MOTION = "motion"
    ALARM = "alarm"


class RecordStorage(StrEnum):
    """Where it lies: in the platform's centre, or on the device (which plays to one viewer at a time)."""

    PLATFORM = "platform"
    DEVICE = "device"


class MarkKind(StrEnum):
    """What happened at a mark."""

    MOTION = "motion"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Recording:
    """One entry of the platform's list; `size_bytes` is None where the platform does not say."""

    range: TimeRange
    kind: RecordingKind
    storage: RecordStorage
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened; `label` is the platform's word, possibly empty."""

    id: str
    range: TimeRange
    kind: MarkKind
    label: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How far back the archive reaches: footage before `from_ms` is overwritten, `days` are kept."""

    from_ms: int
    days: int

    def overwritten(self, ms: float) -> bool:
        """True for an instant whose footage is gone."""
        return ms < self.from_ms

    def left_ms(self, ms: int, now_ms: int) -> int:
        """Return how long footage of an instant is still kept; 0 when it is gone."""
        return 0 if self.overwritten(ms) else max(0, ms + self.days * DAY_MS - now_ms)

    def days_left(self, ms: int, now_ms: int) -> int:
        """Return the whole days before footage of an instant is overwritten; 0: within a day, or gone."""
        return self.left_ms(ms, now_ms) // DAY_MS


@dataclass(frozen=True, slots=True)
class RecordingList:
    """The recordings of a span; `dropped` counts entries that made no sense.

    `clock_offset_ms` is how far the camera's own clock is ahead, None where the platform does not know.
    """

    items: tuple[Recording, ...]
    retention: Retention | None
    dropped: int = 0
    clock_offset_ms: int | None = None


@dataclass(frozen=True, slots=True)
class RecordingDays:
    """The days of one month (Beijing time) that have recordings, and of which kinds."""

    days: Mapping[int, frozenset[RecordingKind]]
    retention: Retention | None
