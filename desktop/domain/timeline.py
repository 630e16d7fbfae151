"""What there is of one camera over time: sorted, without overlaps, whatever the platform listed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop.domain.recording import Recording, RecordingKind, RecordStorage
from desktop.domain.time_range import TimeRange

_RANK = {RecordingKind.TIMED: 0, RecordingKind.MOTION: 1, RecordingKind.ALARM: 2}
_BY_RANK = {rank: kind for kind, rank in _RANK.items()}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of footage of one kind in one place."""

    range: TimeRange
    kind: RecordingKind
    storage: RecordStorage


@dataclass(frozen=True, slots=True)
class Timeline:
    """Segments in order; build it with `of`. Look-ups take logarithmic time.

    `problems` counts what was odd in the platform's list: entries that were dropped, and footage that is
    listed twice in the same place.
    """

    segments: tuple[Segment, ...] = ()
    problems: int = 0
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(segment.range.start_ms for segment in self.segments))

    @classmethod
    def of(cls, recordings: Iterable[Recording], limit: TimeRange) -> "Timeline":
        """Make sense of a list of recordings inside `limit` (whose end is now, for what is to come).

        Where entries overlap, alarm wins over motion and motion over timed, and the platform's storage over
        the device's, which only one may play from. Entries without length or outside the limit are dropped.
        """
        inside: list[Segment] = []
        problems = 0
        for recording in recordings:
            part = recording.range.intersection(limit)
            if part is None:
                problems += 1
            else:
                inside.append(Segment(part, recording.kind, recording.storage))
        doubled = _doubled(inside)
        return cls(_flattened(inside), problems + doubled)

    @property
    def range(self) -> TimeRange | None:
        """From the first segment's start to the last one's end, None when there is nothing."""
        if not self.segments:
            return None
        return TimeRange(self._starts[0], self.segments[-1].range.end_ms)

    def at(self, ms: float) -> Segment | None:
        """Return the segment at an instant, None in a gap."""
        index = bisect_right(self._starts, ms) - 1
        if index < 0 or not self.segments[index].range.contains(ms):
            return None
        return self.segments[index]

    def run(self, ms: float) -> TimeRange | None:
        """Return the footage without a gap around an instant, None in a gap."""
        index = bisect_right(self._starts, ms) - 1
        if index < 0 or not self.segments[index].range.contains(ms):
            return None
        first = last = index
        while first and self.segments[first - 1].range.end_ms == self._starts[first]:
            first -= 1
        while last + 1 < len(self.segments) and self._starts[last + 1] == self.segments[last].range.end_ms:
            last += 1
        return TimeRange(self._starts[first], self.segments[last].range.end_ms)

    def next_start(self, ms: float) -> int | None:
        """Return where the next segment after an instant starts: the far side of a gap."""
        segment = self.segment_after(ms)
        return None if segment is None else segment.range.start_ms

    def previous_end(self, ms: float) -> int | None:
        """Return where the last segment before an instant ended, at the instant itself included."""
        index = bisect_left(self._starts, ms) - 1
        while index >= 0:
            end = self.segments[index].range.end_ms
            if end <= ms:
                return end
            index -= 1
        return None

    def segment_before(self, ms: float) -> Segment | None:
        """Return the last segment that starts before an instant; inside a segment, that one."""
        index = bisect_left(self._starts, ms) - 1
        return self.segments[index] if index >= 0 else None

    def segment_after(self, ms: float) -> Segment | None:
        """Return the first segment that starts after an instant."""
        index = bisect_right(self._starts, ms)
        return self.segments[index] if index < len(self.segments) else None

    def within(self, span: TimeRange) -> Sequence[Segment]:
        """Return the segments that lie in a span or reach into it, whole."""
        if span.empty:
            return ()
        first = max(0, bisect_right(self._starts, span.start_ms) - 1)
        if first < len(self.segments) and self.segments[first].range.end_ms <= span.start_ms:
            first += 1
        return self.segments[first : bisect_left(self._starts, span.end_ms)]

    def gaps(self, span: TimeRange) -> tuple[TimeRange, ...]:
        """Return the parts of a span without footage, in order."""
        found: list[TimeRange] = []
        position = span.start_ms
        for segment in self.within(span):
            if segment.range.start_ms > position:
                found.append(TimeRange(position, segment.range.start_ms))
            position = segment.range.end_ms
        if position < span.end_ms:
            found.append(TimeRange(position, span.end_ms))
        return tuple(found)

    def covered_ms(self, span: TimeRange) -> int:
        """Return how much of a span there is footage of."""
        parts = (segment.range.intersection(span) for segment in self.within(span))
        return sum(part.duration_ms for part in parts if part is not None)

    def merge(self, other: "Timeline") -> "Timeline":
        """Return both together, by the same rules as `of`."""
        both = [*self.segments, *other.segments]
        return Timeline(_flattened(both), self.problems + other.problems)

    def with_part(self, part: TimeRange, news: "Timeline") -> "Timeline":
        """Return this timeline with what it has in `part` replaced by what `news` has there.

        Only the neighbourhood of `part` is worked on: the growing end of a long timeline costs little.
        """
        first = max(0, bisect_left(self._starts, part.start_ms) - 1)
        after = bisect_right(self._starts, part.end_ms)
        pieces = [
            Segment(piece, segment.kind, segment.storage)
            for segment in self.segments[first:after]
            for piece in segment.range.without(part)
        ]
        pieces.extend(_cut(news.within(part), part))
        middle = _flattened(pieces)
        segments = (*self.segments[:first], *middle, *self.segments[after:])
        return Timeline(segments, self.problems + news.problems)


