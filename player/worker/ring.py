"""The last minute of one stream, as packets: what instant replay shows without asking the platform.

A packet's instant is its arrival, straightened: a GOP cache sends two seconds of pictures in one burst, and
networks jitter, but the stream's own stamps keep the distance between pictures. So an instant is the stamp
moved by the shortest delay seen since the stamps began to count; it is never later than the arrival.
"""

import threading
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

KEEP_MS: Final = 75_000
"""How much is kept at most, a group of pictures more or less: a minute, and room to look for the place."""
PACKET_COST: Final = 200
"""Bytes that the program itself needs for a packet (measured, see tests/benchmarks/replay.py)."""
_LEAP_MS: Final = 5_000
_BACK_MS: Final = 1_000
_BURST_MS: Final = 12_000
"""The longest group of pictures that a platform sends at once to who joins."""
_DRIFT: Final = 2e-4
"""How fast a stamp clock may be off, as a share; the shortest delay is forgotten at this speed."""


@dataclass(slots=True)
class _Run:
    """Packets whose stamps count on; `delay_ms` leads from a stamp to UTC."""

    codec: str
    extradata: bytes | None
    delay_ms: float
    stamp_ms: float
    arrival_ms: float
    first_ms: float
    """The stamp of its first packet."""

    def take(self, stamp_ms: float, arrival_ms: float) -> None:
        passed = max(0.0, arrival_ms - self.arrival_ms)
        self.delay_ms = min(self.delay_ms + passed * _DRIFT, arrival_ms - stamp_ms)
        self.stamp_ms, self.arrival_ms = stamp_ms, arrival_ms

    def goes_on(self, stamp_ms: float, arrival_ms: float) -> bool:
        step = stamp_ms - self.stamp_ms
        return -_BACK_MS <= step <= max(0.0, arrival_ms - self.arrival_ms) + _LEAP_MS


@dataclass(frozen=True, slots=True)
class RingPacket:
    """One picture's packet; `number` counts all packets of the ring."""

    number: int
    data: bytes
    media_ms: int
    """UTC milliseconds at which the picture came, as well as that can be known."""
    decode_ms: int
    """No later packet's picture lies before this."""
    is_key: bool
    codec: str
    """FFmpeg's name."""
    extradata: bytes | None
    """Parameter sets that the packets may lack."""


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    size: int
    stamp_ms: float
    reorder_ms: float
    run: _Run

    def media_ms(self) -> int:
        return round(self.stamp_ms + self.run.delay_ms)


@dataclass(slots=True)
class _Group:
    """A key frame and what builds on it; one block of memory once it is complete, so that nothing frays."""

    first: int
    entries: list[_Entry] = field(default_factory=list)
    cost: int = 0
    _block: bytes | None = None
    _parts: list[bytes] = field(default_factory=list)
    _length: int = 0

    def add(self, data: bytes, stamp_ms: float, reorder_ms: float, run: _Run) -> int:
        """Keep a packet; return what it costs."""
        self.entries.append(_Entry(self._length, len(data), stamp_ms, reorder_ms, run))
        self._parts.append(data)
        self._length += len(data)
        self.cost += len(data) + PACKET_COST
        return len(data) + PACKET_COST

    def close(self) -> None:
        """Take note that no more will come."""
        if self._block is None:
            self._block, self._parts = b"".join(self._parts), []

    def drop_last(self) -> int:
        """Forget the last packet of a closed group; return what it cost."""
        entry = self.entries.pop()
        assert self._block is not None
        self._block = self._block[: entry.start]
        self.cost -= entry.size + PACKET_COST
        return entry.size + PACKET_COST

    def data(self, inside: int) -> bytes:
        """Return a packet's bytes."""
        if self._block is None:
            return self._parts[inside]
        entry = self.entries[inside]
        return self._block[entry.start : entry.start + entry.size]


