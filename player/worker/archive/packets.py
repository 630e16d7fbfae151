"""The packets of a recording around the clock: read ahead a little, kept behind a little, found by instant.

Packets lie in groups, each beginning with a key frame, so that any picture of the store can be decoded
without asking the platform again. One thread fills it (a feed's), one looks things up (the viewer's).
"""

import bisect
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from av.packet import Packet
from av.video.stream import VideoStream

from player.api import Failure

VideoPacket: TypeAlias = "Packet[VideoStream]"

_LIMIT_BYTES: Final = 24 << 20
_KEPT_BEHIND: Final = 3
_BREAK_MS: Final = 4000
"""Pictures further apart than this have nothing between them. The clock may jump over it, so it is no
reserve: all tiles would have to read at once what comes behind it, while they play it already."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a feed is asked for."""

    start_ms: int
    speed: float = 1.0
    reverse: bool = False
    keys_only: bool = False
    """Key frames suffice (scrubbing, fast forward, reverse)."""


@dataclass(frozen=True, slots=True)
class Coding:
    """What a decoder must know before the first packet."""

    codec: str
    """FFmpeg's name."""
    extradata: bytes | None = None


@dataclass(slots=True, eq=False)
class Group:
    """A key frame and what builds on it; packets in the order of decoding, their pts in UTC milliseconds."""

    key_ms: int
    packets: list[VideoPacket] = field(default_factory=list)
    size: int = 0


