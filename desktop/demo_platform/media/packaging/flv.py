"""Flash video with one video track: classic for H.264, enhanced ("hvc1") for H.265."""

import struct

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.packaging import nal
from desktop.demo_platform.media.packaging.base import Packager
from desktop.demo_platform.media.profiles import Profile

_VIDEO_TAG = 9
_SCRIPT_TAG = 18
_AVC = 7
_FOURCC = b"hvc1"
_ENHANCED = 0x80
_SEQUENCE_START = 0
_CODED_FRAMES = 1
_H264_PARAMETERS = frozenset({7, 8, 9})
_H265_PARAMETERS = frozenset({32, 33, 34, 35})


class FlvPackager(Packager):
    """Makes one tag of every picture. Carries H.264 and H.265 only."""

    content_type = "video/x-flv"

    def __init__(self, codec: str, profile: Profile) -> None:
        super().__init__(codec, profile)
        if codec not in {"h264", "h265"}:
            raise ValueError(f"FLV does not carry {codec}")

    def head(self, key: AccessUnit) -> bytes:
        """Return the file header, the metadata and the decoder configuration."""
        start = b"FLV\x01\x01\x00\x00\x00\x09\x00\x00\x00\x00"
        configuration = self._video_header(_SEQUENCE_START, is_key=True) + self._configuration(key)
        return start + _tag(_SCRIPT_TAG, 0, self._metadata()) + _tag(_VIDEO_TAG, key.pts_ms, configuration)

    def pack(self, unit: AccessUnit) -> bytes:
        """Return one picture as a video tag, without the parameter sets that `head` carries."""
        kind, dropped = (
            (nal.h264_type, _H264_PARAMETERS) if self.codec == "h264" else (nal.h265_type, _H265_PARAMETERS)
        )
        units = [one for one in nal.split(unit.data) if kind(one) not in dropped]
        body = self._video_header(_CODED_FRAMES, is_key=unit.is_key) + nal.length_prefixed(units)
        return _tag(_VIDEO_TAG, unit.pts_ms, body)

    def _video_header(self, packet_type: int, *, is_key: bool) -> bytes:
        frame_type = 0x10 if is_key else 0x20
        if self.codec == "h264":
            return bytes((frame_type | _AVC, packet_type, 0, 0, 0))
        no_delay = b"" if packet_type == _SEQUENCE_START else b"\x00\x00\x00"
        return bytes((_ENHANCED | frame_type | packet_type,)) + _FOURCC + no_delay

    def _configuration(self, key: AccessUnit) -> bytes:
        units = nal.split(key.data)
        if self.codec == "h264":
            by_type = {nal.h264_type(unit): unit for unit in units}
            return nal.avc_configuration(by_type[7], by_type[8])
        by_type = {nal.h265_type(unit): unit for unit in units}
        return nal.hevc_configuration(by_type[32], by_type[33], by_type[34])

    def _metadata(self) -> bytes:
        codec_id = _AVC if self.codec == "h264" else int.from_bytes(_FOURCC, "big")
        values = {
            "width": self.profile.width,
            "height": self.profile.height,
            "framerate": self.profile.fps,
            "videocodecid": codec_id,
        }
        pairs = b"".join(_amf_text(key) + b"\x00" + struct.pack(">d", value) for key, value in values.items())
        return (
            b"\x02"
            + _amf_text("onMetaData")
            + b"\x08"
            + struct.pack(">I", len(values))
            + pairs
            + b"\x00\x00\x09"
        )


def _amf_text(text: str) -> bytes:
    return struct.pack(">H", len(text)) + text.encode("ascii")


def _tag(kind: int, time_ms: int, body: bytes) -> bytes:
    size, time = len(body), time_ms & 0xFFFFFFFF
    header = struct.pack(
        ">BHBHBBHB", kind, size >> 8, size & 0xFF, time >> 8 & 0xFFFF, time & 0xFF, time >> 24, 0, 0
    )
    return header + body + struct.pack(">I", size + 11)
