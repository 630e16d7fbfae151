"""One picture of a stream or a recording, in full resolution and without loss, with words inside the file."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import RawIOBase
from typing import Any, Final, cast

import av
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from player.footage.ts_scan import nearest

_TICKS_PER_MS: Final = 90
_ENDS: Final = 12
"""Bytes of the chunk with which a PNG file ends."""
_RTSP: Final = {"rtsp_transport": "tcp"}


class NoPictureError(Exception):
    """The source has no picture (for the instant) that can be decoded."""


@dataclass(frozen=True, slots=True)
class Still:
    """A picture as a PNG file; `picture_ms` is its instant (UTC) where the source tells it."""

    png: bytes
    width: int
    height: int
    picture_ms: int | None


def grab_live(source: str | RawIOBase, *, timeout_s: float = 8.0) -> Still:
    """Take the first picture of a live stream that decodes, from its address or its bytes.

    Raises:
        NoPictureError: it sends none.
        av.FFmpegError, OSError: it cannot be opened.
    """
    options = _RTSP if isinstance(source, str) and source.startswith("rtsp") else {}
    with av.open(cast("Any", source), "r", options=options, timeout=timeout_s) as container:
        for frame in _frames(container):
            return _still(frame, None)
    raise NoPictureError


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
        for frame in _frames(container):
            now_ms = _instant(frame, at_ms, made_ms)
            if now_ms > at_ms:
                break
            before, before_ms = frame, now_ms
    if before is None:
        raise NoPictureError
    return _still(before, before_ms)


def with_texts(png: bytes, texts: Mapping[str, str]) -> bytes:
    """Return a PNG file with words in it (iTXt, UTF-8), before its end; keywords: Latin-1, 1 to 79 long."""
    chunks = b"".join(_text(keyword, text) for keyword, text in texts.items())
    return png[:-_ENDS] + chunks + png[-_ENDS:]


def _frames(container: InputContainer) -> Iterator[VideoFrame]:
    """Yield the pictures from the first key frame on; damage in between is passed over."""
    if not container.streams.video:
        raise NoPictureError
    stream = container.streams.video[0]
    stream.codec_context.thread_count = 1
    begun = False
    for packet in container.demux(stream):
        begun = begun or packet.is_keyframe
        if not begun:
            continue
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue


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


def _still(frame: VideoFrame, picture_ms: int | None) -> Still:
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
