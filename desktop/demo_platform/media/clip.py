"""Writes short recordings with stamps of known times, for tests, benchmarks and demonstrations."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import av

from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import AccessUnit, Encoder
from desktop.demo_platform.media.packaging import PACKAGERS
from desktop.demo_platform.media.painter import Painter
from desktop.demo_platform.media.profiles import GOP_SECONDS, Profile
from desktop.demo_platform.media.scenes import PLACES
from desktop.demo_platform.media.scenes.light import Phase

_FIRST_PTS_MS = 1000
_BY_SUFFIX = {".ts": "http-ts", ".flv": "http-flv"}


def write_clip(
    path: Path,
    camera_number: int,
    *,
    seconds: float = 4.0,
    fps: int = 25,
    size: tuple[int, int] = (640, 360),
    codec: str = "h264",
    start_ms: int = 0,
    name: str = "",
) -> None:
    """Write a clip of a camera whose picture n is stamped with `start_ms` + n × 1000 / fps.

    The name's suffix decides: `.ts` and `.flv` are written as the media node sends them, anything else by
    FFmpeg (`.mp4`, `.mkv` …). The size is 640×360 or a whole multiple of it; the light is that of a day.
    """
    scene = tuple(PLACES)[camera_number % len(PLACES)]
    title = name or f"{camera_number} 号"
    camera = Camera(camera_number, "", title, True, scene, camera_number, 0, codec, codec)
    profile = Profile("clip", *size, fps)
    units = list(_units(camera, profile, codec, start_ms, round(seconds * fps)))
    packager = PACKAGERS[_BY_SUFFIX.get(path.suffix, "http-ts")](codec, profile)
    data = packager.head(units[0]) + b"".join(map(packager.pack, units))
    if path.suffix in _BY_SUFFIX:
        path.write_bytes(data)
    else:
        _remux(data, path)


def _units(camera: Camera, profile: Profile, codec: str, start_ms: int, count: int) -> Iterator[AccessUnit]:
    painter, encoder = Painter(camera, profile, start_ms, Phase.DAY), Encoder(codec, profile)
    if painter.wants_better(start_ms):
        painter.improve(start_ms)
    for number in range(count):
        offset_ms = number * 1000 // profile.fps
        frame = painter.paint(start_ms + offset_ms, fresh=number % (profile.fps * GOP_SECONDS) == 0)
        unit = encoder.encode(frame, _FIRST_PTS_MS + offset_ms)
        if unit is not None:
            yield unit


def _remux(data: bytes, path: Path) -> None:
    """Write a transport stream's pictures into the container that the suffix asks for."""
    with av.open(BytesIO(data), "r", format="mpegts") as source, av.open(str(path), "w") as sink:
        video = source.streams.video[0]
        copy = sink.add_stream_from_template(video)
        for packet in source.demux(video):
            if packet.size:
                packet.stream = copy
                sink.mux(packet)
