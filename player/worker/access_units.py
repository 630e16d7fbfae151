"""Packets in the one shape that libVLC shows without waiting: start codes, headers, and a marked end.

libVLC's packetizers give a picture to the decoder when the next one begins, a whole picture's time later
than need be (83 ms at 12 pictures a second, which is too late to be shown at all). Two access unit
delimiters behind each picture say at once that it is complete.
"""

from collections.abc import Iterator
from typing import Final, cast

from av.bitstream import BitStreamFilterContext
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

_FILTERS: Final = {"h264": "h264_mp4toannexb", "hevc": "hevc_mp4toannexb", "mpeg4": "dump_extra"}
_TAILS: Final = {
    "h264": b"\x00\x00\x00\x01\x09\xf0" * 2,
    "hevc": b"\x00\x00\x00\x01\x46\x01\x50" * 2,
}


def access_units(container: InputContainer, stream: VideoStream) -> Iterator["Packet[VideoStream]"]:
    """Yield the stream's packets as they come, each a whole picture ready for a transport stream."""
    context = stream.codec_context
    tail = _TAILS.get(context.name, b"")
    converter = _converter(stream)
    for source in container.demux(stream):
        if not source.size:
            continue
        for packet in [source] if converter is None else converter.filter(source):
            yield _with_tail(packet, tail) if tail else packet


def _converter(stream: VideoStream) -> BitStreamFilterContext | None:
    """FLV has lengths where a transport stream has start codes; RTSP sends MPEG-4 headers apart."""
    context = stream.codec_context
    extradata = context.extradata
    name = _FILTERS.get(context.name)
    if not name or not extradata or (context.name != "mpeg4" and extradata[0] != 1):
        return None
    return BitStreamFilterContext(name, stream)


def _with_tail(packet: "Packet[VideoStream]", tail: bytes) -> "Packet[VideoStream]":
    whole = cast("Packet[VideoStream]", Packet(bytes(packet) + tail))
    whole.dts, whole.pts = packet.dts, packet.pts
    whole.is_keyframe = packet.is_keyframe
    return whole
