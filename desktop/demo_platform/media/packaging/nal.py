"""NAL units: out of Annex B, into length-prefixed form, and the configuration records of MP4 and FLV."""

import re

_START_CODE = re.compile(rb"\x00\x00\x00?\x01")


def split(data: bytes) -> list[bytes]:
    """Return the NAL units of an Annex B byte string, without start codes."""
    spans = [match.span() for match in _START_CODE.finditer(data)]
    ends = [start for start, _ in spans[1:]] + [len(data)]
    return [data[after:end] for (_, after), end in zip(spans, ends, strict=True) if end > after]


def h264_type(nal: bytes) -> int:
    """Return nal_unit_type of an H.264 unit."""
    return nal[0] & 0x1F


def h265_type(nal: bytes) -> int:
    """Return nal_unit_type of an H.265 unit."""
    return nal[0] >> 1 & 0x3F


def length_prefixed(units: list[bytes]) -> bytes:
    """Join units, each after its length in four bytes."""
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)


def avc_configuration(sps: bytes, pps: bytes) -> bytes:
    """Return AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1)."""
    return b"".join(
        (
            bytes((1, sps[1], sps[2], sps[3], 0xFF, 0xE1)),
            len(sps).to_bytes(2, "big") + sps,
            b"\x01" + len(pps).to_bytes(2, "big") + pps,
        )
    )


def hevc_configuration(vps: bytes, sps: bytes, pps: bytes) -> bytes:
    """Return HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.3.1) for 8-bit 4:2:0."""
    profile_tier_level = sps.replace(b"\x00\x00\x03", b"\x00\x00")[3:15]
    arrays = b"".join(
        bytes((0x80 | h265_type(unit), 0, 1)) + len(unit).to_bytes(2, "big") + unit
        for unit in (vps, sps, pps)
    )
    fixed = bytes((0xF0, 0x00, 0xFC, 0xFD, 0xF8, 0xF8, 0x00, 0x00, 0x0F, 3))
    return b"\x01" + profile_tier_level + fixed + arrays
