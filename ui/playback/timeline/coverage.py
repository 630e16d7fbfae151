"""Which kinds of footage each small piece of time holds, ready at every zoom; no Qt.

A lane may have tens of thousands of segments, and a frame has a few milliseconds. So time is divided into
texels of a power of two milliseconds, each a byte of flags. Rows of texels are made once, kept, and joined
into coarser ones by OR, as whole rows: what a frame costs depends on its pixels and not on the segments.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, TypeVar

from desktop.domain.recording import MarkKind, RecordingKind
from desktop.domain.time_range import TimeRange
from ui.playback.timeline.lane import Lane

_T = TypeVar("_T")

TIMED: Final = 1
MOTION: Final = 2
ALARM: Final = 4
MARK_MOTION: Final = 8
MARK_ALARM: Final = 16
UNKNOWN: Final = 32

_KIND_FLAGS: Final = {
    RecordingKind.TIMED: TIMED,
    RecordingKind.MOTION: MOTION,
    RecordingKind.ALARM: ALARM,
}
_MARK_OF: Final = {RecordingKind.MOTION: MarkKind.MOTION, RecordingKind.ALARM: MarkKind.ALARM}
_MARK_FLAGS: Final = {MarkKind.MOTION: MARK_MOTION, MarkKind.ALARM: MARK_ALARM}

TILE: Final = 512
"""Texels in a kept row."""
_FEW: Final = 256
"""So many pieces are painted directly; more are joined from finer rows."""
_MOST_TILES: Final = 1024


class _Track:
    """All spans of one flag, sorted; spans may overlap."""

    def __init__(self, flag: int) -> None:
        self.fill: Final = bytes([flag]) * TILE
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._reach = self.ends

    def add(self, span: TimeRange) -> None:
        """Add a span that starts no earlier than the last one; at least a millisecond long."""
        start = span.start_ms
        self.starts.append(start)
        self.ends.append(max(span.end_ms, start + 1))

    def close(self) -> None:
        """Take no more spans: make ready for those that overlap."""
        self._reach = list(accumulate(self.ends, max))

    def indices(self, start_ms: int, end_ms: int) -> range:
        """Return which spans may touch a stretch of time."""
        return range(bisect_right(self._reach, start_ms), bisect_left(self.starts, end_ms))


class Coverage:
    """The rows of one lane; made anew when the lane changes, but for the rows that the change left alone."""

    def __init__(
        self,
        lane: Lane,
        former: "Coverage | None" = None,
        hidden: frozenset[MarkKind] = frozenset(),
    ) -> None:
        """Keep the rows of `former` that are still right; it hides the same kinds of marks."""
        self._lane = lane
        self._tracks = _tracks(lane, hidden)
        self._tiles: dict[tuple[int, int], bytes] = {} if former is None else former.kept_for(lane)

    def changed(self, lane: Lane) -> bool:
        """True when another version of the lane has other footage."""
        return _changed(self._lane, lane) is not None

    def kept_for(self, lane: Lane) -> dict[tuple[int, int], bytes]:
        """Return the rows that are right for another version of the lane too: mostly all but the newest."""
        span = _changed(self._lane, lane)
        if span is None:
            return dict(self._tiles)
        start_ms, end_ms = span
        return {
            (level, index): tile
            for (level, index), tile in self._tiles.items()
            if ((index + 1) * TILE) << level <= start_ms or end_ms <= (index * TILE) << level
        }

    def texels(self, level: int, first: int, count: int) -> bytes:
        """Return `count` texels of 2**level ms each, the first of which starts at first * 2**level."""
        begin, end = first // TILE, (first + count - 1) // TILE + 1
        if len(self._tiles) > _MOST_TILES:
            self._tiles.clear()
        row = b"".join([self._tile(level, index) for index in range(begin, end)])
        offset = first - begin * TILE
        return row[offset : offset + count]

    def _tile(self, level: int, index: int) -> bytes:
        found = self._tiles.get((level, index))
        if found is None:
            found = self._made(level, index)
            self._tiles[level, index] = found
        return found

    def _made(self, level: int, index: int) -> bytes:
        start_ms, end_ms = (index * TILE) << level, ((index + 1) * TILE) << level
        hits = [(track, track.indices(start_ms, end_ms)) for track in self._tracks]
        many = sum(len(indices) for _, indices in hits) > _FEW
        if level and (many or self._halves_kept(level, index)):
            return self._joined(level, index)
        total = 0
        for track, indices in hits:
            if indices:
                total |= _painted(track, indices, level, index * TILE)
        return total.to_bytes(TILE, "little")

    def _halves_kept(self, level: int, index: int) -> bool:
        return (level - 1, 2 * index) in self._tiles and (level - 1, 2 * index + 1) in self._tiles

    def _joined(self, level: int, index: int) -> bytes:
        """Return the row made of the two finer ones: each texel is the OR of two."""
        halves = self._tile(level - 1, 2 * index) + self._tile(level - 1, 2 * index + 1)
        even, odd = halves[0::2], halves[1::2]
        return (int.from_bytes(even, "little") | int.from_bytes(odd, "little")).to_bytes(TILE, "little")


def _tracks(lane: Lane, hidden: frozenset[MarkKind]) -> list[_Track]:
    found: dict[int, _Track] = {}
    flags = {kind: TIMED if _MARK_OF.get(kind) in hidden else flag for kind, flag in _KIND_FLAGS.items()}
    for segment in lane.timeline.segments:
        flag = flags[segment.kind]
        track = found.get(flag)
        if track is None:
            track = found[flag] = _Track(flag)
        track.add(segment.range)
    marks = [mark for mark in lane.marks if mark.kind not in hidden]
    for mark in sorted(marks, key=lambda mark: mark.range.start_ms):
        found.setdefault(_MARK_FLAGS[mark.kind], _Track(_MARK_FLAGS[mark.kind])).add(mark.range)
    for span in sorted(lane.unknown):
        found.setdefault(UNKNOWN, _Track(UNKNOWN)).add(span)
    for flag in (MARK_MOTION, MARK_ALARM, UNKNOWN):
        if flag in found:
            found[flag].close()
    return list(found.values())


def _painted(track: _Track, indices: range, level: int, first: int) -> int:
    """Return the texels of one flag as a little-endian number; every span has at least one texel."""
    row = bytearray(TILE)
    fill, starts, ends = track.fill, track.starts, track.ends
    for index in indices:
        left = (starts[index] >> level) - first
        right = ((ends[index] - 1) >> level) + 1 - first
        left, right = max(left, 0), min(right, TILE)
        if left < right:
            row[left:right] = fill[: right - left]
    return int.from_bytes(row, "little")


def _changed(old: Lane, new: Lane) -> tuple[int, int] | None:
    """Return the stretch of time outside of which two versions of a lane are equal; None for no change."""
    spans = [
        *_differing(old.timeline.segments, new.timeline.segments, lambda segment: segment.range),
        *_differing(old.marks, new.marks, lambda mark: mark.range),
        *_differing(old.unknown, new.unknown, lambda span: span),
    ]
    if not spans:
        return None
    return min(span.start_ms for span in spans), max(max(span.end_ms, span.start_ms + 1) for span in spans)


def _differing(old: Sequence[_T], new: Sequence[_T], span_of: Callable[[_T], TimeRange]) -> list[TimeRange]:
    """Return the spans of what is left when a common beginning and a common end are taken away."""
    shorter = min(len(old), len(new))
    if old is new:
        return []
    pairs = zip(old, new, strict=False)
    head = next(
        (index for index, (one, other) in enumerate(pairs) if one is not other and one != other), shorter
    )
    rest = shorter - head
    tail = next((index for index in range(rest) if old[-1 - index] != new[-1 - index]), rest)
    return [span_of(item) for items in (old, new) for item in items[head : len(items) - tail]]


def widened(texels: bytes) -> bytes:
    """Return the texels with every run one texel longer, so that halving the picture cannot lose one.

    Ordinary footage grows into empty texels only: where an event begins after it, the event stands alone.
    """
    count = len(texels)
    grown = (int.from_bytes(texels, "little") << 8) & ((1 << 8 * count) - 1)
    occupied = int.from_bytes(texels.translate(_OCCUPIED), "little")
    total = int.from_bytes(texels, "little") | (grown & ~(_repeated(TIMED, count) & occupied))
    return total.to_bytes(count, "little")


@lru_cache(maxsize=64)
def _repeated(flag: int, count: int) -> int:
    return int.from_bytes(bytes([flag]) * count, "little")


_OCCUPIED: Final = bytes([0, *[255] * 255])
