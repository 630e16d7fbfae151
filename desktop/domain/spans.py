"""A set of instants as ranges in order: what has been loaded, and what has not."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.time_range import TimeRange


@dataclass(frozen=True, slots=True)
class Spans:
    """Ranges in order that neither overlap nor touch."""

    parts: tuple[TimeRange, ...] = ()

    def with_spans(self, added: Iterable[TimeRange]) -> "Spans":
        """Return these and the added instants."""
        joined: list[TimeRange] = []
        for part in sorted((*self.parts, *(span for span in added if not span.empty))):
            if joined and part.start_ms <= joined[-1].end_ms:
                joined[-1] = TimeRange(joined[-1].start_ms, max(joined[-1].end_ms, part.end_ms))
            else:
                joined.append(part)
        return Spans(tuple(joined))

    def without(self, span: TimeRange) -> "Spans":
        """Return these instants, those of a range taken out."""
        return Spans(tuple(piece for part in self.parts for piece in part.without(span)))

    def missing(self, span: TimeRange) -> tuple[TimeRange, ...]:
        """Return what of a range is not in here, in order."""
        left = [] if span.empty else [span]
        for part in self.parts:
            left = [piece for other in left for piece in other.without(part)]
        return tuple(left)

    def overlaps(self, span: TimeRange) -> bool:
        """True when some instant of a range is in here."""
        return any(part.overlaps(span) for part in self.parts)
