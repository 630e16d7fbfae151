"""Bare pictures, each after its length and time: what the RTSP gateway reads from the media node."""

import struct

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.packaging.base import Packager

_HEADER = struct.Struct(">IQ?")
"""Bytes of the picture, milliseconds, whether it is a key frame."""


class UnitsPackager(Packager):
    """Puts a header before every picture; the first byte string of a stream names the codec."""

    content_type = "application/octet-stream"

    def head(self, key: AccessUnit) -> bytes:  # noqa: ARG002 - the codec is all that a reader must know
        """Return the codec's name in eight bytes."""
        return self.codec.encode("ascii").ljust(8)

    def pack(self, unit: AccessUnit) -> bytes:
        """Return one picture after its header."""
        return _HEADER.pack(len(unit.data), unit.pts_ms, unit.is_key) + unit.data
