"""A real recording for the export worker: pictures stamped with camera and instant."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.video.stream import VideoStream

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.domain.time_range import TimeRange
from tests.exporter.media_server import MediaServer, Recording
from tests.support import archive_server

BASE_MS = archive_server.BASE_MS
SPAN = TimeRange(BASE_MS, BASE_MS + 40_000)


def mp4_of(units: list[AccessUnit], path: Path, made_ms: int) -> bytes:
    """Write pictures into an MP4 file that says when it was recorded, its tables first."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as container:
        container.metadata["creation_time"] = _iso(made_ms)
        stream = container.add_stream("libx264", rate=archive_server.FPS)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = archive_server.WIDTH, archive_server.HEIGHT, "yuv420p"
        stream.time_base = Fraction(1, 1000)
        for unit in units:
            packet = av.Packet(unit.data)
            packet.stream, packet.time_base = stream, Fraction(1, 1000)
            packet.pts = packet.dts = unit.pts_ms - units[0].pts_ms
            packet.is_keyframe = unit.is_key
            container.mux(packet)
    return path.read_bytes()


def _iso(ms: int) -> str:
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    folder = tmp_path_factory.mktemp("recording")
    units = [one for one in archive_server.load(folder).units if SPAN.contains(one.pts_ms)]
    return Recording(mp4_of(units, folder / "span.mp4", BASE_MS), units)


@pytest.fixture
def server(recording: Recording) -> Iterator[MediaServer]:
    one = Recording(recording.mp4, recording.units, recording.profile)
    with MediaServer(one) as server:
        yield server
