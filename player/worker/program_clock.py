"""The clock in a transport stream (PCR), moved away from the pictures' stamps.

libVLC shows a picture its caching time after the clock has passed the picture's stamp. A clock that comes
later than its caching time it takes for a broken source: it throws its buffers away, and the pictures are
damaged until the next key frame. A busy machine makes the clock late easily. So the caching time is long,
for tolerance, and the clock runs ahead of the stamps by nearly as much, for a short delay.
"""

from typing import Final

PACKET: Final = 188
TOLERANCE_S: Final = 3.0
"""How late libVLC's threads may run before it throws pictures away: its caching time."""
DELAY_S: Final = 0.08
"""How much later than its stamp a picture is shown: room for jitter."""

_AHEAD: Final = round((TOLERANCE_S - DELAY_S) * 90_000)
_BEHIND: Final = round(-DELAY_S * 90_000)
_WRAP: Final = (1 << 33) - 1


class ProgramClock:
    """Moves the clock of one transport stream; whole packets in, whole packets out."""

    def __init__(self) -> None:
        # libVLC begins when it has heard the clock run for its caching time. The step from the first
        # value to the second is that long, so it begins with the second picture.
        self._shift = _BEHIND

    def move(self, data: bytes) -> bytes:
        """Return the packets with another clock."""
        moved = None
        for start in range(0, len(data) - PACKET + 1, PACKET):
            if data[start + 3] & 0x20 and data[start + 4] >= 7 and data[start + 5] & 0x10:
                if moved is None:
                    moved = bytearray(data)
                _add(moved, start + 6, self._shift)
                self._shift = _AHEAD
        return data if moved is None else bytes(moved)


def _add(data: bytearray, at: int, ticks: int) -> None:
    """Add to the 33 bits of the clock's base at `at`; its last bit shares a byte with other fields."""
    value = int.from_bytes(data[at : at + 5], "big")
    base = (value >> 7) + ticks & _WRAP
    data[at : at + 5] = (base << 7 | value & 0x7F).to_bytes(5, "big")
