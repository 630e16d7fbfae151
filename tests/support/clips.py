"""Clips for the player's tests, encoded at test time: a moving scene with the frame number in its stamp.

A clip is a list of packets; frame n carries the stamp (camera, n x the frame's milliseconds).
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.video
import numpy as np

from tests.support import stamp


@dataclass(frozen=True)
class ClipSpec:
    """What to encode; `name` is the file's stem and the path in the stream server."""

    name: str
    codec: str = "libx264"
    width: int = 640
    height: int = 360
    fps: int = 25
    frames: int = 250
    gop: int = 50
    bitrate: int = 600_000
    bframes: int = 0
    camera: int = 7
    static: bool = False
    annexb: bool = True


STANDARD = (
    ClipSpec("h264"),
    ClipSpec("h265", codec="libx265", frames=100, camera=8),
    ClipSpec("mpeg4", codec="mpeg4", frames=100, camera=9),
    ClipSpec("big", width=1280, height=720, frames=100, bitrate=2_000_000, camera=10),
    ClipSpec("bframes", bframes=3, frames=100, camera=11),
    ClipSpec("slow", fps=12, frames=120, gop=24, bitrate=250_000, camera=12),
    ClipSpec("static", frames=100, camera=13, static=True),
)


def encode(spec: ClipSpec, folder: Path) -> Path:
    """Encode a clip into an MP4 file (which keeps packets and stamps as they are)."""
    path = folder / f"{spec.name}.mp4"
    if path.exists():
        return path
    partial = path.with_suffix(".part")
    with av.open(str(partial), "w", format="mp4") as container:
        stream = container.add_stream(spec.codec, rate=spec.fps)
        assert isinstance(stream, av.video.VideoStream)
        stream.width, stream.height, stream.pix_fmt = spec.width, spec.height, "yuv420p"
        stream.bit_rate = spec.bitrate
        stream.time_base = Fraction(1, 1000)
        stream.codec_context.gop_size = spec.gop
        stream.codec_context.options = _encoder_options(spec)
        for number in range(spec.frames):
            frame = _picture(spec, number)
            frame.pts, frame.time_base = number, Fraction(1, spec.fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    partial.rename(path)
    return path


def _encoder_options(spec: ClipSpec) -> dict[str, str]:
    common = f"keyint={spec.gop}:min-keyint={spec.gop}:scenecut=0:bframes={spec.bframes}"
    if spec.codec == "libx264":
        tune = {} if spec.bframes else {"tune": "zerolatency"}
        return {"preset": "veryfast", "x264-params": common, **tune}
    if spec.codec == "libx265":
        return {"preset": "ultrafast", "tune": "zerolatency", "x265-params": common + ":log-level=none"}
    return {}


def _picture(spec: ClipSpec, number: int) -> av.VideoFrame:
    shown = 0 if spec.static else number
    width, height = spec.width, spec.height
    y = np.add.outer(np.arange(height) // 2, np.arange(width) // 4).astype(np.uint8) // 2 + 60
    x0 = shown * 8 % (width - width // 8)
    y[height // 4 : height // 2, x0 : x0 + width // 8] = 200
    rng = np.random.default_rng(shown)
    y[height // 2 : height // 2 + 32, :128] = rng.integers(90, 130, (32, 128), np.uint8)
    stamp.draw(y, spec.camera, shown * 1000 // spec.fps)
    chroma = np.full((height // 2, width), 128, np.uint8)
    chroma[: height // 4, : width // 2] = 110
    return av.VideoFrame.from_ndarray(np.vstack([y, chroma]), format="yuv420p")
