"""Puts pieces of transport streams into one MP4 file, the coded pictures untouched.

Within the file time is true: nought is the full second (UTC) at or before the first picture, which the file
says as its time of creation, and every picture keeps its own instant.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from player.footage.ts_scan import nearest

TICKS_PER_MS: Final = 90
_SECOND: Final = 90_000
_TICK: Final = Fraction(1, _SECOND)
_MP4_AUDIO: Final = frozenset({"aac", "mp3", "ac3", "opus"})
"""G.711 has no place in MP4: the raw stream would be needed for it."""


class NothingInsideError(Exception):
    """The streams hold no picture of the wanted range."""


@dataclass(frozen=True, slots=True)
class Remuxed:
    """What was written."""

    pictures: int
    repeated: int
    """Pictures that came twice, from two connections, and were written once."""
    sound_left_out: str = ""
    """Codecs of sound that the streams have and the file has no place for; empty: nothing is missing."""


class ChainReader(io.RawIOBase):
    """Files one behind the other, as one."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = list(paths)
        self._file: io.BufferedReader | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes, none at the end."""
        while self._file is not None or self._paths:
            if self._file is None:
                self._file = self._paths.pop(0).open("rb")
            data = self._file.read(size)
            if data:
                return data
            self._file.close()
            self._file = None
        return b""

    def close(self) -> None:
        """Close."""
        if self._file is not None:
            self._file.close()
        super().close()


def remux(
    runs: Sequence[Sequence[Path]],
    target: Path,
    near_ms: int,
    end_ms: int,
    *,
    stopped: Callable[[], bool] = bool,
) -> Remuxed:
    """Write the pictures of all runs up to `end_ms` into a new MP4 file.

    A run is what one connection has brought, in files; `near_ms` tells the days apart, since the streams'
    time repeats every 26.5 hours.

    Raises:
        NothingInsideError: there is no picture before `end_ms`.
        av.FFmpegError: a run is no transport stream.
        OSError: the target cannot be written.
    """
    writer = _Writer(target, near_ms * TICKS_PER_MS, end_ms * TICKS_PER_MS)
    try:
        for run in runs:
            with (
                ChainReader(run) as reader,
                av.open(cast("Any", reader), "r", format="mpegts") as source,
            ):
                writer.take(source, stopped)
    finally:
        writer.close()
    if not writer.pictures:
        raise NothingInsideError
    return Remuxed(writer.pictures, writer.repeated, "、".join(sorted(writer.left_out)))


class _Writer:
    def __init__(self, target: Path, near: int, end: int) -> None:
        self._target, self._near, self._end = target, near, end
        self._container: OutputContainer | None = None
        self._streams: dict[str, Stream] = {}
        self._nought = 0
        self._last: dict[str, int] = {}
        self.pictures = self.repeated = 0
        self.left_out: set[str] = set()

    def take(self, source: InputContainer, stopped: Callable[[], bool]) -> None:
        video = source.streams.video[0]
        sounds = source.streams.audio
        audio = next((one for one in sounds if one.codec_context.name in _MP4_AUDIO), None)
        self.left_out |= {one.codec_context.name for one in sounds if one is not audio}
        wanted: list[Stream] = [video] if audio is None else [video, audio]
        for packet in source.demux(wanted):
            if stopped():
                return
            if packet.size and packet.pts is not None and not self._put(packet, video, audio):
                return

    def close(self) -> None:
        if self._container is not None:
            self._container.close()

    def _put(self, packet: "Packet[Any]", video: VideoStream, audio: AudioStream | None) -> bool:
        """Write one packet; false when the wanted range is over."""
        assert packet.pts is not None
        kind = packet.stream.type
        begin = packet.dts if packet.dts is not None else packet.pts
        decode = nearest(begin, self._last.get("video", self._near))
        show = decode + packet.pts - begin
        if kind == "video" and decode >= self._end:
            return False
        if decode <= self._last.get(kind, decode - 1):
            self.repeated += kind == "video"
            return True
        if self._container is None:
            if kind != "video" or not packet.is_keyframe:
                return True  # nothing can be shown before the first key frame
            self._begin(video, audio, show)
        stream = self._streams.get(kind)
        if stream is None or decode < self._nought:
            return True
        self._last[kind] = decode
        packet.stream = stream
        packet.time_base = _TICK
        packet.dts, packet.pts = decode - self._nought, show - self._nought
        assert self._container is not None
        self._container.mux_one(packet)
        self.pictures += kind == "video"
        return True

    def _begin(self, video: VideoStream, audio: AudioStream | None, first: int) -> None:
        self._nought = first // _SECOND * _SECOND
        made = datetime.fromtimestamp(self._nought // _SECOND, UTC)
        self._container = av.open(str(self._target), "w", format="mp4")
        self._container.metadata["creation_time"] = made.strftime("%Y-%m-%dT%H:%M:%S.000000Z")
        stream = self._container.add_stream_from_template(video)
        # "hvc1" would let the muxer take parameter sets out of the pictures.
        if video.codec_context.name == "hevc":
            stream.codec_context.codec_tag = "hev1"
        stream.time_base = _TICK
        self._streams["video"] = stream
        if audio is not None:
            self._streams["audio"] = self._container.add_stream_from_template(audio)
