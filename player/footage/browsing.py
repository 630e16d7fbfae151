"""浏览件: a copy to look at or to publish, coded anew, with a watermark over it and mosaics in it.

It is never the original: whoever makes one says so in its name, its folder and its manifest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.filter.context import FilterContext
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

_ENCODER: Final = "libx264"
_OPTIONS: Final = {"crf": "23", "preset": "veryfast"}
_BLOCKS: Final = 8
"""So many squares along the shorter side of a mosaic: no face or plate can be made out."""
_COARSEST: Final = 64
_FINEST: Final = 12
_REPORT_EVERY: Final = 25
_TICK: Final = Fraction(1, 90_000)


class NothingToCopyError(Exception):
    """The original has no picture."""


class StoppedError(Exception):
    """It was stopped; the target is not complete."""


@dataclass(frozen=True, slots=True)
class Mosaic:
    """A rectangle in shares of the picture's width and height, from one second of the file to another."""

    x: float
    y: float
    width: float
    height: float
    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True)
class Copied:
    """What was made."""

    pictures: int
    key_frames: int
    width: int
    height: int
    codec: str


def make_browsing_copy(
    original: Path,
    target: Path,
    *,
    watermark: Path | None,
    mosaics: Sequence[Mosaic],
    progress: Callable[[float], None],
    stopped: Callable[[], bool] = bool,
) -> Copied:
    """Write a copy of an MP4 file; `watermark` is a picture with transparency that is laid over the whole.

    `progress` hears shares from 0 to 1. Every picture keeps its time in the file; sound is left out.

    Raises:
        NothingToCopyError: there is no picture.
        StoppedError: `stopped` said so.
        av.FFmpegError: the original cannot be decoded, or no encoder is there.
        OSError: the target cannot be written.
    """
    with av.open(str(original)) as source, av.open(str(target), "w", format="mp4") as container:
        if not source.streams.video:
            raise NothingToCopyError
        container.metadata.update({**source.metadata, "title": "浏览件（非原始录像）"})
        copier = _Copier(source, container, watermark, mosaics)
        return copier.run(progress, stopped)


class _Copier:
    def __init__(
        self,
        source: InputContainer,
        target: OutputContainer,
        watermark: Path | None,
        mosaics: Sequence[Mosaic],
    ) -> None:
        self._source, self._target = source, target
        self._input = source.streams.video[0]
        context = self._input.codec_context
        self._width, self._height = context.width & ~1, context.height & ~1
        self._graph = _Picture(self._input, self._width, self._height, watermark, mosaics)
        self._output = self._stream()
        self._pictures = self._key_frames = 0

    def _stream(self) -> VideoStream:
        stream = self._target.add_stream(
            _ENCODER, rate=self._input.average_rate or Fraction(25), options=_OPTIONS
        )
        stream.width, stream.height, stream.pix_fmt = self._width, self._height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = self._input.time_base or Fraction(1, 90_000)
        stream.codec_context.thread_count = 2
        return stream

    def run(self, progress: Callable[[float], None], stopped: Callable[[], bool]) -> Copied:
        total_s = float((self._source.duration or 0) / av.time_base)
        for packet in self._source.demux(self._input):
            if stopped():
                raise StoppedError
            for frame in _decoded(packet):
                self._take(frame)
                if total_s and frame.time is not None and self._pictures % _REPORT_EVERY == 0:
                    progress(min(1.0, frame.time / total_s))
        if not self._pictures:
            raise NothingToCopyError
        self._put(self._output.encode(None))
        progress(1.0)
        return Copied(self._pictures, self._key_frames, self._width, self._height, "h264")

    def _take(self, frame: VideoFrame) -> None:
        done = self._graph.draw(frame)
        done.pts, done.time_base = frame.pts, frame.time_base or done.time_base
        done.pict_type = 0
        self._put(self._output.encode(done))
        self._pictures += 1

    def _put(self, packets: "Sequence[Packet[VideoStream]]") -> None:
        self._key_frames += sum(packet.is_keyframe for packet in packets)
        self._target.mux(packets)


class _Picture:
    """Lays mosaics and the watermark on one picture after the other."""

    def __init__(
        self,
        stream: VideoStream,
        width: int,
        height: int,
        watermark: Path | None,
        mosaics: Sequence[Mosaic],
    ) -> None:
        self._graph = Graph()
        self._in = self._graph.add_buffer(template=stream)
        last: FilterContext = self._linked(self._in, "crop", f"{width}:{height}:0:0")
        last = self._linked(last, "format", "yuv420p")
        for mosaic in mosaics:
            last = self._blurred(last, mosaic, width, height)
        if watermark is None:
            self._out = self._ended(last)
        else:
            mark = _scaled(watermark, width, height)
            shown = self._graph.add_buffer(width=width, height=height, format=mark.format, time_base=_TICK)
            self._out = self._ended(self._marked(last, shown))
            shown.push(mark)
            shown.push(None)

    def draw(self, frame: VideoFrame) -> VideoFrame:
        """Return the picture with everything on it."""
        self._in.push(frame)
        done = self._out.pull()
        assert isinstance(done, VideoFrame)
        return done

    def _ended(self, last: FilterContext) -> FilterContext:
        sink = self._linked(self._linked(last, "format", "yuv420p"), "buffersink", None)
        self._graph.configure()
        return sink

    def _linked(self, before: FilterContext, name: str, arguments: str | None) -> FilterContext:
        node = self._graph.add(name, arguments)
        before.link_to(node)
        return node

    def _blurred(self, before: FilterContext, mosaic: Mosaic, width: int, height: int) -> FilterContext:
        x, y = _even(mosaic.x * width, width - 2), _even(mosaic.y * height, height - 2)
        wide, high = _size(mosaic.width, width, x), _size(mosaic.height, height, y)
        block = min(_COARSEST, max(_FINEST, min(wide, high) // _BLOCKS))
        both = self._linked(before, "split", None)
        part = self._graph.add("crop", f"{wide}:{high}:{x}:{y}")
        both.link_to(part, 1, 0)
        coarse = self._linked(part, "pixelize", f"width={min(block, wide)}:height={min(block, high)}")
        when = f"enable='between(t,{mosaic.from_s:.3f},{mosaic.to_s:.3f})'"
        laid = self._graph.add("overlay", f"{x}:{y}:{when}")
        both.link_to(laid, 0, 0)
        coarse.link_to(laid, 0, 1)
        return laid

    def _marked(self, before: FilterContext, mark: FilterContext) -> FilterContext:
        laid = self._graph.add("overlay", "0:0:eof_action=repeat:repeatlast=1")
        before.link_to(laid, 0, 0)
        mark.link_to(laid, 0, 1)
        return laid


def _scaled(watermark: Path, width: int, height: int) -> VideoFrame:
    with av.open(str(watermark)) as container:
        picture = next(container.decode(video=0)).reformat(width, height, "rgba")
    picture.pts, picture.time_base = 0, _TICK
    return picture


def _decoded(packet: "Packet[VideoStream]") -> Sequence[VideoFrame]:
    """Return the pictures of a packet; what is damaged is left out, as every player would."""
    try:
        return [frame for frame in packet.decode() if isinstance(frame, VideoFrame)]
    except av.error.InvalidDataError:
        return []


def _even(value: float, most: int) -> int:
    return max(0, min(int(value), most)) & ~1


def _size(share: float, whole: int, start: int) -> int:
    """Return an even length that lies inside; rounded up, so that nothing at the edge stays clear."""
    return max(2, min(-(-int(share * whole + 1) // 2) * 2, (whole - start) & ~1))
