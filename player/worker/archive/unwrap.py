"""From the 33 bits of a transport stream's stamp back to UTC: unwrapped near what was asked for.

The platform sends PTS = UTC milliseconds x 90 modulo 2^33, which repeats every 26.5 hours.
"""

from typing import Final

_CYCLE: Final = 1 << 33
_TICKS_PER_MS: Final = 90


def unwrap_ms(ticks: int, near_ms: float) -> int:
    """Return the UTC milliseconds of a 90 kHz stamp: of all instants that fit, the nearest to `near_ms`."""
    near = round(near_ms * _TICKS_PER_MS)
    ahead = (ticks - near) % _CYCLE
    if ahead >= _CYCLE // 2:
        ahead -= _CYCLE
    return round((near + ahead) / _TICKS_PER_MS)