def _cut(segments: Iterable[Segment], part: TimeRange) -> Iterator[Segment]:
    for segment in segments:
        inside = segment.range.intersection(part)
        if inside is not None:
            yield Segment(inside, segment.kind, segment.storage)


def _doubled(segments: Sequence[Segment]) -> int:
    """Return how many segments begin where another one of the same storage still goes on."""
    ends: dict[RecordStorage, int] = {}
    count = 0
    for segment in sorted(segments, key=lambda segment: segment.range):
        end = ends.get(segment.storage, segment.range.start_ms)
        count += segment.range.start_ms < end
        ends[segment.storage] = max(end, segment.range.end_ms)
    return count


def _flattened(segments: list[Segment]) -> tuple[Segment, ...]:
    """Return segments in order without overlaps; equal ones that touch become one."""
    segments.sort(key=lambda segment: segment.range)
    pieces = segments if _apart(segments) else list(_swept(segments))
    joined: list[Segment] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.range.end_ms == piece.range.start_ms
            and last.kind is piece.kind
            and last.storage is piece.storage
        ):
            whole = TimeRange(last.range.start_ms, piece.range.end_ms)
            joined[-1] = Segment(whole, piece.kind, piece.storage)
        else:
            joined.append(piece)
    return tuple(joined)


def _apart(segments: Sequence[Segment]) -> bool:
    """True when nothing overlaps: the ordinary case, which needs no sweep."""
    return all(
        segments[index].range.end_ms <= segments[index + 1].range.start_ms
        for index in range(len(segments) - 1)
    )


def _swept(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield what wins between one beginning or end and the next."""
    edges: list[tuple[int, int, int, RecordStorage]] = []
    for segment in segments:
        rank = _RANK[segment.kind]
        edges.append((segment.range.start_ms, 1, rank, segment.storage))
        edges.append((segment.range.end_ms, -1, rank, segment.storage))
    edges.sort(key=lambda edge: edge[0])
    open_ranks = [0] * len(_RANK)
    open_storages = dict.fromkeys(RecordStorage, 0)
    position = 0
    for at, change, rank, storage in edges:
        if at > position and any(open_ranks):
            best = max(index for index, count in enumerate(open_ranks) if count)
            on_platform = open_storages[RecordStorage.PLATFORM] > 0
            where = RecordStorage.PLATFORM if on_platform else RecordStorage.DEVICE
            yield Segment(TimeRange(position, at), _BY_RANK[best], where)
        position = at
        open_ranks[rank] += change
        open_storages[storage] += change
