"""A span of footage: half-open, in UTC milliseconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """From `start_ms` up to, but without, `end_ms`; empty when they are equal.

    Raises ValueError when it would end before it starts.
    """

    start_ms: int
    end_ms: int

    def __post_init__(self) -> None:
        if self.end_ms < self.start_ms:
            raise ValueError("a range ends before it starts")

    @property
    def duration_ms(self) -> int:
        """How long it is."""
        return self.end_ms - self.start_ms

    @property
    def empty(self) -> bool:
        """True when it holds no instant."""
        return self.end_ms == self.start_ms

    def contains(self, ms: float) -> bool:
        """True for an instant inside."""
        return self.start_ms <= ms < self.end_ms

    def covers(self, other: "TimeRange") -> bool:
        """True when every instant of the other is inside."""
        return other.empty or (self.start_ms <= other.start_ms and other.end_ms <= self.end_ms)

    def overlaps(self, other: "TimeRange") -> bool:
        """True when some instant is in both; ranges that merely touch do not overlap."""
        return max(self.start_ms, other.start_ms) < min(self.end_ms, other.end_ms)

    def intersection(self, other: "TimeRange") -> "TimeRange | None":
        """Return what is in both, None when nothing is."""
        start, end = max(self.start_ms, other.start_ms), min(self.end_ms, other.end_ms)
        return TimeRange(start, end) if start < end else None

    def clamp(self, ms: int) -> int:
        """Return the nearest instant inside (the start of an empty range)."""
        return max(self.start_ms, min(ms, self.end_ms - 1))

    def shifted(self, by_ms: int) -> "TimeRange":
        """Return the range moved by so many milliseconds."""
        return TimeRange(self.start_ms + by_ms, self.end_ms + by_ms)

    def without(self, other: "TimeRange") -> tuple["TimeRange", ...]:
        """Return what is left when the other is cut out: nothing, one piece or two."""
        if not self.overlaps(other):
            return () if self.empty else (self,)
        pieces = ((self.start_ms, other.start_ms), (other.end_ms, self.end_ms))
        return tuple(TimeRange(start, end) for start, end in pieces if start < end)
