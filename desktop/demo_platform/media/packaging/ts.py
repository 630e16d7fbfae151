"""MPEG transport stream (ISO/IEC 13818-1) with one video track, tables before every key frame."""

from types import MappingProxyType

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.packaging.base import Packager
from desktop.demo_platform.media.profiles import Profile

_PMT_PID = 0x1000
_VIDEO_PID = 0x100
_PROGRAM = 1
_STREAM_TYPES = MappingProxyType({"h264": 0x1B, "h265": 0x24, "mpeg4": 0x10})
_PAYLOAD = 184
_FIRST_PAYLOAD = _PAYLOAD - 8
_MAX_PES = 0xFFFF
_PTS_MASK = (1 << 33) - 1
_CLOCK_LEAD_MS = 20
"""The program clock runs this far behind the pictures: time for a decoder, without adding delay."""


class TsPackager(Packager):
    """Cuts pictures into transport packets."""

    content_type = "video/mp2t"

    def __init__(self, codec: str, profile: Profile) -> None:
        super().__init__(codec, profile)
        self._counter = 0
        self._table_counter = 0
        self._tables = (_pat(), _pmt(_STREAM_TYPES[codec]))

    def head(self, key: AccessUnit) -> bytes:  # noqa: ARG002 - tables come with every key frame
        """Nothing: every key frame brings the tables with it."""
        return b""

    def pack(self, unit: AccessUnit) -> bytes:
        """Return the tables before a key frame, then the picture as one PES packet."""
        return self.carried(unit.data, unit.pts_ms, is_key=unit.is_key)

    def carried(self, data: bytes, pts_ms: int, *, is_key: bool = False, jumps: bool = False) -> bytes:
        """Return the PES packet with which a picture begins; `jumps`: it does not follow the last one."""
        pes = _pes(data, pts_ms)
        clock = _clock_field(pts_ms, max(_FIRST_PAYLOAD - len(pes), 0), is_key=is_key, jumps=jumps)
        tables = b"".join(self._table_packets()) if is_key else b""
        return (
            tables + self._header(start=True) + clock + pes[:_FIRST_PAYLOAD] + self._cut(pes[_FIRST_PAYLOAD:])
        )

    def _cut(self, rest: bytes) -> bytes:
        """Return what is left of a PES packet after its first transport packet."""
        packets: list[bytes] = []
        whole_end = len(rest) // _PAYLOAD * _PAYLOAD
        for offset in range(0, whole_end, _PAYLOAD):
            packets += (self._header(), rest[offset : offset + _PAYLOAD])
        if whole_end < len(rest):
            last = rest[whole_end:]
            packets += (self._header(stuffed=True), _stuffing(_PAYLOAD - len(last)), last)
        return b"".join(packets)

    def continued(self, data: bytes) -> bytes:
        """Return more of the picture that was begun last, as a PES packet of its own, without a time."""
        pes = _pes(data, None)
        if len(pes) >= _PAYLOAD:
            return self._header(start=True, plain=True) + pes[:_PAYLOAD] + self._cut(pes[_PAYLOAD:])
        return self._header(start=True, stuffed=True) + _stuffing(_PAYLOAD - len(pes)) + pes

    def _header(self, *, start: bool = False, stuffed: bool = False, plain: bool = False) -> bytes:
        counter = self._counter
        self._counter = (counter + 1) & 15
        control = 0x30 if (start and not plain) or stuffed else 0x10
        return bytes((0x47, _VIDEO_PID >> 8 | (0x40 if start else 0), _VIDEO_PID & 0xFF, control | counter))

    def _table_packets(self) -> tuple[bytes, ...]:
        counter = self._table_counter
        self._table_counter = (counter + 1) & 15
        pat, pmt = self._tables
        return (
            bytes((0x47, 0x40, 0x00, 0x10 | counter)) + pat,
            bytes((0x47, 0x40 | _PMT_PID >> 8, _PMT_PID & 0xFF, 0x10 | counter)) + pmt,
        )


def _clock_field(pts_ms: int, missing: int, *, is_key: bool, jumps: bool) -> bytes:
    """Return the adaptation field of a picture's first packet, stuffed when the picture is tiny."""
    base = (pts_ms - _CLOCK_LEAD_MS) * 90 & _PTS_MASK
    flags = 0x10 | (0x40 if is_key else 0) | (0x80 if jumps else 0)
    return bytes((7 + missing, flags)) + (base << 15 | 0x7E00).to_bytes(6, "big") + b"\xff" * missing


def _stuffing(size: int) -> bytes:
    if size == 1:
        return b"\x00"
    return bytes((size - 1, 0)) + b"\xff" * (size - 2)


def _pes(data: bytes, pts_ms: int | None) -> bytes:
    stamp = b"" if pts_ms is None else _stamp(pts_ms * 90 & _PTS_MASK)
    size = len(data) + 3 + len(stamp)
    length = size if size <= _MAX_PES else 0
    aligned, stamped = (0x80, 0x00) if pts_ms is None else (0x84, 0x80)
    return bytes((0, 0, 1, 0xE0, length >> 8, length & 0xFF, aligned, stamped, len(stamp))) + stamp + data


def _stamp(pts: int) -> bytes:
    return bytes(
        (
            *(0x21 | pts >> 29 & 0x0E, pts >> 22 & 0xFF, 0x01 | pts >> 14 & 0xFE),
            *(pts >> 7 & 0xFF, 0x01 | pts << 1 & 0xFE),
        )
    )


def _pat() -> bytes:
    return _section(0x00, 1, _PROGRAM.to_bytes(2, "big") + (0xE000 | _PMT_PID).to_bytes(2, "big"))


def _pmt(stream_type: int) -> bytes:
    pid = (0xE000 | _VIDEO_PID).to_bytes(2, "big")
    return _section(0x02, _PROGRAM, pid + b"\xf0\x00" + bytes((stream_type,)) + pid + b"\xf0\x00")


def _section(table_id: int, number: int, body: bytes) -> bytes:
    """Return one table section as the payload of a single transport packet."""
    length = 0xB000 | len(body) + 9
    head = bytes((table_id,)) + length.to_bytes(2, "big") + number.to_bytes(2, "big") + b"\xc1\x00\x00"
    section = head + body
    section += _crc32(section).to_bytes(4, "big")
    return (b"\x00" + section).ljust(_PAYLOAD, b"\xff")


def _crc32(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return crc
