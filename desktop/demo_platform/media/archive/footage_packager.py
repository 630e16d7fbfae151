"""A transport stream of recordings: its time may jump, and its key frames can be shown at once.

A receiver knows that a picture is complete when the next one begins. So the next one's first bytes, which say
nothing but that it begins (the access unit delimiter) and when, may be sent before it is encoded.
"""

from types import MappingProxyType

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.packaging.ts import TsPackager

_LONGEST_STEP_MS = 1000
_DELIMITERS = MappingProxyType({"h264": b"\x00\x00\x00\x01\x09\xf0", "h265": b"\x00\x00\x00\x01\x46\x01\x50"})
"""Access unit delimiters that promise nothing about the picture (H.264 7.4.2.4, H.265 7.4.3.5)."""
_START = b"\x00\x00\x01"
_LONG_START = 4


class FootagePackager(TsPackager):
    """Cuts recorded pictures into transport packets."""

    _last_ms: int | None = None
    _announced_ms: int | None = None

    def announce(self, pts_ms: int, *, is_key: bool) -> bytes:
        """Return the beginning of the picture that will be packed next; nothing where a codec has none."""
        delimiter = _DELIMITERS.get(self.codec)
        if delimiter is None:
            return b""
        self._announced_ms = pts_ms
        return self.carried(delimiter, pts_ms, is_key=is_key, jumps=self._is_jump(pts_ms))

    def pack(self, unit: AccessUnit) -> bytes:
        """Return a picture, or what is still to be sent of the one that was announced."""
        announced, self._announced_ms = self._announced_ms, None
        if announced == unit.pts_ms:
            return self.continued(_without_delimiter(unit.data))
        return self.carried(unit.data, unit.pts_ms, is_key=unit.is_key, jumps=self._is_jump(unit.pts_ms))

    def _is_jump(self, pts_ms: int) -> bool:
        """Tell whether a picture does not follow the one before it in time."""
        last, self._last_ms = self._last_ms, pts_ms
        return last is not None and not 0 < pts_ms - last <= _LONGEST_STEP_MS


def _without_delimiter(data: bytes) -> bytes:
    """Return an encoded picture after its access unit delimiter, which is its first unit."""
    at = data.index(_START, _LONG_START)
    return data[at - 1 if data[at - 1] == 0 else at :]
