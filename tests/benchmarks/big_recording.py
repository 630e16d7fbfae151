"""An hour of footage of a given size, as a platform hands it over: one MP4 file, its tables first."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream

WIDTH, HEIGHT, FPS, GOP = 1920, 1080, 25, 50
ENCODED_S = 40


def make(path: Path, size_bytes: int, start_ms: int, duration_ms: int) -> None:
    """Write the file: so many seconds are encoded at the right rate, and come again and again."""
    rate = size_bytes * 8 * 1000 // duration_ms
    packets = _encoded(rate)
    options = {"movflags": "faststart"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        made = datetime.fromtimestamp(start_ms / 1000, UTC)
        container.metadata["creation_time"] = made.strftime("%Y-%m-%dT%H:%M:%S.000000Z")
        stream = container.add_stream("libx264", rate=FPS)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.time_base = Fraction(1, FPS)
        for number in range(duration_ms * FPS // 1000):
            data, is_key = packets[number % len(packets)]
            packet = av.Packet(data)
            packet.stream, packet.time_base = stream, Fraction(1, FPS)
            packet.pts = packet.dts = number
            packet.duration = 1
            packet.is_keyframe = is_key
            container.mux(packet)


def _encoded(rate: int) -> list[tuple[bytes, bool]]:
    codec = av.CodecContext.create("libx264", "w")
    assert isinstance(codec, av.VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    codec.time_base, codec.framerate = Fraction(1, FPS), Fraction(FPS)
    codec.bit_rate = rate
    kbit = rate // 1000
    codec.options = {
        "preset": "ultrafast",
        "tune": "zerolatency",
        "x264-params": f"keyint={GOP}:min-keyint={GOP}:scenecut=0:bframes=0:repeat-headers=1:"
        f"nal-hrd=cbr:vbv-maxrate={kbit}:vbv-bufsize={kbit}:bitrate={kbit}:threads=2",
    }
    noise = np.random.default_rng(995).integers(0, 255, (HEIGHT // 8, WIDTH // 8), dtype=np.uint8)
    packets: list[tuple[bytes, bool]] = []
    for number in range(ENCODED_S * FPS):
        luma = np.kron(np.roll(noise, number, axis=1), np.ones((8, 8), dtype=np.uint8))
        planes = np.concatenate([luma, np.full((HEIGHT // 2, WIDTH), 128, dtype=np.uint8)])
        frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts = number
        packets += [(bytes(packet), packet.is_keyframe) for packet in codec.encode(frame)]
    packets += [(bytes(packet), packet.is_keyframe) for packet in codec.encode(None)]
    return packets
