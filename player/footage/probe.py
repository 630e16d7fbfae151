"""Looks through a file of footage: what it is, when it was recorded, and whether its pictures can be decoded.

Every packet is read, every key frame is decoded on one thread; in between nothing is, which takes about a
hundredth of decoding it all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import av
from av.codec.context import CodecContext
from av.container import InputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from player.footage.stamp import read_stamp

_STAMP_EVERY: Final = 30
_HOLE_MS: Final = 2000
"""A longer distance between two pictures is a hole (some cameras at night send one picture a second)."""
_OPTIONS: Final = {"format_whitelist": "mov,mpegts"}
_UNSET_BEFORE_MS: Final = 315_532_800_000
"""A file that says that it was made before 1980 has no time."""

Span = tuple[int, int]


class UnreadableError(Exception):
    """The file is no footage, or ends before its first picture."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a file says.

    Times in milliseconds from the container's nought; `made_ms` (UTC) is when that was, None where the file
    does not tell.
    """

    container: str
    codec: str
    width: int
    height: int
    fps: float
    audio: bool
    made_ms: int | None
    first_ms: int
    last_ms: int
    """The last picture's beginning."""
    picture_ms: int
    """How long a picture usually lasts."""
    pictures: int
    key_frames: int
    undecodable: tuple[Span, ...]
    """From a key frame that cannot be decoded to the next one."""
    holes: tuple[Span, ...]
    stamps: tuple[tuple[int, int, int], ...]
    """Of some key frames: when, the camera's number, and the instant in the picture."""
    complete: bool
    """False when the container breaks off."""


def probe(
    source: RawIOBase | BinaryIO | Path, *, stamps: bool = False, stopped: Callable[[], bool] = bool
) -> Probe:
    """Look through a file; blocks as long as reading it does.

    Raises:
        UnreadableError: it is no footage.
    """
    file = str(source) if isinstance(source, Path) else source
    try:
        with av.open(cast("Any", file), "r", options=_OPTIONS) as container:
            return _look(container, stamps=stamps, stopped=stopped)
    except (av.FFmpegError, ValueError, IndexError) as error:
        raise UnreadableError(str(error)) from error


def _look(container: InputContainer, *, stamps: bool, stopped: Callable[[], bool]) -> Probe:
    if not container.streams.video:
        raise UnreadableError("no video")
    stream = container.streams.video[0]
    keys = _KeyFrames(stream, stamps=stamps)
    times = _Times()
    complete = True
    try:
        for packet in container.demux(stream):
            if stopped():
                break
            if packet.size and packet.pts is not None and packet.time_base is not None:
                at_ms = round(packet.pts * packet.time_base * 1000)
                times.add(at_ms)
                if packet.is_keyframe:
                    keys.add(packet, at_ms)
    except av.FFmpegError:
        complete = False
    if not times.count:
        raise UnreadableError("no pictures")
    context = stream.codec_context
    last_ms = times.last_ms
    return Probe(
        container=container.format.name.split(",")[0],
        codec=context.name,
        width=context.width or keys.width,
        height=context.height or keys.height,
        fps=times.fps,
        audio=bool(container.streams.audio),
        made_ms=_made_ms(container),
        first_ms=times.first_ms,
        last_ms=last_ms,
        picture_ms=times.picture_ms,
        pictures=times.count,
        key_frames=keys.count,
        undecodable=keys.undecodable(last_ms + times.picture_ms),
        holes=times.holes(),
        stamps=tuple(keys.stamps),
        complete=complete,
    )


def _made_ms(container: InputContainer) -> int | None:
    text = container.metadata.get("creation_time", "")
    try:
        made = datetime.fromisoformat(text)
    except ValueError:
        return None
    if made.tzinfo is None:
        return None
    made_ms = round(made.timestamp() * 1000)
    return made_ms if made_ms > _UNSET_BEFORE_MS else None


class _Times:
    """The pictures' instants, which come in the order of decoding."""

    def __init__(self) -> None:
        self.count = 0
        self.first_ms = self.last_ms = 0
        self._steps: dict[int, int] = {}
        self._holes: list[Span] = []

    def add(self, at_ms: int) -> None:
        if not self.count:
            self.first_ms = self.last_ms = at_ms
        elif at_ms > self.last_ms:
            step = at_ms - self.last_ms
            self._steps[step] = self._steps.get(step, 0) + 1
            if step > _HOLE_MS:
                self._holes.append((self.last_ms, at_ms))
            self.last_ms = at_ms
        self.first_ms = min(self.first_ms, at_ms)
        self.count += 1

    @property
    def picture_ms(self) -> int:
        """The commonest distance of two pictures."""
        return max(self._steps, key=lambda step: self._steps[step]) if self._steps else 40

    @property
    def fps(self) -> float:
        """Pictures a second, without the holes."""
        missing = sum(end - start - self.picture_ms for start, end in self._holes)
        seconds = (self.last_ms - self.first_ms - missing) / 1000
        return round((self.count - 1) / seconds, 2) if seconds > 0 else 0.0

    def holes(self) -> tuple[Span, ...]:
        """Return from where to where there are no pictures."""
        return tuple((start + self.picture_ms, end) for start, end in self._holes)


class _KeyFrames:
    """Decodes each by itself, strictly: what FFmpeg would conceal counts as damage."""

    def __init__(self, stream: VideoStream, *, stamps: bool) -> None:
        context = CodecContext.create(stream.codec_context.name, "r")
        assert isinstance(context, VideoCodecContext)
        context.extradata = stream.codec_context.extradata
        context.thread_count = 1
        context.options = {"err_detect": "explode"}
        self._context = context
        self._with_stamps = stamps
        self._bad: list[Span] = []
        self._bad_since: int | None = None
        self.count = self.width = self.height = 0
        self.stamps: list[tuple[int, int, int]] = []

    def add(self, packet: "Packet[VideoStream]", at_ms: int) -> None:
        frame = self._decode(packet)
        self.count += 1
        if frame is None:
            self._bad_since = at_ms if self._bad_since is None else self._bad_since
            return
        self.width, self.height = frame.width, frame.height
        if self._bad_since is not None:
            self._bad.append((self._bad_since, at_ms))
            self._bad_since = None
        if self._with_stamps and self.count % _STAMP_EVERY == 1:
            seen = read_stamp(frame)
            if seen is not None:
                self.stamps.append((at_ms, *seen))

    def undecodable(self, end_ms: int) -> tuple[Span, ...]:
        """Return what cannot be shown, up to the file's end."""
        rest = () if self._bad_since is None else ((self._bad_since, end_ms),)
        return (*self._bad, *rest)

    def _decode(self, packet: "Packet[VideoStream]") -> VideoFrame | None:
        try:
            frames = [*self._context.decode(packet), *self._context.decode(None)]
        except av.FFmpegError:
            frames = []
        finally:
            self._context.flush_buffers()
        whole = [frame for frame in frames if not frame.is_corrupt]
        return whole[0] if whole else None
