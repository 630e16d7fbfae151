"""The instants at which recorded pictures lie, the same for every request: a fixed grid of UTC milliseconds.

Group of pictures number g begins at g × 2000 ms; its picture k lies k / fps seconds later, rounded to 1 ms.
"""

from bisect import bisect_right
from functools import lru_cache

from desktop.demo_platform.archive import GOP_MS
from desktop.demo_platform.media.profiles import Profile


@lru_cache(maxsize=8)
def offsets_ms(profile: Profile) -> tuple[int, ...]:
    """Return by how many milliseconds each picture of a group is later than the group's beginning."""
    count = GOP_MS * profile.fps // 1000
    return tuple(round(index * 1000 / profile.fps) for index in range(count))


def group_at(at_ms: int) -> int:
    """Return the number of the group that an instant lies in."""
    return at_ms // GOP_MS


def start_of(group: int) -> int:
    """Return when a group begins."""
    return group * GOP_MS


def picture_at(at_ms: int, profile: Profile) -> int:
    """Return the instant of the newest picture that is not later."""
    start = start_of(group_at(at_ms))
    offsets = offsets_ms(profile)
    return start + offsets[bisect_right(offsets, at_ms - start) - 1]
