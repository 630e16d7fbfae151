"""Boxes of an MP4 file (ISO/IEC 14496-12 and -15) with one video track."""

import struct
from dataclasses import dataclass

from desktop.demo_platform.media.packaging import nal
from desktop.demo_platform.media.profiles import Profile

TIMESCALE = 1000
"""Times are milliseconds."""
_EPOCH_S = 2_082_844_800
"""From 1904 to 1970."""
_IDENTITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_LANGUAGE = 0x55C4  # "und"
_BRANDS = b"isom\x00\x00\x02\x00isomiso2avc1mp41"
_ENABLED_IN_MOVIE = 3
_TRACK = 1
_72_DPI = 0x480000


@dataclass(frozen=True, slots=True)
class CodingHeaders:
    """The parameter sets of a stream: those of H.265 with, those of H.264 without a video parameter set."""

    codec: str
    sets: tuple[bytes, ...]

    @property
    def sample_entry(self) -> tuple[bytes, bytes]:
        """Name of the sample entry and its configuration box."""
        if self.codec == "h265":
            vps, sps, pps = self.sets
            return b"hvc1", box(b"hvcC", nal.hevc_configuration(vps, sps, pps))
        sps, pps = self.sets
        return b"avc1", box(b"avcC", nal.avc_configuration(sps, pps))


@dataclass(frozen=True, slots=True)
class SampleTables:
    """What a player must know of every sample, as the bodies of the boxes (after their version and flags)."""

    stts: bytes
    stss: bytes
    stsc: bytes
    stsz: bytes
    co64: bytes
    duration_ms: int

    def shifted(self, offset: int) -> bytes:
        """Return the chunk offsets, moved."""
        count, *offsets = struct.unpack(f">I{(len(self.co64) - 4) // 8}Q", self.co64)
        return struct.pack(f">I{len(offsets)}Q", count, *(value + offset for value in offsets))


def box(name: bytes, *parts: bytes) -> bytes:
    """Return one box."""
    return struct.pack(">I", 8 + sum(map(len, parts))) + name + b"".join(parts)


def file_head(
    headers: CodingHeaders, profile: Profile, tables: SampleTables, first_ms: int, media_bytes: int
) -> bytes:
    """Return everything before the media data: file type, movie, and the head of the media data box.

    Chunk offsets in `tables` count from the first byte of media data. `first_ms`: when it was recorded.
    """
    ftyp = box(b"ftyp", _BRANDS)
    size = len(_movie(headers, profile, tables, first_ms, 0))
    start = len(ftyp) + size + 16
    movie = _movie(headers, profile, tables, first_ms, start)
    return ftyp + movie + struct.pack(">I4sQ", 1, b"mdat", media_bytes + 16)


def _full(name: bytes, flags: int, *parts: bytes) -> bytes:
    return box(name, struct.pack(">I", flags), *parts)


def _movie(
    headers: CodingHeaders, profile: Profile, tables: SampleTables, first_ms: int, offset: int
) -> bytes:
    made = first_ms // 1000 + _EPOCH_S & 0xFFFFFFFF
    times = struct.pack(">II", made, made)
    duration = tables.duration_ms
    mvhd = _full(
        b"mvhd",
        0,
        times,
        struct.pack(">IIIH10x", TIMESCALE, duration, 0x10000, 0x100),
        _IDENTITY,
        bytes(24),
        struct.pack(">I", _TRACK + 1),
    )
    tkhd = _full(
        b"tkhd",
        _ENABLED_IN_MOVIE,
        times,
        struct.pack(">IIIQHHHH", _TRACK, 0, duration, 0, 0, 0, 0, 0),
        _IDENTITY,
        struct.pack(">II", profile.width << 16, profile.height << 16),
    )
    mdhd = _full(b"mdhd", 0, times, struct.pack(">IIHH", TIMESCALE, duration, _LANGUAGE, 0))
    hdlr = _full(b"hdlr", 0, struct.pack(">I4s12x", 0, b"vide"), b"video\x00")
    table = box(
        b"stbl",
        _full(b"stsd", 0, struct.pack(">I", 1), _sample_entry(headers, profile)),
        _full(b"stts", 0, tables.stts),
        _full(b"stss", 0, tables.stss),
        _full(b"stsc", 0, tables.stsc),
        _full(b"stsz", 0, tables.stsz),
        _full(b"co64", 0, tables.shifted(offset)),
    )
    here = box(b"dinf", _full(b"dref", 0, struct.pack(">I", 1), _full(b"url ", 1)))
    minf = box(b"minf", _full(b"vmhd", 1, bytes(8)), here, table)
    return box(b"moov", mvhd, box(b"trak", tkhd, box(b"mdia", mdhd, hdlr, minf)))


def _sample_entry(headers: CodingHeaders, profile: Profile) -> bytes:
    name, configuration = headers.sample_entry
    fixed = struct.pack(
        ">6xH16xHHIIIH32xHh", 1, profile.width, profile.height, _72_DPI, _72_DPI, 0, 1, 24, -1
    )
    return box(name, fixed, configuration)
