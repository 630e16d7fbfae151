"""Sends any bytes of an MP4 file of recordings, encoding the groups of pictures that they lie in."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass

from desktop.demo_platform.media.archive.footage import Span
from desktop.demo_platform.media.archive.gop import Gop, GopKey
from desktop.demo_platform.media.archive.gop_book import GopBook
from desktop.demo_platform.media.archive.mp4_boxes import CodingHeaders
from desktop.demo_platform.media.archive.mp4_file import DoesNotFitError, Mp4File, coding_headers, group_bytes
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import QUANTISERS
from desktop.demo_platform.media.profiles import Profile

_AHEAD = 2
"""So many groups are encoded while one is being sent."""
_COARSER = 6
_COARSEST = 51


@dataclass(frozen=True, slots=True)
class Mp4Order:
    """Which footage the file is made of."""

    camera: Camera
    profile: Profile
    codec: str
    spans: tuple[Span, ...]

    def key(self, number: int, quantiser: int | None = None) -> GopKey:
        """Return the key of one of its groups."""
        chosen = QUANTISERS[self.codec] if quantiser is None else quantiser
        return GopKey(self.camera, self.profile, self.codec, chosen, number)


class Mp4Press:
    """Makes files; knows the parameter sets of streams it has made before. Event-loop thread only."""

    def __init__(self, book: GopBook) -> None:
        self._book = book
        self._headers: dict[tuple[str, str], CodingHeaders] = {}

    async def file(self, order: Mp4Order) -> Mp4File:
        """Return the layout of a file; GopFailedError when nothing can be encoded."""
        stream = (order.codec, order.profile.role)
        if stream not in self._headers:
            with self._book.held(order.key(order.spans[0].first), 1) as gop:
                key_unit = (await gop.ready(0))[0]
            self._headers[stream] = coding_headers(order.codec, key_unit)
        file = Mp4File(self._headers[stream], order.profile, order.spans)
        await asyncio.to_thread(lambda: file.size)  # the tables of a whole day take a fifth of a second
        return file

    async def pieces(
        self, order: Mp4Order, file: Mp4File, part: range, *, groups: int | None = None
    ) -> AsyncGenerator[bytes, None]:
        """Yield some bytes of a file, of at most so many of its groups; close it when it is left early."""
        head, start, end = file.head, part.start, part.stop
        if start < len(head):
            yield head[start:end]
        size = file.group_size
        indexes = _groups(file, part)
        last = indexes.stop if groups is None else min(indexes.stop, groups)
        held: deque[Gop] = deque()
        try:
            for index in range(indexes.start, last):
                self._read_ahead(order, file, range(index + len(held), min(index + 1 + _AHEAD, last)), held)
                data = await self._data(order, held[0])
                begin = len(head) + index * size
                inside = slice(max(start - begin, 0), min(end - begin, size))
                self._book.release(held.popleft())
                yield data if inside == slice(0, size) else data[inside]
        finally:
            for gop in held:
                self._book.release(gop)

    def has_all(self, order: Mp4Order, file: Mp4File, part: range) -> bool:
        """Tell whether the pictures of some bytes of a file are there already."""
        numbers = (file.group_number(index) for index in _groups(file, part))
        return all(self._book.has(order.key(number)) for number in numbers)

    def _read_ahead(self, order: Mp4Order, file: Mp4File, indexes: range, held: deque[Gop]) -> None:
        for index in indexes:
            key = order.key(file.group_number(index))
            held.append(self._book.hold(key, key.count))

    async def _data(self, order: Mp4Order, gop: Gop) -> bytes:
        """Return the media data of a group, encoded as finely as fits into its room."""
        for quantiser in _ladder(order.codec):
            key = order.key(gop.key.number, quantiser)
            with self._book.held(key, key.count) as tried:
                await tried.ready(key.count - 1)
                try:
                    return group_bytes(order.codec, order.profile, tried.units)
                except DoesNotFitError:
                    continue
        raise DoesNotFitError


def _groups(file: Mp4File, part: range) -> range:
    """Return the indexes of the groups that some bytes of a file lie in."""
    size, behind = file.group_size, len(file.head)
    return range(max(part.start - behind, 0) // size, -(-max(part.stop - behind, 0) // size))


def _ladder(codec: str) -> Iterator[int]:
    yield from range(QUANTISERS[codec], _COARSEST + 1, _COARSER)