class ReplayRing:
    """Whole groups of pictures up to a number of bytes; may be used from any thread."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._lock = threading.Lock()
        self._groups: deque[_Group] = deque()
        self._cost = 0
        self._count = 0
        self._codec: tuple[str, bytes | None] = ("", None)
        self._run: _Run | None = None
        self._open = False
        self._dropping = False

    @property
    def cost(self) -> int:
        """Bytes in use, the program's own included."""
        return self._cost

    def set_limit(self, limit_bytes: int) -> None:
        """Keep no more than so many bytes from now on; 0 keeps nothing."""
        with self._lock:
            self._limit = limit_bytes
            self._shrink()

    def begin(self, codec: str, extradata: bytes | None) -> None:
        """Take note of a new connection: its packets begin with a key frame, and its stamps are new.

        Packets of another codec are forgotten: one decoder shows one codec.
        """
        with self._lock:
            if codec != self._codec[0]:
                self._forget()
            self._codec = (codec, extradata)
            self._run, self._open = None, False

    def clear(self) -> None:
        """Forget everything: another camera follows."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        self._groups.clear()
        self._cost = 0
        self._run, self._open = None, False
        self._dropping = False

    def add(
        self,
        data: bytes,
        stamp_s: float | None,
        arrival_ms: float,
        *,
        key: bool,
        decode_s: float | None = None,
    ) -> None:
        """Keep a packet; what comes before the first key frame is of no use.

        Args:
            data: the whole picture, with start codes.
            stamp_s: when it is to be shown, in seconds of the stream's own clock; None when it says nothing.
            arrival_ms: when it came, in UTC milliseconds.
            key: whether pictures can be decoded from here on.
            decode_s: its decode stamp, for streams whose pictures are not sent in the order of showing.
        """
        with self._lock:
            self._count += 1
            if key:
                if self._groups:
                    self._groups[-1].close()
                self._groups.append(_Group(self._count))
                self._open = True
            elif not self._open:
                return
            run = self._run_of(arrival_ms if stamp_s is None else stamp_s * 1000, arrival_ms)
            reorder_ms = 0.0 if stamp_s is None or decode_s is None else max(0.0, stamp_s - decode_s) * 1000
            self._cost += self._groups[-1].add(data, run.stamp_ms, reorder_ms, run)
            if run.stamp_ms - run.first_ms <= _BURST_MS:
                self._drop_seen_twice(run)
            self._shrink()

    def range(self) -> tuple[int, int] | None:
        """Return the instants of the oldest and of the newest picture in UTC milliseconds.

        Once groups have begun to go, the oldest one is left out: it may be gone when somebody asks for it.
        """
        with self._lock:
            groups = self._groups
            if not groups:
                return None
            oldest = groups[1 if self._dropping and len(groups) > 1 else 0]
            return oldest.entries[0].media_ms(), groups[-1].entries[-1].media_ms()

    def find(self, media_ms: float) -> int | None:
        """Return the number of the key frame to begin with for an instant; the oldest one when it is gone."""
        with self._lock:
            if not self._groups:
                return None
            at = bisect_right(self._groups, media_ms, key=lambda group: group.entries[0].media_ms())
            return self._groups[max(0, at - 1)].first

    def packet(self, number: int) -> RingPacket | None:
        """Return a packet, the oldest one when it is gone already, None when it has not come yet."""
        with self._lock:
            at = bisect_right(self._groups, number, key=lambda group: group.first) - 1
            if at < 0:
                return self._made(self._groups[0], 0) if self._groups else None
            group = self._groups[at]
            inside = number - group.first
            if inside < len(group.entries):
                return self._made(group, inside)
            return self._made(self._groups[at + 1], 0) if at + 1 < len(self._groups) else None

    def packets(self, from_ms: float) -> Iterator[RingPacket]:
        """Yield packets from the key frame at or before an instant on, up to the newest one there is now."""
        number = self.find(from_ms)
        while number is not None:
            packet = self.packet(number)
            if packet is None:
                return
            yield packet
            number = packet.number + 1

    def _made(self, group: _Group, inside: int) -> RingPacket:
        entry = group.entries[inside]
        run, media_ms = entry.run, entry.media_ms()
        return RingPacket(
            number=group.first + inside,
            data=group.data(inside),
            media_ms=media_ms,
            decode_ms=media_ms - round(entry.reorder_ms),
            is_key=inside == 0,
            codec=run.codec,
            extradata=run.extradata,
        )

    def _run_of(self, stamp_ms: float, arrival_ms: float) -> _Run:
        run = self._run
        if run is None or not run.goes_on(stamp_ms, arrival_ms):
            delay_ms = arrival_ms - stamp_ms
            run = self._run = _Run(*self._codec, delay_ms, stamp_ms, arrival_ms, first_ms=stamp_ms)
        else:
            run.take(stamp_ms, arrival_ms)
        return run

    def _drop_seen_twice(self, run: _Run) -> None:
        """A new connection brings pictures of the old one again: the new ones are whole, so they stay."""
        begins_ms = run.first_ms + run.delay_ms
        groups = self._groups
        at = len(groups) - 1
        while at >= 0 and groups[at].entries[0].run is run:
            at -= 1
        while at >= 0:
            group = groups[at]
            last = group.entries[-1]
            if last.run is run or last.media_ms() < begins_ms:
                return
            self._cost -= group.drop_last()
            if not group.entries:
                del groups[at]
                at -= 1

    def _shrink(self) -> None:
        groups = self._groups
        while groups and (self._cost > self._limit or self._is_old()):
            self._cost -= groups.popleft().cost
            self._dropping = True
        if not groups:
            self._open = False

    def _is_old(self) -> bool:
        groups = self._groups
        if len(groups) < 2 or not groups[-1].entries:
            return False
        return groups[-1].entries[-1].media_ms() - groups[1].entries[0].media_ms() >= KEEP_MS
