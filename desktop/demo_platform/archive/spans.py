"""Arithmetic on sorted lists of half-open spans that do not overlap."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def union(spans: Iterable[Span]) -> list[Span]:
    """Return any spans sorted, with those that overlap or touch made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def clip(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """Return what of the spans lies inside [start, end)."""
    return [(max(s, start), min(e, end)) for s, e in spans if s < end and e > start]


def subtract(spans: Sequence[Span], holes: Sequence[Span]) -> list[Span]:
    """Return what is left of the spans outside the holes."""
    if not holes:
        return list(spans)
    left: list[Span] = []
    first = 0
    for start, end in spans:
        while first < len(holes) and holes[first][1] <= start:
            first += 1
        begin, index = start, first
        while index < len(holes) and holes[index][0] < end:
            if holes[index][0] > begin:
                left.append((begin, holes[index][0]))
            begin = max(begin, holes[index][1])
            index += 1
        if begin < end:
            left.append((begin, end))
    return left


def split(spans: Iterable[Span], step: int, phase: int) -> list[Span]:
    """Return the spans cut wherever (time - phase) is a multiple of the step."""
    parts: list[Span] = []
    for start, end in spans:
        begin = start
        cut = start + step - (start - phase) % step
        while cut < end:
            parts.append((begin, cut))
            begin = cut
            cut += step
        parts.append((begin, end))
    return parts
