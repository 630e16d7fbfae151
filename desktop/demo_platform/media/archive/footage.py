"""The way through a camera's recordings: from group to group, over gaps, forwards and backwards."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.demo_platform import archive
from desktop.demo_platform.archive import Segment, Storage
from desktop.demo_platform.media.archive.grid import group_at, start_of
from desktop.demo_platform.media.catalog import Camera

NowMs = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Piece:
    """One group of pictures that was recorded, and where it is kept."""

    group: int
    storage: Storage


@dataclass(frozen=True, slots=True)
class Span:
    """Whole groups of pictures without a gap: [first, end)."""

    first: int
    end: int


def walk(camera: Camera, start_ms: int, now_ms: NowMs, *, reverse: bool = False) -> Iterator[Piece]:
    """Yield the recorded groups from an instant on: that of the instant, or the next one where there is none.

    What is recorded while somebody walks belongs to the way; it ends where the archive ends.
    """
    step = _back if reverse else _on
    group: int | None = group_at(start_ms)
    while group is not None:
        segment = archive.segment_at(camera, start_of(group), now_ms=now_ms())
        if segment is None:
            segment = step(camera, group, now_ms())
            if segment is None:
                return
            group = group_at(segment.end_ms - 1 if reverse else segment.start_ms)
        yield Piece(group, segment.storage)
        group += -1 if reverse else 1


def nearest(camera: Camera, at_ms: int, now_ms: int) -> tuple[int | None, int | None]:
    """Return the nearest recorded instants before and after one, None where there are none."""
    before = archive.previous_segment(camera, at_ms, now_ms=now_ms)
    after = archive.next_segment(camera, at_ms, now_ms=now_ms)
    return None if before is None else before.end_ms - 1, None if after is None else after.start_ms


def spans_on_platform(camera: Camera, from_ms: int, to_ms: int, now_ms: int) -> list[Span]:
    """Return what the platform keeps of [from_ms, to_ms), in whole groups, neighbours joined."""
    found: list[Span] = []
    for segment in archive.segments(camera, from_ms, to_ms, now_ms=now_ms):
        first = group_at(max(segment.start_ms, from_ms))
        end = group_at(min(segment.end_ms, to_ms) - 1) + 1
        if segment.storage != "platform" or first >= end:
            continue
        if found and found[-1].end >= first:
            found[-1] = Span(found[-1].first, end)
        else:
            found.append(Span(first, end))
    return found


def _on(camera: Camera, group: int, now_ms: int) -> Segment | None:
    return archive.next_segment(camera, start_of(group), now_ms=now_ms)


def _back(camera: Camera, group: int, now_ms: int) -> Segment | None:
    return archive.previous_segment(camera, start_of(group), now_ms=now_ms)