class PacketStore:
    """What one demand has brought so far; `changed` is called on the feed's thread."""

    def __init__(self, demand: Demand, changed: Callable[[], None]) -> None:
        self.demand = demand
        self.coding: Coding | None = None
        self.bytes = 0
        self.failure: Failure | None = None
        self.finished = False
        """No more is to come (end of footage, or `failure`)."""
        self._changed = changed
        self._lock = threading.Condition()
        self._closed = False
        self._groups: list[Group] = []
        self._times: list[int] = []
        self._begin: float = demand.start_ms
        self._settled: float = demand.start_ms
        self._filling: Group | None = None
        self._breaks: list[tuple[int, int]] = []
        self._held = 0
        self._position: float = demand.start_ms
        self._ahead: float = 0.0

    # The feed's side.

    def begin(self, coding: Coding) -> None:
        """Note how the packets to come are coded."""
        with self._lock:
            self.coding = coding

    def reopen(self) -> None:
        """A feed begins, or goes on where another one has ended."""
        with self._lock:
            self.finished = self._closed = False
            self.failure = None

    def add(self, packet: VideoPacket, media_ms: int, decode_ms: int, *, key: bool) -> None:
        """Keep a packet; packets before the first key frame are dropped.

        Args:
            packet: its pts becomes `media_ms`.
            media_ms: the instant of its picture, UTC milliseconds.
            decode_ms: no later packet's picture lies before this (forward).
            key: a key frame begins a new group; one that the store has already replaces the old group.
        """
        packet.pts = packet.dts = media_ms
        with self._lock:
            self.bytes += packet.size
            if key:
                self._open_group(media_ms)
            group = self._filling
            if group is None:
                return
            group.packets.append(packet)
            group.size += packet.size
            self._held += packet.size
            if media_ms >= group.key_ms:
                self._note(media_ms)
            self._settled = media_ms if self.demand.reverse else max(self._settled, decode_ms)
            self._trim()
        self._changed()

    def wait_for_room(self, is_wanted: Callable[[], bool] = lambda: True) -> bool:
        """Block while enough has been read ahead; false when nobody wants more.

        Args:
            is_wanted: false for a feed that was abandoned: the store may have gone on to another one.
        """
        with self._lock:
            while not self._closed and is_wanted() and self._is_full():
                self._lock.wait()
            return not self._closed and is_wanted()

    def finish(self, failure: Failure | None) -> None:
        """Note that no more will come."""
        with self._lock:
            self.finished, self.failure = True, failure
        self._changed()

    def edge(self) -> int | None:
        """Return the instant of the outermost picture in the direction of the demand."""
        with self._lock:
            if not self._times:
                return None
            return self._times[0] if self.demand.reverse else self._times[-1]

    # The viewer's side.

    def move(self, media_ms: float, ahead_ms: float) -> None:
        """Tell where the clock is and how far to read ahead."""
        with self._lock:
            self._position, self._ahead = media_ms, ahead_ms
            if not self._is_full():
                self._lock.notify_all()

    def close(self) -> None:
        """Let the feed go."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()

    @property
    def is_empty(self) -> bool:
        """True before the first picture."""
        return not self._times

    def covers(self, media_ms: float, reach_ms: float) -> bool:
        """Tell whether the instant is here or about to come: at most `reach_ms` beyond what has been read."""
        with self._lock:
            reach = 0.0 if self.finished and self._times else reach_ms
            if self.demand.reverse:
                return self._settled - reach <= media_ms <= self._begin or self._is_behind_the_end(media_ms)
            return self._begin <= media_ms <= self._settled + reach or self._is_behind_the_end(media_ms)

    def is_certain(self, media_ms: float) -> bool:
        """Tell whether no packet to come can change which picture belongs to the instant."""
        with self._lock:
            if self.finished:
                return True
            if not self._times:
                return False
            return self._settled <= media_ms if self.demand.reverse else self._settled >= media_ms

    def floor(self, media_ms: float) -> int | None:
        """Return the newest picture's instant that is not later."""
        with self._lock:
            at = bisect.bisect_right(self._times, media_ms)
            return self._times[at - 1] if at else None

    def ceil(self, media_ms: float) -> int | None:
        """Return the oldest picture's instant that is not earlier."""
        with self._lock:
            at = bisect.bisect_left(self._times, media_ms)
            return self._times[at] if at < len(self._times) else None

    def beside(self, media_ms: int, pictures: int) -> int | None:
        """Return the instant of the picture so many after (before) one that is here."""
        with self._lock:
            at = bisect.bisect_left(self._times, media_ms) + pictures
            return self._times[at] if 0 <= at < len(self._times) else None

    def key_near(self, media_ms: float) -> int | None:
        """Return the last key frame's instant not later, or else the first one's."""
        with self._lock:
            at = self._group_index(media_ms)
            if at < 0:
                return self._groups[0].key_ms if self._groups else None
            return self._groups[at].key_ms

    def group_of(self, media_ms: int) -> Group | None:
        """Return the group that holds the picture of an instant."""
        with self._lock:
            at = self._group_index(media_ms)
            return self._groups[at] if at >= 0 else None

    def group_after(self, group: Group) -> Group | None:
        """Return the group that follows, or None."""
        with self._lock:
            at = self._group_index(group.key_ms) + 1
            return self._groups[at] if 0 < at < len(self._groups) else None

    # With the lock held.

    def _is_behind_the_end(self, media_ms: float) -> bool:
        if not self.finished:
            return False
        return media_ms < self._settled if self.demand.reverse else media_ms > self._settled

    def _group_index(self, media_ms: float) -> int:
        return bisect.bisect_right(self._groups, media_ms, key=lambda group: group.key_ms) - 1

    def _open_group(self, key_ms: int) -> None:
        group = Group(key_ms)
        at = bisect.bisect_left(self._groups, key_ms, key=lambda one: one.key_ms)
        if at < len(self._groups) and not self.demand.reverse:
            # A second connection has begun before the first one's end: its groups replace the old ones.
            for old in self._groups[at:]:
                self._held -= old.size
            del self._groups[at:]
            del self._times[bisect.bisect_left(self._times, key_ms) :]
            self._breaks = [one for one in self._breaks if one[1] < key_ms]
        elif at < len(self._groups) and self._groups[at].key_ms == key_ms:
            self._held -= self._groups.pop(at).size
        self._groups.insert(at, group)
        self._filling = group
        if not self.demand.reverse:
            self._begin = min(self._begin, key_ms)

    def _note(self, media_ms: int) -> None:
        if not self._times or media_ms > self._times[-1]:
            if self._times and media_ms - self._times[-1] > _BREAK_MS and not self.demand.keys_only:
                self._breaks.append((self._times[-1], media_ms))
            self._times.append(media_ms)
            return
        at = bisect.bisect_left(self._times, media_ms)
        if at == len(self._times) or self._times[at] != media_ms:
            self._times.insert(at, media_ms)

    def _is_full(self) -> bool:
        if not self._times:
            return False
        beyond = (self._settled - self._position) * (-1 if self.demand.reverse else 1)
        beyond -= sum(max(0.0, end - max(start, self._position)) for start, end in self._breaks)
        return beyond > self._ahead or (self._held > _LIMIT_BYTES and beyond > 0)

    def _trim(self) -> None:
        """Drop the groups that lie far behind the clock."""
        if self.demand.reverse:
            at = self._group_index(self._position)
            for old in self._groups[at + 1 + _KEPT_BEHIND :]:
                self._held -= old.size
                self._begin = min(self._begin, old.key_ms - 1)
            del self._groups[at + 1 + _KEPT_BEHIND :]
            del self._times[bisect.bisect_right(self._times, self._begin) :]
            return
        surplus = self._group_index(self._position) - _KEPT_BEHIND
        if surplus > 0:
            for old in self._groups[:surplus]:
                self._held -= old.size
            del self._groups[:surplus]
            self._begin = self._groups[0].key_ms
            del self._times[: bisect.bisect_left(self._times, self._begin)]
            self._breaks = [one for one in self._breaks if one[1] > self._begin]
