"""Encodes pictures one by one, each out at once: H.264, H.265, or MPEG-4 for the wrong-codec fault."""

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

import av
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorRange, Colorspace

from desktop.demo_platform.media.profiles import GOP_SECONDS, Profile

CODECS = ("h264", "h265", "mpeg4")
_MS = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class AccessUnit:
    """One encoded picture in Annex B (or MPEG-4 elementary) form; a key unit carries its headers."""

    data: bytes
    pts_ms: int
    is_key: bool


class Encoder:
    """One running encoder. Not thread-safe: one thread at a time.

    With a `quantiser`, the encoder's headers do not depend on it, so that groups of pictures of several
    quantisers make one film; every picture begins with an access unit delimiter.
    """

    def __init__(self, codec: str, profile: Profile, quantiser: int | None = None) -> None:
        name, options = _settings(codec, profile, quantiser)
        context = av.CodecContext.create(name, "w")
        assert isinstance(context, VideoCodecContext)
        context.width, context.height = profile.width, profile.height
        context.pix_fmt = "yuv420p"
        context.colorspace = int(Colorspace.ITU601)
        context.color_range = int(ColorRange.MPEG)
        context.time_base = _MS
        context.framerate = Fraction(profile.fps, 1)
        context.gop_size = profile.fps * GOP_SECONDS
        context.max_b_frames = 0
        context.thread_count = 1
        if codec == "mpeg4":
            context.bit_rate = profile.width * profile.height * 3
        context.options = options
        context.open()
        self._context = context

    def encode(self, frame: av.VideoFrame, pts_ms: int) -> AccessUnit | None:
        """Encode one picture; None in the rare case that the encoder held it back."""
        frame.pts = pts_ms
        frame.time_base = _MS
        packets = self._context.encode(frame)
        if not packets:
            return None
        data = b"".join(bytes(packet) for packet in packets)
        return AccessUnit(data, packets[-1].pts or pts_ms, packets[0].is_keyframe)


def _settings(codec: str, profile: Profile, quantiser: int | None) -> tuple[str, dict[str, str]]:
    name, options = _SETTINGS[codec]
    gop = profile.fps * GOP_SECONDS
    values = {"gop": gop, "qp": QUANTISERS[codec] if quantiser is None else quantiser}
    filled = {key: value.format(**values) for key, value in options.items()}
    if quantiser is not None and codec in _FILM_SETTINGS:
        key, more = _FILM_SETTINGS[codec]
        filled[key] += more
    return name, filled


QUANTISERS = MappingProxyType({"h264": 24, "h265": 27, "mpeg4": 0})
_FILM_SETTINGS = MappingProxyType(
    {"h264": ("x264-params", ":stitchable=1:aud=1"), "h265": ("x265-params", ":aud=1:info=0")}
)
_SETTINGS = MappingProxyType(
    {
        # A constant quantiser keeps the still background skipped: cheap, and no breathing at key frames.
        "h264": (
            "libx264",
            {
                "preset": "ultrafast",
                "tune": "zerolatency",
                "qp": "{qp}",
                "x264-params": "keyint={gop}:min-keyint={gop}:scenecut=0:bframes=0:sliced-threads=0",
            },
        ),
        "h265": (
            "libx265",
            {
                "preset": "ultrafast",
                "tune": "zerolatency",
                "x265-params": (
                    "qp={qp}:keyint={gop}:min-keyint={gop}:scenecut=0:open-gop=0:repeat-headers=1:bframes=0"
                    ":pools=none:frame-threads=1:wpp=0:rd=1:max-merge=1:no-deblock=1"
                    ":psy-rd=0:no-temporal-mvp=1:limit-modes=1:limit-refs=3:log-level=none"
                ),
            },
        ),
        "mpeg4": ("mpeg4", {"qmin": "3", "qmax": "12"}),
    }
)
