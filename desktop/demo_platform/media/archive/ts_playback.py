"""Sends recordings as a transport stream from an instant on, as fast as the reader reads.

PTS = UTC milliseconds × 90 modulo 2³³, so a picture's instant can be told from it to the millisecond. Gaps
are gone over without waiting; where time jumps, or runs backwards, the program clock is marked as
discontinuous.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Protocol

from desktop.demo_platform.media.archive.devices import DeviceDesk, Session
from desktop.demo_platform.media.archive.footage import NowMs, Piece, walk
from desktop.demo_platform.media.archive.footage_packager import FootagePackager
from desktop.demo_platform.media.archive.gop import Gop, GopKey
from desktop.demo_platform.media.archive.gop_book import GopBook
from desktop.demo_platform.media.archive.grid import offsets_ms, start_of
from desktop.demo_platform.media.archive.request import Limits
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import QUANTISERS, AccessUnit
from desktop.demo_platform.media.profiles import Profile

FASTEST_WHOLE = 4.0
"""At higher speeds only key frames are sent."""
_PIECE = 6
"""So many pictures at most go to the reader at once."""
_STAYS_AFTER = 1
_STOPS_SCRUBBING_AFTER = 4
"""Who has taken so many groups (or key frames) is not just looking for a place."""


class Reader(Protocol):
    """Where a flow of bytes goes."""

    async def push(self, data: bytes) -> None:
        """Send; return when there is room for more."""


@dataclass(frozen=True, slots=True)
class TsOrder:
    """What to play to whom."""

    camera: Camera
    profile: Profile
    codec: str
    start_ms: int
    user: str
    speed: float = 1.0
    reverse: bool = False
    short_s: float | None = None
    """End after so many seconds of footage (a fault)."""
    limits: Limits | None = None
    """A download: only this storage, and no picture from `to_ms` on."""

    def pieces(self, now_ms: NowMs) -> Iterator[Piece]:
        """Yield the groups to send, in order."""
        pieces = walk(self.camera, self.start_ms, now_ms, reverse=self.reverse)
        limits = self.limits
        if limits is None:
            return pieces
        inside = takewhile(lambda piece: start_of(piece.group) < limits.to_ms, pieces)
        return (piece for piece in inside if piece.storage == limits.storage)

    @property
    def keys_only(self) -> bool:
        """Tell whether key frames are all that is sent."""
        return self.reverse or self.speed > FASTEST_WHOLE


class TsPlayback:
    """One reader's way through the footage. Event-loop thread only.

    The next group is begun when half of the present one has been sent: at most three seconds of pictures are
    encoded that the reader has not taken.
    """

    def __init__(self, order: TsOrder, book: GopBook, devices: DeviceDesk, now_ms: NowMs) -> None:
        self._order, self._book, self._devices, self._now_ms = order, book, devices, now_ms
        self._packager = FootagePackager(order.codec, order.profile)
        self._session: Session | None = None
        self._held: list[Gop] = []
        self._first_ms: int | None = None

    async def run(self, reader: Reader, session: Session | None) -> None:
        """Send until the footage or its device's readiness ends; `session` is a device already taken."""
        self._session = session
        order = self._order
        try:
            pieces = order.pieces(self._now_ms)
            current = self._next(pieces)
            for played in count():
                if current is None:
                    break
                if played == (_STOPS_SCRUBBING_AFTER if order.keys_only else _STAYS_AFTER):
                    self._book.foresee(order.camera, order.profile)
                current = await self._play(current, pieces, reader)
        finally:
            self._leave_device()
            for gop in self._held:
                self._book.release(gop)

    async def _play(self, gop: Gop, pieces: Iterator[Piece], reader: Reader) -> Gop | None:
        """Send one group; return the one that follows."""
        pictures = 1 if self._order.keys_only else gop.key.count
        following: Gop | None = None
        sent, is_begun = 0, False
        while sent < pictures:
            if not is_begun and 2 * sent >= pictures - 1:
                following, is_begun = self._next(pieces), True
            most = _PIECE if sent else 1  # the key frame goes as soon as it is there
            units = (await gop.ready(sent))[: min(most, pictures - sent)]
            allowed = list(takewhile(self._is_allowed, units))
            if allowed:
                pieces_of_stream = [self._packager.pack(unit) for unit in allowed]
                if not sent:
                    pieces_of_stream.append(self._announced(gop, following, pictures))
                await reader.push(b"".join(pieces_of_stream))
            if len(allowed) < len(units):
                return None
            sent += len(units)
        self._held.remove(gop)
        self._book.release(gop)
        return following

    def _announced(self, gop: Gop, following: Gop | None, pictures: int) -> bytes:
        """Return the beginning of the picture after a key frame, for which receivers wait."""
        if pictures > 1:
            next_ms, is_key = gop.key.start_ms + offsets_ms(gop.key.profile)[1], False
        elif following is not None:
            next_ms, is_key = following.key.start_ms, True
        else:
            return b""
        return self._packager.announce(next_ms, is_key=is_key) if self._is_within(next_ms) else b""

    def _next(self, pieces: Iterator[Piece]) -> Gop | None:
        """Have the next group made; None at the end, or where another one plays from the device."""
        piece = next(pieces, None)
        if piece is None or not self._may_read(piece):
            return None
        order = self._order
        quantiser = QUANTISERS[order.codec]
        key = GopKey(order.camera, order.profile, order.codec, quantiser, piece.group)
        gop = self._book.hold(key, 1 if order.keys_only else key.count)
        self._held.append(gop)
        return gop

    def _may_read(self, piece: Piece) -> bool:
        """Take the device where its storage begins, give it back where it ends."""
        if piece.storage == "platform":
            self._leave_device()
            return True
        if self._session is None:
            order = self._order
            if order.camera.online:
                self._session = self._devices.enter(order.camera.id, order.user, self._now_ms())
        return self._session is not None

    def _leave_device(self) -> None:
        if self._session is not None:
            self._devices.leave(self._session)
            self._session = None

    def _is_allowed(self, unit: AccessUnit) -> bool:
        if self._first_ms is None:
            self._first_ms = unit.pts_ms
        return self._is_within(unit.pts_ms)

    def _is_within(self, time_ms: int) -> bool:
        """Tell whether an instant lies before the end of a recording that ends early."""
        first_ms, short_s, limits = self._first_ms, self._order.short_s, self._order.limits
        if limits is not None and time_ms >= limits.to_ms:
            return False
        return short_s is None or first_ms is None or abs(time_ms - first_ms) < short_s * 1000
