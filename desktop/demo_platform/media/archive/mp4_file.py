"""An MP4 file of recordings whose every byte has its place before any picture is encoded.

Each picture gets a fixed number of bytes, filled up with filler data units, so the file's size, its tables
and the place of each group of pictures follow from the range of time alone. Within the file, time is true:
a gap in the recordings makes the picture before it last.
"""

import struct
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from desktop.demo_platform.archive import GOP_MS
from desktop.demo_platform.media.archive.footage import Span
from desktop.demo_platform.media.archive.grid import offsets_ms, start_of
from desktop.demo_platform.media.archive.mp4_boxes import CodingHeaders, SampleTables, file_head
from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.packaging import nal
from desktop.demo_platform.media.profiles import Profile

_ROOM = MappingProxyType({"main": (160 << 10, 6 << 10), "sub": (64 << 10, 2560)})
"""Bytes of a key frame and of any other picture."""
_OUT_OF_BAND = MappingProxyType({"h264": frozenset({7, 8, 9}), "h265": frozenset({32, 33, 34, 35})})
"""Parameter sets stand in the file's head; delimiters are not needed."""
_TYPES = MappingProxyType({"h264": nal.h264_type, "h265": nal.h265_type})
_FILLERS = MappingProxyType({"h264": b"\x0c", "h265": b"\x4c\x01"})
_LENGTH = 4


class DoesNotFitError(Exception):
    """A picture is larger than its room: encode the group again, coarser."""


def coding_headers(codec: str, key: AccessUnit) -> CodingHeaders:
    """Return the parameter sets that a key frame carries."""
    types = _OUT_OF_BAND[codec]
    found = {_TYPES[codec](part): part for part in nal.split(key.data) if _TYPES[codec](part) in types}
    wanted = (32, 33, 34) if codec == "h265" else (7, 8)
    return CodingHeaders(codec, tuple(found[kind] for kind in wanted))


def group_bytes(codec: str, profile: Profile, units: Sequence[AccessUnit]) -> bytes:
    """Return the media data of a whole group, every picture filled up to its room; DoesNotFitError."""
    key_room, room = _ROOM[profile.role]
    samples = (_sample(codec, unit, room if index else key_room) for index, unit in enumerate(units))
    return b"".join(samples)


def _sample(codec: str, unit: AccessUnit, room: int) -> bytes:
    outside = _OUT_OF_BAND[codec]
    data = nal.length_prefixed([part for part in nal.split(unit.data) if _TYPES[codec](part) not in outside])
    missing = room - len(data)
    if missing == 0:
        return data
    head = _FILLERS[codec]
    ones = missing - _LENGTH - len(head) - 1
    if ones < 0:
        raise DoesNotFitError
    filler = head + b"\xff" * ones + b"\x80"
    return data + len(filler).to_bytes(_LENGTH, "big") + filler


@dataclass(frozen=True)
class Mp4File:
    """The layout of one file: the head, then the groups of the spans, all of the same size."""

    headers: CodingHeaders
    profile: Profile
    spans: tuple[Span, ...]

    @property
    def first_ms(self) -> int:
        """The instant of the first picture."""
        return start_of(self.spans[0].first)

    @cached_property
    def groups(self) -> int:
        """How many groups of pictures it has."""
        return sum(span.end - span.first for span in self.spans)

    @property
    def pictures(self) -> int:
        """How many pictures a group has."""
        return len(offsets_ms(self.profile))

    @property
    def group_size(self) -> int:
        """Bytes of one group."""
        key_room, room = _ROOM[self.profile.role]
        return key_room + room * (self.pictures - 1)

    @cached_property
    def head(self) -> bytes:
        """Everything before the first picture."""
        media_bytes = self.groups * self.group_size
        return file_head(self.headers, self.profile, self._tables(), self.first_ms, media_bytes)

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return len(self.head) + self.groups * self.group_size

    def group_number(self, index: int) -> int:
        """Return the number (see `grid`) of the file's group at an index."""
        at = bisect_right(self._starts, index) - 1
        return self.spans[at].first + index - self._starts[at]

    @cached_property
    def _starts(self) -> list[int]:
        starts, count = [], 0
        for span in self.spans:
            starts.append(count)
            count += span.end - span.first
        return starts

    def _tables(self) -> SampleTables:
        groups, pictures, size = self.groups, self.pictures, self.group_size
        key_room, room = _ROOM[self.profile.role]
        sizes = struct.pack(f">{pictures}I", key_room, *[room] * (pictures - 1))
        keys = range(1, groups * pictures + 1, pictures)
        return SampleTables(
            stts=self._durations(),
            stss=struct.pack(f">I{groups}I", groups, *keys),
            stsc=struct.pack(">4I", 1, 1, pictures, 1),  # every chunk is a group
            stsz=struct.pack(">II", 0, groups * pictures) + sizes * groups,
            co64=struct.pack(f">I{groups}Q", groups, *range(0, groups * size, size)),
            duration_ms=(self.spans[-1].end - self.spans[0].first) * GOP_MS,
        )

    def _durations(self) -> bytes:
        """Return how long every picture is shown, in runs of equal durations."""
        offsets = offsets_ms(self.profile)
        plain = [b - a for a, b in zip(offsets, (*offsets[1:], GOP_MS), strict=True)]
        body: list[bytes] = []
        for index, span in enumerate(self.spans):
            groups = span.end - span.first
            is_last = index == len(self.spans) - 1
            gap_ms = 0 if is_last else (self.spans[index + 1].first - span.end) * GOP_MS
            body.append(_runs(plain) * (groups - 1) + _runs([*plain[:-1], plain[-1] + gap_ms]))
        data = b"".join(body)
        return struct.pack(">I", len(data) // 8) + data


def _runs(durations: Sequence[int]) -> bytes:
    runs: list[list[int]] = []
    for duration in durations:
        if runs and runs[-1][1] == duration:
            runs[-1][0] += 1
        else:
            runs.append([1, duration])
    return b"".join(struct.pack(">II", *run) for run in runs)
