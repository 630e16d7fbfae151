"""The packets since the last key frame, limited in bytes: from here a new libVLC player starts at once."""

from collections.abc import Sequence
from typing import Final

from player.worker.sink import TimedPacket

LIMIT_BYTES: Final = 16 << 20
LIMIT_PACKETS: Final = 1500


class GopBuffer:
    """The current group of pictures; empty while none has begun or when it has grown beyond the limit."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES, limit_packets: int = LIMIT_PACKETS) -> None:
        self._limits = (limit_bytes, limit_packets)
        self._packets: list[TimedPacket] = []
        self._bytes = 0

    def add(self, timed: TimedPacket, *, key: bool) -> None:
        """Keep a packet; a key frame begins a new group."""
        if key:
            self._packets = []
            self._bytes = 0
        elif not self._packets:
            return
        self._packets.append(timed)
        self._bytes += timed.packet.size
        if self._bytes > self._limits[0] or len(self._packets) > self._limits[1]:
            self._packets = []
            self._bytes = 0

    def packets(self) -> Sequence[TimedPacket]:
        """Return the group so far, key frame first."""
        return self._packets
