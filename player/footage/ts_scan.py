"""Follows a transport stream (ISO/IEC 13818-1) as it comes: where pictures begin, and which are key frames.

Nothing is decoded and nothing copied: the headers are looked at with a stride of 188 bytes.
"""

import re
from dataclasses import dataclass
from typing import Final

PACKET: Final = 188
_SYNC: Final = 0x47
_VIDEO_TYPES: Final = {0x01: "mpeg", 0x02: "mpeg", 0x10: "mpeg4", 0x1B: "h264", 0x24: "hevc"}
_OTHER_VIDEO: Final = frozenset({0x42, 0x80, 0xD2, 0xD4})
_STARTS: Final = re.compile(rb"[\x40-\x5f\x60-\x7f]")
"""The second byte of a packet with which something begins (payload_unit_start_indicator), undamaged."""
_CYCLE: Final = 1 << 33


class NoStreamError(Exception):
    """These bytes are no transport stream (any more)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A picture begins at `offset` of the stream; `ticks` is when, in 90 kHz modulo 2³³."""

    offset: int
    ticks: int
    key: bool


class TsScanner:
    """One connection's stream, fed in pieces of any size."""

    def __init__(self) -> None:
        self._carry = b""
        self._offset = 0
        self._tables: int | None = None
        self._video: int | None = None
        self._codec = ""

    @property
    def whole(self) -> int:
        """So many bytes have come in whole packets."""
        return self._offset

    def feed(self, data: bytes) -> list[Mark]:
        """Take more of the stream; return the pictures that begin in it, in order.

        Raises:
            NoStreamError: the packets' rhythm is lost.
        """
        block = self._carry + data
        size = len(block) // PACKET * PACKET
        self._carry = block[size:]
        count = size // PACKET
        if block[:size:PACKET] != bytes((_SYNC,)) * count:
            raise NoStreamError
        marks = []
        for start in _STARTS.finditer(block[1:size:PACKET]):
            mark = self._look(memoryview(block)[start.start() * PACKET :][:PACKET], start.start())
            if mark is not None:
                marks.append(mark)
        self._offset += size
        return marks

    def _look(self, packet: memoryview, index: int) -> Mark | None:
        pid = (packet[1] & 0x1F) << 8 | packet[2]
        control = packet[3] >> 4 & 3
        begin = 4
        random_access = False
        if control & 2:
            begin = 5 + packet[4]
            random_access = packet[4] > 0 and bool(packet[5] & 0x40)
        if not control & 1 or begin >= PACKET:
            return None
        payload = bytes(packet[begin:])
        if pid == 0:
            self._tables = _program_map(payload)
        elif pid == self._tables:
            self._find_video(payload)
        elif pid == self._video:
            ticks = _ticks(payload)
            if ticks is not None:
                key = random_access or _begins_with_key(self._codec, payload)
                return Mark(self._offset + index * PACKET, ticks, key)
        return None

    def _find_video(self, payload: bytes) -> None:
        section = payload[1 + payload[0] :]
        if len(section) < 12 or section[0] != 0x02:
            return
        end = min(3 + ((section[1] & 0x0F) << 8 | section[2]) - 4, len(section))
        at = 12 + ((section[10] & 0x0F) << 8 | section[11])
        while at + 5 <= end:
            kind, pid = section[at], (section[at + 1] & 0x1F) << 8 | section[at + 2]
            if kind in _VIDEO_TYPES or kind in _OTHER_VIDEO:
                self._video, self._codec = pid, _VIDEO_TYPES.get(kind, "")
                return
            at += 5 + ((section[at + 3] & 0x0F) << 8 | section[at + 4])


def nearest(ticks: int, near: int) -> int:
    """Return the instant (90 kHz since 1970) of a stamp: of all that fit, the nearest to another one."""
    ahead = (ticks - near) % _CYCLE
    return near + (ahead - _CYCLE if ahead >= _CYCLE // 2 else ahead)


def _program_map(payload: bytes) -> int | None:
    section = payload[1 + payload[0] :]
    if len(section) < 12 or section[0] != 0x00:
        return None
    end = min(3 + ((section[1] & 0x0F) << 8 | section[2]) - 4, len(section))
    for at in range(8, end - 3, 4):
        if section[at] or section[at + 1]:
            return (section[at + 2] & 0x1F) << 8 | section[at + 3]
    return None


def _ticks(payload: bytes) -> int | None:
    """Return when a PES packet's picture is decoded (shown, where that is the same)."""
    if len(payload) < 14 or payload[:3] != b"\x00\x00\x01" or not payload[7] & 0x80:
        return None
    at = 14 if payload[7] & 0x40 and len(payload) >= 19 else 9
    a, b, c, d, e = payload[at : at + 5]
    return (a >> 1 & 7) << 30 | b << 22 | c >> 1 << 15 | d << 7 | e >> 1


def _begins_with_key(codec: str, payload: bytes) -> bool:
    """Look for parameter sets or a key frame at a picture's beginning, where nothing marks them."""
    body = payload[9 + payload[8] :]
    at = body.find(b"\x00\x00\x01")
    while 0 <= at < len(body) - 3:
        head = body[at + 3]
        if codec == "h264" and head & 0x1F in (5, 7):
            return True
        if codec == "hevc" and (16 <= head >> 1 & 0x3F <= 21 or 32 <= head >> 1 & 0x3F <= 34):
            return True
        at = body.find(b"\x00\x00\x01", at + 3)
    return False
