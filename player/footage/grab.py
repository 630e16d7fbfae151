"""One picture of a stream or a recording, in full resolution and without loss, with words inside the file."""

import struct
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import RawIOBase
from pathlib import Path
from typing import Any, Final, cast

import av
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from player.footage.ts_scan import nearest

_TICKS_PER_MS: Final = 90
_ENDS: Final = 12
"""Bytes of the chunk with which a PNG file ends."""
_WAITED_S: Final = 0.008
"""What lies ready comes within a millisecond or two."""
_PACE: Final = 0.5
_CATCH_UP_S: Final = 3.0
"""Where pictures come faster than they are decoded, nobody waits for the present any longer."""
_RTSP: Final = {"rtsp_transport": "tcp"}


class NoPictureError(Exception):
    """The source has no picture (for the instant) that can be decoded."""


@dataclass(frozen=True, slots=True)
class Still:
    """A picture as a PNG file; `picture_ms` is its instant (UTC), of a live one when it came here."""

    png: bytes
    width: int
    height: int
    picture_ms: int


def grab_live(source: str | RawIOBase, *, timeout_s: float = 8.0) -> Still:
    """Take the newest picture of a live stream, from its address or its bytes.

    Servers begin with what has been since the last key frame: all of that is past. The present is the
    first picture that had to be waited for and that did not come faster than the camera makes them.

    Raises:
        NoPictureError: it sends none.
        av.FFmpegError, OSError: it cannot be opened.
    """
    options = _RTSP if isinstance(source, str) and source.startswith("rtsp") else {}
    with av.open(cast("Any", source), "r", options=options, timeout=timeout_s) as container:
        newest: VideoFrame | None = None
        came, patience = 0.0, time.monotonic() + _CATCH_UP_S
        for frame, waited_s in _frames(container):
            before, former = came, newest
            came, newest = time.monotonic(), frame
            present = waited_s >= _WAITED_S and former is not None
            if present and came - before >= _PACE * _step_s(former, frame):
                break
            if came > patience:
                break
    if newest is None:
        raise NoPictureError
    return _still(newest, time.time_ns() // 1_000_000)


def grab_at(source: RawIOBase, at_ms: int, *, transport_stream: bool) -> Still:
    """Take the picture that is to be seen at an instant from a recording that begins before it.

    Of a transport stream the stamps tell the instants; of an MP4 file its time of creation does.

    Raises:
        NoPictureError: the recording does not reach the instant, or begins behind it.
        av.FFmpegError, OSError: it cannot be read.
    """
    kind = "mpegts" if transport_stream else "mp4"
    before: VideoFrame | None = None
    before_ms = 0
    with av.open(cast("Any", source), "r", format=kind) as container:
        made_ms = None if transport_stream else _made_ms(container)
        for frame, _ in _frames(container):
            now_ms = _instant(frame, at_ms, made_ms)
            if now_ms > at_ms:
                break
            before, before_ms = frame, now_ms
    if before is None:
        raise NoPictureError
    return _still(before, before_ms)


def grab_file(path: Path, at_ms: int) -> Still:
    """Take the picture that is to be seen so many milliseconds after the beginning of a file.

    `picture_ms` of the answer counts from the beginning as well.

    Raises:
        NoPictureError: there is none.
        av.FFmpegError, OSError: it cannot be read.
    """
    with av.open(str(path)) as container:
        if container.streams.video and at_ms > 0:
            container.seek(at_ms * 1000)
        shown: VideoFrame | None = None
        for frame, _ in _frames(container):
            if shown is not None and _elapsed_ms(frame) > at_ms:
                break
            shown = frame
    if shown is None:
        raise NoPictureError
    return _still(shown, _elapsed_ms(shown))


def with_texts(png: bytes, texts: Mapping[str, str]) -> bytes:
    """Return a PNG file with words in it (iTXt, UTF-8), before its end; keywords: Latin-1, 1 to 79 long."""
    chunks = b"".join(_text(keyword, text) for keyword, text in texts.items())
    return png[:-_ENDS] + chunks + png[-_ENDS:]


def _frames(container: InputContainer) -> Iterator[tuple[VideoFrame, float]]:
    """Yield the pictures from the first key frame on, and for how many seconds each was waited for.

    Damage in between is passed over.
    """
    if not container.streams.video:
        raise NoPictureError
    stream = container.streams.video[0]
    stream.codec_context.thread_count = 1
    begun, asked = False, time.monotonic()
    for packet in container.demux(stream):
        waited_s = time.monotonic() - asked
        begun = begun or packet.is_keyframe
        try:
            for frame in packet.decode() if begun else ():
                yield frame, waited_s
        except av.error.InvalidDataError:
            pass
        asked = time.monotonic()


def _elapsed_ms(frame: VideoFrame) -> int:
    return round((frame.time or 0.0) * 1000)


def _step_s(former: VideoFrame | None, frame: VideoFrame) -> float:
    if former is None or former.pts is None or frame.pts is None or frame.time_base is None:
        return 0.0
    return float((frame.pts - former.pts) * frame.time_base)


def _instant(frame: VideoFrame, near_ms: int, made_ms: int | None) -> int:
    assert frame.pts is not None
    assert frame.time_base is not None
    if made_ms is not None:
        return made_ms + round(frame.pts * frame.time_base * 1000)
    return -(-nearest(frame.pts, near_ms * _TICKS_PER_MS) // _TICKS_PER_MS)


def _made_ms(container: InputContainer) -> int:
    try:
        return round(datetime.fromisoformat(container.metadata.get("creation_time", "")).timestamp() * 1000)
    except ValueError as error:
        raise NoPictureError from error


def _still(frame: VideoFrame, picture_ms: int) -> Still:
    picture = frame.reformat(format="rgb24")
    encoder = av.CodecContext.create("png", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = picture.width, picture.height, "rgb24"
    encoder.time_base = Fraction(1, 1000)
    png = b"".join(bytes(packet) for packet in [*encoder.encode(picture), *encoder.encode(None)])
    return Still(png, picture.width, picture.height, picture_ms)


def _text(keyword: str, text: str) -> bytes:
    body = keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    named = b"iTXt" + body
    return struct.pack(">I", len(body)) + named + struct.pack(">I", zlib.crc32(named))
